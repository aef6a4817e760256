//! Numbers prove themselves by a code, and then open their account by one.

use super::{another, rule};
use crate::support::{Client, TestApp};
use axum::{Router, body::Bytes, extract::State, http::HeaderMap, routing::post};
use sanaiyiusta::{
    modules::auth::phone::SMS_PER_NUMBER,
    platform::{Scope, sms},
};
use std::sync::{Arc, Mutex};

const NUMBER: &str = "+905321234567";
const SPOKEN: &str = "0532 123 45 67";

/// The code of the newest message, as its reader sees it. Runs the jobs first.
async fn code(app: &TestApp) -> String {
    app.run_jobs().await;
    let messages = sms::newest(&mut Scope::bare(&app.wires), 1).await.unwrap();
    assert_eq!(messages[0].to_phone, NUMBER);
    messages[0].text.split_once("kodunuz: ").unwrap().1.chars().take(6).collect()
}

/// The newest message: to whom, and what.
async fn texted(app: &TestApp) -> (String, String) {
    let message = sms::newest(&mut Scope::bare(&app.wires), 1).await.unwrap().remove(0);
    (message.to_phone, message.text)
}

async fn save_phone(client: &Client, phone: &str) -> u16 {
    let fields = [("full_name", "Ayşe Sahibi"), ("phone", phone), ("lang", "tr"), ("theme", "system")];
    client.post("users/save_settings", &fields).await.status
}

/// A person whose number has proved itself.
async fn with_number(app: &TestApp, name: &str) -> Client {
    let client = app.customer(name).await;
    assert_eq!(save_phone(&client, SPOKEN).await, 200);
    assert_eq!(client.post("auth/begin_phone", &[]).await.status, 200);
    let code = code(app).await;
    assert_eq!(client.post("auth/confirm_phone", &[("code", &code)]).await.status, 200);
    client
}

#[tokio::test]
async fn a_number_proves_itself_by_a_code_and_then_opens_its_account() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    assert_eq!(ayse.post("auth/begin_phone", &[]).await.fields(), ["phone"], "there is none yet");
    save_phone(&ayse, SPOKEN).await;
    assert!(ayse.page("/hesap/ayarlar/guvenlik").await.text.contains("Kod gönder"));
    ayse.form("/hesap/ayarlar/guvenlik", "auth/begin_phone", &[]).await;
    let right = code(&app).await;
    let wrong = ayse.form("/hesap/ayarlar/guvenlik", "auth/confirm_phone", &[("code", &another(&right))]).await;
    assert_eq!((wrong.status, wrong.header("location").as_str()), (303, "/hesap/ayarlar/guvenlik"));
    assert!(ayse.page("/hesap/ayarlar/guvenlik").await.text.contains("Kod yanlış"));
    assert_eq!(ayse.post("auth/confirm_phone", &[("code", &right)]).await.status, 200);
    assert!(ayse.page("/hesap/ayarlar/guvenlik").await.text.contains(SPOKEN));
    assert_eq!(app.notices_of("way_linked", "ayse@ornek.test").await, 1);
    assert_eq!(ayse.post("auth/begin_phone", &[]).await.code(), "wrong_status");

    let browser = app.visitor();
    let asked = browser.form(
        "/giris?yol=telefon",
        "auth/begin_phone_sign_in",
        &[("phone", SPOKEN), ("next", "/hesap/araclar")],
    );
    assert_eq!(asked.await.header("location"), "/giris?yol=kod&next=%2Fhesap%2Faraclar");
    let page = browser.page("/giris?yol=kod&next=%2Fhesap%2Faraclar").await;
    assert!(page.text.contains(SPOKEN), "what was typed is still there");
    let right = code(&app).await;
    let fields = [("phone", SPOKEN), ("code", right.as_str()), ("next", "/hesap/araclar")];
    let came = browser.form("/giris?yol=kod", "auth/phone_sign_in", &fields).await;
    assert_eq!((came.status, came.header("location").as_str()), (303, "/hesap/araclar"));
    assert_eq!(browser.get("auth/me").await.status, 200);
    assert_eq!(app.count("select count(*) from user_sessions where methods = '{sms}'").await, 1);
    let again = browser.post("auth/phone_sign_in", &fields).await;
    assert_eq!(rule(&again, "code"), "wrong_code", "a code works once");
    for page in ["/giris?yol=telefon", "/hesap/ayarlar/guvenlik"] {
        let of = if page.starts_with("/giris") { app.visitor() } else { app.customer("fatma").await };
        save_phone(&of, "0532 222 22 22").await;
        assert!(of.page(page).await.text.contains("SMS güvenli bir kanal değildir"), "{page} says the risk");
    }
}

#[tokio::test]
async fn a_texted_code_counts_only_where_it_was_asked_for() {
    let app = TestApp::new().await;
    with_number(&app, "ayse").await;
    let browser = app.visitor();
    browser.post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await;
    let right = code(&app).await;
    let fields = [("phone", SPOKEN), ("code", right.as_str())];
    let stranger = app.visitor().post("auth/phone_sign_in", &fields).await;
    assert_eq!((stranger.status, stranger.code().as_str()), (410, "expired"));
    assert!(stranger.text.contains("yalnız istendiği tarayıcıda"));
    // Who has asked for another number's code learns nothing, and spends none of its guesses.
    let other = app.visitor();
    other.post("auth/begin_phone_sign_in", &[("phone", "0533 000 00 00")]).await;
    for _ in 0..6 {
        assert_eq!(rule(&other.post("auth/phone_sign_in", &fields).await, "code"), "wrong_code");
    }
    assert_eq!(browser.post("auth/phone_sign_in", &fields).await.status, 200);
}

#[tokio::test]
async fn known_and_unknown_numbers_get_the_same_answers() {
    let app = TestApp::new().await;
    with_number(&app, "ayse").await;
    let before = app.count("select count(*) from sms_messages").await;
    let mut seen = Vec::new();
    let client = app.visitor();
    for phone in [SPOKEN, "0533 000 00 00"] {
        let asked = client.post("auth/begin_phone_sign_in", &[("phone", phone)]).await;
        let mut answers = vec![(asked.status, asked.text)];
        app.run_jobs().await;
        // More guesses than a challenge has: the answers never part.
        for _ in 0..7 {
            let guess = client.post("auth/phone_sign_in", &[("phone", phone), ("code", "0000001")]).await;
            answers.push((guess.status, guess.text));
        }
        seen.push(answers);
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(app.count("select count(*) from sms_messages").await, before + 1, "only the owner got a message");
    let right = code(&app).await;
    let late = client.post("auth/phone_sign_in", &[("phone", SPOKEN), ("code", &right)]).await;
    assert_eq!(late.status, 422, "five guesses ended it");
}

#[tokio::test]
async fn a_code_is_good_for_five_minutes_and_five_guesses() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    save_phone(&ayse, SPOKEN).await;
    ayse.post("auth/begin_phone", &[]).await;
    let right = code(&app).await;
    app.clock.advance_minutes(5);
    assert_eq!(ayse.post("auth/confirm_phone", &[("code", &right)]).await.code(), "expired");
    ayse.post("auth/begin_phone", &[]).await;
    let right = code(&app).await;
    let wrong = another(&right);
    for guess in 1..=5 {
        let answer = ayse.post("auth/confirm_phone", &[("code", &wrong)]).await;
        assert_eq!(rule(&answer, "code"), if guess < 5 { "wrong_code" } else { "too_many_tries" });
    }
    assert_eq!(ayse.post("auth/confirm_phone", &[("code", &right)]).await.code(), "expired");
}

#[tokio::test]
async fn one_number_gets_a_few_messages_whoever_asks() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    for number in ["0532 111 11 11", "0533 000 00 00"] {
        for _ in 0..SMS_PER_NUMBER.burst {
            assert_eq!(app.visitor().post("auth/begin_phone_sign_in", &[("phone", number)]).await.status, 200);
        }
        let limited = app.visitor().post("auth/begin_phone_sign_in", &[("phone", number)]).await;
        assert_eq!((limited.status, limited.code().as_str()), (429, "too_many"));
    }
    app.clock.advance_minutes(31);
    assert_eq!(app.visitor().post("auth/begin_phone_sign_in", &[("phone", "0532 111 11 11")]).await.status, 200);
}

#[tokio::test]
async fn when_the_budget_of_the_day_is_used_up_nothing_is_sent_until_tomorrow() {
    let app = TestApp::with_env(&[("SMS_PRICE_KURUS", "40"), ("SMS_DAILY_BUDGET_KURUS", "100")]).await;
    let ayse = with_number(&app, "ayse").await;
    let ask = || app.visitor();
    assert_eq!(ask().post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await.status, 200);
    app.run_jobs().await;
    assert_eq!(app.count("select spent_kurus from sms_days").await, 80);
    // Known, unknown and signed in: a third message would cost too much.
    for phone in [SPOKEN, "0533 000 00 00"] {
        let answer = ask().post("auth/begin_phone_sign_in", &[("phone", phone)]).await;
        assert_eq!((answer.status, answer.code().as_str()), (429, "too_many"));
        assert!(answer.text.contains("Bugünkü SMS hakkı doldu"));
        assert_eq!(answer.header("retry-after"), (14 * 3600).to_string());
    }
    save_phone(&ayse, "0532 222 22 22").await;
    assert_eq!(ayse.post("auth/begin_phone", &[]).await.status, 429);
    app.run_jobs().await;
    assert_eq!(app.count("select count(*) from sms_messages").await, 2);
    assert_eq!(app.count("select spent_kurus from sms_days").await, 80);
    app.clock.advance_minutes(14 * 60);
    assert_eq!(ask().post("auth/begin_phone_sign_in", &[("phone", "0533 000 00 01")]).await.status, 200);
}

#[tokio::test]
async fn another_number_wants_a_recent_proof_and_has_to_prove_itself_anew() {
    let app = TestApp::new().await;
    let ayse = with_number(&app, "ayse").await;
    app.clock.advance_minutes(16);
    assert_eq!(save_phone(&ayse, SPOKEN).await, 200, "the same number is no change");
    assert_eq!(save_phone(&ayse, "0532 222 22 22").await, 403);
    assert_eq!(save_phone(&ayse, "").await, 403, "nor is it taken away");
    assert_eq!(app.count("select count(*) from users where phone_verified_at is not null").await, 1);
    app.clock.advance_minutes(-16);
    assert_eq!(save_phone(&ayse, "0532 222 22 22").await, 200);
    assert_eq!(app.count("select count(*) from users where phone_verified_at is not null").await, 0);
    assert_eq!(app.notices_of("phone_changed", "ayse@ornek.test").await, 1);
    assert_eq!(texted(&app).await, (NUMBER.into(), "Sana İyi Usta: Hesabınızın telefon numarası değişti.".into()));
    let before = app.count("select count(*) from sms_messages").await;
    for phone in [SPOKEN, "0532 222 22 22"] {
        app.visitor().post("auth/begin_phone_sign_in", &[("phone", phone)]).await;
    }
    app.run_jobs().await;
    assert_eq!(app.count("select count(*) from sms_messages").await, before, "neither opens the account now");
}

#[tokio::test]
async fn a_number_opens_one_account_only() {
    let app = TestApp::new().await;
    with_number(&app, "ayse").await;
    let fatma = app.customer("fatma").await;
    save_phone(&fatma, SPOKEN).await;
    fatma.post("auth/begin_phone", &[]).await;
    let right = code(&app).await;
    let taken = fatma.post("auth/confirm_phone", &[("code", &right)]).await;
    assert_eq!(taken.code(), "expired");
    assert!(taken.text.contains("başka bir hesapta"));
    assert_eq!(app.count("select count(*) from users where phone_verified_at is not null").await, 1);
}

#[tokio::test]
async fn a_second_factor_is_asked_after_a_code_too() {
    let app = TestApp::new().await;
    with_number(&app, "ayse").await;
    sqlx::query("insert into user_totp (user_id, secret_sealed, confirmed_at, created_at) select id, 'x', now(), now() from users")
        .execute(&app.pool)
        .await
        .unwrap();
    let browser = app.visitor();
    browser.post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await;
    let right = code(&app).await;
    let answer = browser.post("auth/phone_sign_in", &[("phone", SPOKEN), ("code", &right)]).await;
    assert_eq!((answer.status, answer.json()["second_factor"].as_bool()), (200, Some(true)));
    assert_eq!(browser.get("auth/me").await.status, 401);
}

type Taken = Arc<Mutex<Vec<(String, String)>>>;

/// A gateway that takes what it is given, after failing once.
async fn gateway() -> (String, Taken) {
    async fn take(State(taken): State<Taken>, headers: HeaderMap, body: Bytes) -> http::StatusCode {
        let bearer = headers[http::header::AUTHORIZATION].to_str().unwrap().to_owned();
        let mut taken = taken.lock().unwrap();
        taken.push((bearer, String::from_utf8(body.to_vec()).unwrap()));
        if taken.len() == 1 { http::StatusCode::BAD_GATEWAY } else { http::StatusCode::ACCEPTED }
    }
    let taken = Taken::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/gonder", listener.local_addr().unwrap());
    let router = Router::new().route("/gonder", post(take)).with_state(taken.clone());
    #[expect(clippy::disallowed_methods, reason = "the gateway of the other side is no background work of the site")]
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, taken)
}

#[tokio::test]
async fn a_gateway_gets_the_message_again_until_it_takes_it_and_then_it_is_erased() {
    let (url, taken) = gateway().await;
    let app = TestApp::with_env(&[("SMS_URL", &url), ("SMS_TOKEN", "gizli-jeton")]).await;
    let ayse = app.customer("ayse").await;
    save_phone(&ayse, SPOKEN).await;
    ayse.post("auth/begin_phone", &[]).await;
    app.run_jobs().await;
    assert_eq!(
        app.count("select count(*) from sms_messages where sent_at is null and last_error like '%502%'").await,
        1
    );
    let id: i64 = sqlx::query_scalar("select id from sms_messages").fetch_one(&app.pool).await.unwrap();
    sms::deliver(&app.wires, id).await.unwrap();
    sms::deliver(&app.wires, id).await.unwrap();
    let taken = taken.lock().unwrap().clone();
    assert_eq!(taken.len(), 2, "what was taken is not sent again");
    assert_eq!((taken[1].0.as_str(), taken[1].1.contains(NUMBER)), ("Bearer gizli-jeton", true));
    let right: String = taken[1].1.split_once("kodunuz: ").unwrap().1.chars().take(6).collect();
    assert_eq!(
        app.count("select count(*) from sms_messages where sent_at is not null and body_sealed is null").await,
        1
    );
    assert_eq!(ayse.post("auth/confirm_phone", &[("code", &right)]).await.status, 200);
}

#[tokio::test]
async fn a_strangers_storm_of_codes_does_not_keep_the_owner_out() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    // Her browser came in by password, which made it known.
    let ayse = with_number(&app, "ayse").await;
    ayse.post("auth/sign_out", &[]).await;
    app.clock.advance_minutes(6 * 60);
    let storm = app.visitor();
    for _ in 0..SMS_PER_NUMBER.burst {
        assert_eq!(storm.post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await.status, 200);
    }
    for client in [&storm, &app.visitor()] {
        let limited = client.post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await;
        assert_eq!((limited.status, limited.code().as_str()), (429, "too_many"));
    }
    app.run_jobs().await;
    app.clock.advance_minutes(1);
    assert_eq!(ayse.post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await.status, 200, "her count is her own");
    let right = code(&app).await;
    let came = ayse.post("auth/phone_sign_in", &[("phone", SPOKEN), ("code", &right)]).await;
    assert_eq!(came.status, 200, "{}", came.text);
    // Her own count is a count too.
    for _ in 1..SMS_PER_NUMBER.burst {
        assert_eq!(ayse.post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await.status, 200);
    }
    assert_eq!(ayse.post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await.status, 429);
}

#[tokio::test]
async fn a_code_that_another_browser_asks_for_ends_none_that_is_under_way() {
    let app = TestApp::new().await;
    with_number(&app, "ayse").await;
    let (owner, stranger) = (app.visitor(), app.visitor());
    owner.post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await;
    let right = code(&app).await;
    stranger.post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await;
    let newer = code(&app).await;
    let wrong = stranger.post("auth/phone_sign_in", &[("phone", SPOKEN), ("code", &right)]).await;
    assert_eq!((wrong.status, right == newer), (422, false), "each browser has its own");
    let came = owner.post("auth/phone_sign_in", &[("phone", SPOKEN), ("code", &right)]).await;
    assert_eq!(came.status, 200, "{}", came.text);
    // In one browser the newest counts, as before.
    owner.post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await;
    let older = code(&app).await;
    owner.post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await;
    code(&app).await;
    assert_eq!(owner.post("auth/phone_sign_in", &[("phone", SPOKEN), ("code", &older)]).await.status, 422);
}

#[tokio::test]
async fn who_has_no_address_hears_of_safety_by_message() {
    let app = TestApp::new().await;
    let ayse = with_number(&app, "ayse").await;
    sqlx::query("update users set email = '', email_verified_at = null").execute(&app.pool).await.unwrap();
    let enter = async || {
        let browser = app.visitor();
        browser.post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await;
        let right = code(&app).await;
        let came = browser.post("auth/phone_sign_in", &[("phone", SPOKEN), ("code", &right)]).await;
        assert_eq!(came.status, 200, "{}", came.text);
        browser
    };
    app.clock.advance_minutes(60);
    enter().await;
    let told = (NUMBER.to_owned(), "Sana İyi Usta: Hesabınıza yeni bir cihazdan giriş yapıldı.".to_owned());
    assert_eq!(texted(&app).await, told);
    // A browser that is known is no news.
    let before = app.count("select count(*) from sms_messages").await;
    ayse.post("auth/sign_out", &[]).await;
    ayse.post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await;
    let right = code(&app).await;
    assert_eq!(ayse.post("auth/phone_sign_in", &[("phone", SPOKEN), ("code", &right)]).await.status, 200);
    assert_eq!(app.count("select count(*) from sms_messages").await, before + 1, "the code alone");
    // Whoever adds an address tells the number, before and after.
    assert_eq!(ayse.post("auth/change_email", &[("email", "yeni@ornek.test")]).await.status, 200);
    assert!(texted(&app).await.1.contains("e-posta adresi değiştirilmek isteniyor"));
    let letter = app.letter("yeni@ornek.test").await;
    let proved = ayse.post("auth/verify_email", &[("purpose", "change"), ("code", &letter.code)]).await;
    assert_eq!(proved.status, 200, "{}", proved.text);
    assert!(texted(&app).await.1.contains("e-posta adresi değişti"));
    assert_eq!(app.notices_of("email_changed", "yeni@ornek.test").await, 1);
}

#[tokio::test]
async fn without_money_for_a_notice_people_come_in_all_the_same() {
    let app = TestApp::with_env(&[("SMS_PRICE_KURUS", "40"), ("SMS_DAILY_BUDGET_KURUS", "80")]).await;
    with_number(&app, "ayse").await;
    sqlx::query("update users set email = '', email_verified_at = null").execute(&app.pool).await.unwrap();
    app.clock.advance_minutes(60);
    let browser = app.visitor();
    browser.post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await;
    let right = code(&app).await;
    assert_eq!(browser.post("auth/phone_sign_in", &[("phone", SPOKEN), ("code", &right)]).await.status, 200);
    assert_eq!(browser.get("auth/me").await.status, 200);
    assert_eq!(app.count("select count(*) from sms_messages").await, 2, "two codes, no notice");
    assert_eq!(app.count("select spent_kurus from sms_days").await, 80);
}
