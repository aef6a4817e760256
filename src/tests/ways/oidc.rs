//! The way in by a real OpenID Connect provider.

use super::peer::{Peer, app, app_with};
use crate::support::{Answer, Client, PASSWORD, TestApp};
use http::header;
use sanaiyiusta::kernel::time::Clock;
use std::collections::BTreeMap;

/// Moves the site's clock to the provider's, which is the wall's.
fn set_clock(app: &TestApp) {
    let seconds = Clock::Wall.now().seconds_since(app.clock.now());
    app.clock.advance_minutes(seconds.div_euclid(60) + 1);
}

/// The provider's page posts its answer by itself; what the site makes of that in the end.
async fn post_answer(browser: &Client, origin: &str, page: &[u8]) -> Answer {
    let page = String::from_utf8_lossy(page);
    let value = |text: &str, name: &str| {
        text.split_once(&format!("{name}=\"")).unwrap().1.split('"').next().unwrap().to_owned()
    };
    let action = url::Url::parse(&value(&page, "action")).unwrap();
    let inputs = page.split("<input").skip(1).filter(|input| input.contains("name=\""));
    let fields: Vec<_> = inputs.map(|input| (value(input, "name"), value(input, "value"))).collect();
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let posted = browser.post_from(origin, action.path(), &fields).await;
    assert_eq!(posted.status, 303, "{}", posted.text);
    browser.page(&posted.header("location")).await
}

/// Walks from the site to the provider and back, as `who`, and returns what the site makes of the answer.
async fn walk(app: &TestApp, browser: &Client, fields: &[(&str, &str)], who: &str) -> Answer {
    let fields: Vec<_> = [("provider", "kimlik")].into_iter().chain(fields.iter().copied()).collect();
    let away = browser.form("/giris", "auth/begin_oidc", &fields).await;
    assert_eq!(away.status, 303, "{}", away.text);
    let mut address = away.header("location");
    let mut cookies: BTreeMap<String, String> = BTreeMap::new();
    for _ in 0..8 {
        let url = url::Url::parse(&address).unwrap();
        if url.path().starts_with("/giris/saglayici/") {
            return browser.page(&format!("{}?{}", url.path(), url.query().unwrap_or_default())).await;
        }
        let say = if url.path().starts_with("/kim/") { format!("{address}?kim={who}") } else { address.clone() };
        let pairs = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let request = http::Request::get(say).header(header::COOKIE, pairs).body(Vec::new()).unwrap();
        let answer = app.wires.outward.call(request).await.unwrap();
        for cookie in answer.headers().get_all(header::SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            cookies.insert(name.to_owned(), value.to_owned());
        }
        let Some(place) = answer.headers().get(header::LOCATION) else {
            return post_answer(browser, &url.origin().ascii_serialization(), answer.body()).await;
        };
        address = url.join(place.to_str().unwrap()).unwrap().into();
    }
    panic!("the provider sends us round and round");
}

#[tokio::test]
async fn somebody_new_gets_an_account_and_comes_in_the_same_way_again() {
    let peer = Peer::start("oidc").await;
    let app = app(&[("kimlik", &peer)]).await;
    set_clock(&app);
    let page = app.visitor().page("/giris").await;
    assert!(page.text.contains("Kimlik ile devam et"));
    assert!(page.header("content-security-policy").contains(&format!("form-action 'self' {}", peer.issuer)));
    assert!(!app.visitor().page("/").await.header("content-security-policy").contains(&peer.issuer));

    let browser = app.visitor();
    let back = walk(&app, &browser, &[("next", "/usta-bul")], "yeni").await;
    assert_eq!((back.status, back.header("location").as_str()), (303, "/kayit/saglayici"));
    assert_eq!(app.count("select count(*) from users").await, 0, "nobody is made without a word");
    let page = browser.page("/kayit/saglayici").await;
    assert!(page.text.contains("yeni@ornek.test") && page.text.contains("Kimlik Sahibi"));
    assert!(page.text.contains("bu metne onay vermek değildir"), "the notice, which the log says was shown");
    assert!(page.text.contains("input[consents][marketing_email]"), "the same boxes as at the other door");
    let refused = browser.post("auth/finish_oidc", &[("full_name", "Yeni Kişi"), ("kind", "admin")]).await;
    assert_eq!(refused.fields(), ["accept_terms", "kind"]);
    let fields = [
        ("full_name", "Yeni Kişi"),
        ("kind", "customer"),
        ("accept_terms", "true"),
        ("consents[marketing_sms]", "true"),
    ];
    let done = browser.form("/kayit/saglayici", "auth/finish_oidc", &fields).await;
    assert_eq!((done.status, done.header("location").as_str()), (303, "/usta-bul"));
    assert_eq!(browser.get("auth/me").await.json()["full_name"], "Yeni Kişi");
    assert!(app.is_verified("yeni@ornek.test").await, "the provider vouched for the address");
    let agreed = "select count(*) from user_consents where act = 'given' and purpose in ('terms', 'marketing_sms')";
    assert_eq!((app.count(agreed).await, app.count("select count(*) from user_consents").await), (2, 3));
    assert_eq!(browser.post("auth/finish_oidc", &fields).await.code(), "expired");

    let again = app.visitor();
    let back = walk(&app, &again, &[("next", "/hesap/araclar")], "yeni").await;
    assert_eq!((back.status, back.header("location").as_str()), (303, "/hesap/araclar"));
    assert_eq!(again.get("auth/me").await.status, 200);
    let methods = "select count(*) from user_sessions where methods = '{oidc}'";
    assert_eq!(app.count(methods).await, 2);
    assert_eq!(app.count("select count(*) from sign_in_events where method = 'oidc' and outcome = 'in'").await, 2);
}

#[tokio::test]
async fn an_address_that_is_known_here_links_nothing_by_itself() {
    let peer = Peer::start("oidc").await;
    let app = app(&[("kimlik", &peer)]).await;
    set_clock(&app);
    let ayse = app.customer("ayse").await;
    let stranger = app.visitor();
    let back = walk(&app, &stranger, &[], "ayse").await;
    assert_eq!(back.status, 409);
    assert!(back.text.contains("zaten bir hesabınız var"));
    assert_eq!(stranger.get("auth/me").await.status, 401);

    // From inside it can be linked, once she has proved herself lately.
    app.clock.advance_minutes(16);
    let stale = ayse.post("auth/begin_oidc", &[("provider", "kimlik"), ("link", "true")]).await;
    assert_eq!(stale.code(), "step_up");
    app.clock.advance_minutes(-16);
    let back = walk(&app, &ayse, &[("link", "true")], "ayse").await;
    assert_eq!((back.status, back.header("location").as_str()), (303, "/hesap/ayarlar/guvenlik#giris-yollari"));
    assert!(ayse.page("/hesap/ayarlar/guvenlik").await.text.contains("ayse@ornek.test · son giriş"));
    assert_eq!(app.notices_of("way_linked", "ayse@ornek.test").await, 1);
    let back = walk(&app, &app.visitor(), &[], "ayse").await;
    assert_eq!(back.header("location"), "/hesap");

    // What opens her account opens no other.
    let fatma = app.customer("fatma").await;
    assert_eq!(walk(&app, &fatma, &[("link", "true")], "ayse").await.status, 409);
    assert_eq!(app.count("select count(*) from user_identities").await, 1);
}

#[tokio::test]
async fn the_last_way_in_stays() {
    let peer = Peer::start("oidc").await;
    let app = app(&[("kimlik", &peer)]).await;
    set_clock(&app);
    let ayse = app.customer("ayse").await;
    walk(&app, &ayse, &[("link", "true")], "ayse").await;
    sqlx::query("delete from user_auth").execute(&app.pool).await.unwrap();
    let unlink = [("provider", "kimlik")];
    let refused = ayse.post("auth/unlink_provider", &unlink).await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "last_way_in"));
    assert_eq!(app.count("select count(*) from user_identities").await, 1);
    // With a password of her own she may.
    app.visitor().post("auth/begin_reset", &[("email", "ayse@ornek.test")]).await;
    let letter = app.letter("ayse@ornek.test").await;
    let reset = ayse.post("auth/reset_password", &[("token", &letter.token), ("password", PASSWORD)]).await;
    assert_eq!(reset.status, 200, "{}", reset.text);
    assert_eq!(ayse.post("auth/unlink_provider", &unlink).await.status, 200);
    assert_eq!(app.notices_of("way_unlinked", "ayse@ornek.test").await, 1);
    assert_eq!(ayse.post("auth/unlink_provider", &unlink).await.code(), "not_found");
}

#[tokio::test]
async fn a_second_factor_is_asked_after_a_provider_too_and_disabled_people_stay_out() {
    let peer = Peer::start("oidc").await;
    let app = app(&[("kimlik", &peer)]).await;
    set_clock(&app);
    let ayse = app.customer("ayse").await;
    walk(&app, &ayse, &[("link", "true")], "ayse").await;
    sqlx::query("insert into user_totp (user_id, secret_sealed, confirmed_at, created_at) select id, 'x', now(), now() from users")
        .execute(&app.pool)
        .await
        .unwrap();
    let browser = app.visitor();
    let back = walk(&app, &browser, &[], "ayse").await;
    assert_eq!((back.status, back.header("location").as_str()), (303, "/iki-adim"));
    assert_eq!(browser.get("auth/me").await.status, 401);
    assert!(browser.cookie("giris").is_some(), "half a sign-in waits for the second factor");
    sqlx::query("update users set disabled_at = now(), disabled_reason = 'test'").execute(&app.pool).await.unwrap();
    assert_eq!(walk(&app, &app.visitor(), &[], "ayse").await.status, 403);
}

#[tokio::test]
async fn a_provider_that_posts_its_answer_lets_in_all_the_same() {
    let peer = Peer::start("oidc").await;
    let app = app_with(&[("kimlik", &peer)], &[("OIDC_KIMLIK_RESPONSE_MODE", "form_post")]).await;
    set_clock(&app);
    let ayse = app.customer("ayse").await;
    let back = walk(&app, &ayse, &[("link", "true")], "ayse").await;
    assert_eq!((back.status, back.header("location").as_str()), (303, "/hesap/ayarlar/guvenlik#giris-yollari"));
    let browser = app.visitor();
    let back = walk(&app, &browser, &[("next", "/hesap/araclar")], "ayse").await;
    assert_eq!((back.status, back.header("location").as_str()), (303, "/hesap/araclar"));
    assert_eq!(browser.get("auth/me").await.json()["full_name"], "ayse Deneme");
    let begun = browser.post("auth/begin_totp", &[]).await;
    assert_eq!(begun.status, 200, "the provider has asked just now, and says so: {}", begun.text);
}

#[tokio::test]
async fn this_was_not_me_closes_providers_and_takes_those_away_that_were_linked_since() {
    let peer = Peer::start("oidc").await;
    let app = app(&[("kimlik", &peer)]).await;
    set_clock(&app);
    // Hers from before: closed until there is a new password.
    let ayse = app.customer("ayse").await;
    walk(&app, &ayse, &[("link", "true")], "ayse").await;
    app.clock.advance_minutes(1);
    let fields = [("email", "ayse@ornek.test"), ("password", PASSWORD)];
    assert_eq!(app.visitor().post("auth/sign_in", &fields).await.status, 200, "somebody knows her password");
    let browser = app.this_was_not_me(&app.alarm("ayse@ornek.test").await).await;
    let closed = walk(&app, &app.visitor(), &[], "ayse").await;
    assert_eq!(closed.status, 403);
    assert!(closed.text.contains("denerek kapatıldı"), "{}", closed.text);
    let renewed = [("password", "yepyeni-bir-parola-91")];
    browser.form("/sifre-sifirla?adim=baglanti", "auth/reset_password", &renewed).await;
    assert_eq!(walk(&app, &app.visitor(), &[], "ayse").await.header("location"), "/hesap");

    // A thief's: gone.
    let fatma = app.customer("fatma").await;
    walk(&app, &fatma, &[("link", "true")], "yeni").await;
    assert_eq!(walk(&app, &app.visitor(), &[], "yeni").await.header("location"), "/hesap");
    app.this_was_not_me(&app.alarm("fatma@ornek.test").await).await;
    assert_eq!(walk(&app, &app.visitor(), &[], "yeni").await.header("location"), "/kayit/saglayici", "a stranger");
}

#[tokio::test]
async fn nobody_links_a_provider_before_the_address_is_proved() {
    let peer = Peer::start("oidc").await;
    let app = app(&[("kimlik", &peer)]).await;
    let squatter = app.newcomer("ayse").await;
    let refused = squatter.post("auth/begin_oidc", &[("provider", "kimlik"), ("link", "true")]).await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "wrong_status"));
    let page = squatter.page("/hesap/ayarlar/guvenlik").await.text;
    assert!(page.contains("Kimlik") && !page.contains("name=\"link\""), "no button that would be refused");
}
