//! A forgotten password is replaced.

use super::{another, rule};
use crate::support::{PASSWORD, TestApp};
use sanaiyiusta::modules::auth::limits::{ASK_PER_ACCOUNT, MAILS_PER_ADDRESS};

const AYSE: &str = "ayse@ornek.test";
const NEW: &str = "yepyeni-bir-parola-91";

#[tokio::test]
async fn known_and_unknown_addresses_get_the_same_bytes_and_only_the_owner_a_mail() {
    let app = TestApp::new().await;
    app.customer("ayse").await;
    let mut seen = Vec::new();
    for email in [AYSE, "yok1@ornek.test"] {
        let json = app.visitor().post("auth/begin_reset", &[("email", email)]).await;
        let browser = app.visitor();
        let form = browser.form("/sifre-sifirla", "auth/begin_reset", &[("email", email)]).await;
        let names: Vec<String> = form.headers.keys().map(ToString::to_string).collect();
        let page = browser.page("/sifre-sifirla?adim=kod").await;
        assert!(page.text.contains(email), "what was typed is still there");
        seen.push((json.status, json.text, form.status, form.header("location"), names));
    }
    assert_eq!(seen[0], seen[1]);
    // Both did the same work: one job each, which only then looks for an owner.
    app.run_jobs().await;
    assert_eq!(app.mails_of("reset_password", AYSE).await, 2);
    assert_eq!(app.mails_of("reset_password", "yok1@ornek.test").await, 0);
}

#[tokio::test]
async fn by_the_link_a_new_password_is_set_and_every_session_ends() {
    let app = TestApp::new().await;
    let phone = app.customer("ayse").await;
    let browser = app.visitor();
    browser.form("/sifre-sifirla", "auth/begin_reset", &[("email", AYSE)]).await;
    let letter = app.letter(AYSE).await;
    let opened = browser.page(&format!("/sifre-sifirla?belirtec={}", letter.token)).await;
    assert_eq!((opened.status, opened.header("location").as_str()), (303, "/sifre-sifirla?adim=baglanti"));
    assert_eq!(phone.get("auth/me").await.status, 200, "opening a link does nothing");

    let weak =
        browser.form("/sifre-sifirla?adim=baglanti", "auth/reset_password", &[("password", "aaaaaaaaaaaa")]).await;
    assert_eq!(weak.header("location"), "/sifre-sifirla?adim=baglanti");
    let page = browser.page("/sifre-sifirla?adim=baglanti").await;
    assert!(page.text.contains("kolay tahmin edilir") && !page.text.contains(&letter.token));
    let done = browser.form("/sifre-sifirla?adim=baglanti", "auth/reset_password", &[("password", NEW)]).await;
    assert_eq!((done.status, done.header("location").as_str()), (303, "/hesap"));
    assert_eq!(browser.get("auth/me").await.status, 200, "whoever proved the mailbox is in");
    assert_eq!(phone.get("auth/me").await.status, 401, "every other session has ended");
    assert_eq!(app.notices_of("password_changed", AYSE).await, 1);
    assert!(app.is_verified(AYSE).await);
    for (password, status) in [(PASSWORD, 401), (NEW, 200)] {
        let answer = app.visitor().post("auth/sign_in", &[("email", AYSE), ("password", password)]).await;
        assert_eq!(answer.status, status);
    }
    let again = app.visitor().post("auth/reset_password", &[("token", &letter.token), ("password", NEW)]).await;
    assert_eq!(again.code(), "expired");
}

#[tokio::test]
async fn by_the_code_too_and_a_wrong_one_tells_nobody_who_is_here() {
    let app = TestApp::new().await;
    app.customer("ayse").await;
    let browser = app.visitor();
    browser.post("auth/begin_reset", &[("email", AYSE)]).await;
    let letter = app.letter(AYSE).await;
    let wrong = another(&letter.code);
    let fields = |email: &'static str, code: &str, password: &'static str| {
        [("email", email), ("code", code.to_owned().leak()), ("password", password)]
    };
    // More guesses than a challenge has: the answers never part.
    for _ in 0..4 {
        let known = browser.post("auth/reset_password", &fields(AYSE, &wrong, NEW)).await;
        let unknown = browser.post("auth/reset_password", &fields("kimse@ornek.test", &wrong, NEW)).await;
        assert_eq!((known.status, rule(&known, "code").as_str()), (422, "wrong_code"));
        assert_eq!((known.status, known.text), (unknown.status, unknown.text));
    }
    // A weak password costs no guess.
    let weak = browser.post("auth/reset_password", &fields(AYSE, &letter.code, "aaaaaaaaaaaa")).await;
    assert_eq!(weak.fields(), ["password"]);
    let done = browser.post("auth/reset_password", &fields(AYSE, &letter.code, NEW)).await;
    assert_eq!(done.status, 200, "{}", done.text);

    browser.post("auth/begin_reset", &[("email", AYSE)]).await;
    let letter = app.letter(AYSE).await;
    let wrong = another(&letter.code);
    for _ in 0..7 {
        let known = browser.post("auth/reset_password", &fields(AYSE, &wrong, NEW)).await;
        let unknown = browser.post("auth/reset_password", &fields("kimse@ornek.test", &wrong, NEW)).await;
        assert_eq!((known.status, known.text), (unknown.status, unknown.text));
    }
    let late = browser.post("auth/reset_password", &fields(AYSE, &letter.code, NEW)).await;
    assert_eq!(rule(&late, "code"), "wrong_code", "five guesses ended it, and even that is not told");
}

#[tokio::test]
async fn guessing_codes_is_limited_alike_for_known_and_unknown_addresses() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    app.customer("ayse").await;
    let browser = app.visitor();
    browser.post("auth/begin_reset", &[("email", AYSE)]).await;
    let mut answers = Vec::new();
    // Another browser guesses until it may no more; hers is not touched by it.
    let other = app.visitor();
    other.post("auth/begin_reset", &[("email", "kimse@ornek.test")]).await;
    let guess = [("email", AYSE), ("code", "000000"), ("password", NEW)];
    for status in [422, 422, 422, 422, 422, 429] {
        assert_eq!(other.post("auth/reset_password", &guess).await.status, status);
    }
    for email in [AYSE, "kimse@ornek.test"] {
        let guess = [("email", email), ("code", "000000"), ("password", NEW)];
        let mut statuses = Vec::new();
        for _ in 0..7 {
            statuses.push(browser.post("auth/reset_password", &guess).await.status);
        }
        answers.push(statuses);
    }
    assert_eq!(answers[0], [422, 422, 422, 422, 422, 429, 429]);
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn a_second_factor_is_still_asked_for() {
    let app = TestApp::new().await;
    app.customer("ayse").await;
    sqlx::query("insert into user_totp (user_id, secret_sealed, confirmed_at, created_at) select id, 'x', now(), now() from users")
        .execute(&app.pool)
        .await
        .unwrap();
    app.visitor().post("auth/begin_reset", &[("email", AYSE)]).await;
    let letter = app.letter(AYSE).await;
    let browser = app.visitor();
    let answer = browser.post("auth/reset_password", &[("token", &letter.token), ("password", NEW)]).await;
    assert_eq!((answer.status, answer.json()["second_factor"].as_bool()), (200, Some(true)));
    assert_eq!(browser.get("auth/me").await.status, 401, "half a way in is no way in");
    assert!(browser.cookie("giris").is_some());
}

#[tokio::test]
async fn who_never_had_a_password_gets_a_first_one() {
    let app = TestApp::new().await;
    app.customer("ayse").await;
    sqlx::query("delete from user_auth").execute(&app.pool).await.unwrap();
    app.visitor().post("auth/begin_reset", &[("email", AYSE)]).await;
    let letter = app.letter(AYSE).await;
    let answer = app.visitor().post("auth/reset_password", &[("token", &letter.token), ("password", NEW)]).await;
    assert_eq!(answer.status, 200);
    assert_eq!(app.visitor().post("auth/sign_in", &[("email", AYSE), ("password", NEW)]).await.status, 200);
}

#[tokio::test]
async fn disabled_people_get_no_mail_and_old_links_do_not_let_them_in() {
    let app = TestApp::new().await;
    app.customer("ayse").await;
    app.visitor().post("auth/begin_reset", &[("email", AYSE)]).await;
    let letter = app.letter(AYSE).await;
    sqlx::query("update users set disabled_at = now(), disabled_reason = 'test'").execute(&app.pool).await.unwrap();
    let answer = app.visitor().post("auth/reset_password", &[("token", &letter.token), ("password", NEW)]).await;
    assert_eq!(answer.status, 401);
    app.visitor().post("auth/begin_reset", &[("email", AYSE)]).await;
    app.run_jobs().await;
    assert_eq!(app.mails_of("reset_password", AYSE).await, 1);
}

#[tokio::test]
async fn the_code_counts_only_where_it_was_asked_for_and_the_link_anywhere() {
    let app = TestApp::new().await;
    app.customer("ayse").await;
    let browser = app.visitor();
    browser.post("auth/begin_reset", &[("email", AYSE)]).await;
    let letter = app.letter(AYSE).await;
    let fields = [("email", AYSE), ("code", letter.code.as_str()), ("password", NEW)];
    // A browser that has asked for nothing is told so, whoever the address belongs to.
    let unknown = [("email", "kimse@ornek.test"), ("code", letter.code.as_str()), ("password", NEW)];
    let mut strangers = Vec::new();
    for fields in [&fields, &unknown] {
        strangers.push(app.visitor().post("auth/reset_password", fields).await);
    }
    assert_eq!((strangers[0].status, strangers[0].code().as_str()), (410, "expired"));
    assert!(strangers[0].text.contains("yalnız istendiği tarayıcıda"));
    assert_eq!(strangers[0].text, strangers[1].text);
    // One that has asked for another address learns nothing, and spends none of her guesses.
    let other = app.visitor();
    other.post("auth/begin_reset", &[("email", "kimse@ornek.test")]).await;
    for _ in 0..6 {
        assert_eq!(rule(&other.post("auth/reset_password", &fields).await, "code"), "wrong_code");
    }
    assert_eq!(app.count("select tries::bigint from email_verifications where purpose = 'reset'").await, 0);
    assert_eq!(browser.post("auth/reset_password", &fields).await.status, 200);

    browser.post("auth/begin_reset", &[("email", AYSE)]).await;
    let letter = app.letter(AYSE).await;
    let by_link = app.visitor().post("auth/reset_password", &[("token", &letter.token), ("password", PASSWORD)]).await;
    assert_eq!(by_link.status, 200, "{}", by_link.text);
}

#[tokio::test]
async fn strangers_who_ask_as_well_end_no_link_that_is_under_way() {
    let app = TestApp::new().await;
    app.customer("ayse").await;
    let owner = app.visitor();
    owner.post("auth/begin_reset", &[("email", AYSE)]).await;
    let hers = app.letter(AYSE).await;
    let stranger = app.visitor();
    for client in [&stranger, &app.visitor(), &stranger] {
        client.post("auth/begin_reset", &[("email", AYSE)]).await;
    }
    let newest = app.letter(AYSE).await;
    assert_eq!(app.mails_of("reset_password", AYSE).await, 4);
    // In one browser the newest counts, as before.
    assert_eq!(
        app.count("select count(*) from email_verifications where purpose = 'reset' and replaced_at is null").await,
        3
    );
    let by_link = app.visitor().post("auth/reset_password", &[("token", &hers.token), ("password", NEW)]).await;
    assert_eq!(by_link.status, 200, "{}", by_link.text);
    // With the new password all that was mailed before is over, whoever asked.
    let late = app.visitor().post("auth/reset_password", &[("token", &newest.token), ("password", PASSWORD)]).await;
    assert_eq!((late.status, late.code().as_str()), (410, "expired"));
}

#[tokio::test]
async fn a_strangers_storm_of_resets_leaves_the_owners_browser_a_mail() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    // Her browser came in by password, which made it known.
    let ayse = app.customer("ayse").await;
    ayse.post("auth/sign_out", &[]).await;
    let storm = app.visitor();
    // Until no more mails go to this address, and then until no more are asked for.
    for _ in 0..2 * MAILS_PER_ADDRESS.burst {
        app.clock.advance_minutes(5);
        assert_eq!(storm.post("auth/begin_reset", &[("email", AYSE)]).await.status, 200);
    }
    while storm.post("auth/begin_reset", &[("email", AYSE)]).await.status == 200 {}
    app.run_jobs().await;
    let before = app.mails_of("reset_password", AYSE).await;
    assert!(before < 2 * MAILS_PER_ADDRESS.burst, "{before} mails went out");

    assert_eq!(app.visitor().post("auth/begin_reset", &[("email", AYSE)]).await.status, 429);
    assert_eq!(ayse.post("auth/begin_reset", &[("email", AYSE)]).await.status, 200, "her count is her own");
    let letter = app.letter(AYSE).await;
    assert_eq!(app.mails_of("reset_password", AYSE).await, before + 1);
    let fields = [("email", AYSE), ("code", letter.code.as_str()), ("password", NEW)];
    assert_eq!(ayse.post("auth/reset_password", &fields).await.status, 200);
    // Her own count is a count too.
    for _ in 1..ASK_PER_ACCOUNT.burst {
        assert_eq!(ayse.post("auth/begin_reset", &[("email", AYSE)]).await.status, 200);
    }
    assert_eq!(ayse.post("auth/begin_reset", &[("email", AYSE)]).await.status, 429);
}
