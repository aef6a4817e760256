//! Answers that prove nothing: forged tokens, replayed and misdirected answers. None of them lets anybody in.

use super::peer::{Peer, app, begin, come_back};
use crate::support::{Answer, Client, TestApp};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sanaiyiusta::platform::oidc::GREATEST_AGE_DAYS;
use serde_json::{Value, json};

/// The order to the forger: an honest token of ayse, with these changes.
pub fn order(app: &TestApp, nonce: &str, claims: Value, header: Value, key: &str) -> String {
    let now = app.clock.now().0.as_second();
    let mut all = json!({ "sub": "ayse", "email": "ayse@kimlik.test", "email_verified": true, "nonce": nonce,
                          "iat": now, "exp": now + 3600, "jti": rand::random::<u32>() });
    for (name, value) in claims.as_object().unwrap() {
        all[name] = value.clone();
    }
    URL_SAFE_NO_PAD.encode(json!({ "claims": all, "header": header, "key": key }).to_string())
}

/// One whole way there and back, with a token changed like this.
pub async fn with_token(app: &TestApp, peer: &Peer, claims: Value, header: Value, key: &str) -> (Client, Answer) {
    let browser = app.visitor();
    let sent = begin(&browser, "kimlik", &[]).await;
    assert_eq!((sent["code_challenge_method"].as_str(), sent["response_type"].as_str()), ("S256", "code"));
    let code = order(app, &sent["nonce"], claims, header, key);
    let parameters = [("code", code.as_str()), ("state", sent["state"].as_str()), ("iss", peer.issuer.as_str())];
    let answer = come_back(&browser, "kimlik", &parameters).await;
    (browser, answer)
}

/// An account that the honest token of ayse opens.
pub async fn link_ayse(app: &TestApp, peer: &Peer) {
    app.customer("sahibi").await;
    sqlx::query(
        "insert into user_identities (issuer, subject, user_id, created_at, last_used_at)
         select $1, 'ayse', id, created_at, created_at from users where email = 'sahibi@ornek.test'",
    )
    .bind(&peer.issuer)
    .execute(&app.pool)
    .await
    .unwrap();
}

#[tokio::test]
async fn no_forged_token_lets_anybody_in() {
    let peer = Peer::start("forger").await;
    let app = app(&[("kimlik", &peer)]).await;
    link_ayse(&app, &peer).await;
    let (browser, answer) = with_token(&app, &peer, json!({}), json!({}), "good").await;
    assert_eq!((answer.status, browser.get("auth/me").await.status), (303, 200), "the honest one does");

    let now = app.clock.now().0.as_second();
    let none = json!({});
    let attacks: [(&str, Value, Value, &str); 15] = [
        ("another issuer", json!({ "iss": "https://baska.test" }), none.clone(), "good"),
        ("another audience", json!({ "aud": "baska" }), none.clone(), "good"),
        ("one audience too many", json!({ "aud": ["usta", "baska"] }), none.clone(), "good"),
        ("another nonce", json!({ "nonce": "baska" }), none.clone(), "good"),
        ("no nonce", json!({ "nonce": null }), none.clone(), "good"),
        ("no signature", none.clone(), json!({ "alg": "none" }), "none"),
        ("no signature under a good name", none.clone(), none.clone(), "none"),
        ("signed with the client's secret", none.clone(), json!({ "alg": "HS256" }), "secret"),
        ("signed with the public key as a secret", none.clone(), json!({ "alg": "HS256" }), "public"),
        ("expired", json!({ "iat": now - 300, "exp": now - 1 }), none.clone(), "good"),
        ("issued long ago", json!({ "iat": now - 86_400 }), none.clone(), "good"),
        ("issued in the future", json!({ "iat": now + 86_400, "exp": now + 90_000 }), none.clone(), "good"),
        ("an unknown key", none.clone(), json!({ "kid": "yok" }), "other"),
        ("another key under a known name", none.clone(), none.clone(), "other"),
        ("a critical header nobody knows", none.clone(), json!({ "crit": ["x"], "x": 1 }), "good"),
    ];
    for (attack, claims, header, key) in attacks {
        let (browser, answer) = with_token(&app, &peer, claims, header, key).await;
        assert_eq!(answer.status, 403, "{attack}: {}", answer.text);
        assert_eq!(browser.get("auth/me").await.status, 401, "{attack}");
        assert!(browser.cookie("oturum").is_none() && browser.cookie("giris").is_none(), "{attack}");
    }
    assert_eq!(app.count("select count(*) from sign_in_events where method = 'oidc' and outcome = 'in'").await, 1);
}

/// The browser brings this back, is refused, and nobody is in.
async fn refused(attack: &str, status: u16, browser: &Client, provider: &str, parameters: [(&str, &str); 3]) {
    let answer = come_back(browser, provider, &parameters).await;
    assert_eq!(answer.status, status, "{attack}: {}", answer.text);
    assert_eq!(browser.get("auth/me").await.status, 401, "{attack}");
}

/// On its way: the state, and an honest code for it.
async fn on_the_way(app: &TestApp, browser: &Client) -> (String, String) {
    let sent = begin(browser, "kimlik", &[]).await;
    (sent["state"].clone(), order(app, &sent["nonce"], json!({}), json!({}), "good"))
}

#[tokio::test]
async fn an_answer_works_once_and_for_ten_minutes() {
    let peer = Peer::start("forger").await;
    let app = app(&[("kimlik", &peer)]).await;
    link_ayse(&app, &peer).await;
    let iss = ("iss", peer.issuer.as_str());
    let browser = app.visitor();
    let sent = begin(&browser, "kimlik", &[]).await;
    let (state, code) = (sent["state"].as_str(), order(&app, &sent["nonce"], json!({}), json!({}), "good"));
    assert_eq!(come_back(&browser, "kimlik", &[("code", &code), ("state", state), iss]).await.status, 303);
    browser.post("auth/sign_out", &[]).await;
    let fresh = order(&app, &sent["nonce"], json!({}), json!({}), "good");
    refused("the same state", 410, &browser, "kimlik", [("code", &fresh), ("state", state), iss]).await;
    let (state, _) = on_the_way(&app, &browser).await;
    refused("the same code", 403, &browser, "kimlik", [("code", &code), ("state", &state), iss]).await;
    let (state, code) = on_the_way(&app, &browser).await;
    app.clock.advance_minutes(11);
    refused("too late", 410, &browser, "kimlik", [("code", &code), ("state", &state), iss]).await;
    // Whoever says no over there is told so, and nothing happens.
    let (state, _) = on_the_way(&app, &browser).await;
    refused("declined", 200, &browser, "kimlik", [("error", "access_denied"), ("state", &state), iss]).await;
}

#[tokio::test]
async fn no_misdirected_answer_lets_anybody_in() {
    let (peer, second) = (Peer::start("forger").await, Peer::start("forger").await);
    let app = app(&[("kimlik", &peer), ("ikinci", &second)]).await;
    link_ayse(&app, &peer).await;
    let iss = ("iss", peer.issuer.as_str());
    // The answer of one provider is not that of another (mix-up), by its path and by its `iss`.
    let browser = app.visitor();
    let (state, code) = on_the_way(&app, &browser).await;
    refused("another's path", 410, &browser, "ikinci", [("code", &code), ("state", &state), iss]).await;
    let (state, code) = on_the_way(&app, &browser).await;
    let other = ("iss", second.issuer.as_str());
    refused("another's iss", 403, &browser, "kimlik", [("code", &code), ("state", &state), other]).await;
    let (state, code) = on_the_way(&app, &browser).await;
    refused("no iss", 403, &browser, "kimlik", [("code", &code), ("state", &state), ("lang", "tr")]).await;

    // A victim's browser does not take an answer that an attacker asked for.
    let (attacker, victim) = (app.visitor(), app.visitor());
    let (state, code) = on_the_way(&app, &attacker).await;
    refused("another's state", 410, &victim, "kimlik", [("code", &code), ("state", &state), iss]).await;
    on_the_way(&app, &victim).await;
    let (state, code) = on_the_way(&app, &attacker).await;
    refused("another's state, own cookie", 410, &victim, "kimlik", [("code", &code), ("state", &state), iss]).await;
    refused("a made-up state", 410, &victim, "kimlik", [("code", &code), ("state", "uydurma"), iss]).await;
}

#[tokio::test]
async fn an_address_the_provider_does_not_vouch_for_opens_and_links_nothing() {
    let peer = Peer::start("forger").await;
    let app = app(&[("kimlik", &peer)]).await;
    app.customer("fatma").await;
    for (email, verified) in [("fatma@ornek.test", false), ("kimse@ornek.test", false), ("", true)] {
        let claims = json!({ "sub": "saldirgan", "email": email, "email_verified": verified });
        let (browser, answer) = with_token(&app, &peer, claims, json!({}), "good").await;
        assert_eq!(answer.status, 403, "{email}");
        assert!(answer.text.contains("doğrulamamış"), "known and unknown addresses read the same");
        assert_eq!(browser.get("auth/me").await.status, 401);
        assert!(browser.cookie("kimlik").is_none());
    }
    // Vouched for, it is still not linked from outside.
    let claims = json!({ "sub": "saldirgan", "email": "FATMA@ornek.test" });
    let (browser, answer) = with_token(&app, &peer, claims, json!({}), "good").await;
    assert_eq!((answer.status, browser.get("auth/me").await.status), (409, 401));
    assert_eq!(app.count("select count(*) from user_identities").await, 0);
}

#[tokio::test]
async fn linking_is_finished_only_in_the_session_that_began_it() {
    let peer = Peer::start("forger").await;
    let app = app(&[("kimlik", &peer)]).await;
    let ayse = app.customer("ayse").await;
    let sent = begin(&ayse, "kimlik", &[("link", "true")]).await;
    let code = order(&app, &sent["nonce"], json!({}), json!({}), "good");
    // Somebody else signs in on this browser meanwhile.
    app.customer("fatma").await;
    ayse.post("auth/sign_in", &[("email", "fatma@ornek.test"), ("password", crate::support::PASSWORD)]).await;
    let answer = come_back(&ayse, "kimlik", &[("code", &code), ("state", &sent["state"]), ("iss", &peer.issuer)]).await;
    assert_eq!(answer.status, 410);
    assert_eq!(app.count("select count(*) from user_identities").await, 0);
}

#[tokio::test]
async fn new_keys_of_a_provider_are_fetched_and_old_ones_no_longer_count() {
    let peer = Peer::start("forger").await;
    let app = app(&[("kimlik", &peer)]).await;
    link_ayse(&app, &peer).await;
    assert_eq!(with_token(&app, &peer, json!({}), json!({}), "good").await.1.status, 303);
    let rotate = http::Request::get(format!("{}/rotate", peer.issuer)).body(Vec::new()).unwrap();
    app.wires.outward.call(rotate).await.unwrap();
    app.clock.advance_minutes(1);
    let later = with_token(&app, &peer, json!({}), json!({ "kid": "iki" }), "later").await.1;
    assert_eq!(later.status, 303, "{}", later.text);
    assert_eq!(with_token(&app, &peer, json!({}), json!({}), "good").await.1.status, 403);
}

#[tokio::test]
async fn a_provider_that_is_away_is_said_to_be_away() {
    let peer = Peer::start("forger").await;
    let app = app(&[("kimlik", &peer)]).await;
    drop(peer);
    let answer = app.visitor().post("auth/begin_oidc", &[("provider", "kimlik")]).await;
    assert_eq!((answer.status, answer.code().as_str()), (503, "unavailable"));
}

#[tokio::test]
async fn a_provider_that_calls_itself_another_is_not_gone_to() {
    let mut peer = Peer::start("forger").await;
    // Discovery below this address says `https://kimlik.test`.
    peer.issuer.push_str("/yalanci");
    let app = app(&[("kimlik", &peer)]).await;
    let answer = app.visitor().post("auth/begin_oidc", &[("provider", "kimlik")]).await;
    assert_eq!((answer.status, answer.code().as_str()), (503, "unavailable"));
    assert_eq!(app.count("select count(*) from oidc_flows").await, 0);
}

#[tokio::test]
async fn a_session_is_as_fresh_as_the_provider_says_and_too_old_a_proof_opens_nothing() {
    let peer = Peer::start("forger").await;
    let app = app(&[("kimlik", &peer)]).await;
    link_ayse(&app, &peer).await;
    let sent = begin(&app.visitor(), "kimlik", &[]).await;
    assert_eq!(sent["max_age"], (GREATEST_AGE_DAYS * 24 * 3600).to_string());
    let now = app.clock.now().0.as_second();
    let days = |days: i64| json!({ "auth_time": now - days * 24 * 3600 });
    for (said, status) in [
        (json!({}), 403),
        (json!({ "auth_time": now - 16 * 60 }), 403),
        (days(GREATEST_AGE_DAYS), 403),
        (json!({ "auth_time": now - 60 }), 200),
    ] {
        let (browser, answer) = with_token(&app, &peer, said.clone(), json!({}), "good").await;
        assert_eq!((answer.status, browser.get("auth/me").await.status), (303, 200), "{said}");
        let begun = browser.post("auth/begin_totp", &[]).await;
        assert_eq!(begun.status, status, "{said}: {}", begun.text);
    }
    for said in [days(GREATEST_AGE_DAYS + 1), days(-1)] {
        let (browser, answer) = with_token(&app, &peer, said.clone(), json!({}), "good").await;
        assert_eq!((answer.status, browser.get("auth/me").await.status), (403, 401), "{said}");
    }
}
