//! Answers that a provider's page posts here, and pages of others that do the same.

use super::{
    forged::{link_ayse, order},
    peer::{Peer, app_with, begin},
};
use crate::support::{Answer, Client, TestApp};
use serde_json::json;

const EVIL: &str = "https://kotu.test";
const CALLBACK: &str = "/giris/saglayici/kimlik";

/// A provider that posts, and one that does not.
async fn world() -> (Peer, TestApp) {
    let peer = Peer::start("forger").await;
    let app = app_with(
        &[("kimlik", &peer), ("ikinci", &peer)],
        &[("OIDC_KIMLIK_RESPONSE_MODE", "form_post"), ("OIDC_IKINCI_ISSUER", &format!("{}/ikinci", peer.issuer))],
    )
    .await;
    link_ayse(&app, &peer).await;
    (peer, app)
}

/// What the browser is sent on to, and what comes of it.
async fn follow(browser: &Client, posted: &Answer) -> u16 {
    assert_eq!(posted.status, 303, "{}", posted.text);
    assert!(posted.header("location").starts_with("/giris/saglayici/kimlik?"));
    browser.page(&posted.header("location")).await.status
}

#[tokio::test]
async fn a_posted_answer_counts_in_the_browser_that_asked_for_it_and_once() {
    let (peer, app) = world().await;
    let browser = app.visitor();
    let sent = begin(&browser, "kimlik", &[]).await;
    assert_eq!(sent["response_mode"], "form_post");
    let code = order(&app, &sent["nonce"], json!({}), json!({}), "good");
    let fields = [("code", code.as_str()), ("state", sent["state"].as_str()), ("iss", peer.issuer.as_str())];
    // Somebody else's page makes a victim's browser post an attacker's answer: it lets nobody in.
    let victim = app.visitor();
    begin(&victim, "kimlik", &[]).await;
    let attacker = app.visitor();
    let theirs = begin(&attacker, "kimlik", &[]).await;
    let their_code = order(&app, &theirs["nonce"], json!({}), json!({}), "good");
    let planted = [("code", their_code.as_str()), ("state", theirs["state"].as_str()), ("iss", peer.issuer.as_str())];
    let posted = victim.post_from(EVIL, CALLBACK, &planted).await;
    assert!(posted.header("set-cookie").is_empty(), "posting alone does nothing");
    assert_eq!(follow(&victim, &posted).await, 410);
    assert_eq!(victim.get("auth/me").await.status, 401);

    let posted = browser.post_from(&peer.issuer, CALLBACK, &fields).await;
    assert_eq!(follow(&browser, &posted).await, 303);
    assert_eq!(browser.get("auth/me").await.status, 200);
    let again = browser.post_from(&peer.issuer, CALLBACK, &fields).await;
    assert_eq!(follow(&browser, &again).await, 410, "an answer counts once");
    // Another provider's name in it is a mix-up.
    let browser = app.visitor();
    let sent = begin(&browser, "kimlik", &[]).await;
    let code = order(&app, &sent["nonce"], json!({}), json!({}), "good");
    let mixed = [("code", code.as_str()), ("state", sent["state"].as_str()), ("iss", "https://baska.test")];
    assert_eq!(follow(&browser, &browser.post_from(&peer.issuer, CALLBACK, &mixed).await).await, 403);
    let declined =
        [("error", "user_cancelled_authorize"), ("state", begin(&browser, "kimlik", &[]).await["state"].as_str())]
            .map(|(name, value)| (name, value.to_owned()));
    let declined: Vec<_> = declined.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(follow(&browser, &browser.post_from(&peer.issuer, CALLBACK, &declined).await).await, 200);
}

#[tokio::test]
async fn only_answers_of_providers_that_post_pass_the_wall_and_only_their_parts_go_on() {
    let (_peer, app) = world().await;
    let (visitor, ayse) = (app.visitor(), app.customer("ayse").await);
    for client in [&visitor, &ayse] {
        for path in [
            "/giris/saglayici/ikinci",
            "/giris/saglayici/yok",
            "/giris/saglayici/kimlik/",
            "/giris/saglayici/kimlik%2f",
        ] {
            assert_eq!(client.post_from(EVIL, path, &[("code", "x")]).await.status, 403, "{path}");
        }
        assert_eq!(client.post_from(EVIL, "/api/auth/sign_out", &[]).await.status, 403);
        let more = [
            ("code", "a&next=https://kotu.test"),
            ("state", "s\r\nset-cookie: oturum=x"),
            ("next", "https://kotu.test"),
            ("user", "{\"name\":\"x\"}"),
        ];
        let posted = client.post_from(EVIL, CALLBACK, &more).await;
        let place =
            "/giris/saglayici/kimlik?code=a%26next%3Dhttps%3A%2F%2Fkotu.test&state=s%0D%0Aset-cookie%3A+oturum%3Dx";
        assert_eq!((posted.status, posted.header("location").as_str()), (303, place));
        assert!(posted.header("set-cookie").is_empty());
        assert_eq!(client.post_from(EVIL, CALLBACK, &[("code", &"x".repeat(20_000))]).await.status, 413);
    }
    assert_eq!(ayse.get("auth/me").await.status, 200, "whoever was in is in");
    // From a page of ours there is nothing to post to where no provider posts.
    let own = "http://127.0.0.1:3000";
    let request = http::Request::post("/giris/saglayici/ikinci").header("origin", own).header("host", "127.0.0.1:3000");
    assert_eq!(visitor.send_body(request, &[]).await.status, 404);
}
