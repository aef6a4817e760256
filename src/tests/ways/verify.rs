//! The address of an account proves itself.

use super::{another, rule};
use crate::{faults::smtp::SmtpServer, support::TestApp};
use futures::{StreamExt, stream};
use sanaiyiusta::modules::auth::limits::{ASK_PER_ACCOUNT, MAILS_IN_ALL, MAILS_PER_ADDRESS};

const AYSE: &str = "ayse@ornek.test";

#[tokio::test]
async fn a_new_account_is_reminded_until_its_address_is_proved_by_the_code() {
    let app = TestApp::new().await;
    let ayse = app.newcomer("ayse").await;
    let letter = app.letter(AYSE).await;
    assert!(!letter.subject.contains(&letter.code), "a subject is read over the shoulder");
    let banner = "henüz doğrulanmadı";
    assert!(ayse.page("/hesap").await.text.contains(banner));
    assert_eq!(ayse.page("/hesap/araclar/yeni").await.status, 200, "a reminder is no wall");

    let refused = ayse.form("/e-posta-dogrula", "auth/verify_email", &[("code", &another(&letter.code))]).await;
    assert_eq!((refused.status, refused.header("location").as_str()), (303, "/e-posta-dogrula"));
    assert!(ayse.page("/e-posta-dogrula").await.text.contains("Kod yanlış"));
    let done = ayse.form("/e-posta-dogrula", "auth/verify_email", &[("code", &letter.code)]).await;
    assert_eq!((done.status, done.header("location").as_str()), (303, "/hesap/ayarlar/guvenlik"));
    assert!(ayse.page("/hesap/ayarlar/guvenlik").await.text.contains("E-posta adresiniz doğrulandı."));
    assert!(app.is_verified(AYSE).await && !ayse.page("/hesap").await.text.contains(banner));
    assert_eq!(ayse.post("auth/resend_verification", &[]).await.code(), "wrong_status");
}

#[tokio::test]
async fn opening_the_link_shows_a_button_and_only_the_button_proves() {
    let app = TestApp::new().await;
    app.newcomer("ayse").await;
    let letter = app.letter(AYSE).await;
    let address = format!("/e-posta-dogrula?belirtec={}", letter.token);
    // A program that looks into mails opens every link, more than once.
    for _ in 0..3 {
        let opened = app.visitor().page(&address).await;
        assert_eq!((opened.status, opened.header("location").as_str()), (303, "/e-posta-dogrula"));
    }
    assert!(!app.is_verified(AYSE).await);

    let browser = app.visitor();
    browser.page(&address).await;
    let page = browser.page("/e-posta-dogrula").await;
    assert!(page.text.contains("E-postamı doğrula") && !page.text.contains(&letter.token));
    let done = browser.form("/e-posta-dogrula", "auth/verify_email", &[("purpose", "verify")]).await;
    assert_eq!((done.status, done.header("location").as_str()), (303, "/giris"));
    assert!(app.is_verified(AYSE).await);
    let again = app.visitor().post("auth/verify_email", &[("token", &letter.token)]).await;
    assert_eq!((again.status, again.code().as_str()), (410, "expired"), "a link works once");
}

#[tokio::test]
async fn five_guesses_end_a_challenge_even_when_they_come_at_once() {
    let app = TestApp::new().await;
    let ayse = app.newcomer("ayse").await;
    let letter = app.letter(AYSE).await;
    let wrong = another(&letter.code);
    let fields = [("code", wrong.as_str())];
    // Two at a time: each holds one connection and asks for another.
    let guesses = stream::iter(0..20).map(|_| ayse.post("auth/verify_email", &fields)).buffer_unordered(2);
    let answers: Vec<_> = guesses.collect().await;
    assert!(answers.iter().all(|answer| answer.status == 422));
    assert_eq!(answers.iter().filter(|answer| rule(answer, "code") == "wrong_code").count(), 4);
    assert_eq!(app.count("select tries::bigint from email_verifications").await, 5);
    let right = ayse.post("auth/verify_email", &[("code", &letter.code)]).await;
    assert_eq!(rule(&right, "code"), "too_many_tries");
    let link = ayse.post("auth/verify_email", &[("token", &letter.token)]).await;
    assert_eq!(link.code(), "expired");
    assert!(!app.is_verified(AYSE).await);
    // A new mail begins anew.
    assert_eq!(ayse.post("auth/resend_verification", &[]).await.status, 200);
    let letter = app.letter(AYSE).await;
    assert_eq!(ayse.post("auth/verify_email", &[("code", &letter.code)]).await.status, 200);
}

#[tokio::test]
async fn the_newest_mail_counts_and_older_ones_say_that_they_are_old() {
    let app = TestApp::new().await;
    let ayse = app.newcomer("ayse").await;
    let old = app.letter(AYSE).await;
    ayse.post("auth/resend_verification", &[]).await;
    let new = app.letter(AYSE).await;
    for field in [("code", &old.code), ("token", &old.token)] {
        let answer = ayse.post("auth/verify_email", &[(field.0, field.1)]).await;
        assert_eq!((answer.status, answer.code().as_str()), (410, "expired"));
        assert!(answer.text.contains("daha yeni bir e-posta"), "{}", answer.text);
    }
    assert_eq!(ayse.post("auth/verify_email", &[("token", &new.token)]).await.status, 200);
}

#[tokio::test]
async fn link_and_code_are_good_for_ten_minutes() {
    let app = TestApp::new().await;
    let ayse = app.newcomer("ayse").await;
    let letter = app.letter(AYSE).await;
    app.clock.advance_minutes(10);
    for field in [("code", &letter.code), ("token", &letter.token)] {
        assert_eq!(ayse.post("auth/verify_email", &[(field.0, field.1)]).await.code(), "expired");
    }
    assert!(!app.is_verified(AYSE).await);
}

#[tokio::test]
async fn a_code_counts_only_where_it_was_asked_for_and_the_page_says_so() {
    let app = TestApp::new().await;
    let ayse = app.newcomer("ayse").await;
    let letter = app.letter(AYSE).await;
    let phone = app.visitor();
    phone.post("auth/sign_in", &[("email", AYSE), ("password", crate::support::PASSWORD)]).await;
    for step in ["no request of its own", "one of its own, for something else"] {
        let refused = phone.form("/e-posta-dogrula", "auth/verify_email", &[("code", &letter.code)]).await;
        assert_eq!(refused.header("location"), "/e-posta-dogrula", "{step}");
        assert!(phone.page("/e-posta-dogrula").await.text.contains("yalnız istendiği tarayıcıda"), "{step}");
        phone.post("auth/begin_reset", &[("email", "kimse@ornek.test")]).await;
    }
    assert_eq!(app.count("select tries::bigint from email_verifications").await, 0, "no guess was spent");

    // A program with a token has no cookies: what its session asks for counts there.
    let tokens = app.visitor().post("auth/token", &[("email", AYSE), ("password", crate::support::PASSWORD)]).await;
    let bearer = format!("Bearer {}", tokens.json()["access_token"].as_str().unwrap());
    let program = app.visitor();
    let call = async |endpoint: &str, fields: &[(&str, &str)]| {
        let request = http::Request::post(format!("/api/{endpoint}")).header("authorization", &bearer);
        program.send_body(request, fields).await
    };
    assert_eq!(call("auth/verify_email", &[("code", &letter.code)]).await.code(), "expired");
    assert_eq!(call("auth/resend_verification", &[]).await.status, 200);
    let letter = app.letter(AYSE).await;
    assert_eq!(ayse.post("auth/verify_email", &[("code", &letter.code)]).await.code(), "expired");
    assert_eq!(call("auth/verify_email", &[("code", &letter.code)]).await.status, 200);
    assert!(app.is_verified(AYSE).await);
}

#[tokio::test]
async fn new_mails_are_limited_per_account_and_the_clock_gives_them_back() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let ayse = app.newcomer("ayse").await;
    for _ in 0..ASK_PER_ACCOUNT.burst {
        assert_eq!(ayse.post("auth/resend_verification", &[]).await.status, 200);
    }
    let limited = ayse.post("auth/resend_verification", &[]).await;
    assert_eq!((limited.status, limited.code().as_str()), (429, "too_many"));
    app.clock.advance_minutes(6);
    assert_eq!(ayse.post("auth/resend_verification", &[]).await.status, 200);
}

#[tokio::test]
async fn one_address_gets_a_few_mails_an_hour_whoever_asks_for_them() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let ayse = app.newcomer("ayse").await;
    for _ in 0..3 {
        ayse.post("auth/resend_verification", &[]).await;
        app.visitor().post("auth/begin_reset", &[("email", AYSE)]).await;
    }
    app.run_jobs().await;
    let mails = app.mails_of("registered", AYSE).await
        + app.mails_of("verify_email", AYSE).await
        + app.mails_of("reset_password", AYSE).await;
    assert_eq!(mails, MAILS_PER_ADDRESS.burst);
}

#[tokio::test]
async fn all_mails_together_have_a_budget_and_beyond_it_none_goes_out() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let ayse = app.newcomer("ayse").await;
    let spent = app.clock.now().plus_seconds(MAILS_IN_ALL.burst * MAILS_IN_ALL.every_seconds);
    let changed = sqlx::query("update rate_cells set tat = $1 where key like 'auth_mails:%'").bind(spent);
    assert_eq!(changed.execute(&app.pool).await.unwrap().rows_affected(), 1);
    let before = app.count("select count(*) from mails").await;
    assert_eq!(ayse.post("auth/resend_verification", &[]).await.status, 429);
    // Who asks for a reset learns nothing of it, and a new account is made all the same.
    assert_eq!(app.visitor().post("auth/begin_reset", &[("email", AYSE)]).await.status, 200);
    app.newcomer("fatma").await;
    app.run_jobs().await;
    assert_eq!(app.count("select count(*) from mails").await, before);
}

#[tokio::test]
async fn the_mail_goes_out_over_smtp_and_is_sealed_before_and_erased_after() {
    let server = SmtpServer::start().await;
    let app = TestApp::with_env(&[("SMTP_URL", &server.url())]).await;
    let ayse = app.newcomer("ayse").await;
    let sealed = "select count(*) from mails where is_secret and payload = '{}' and payload_sealed is not null";
    assert_eq!(app.count(sealed).await, 1);
    app.run_jobs().await;
    let received = server.received();
    assert_eq!(received.len(), 1);
    assert_eq!((received[0].to.as_str(), received[0].header("subject").is_empty()), (AYSE, false));
    let gone =
        "select count(*) from mails where sent_at is not null and payload_sealed is null and bodies_sealed is null
                and text_body is null and html_body is null";
    assert_eq!(app.count(gone).await, 1);
    let body = plain_text(&received[0].data);
    let code = body.split_once("Kodunuz: ").unwrap().1.split_whitespace().next().unwrap().to_owned();
    assert_eq!(ayse.post("auth/verify_email", &[("code", &code)]).await.status, 200);
}

/// The plain part of a message, decoded as far as this test needs it.
fn plain_text(data: &str) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let mut parts = data.splitn(3, "\n\n").skip(1);
    let (headers, rest) = (parts.next().unwrap().to_lowercase(), parts.next().unwrap());
    let part = rest.split("\n--").next().unwrap();
    if headers.contains("base64") {
        let packed: String = part.lines().collect();
        return String::from_utf8(STANDARD.decode(packed).unwrap()).unwrap();
    }
    part.replace("=\n", "")
}
