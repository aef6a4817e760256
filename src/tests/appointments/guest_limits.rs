//! Guests and those who only pretend to be one: limits, codes, and whose request is whose.

use super::guests::{NUMBER, PLATE, REST, SPOKEN, code, finish, wish, with_number};
use crate::support::{Client, TestApp};
use sanaiyiusta::{
    modules::auth::{
        guests::{GUESSES_PER_NUMBER, GUESTS_IN_ALL, PROVED_MINUTES},
        phone::{SMS_PER_ADDRESS, SMS_PER_NUMBER},
    },
    platform::rate_limit,
};

const BEGIN: &str = "appointments/begin_as_guest";
const AGAIN: &str = "appointments/text_guest_again";
const PROVE: &str = "appointments/prove_guest";
const GO_ON: &str = "appointments/go_on_as_guest";

fn another(code: &str) -> String {
    if code == "000000" { "000001".to_owned() } else { "000000".to_owned() }
}

async fn guess(browser: &Client, code: &str) -> String {
    let answer = browser.post(PROVE, &[("code", code)]).await;
    let rule = answer.json()["fields"]["code"]["rule"].as_str().map(ToOwned::to_owned);
    rule.unwrap_or_else(|| answer.json()["code"].as_str().unwrap_or("in").to_owned())
}

#[tokio::test]
async fn a_code_is_good_for_five_guesses_and_five_minutes() {
    let app = TestApp::new().await;
    let browser = app.visitor();
    browser.post(BEGIN, &wish(&[])).await;
    let right = code(&app).await;
    for nth in 1..=5 {
        assert_eq!(guess(&browser, &another(&right)).await, if nth < 5 { "wrong_code" } else { "too_many_tries" });
    }
    assert_eq!(guess(&browser, &right).await, "expired", "five guesses ended it");
    assert_eq!(browser.post(AGAIN, &[]).await.status, 200);
    let right = code(&app).await;
    app.clock.advance_minutes(5);
    assert_eq!(guess(&browser, &right).await, "expired");
    assert!(browser.page("/misafir/kod").await.text.contains(PLATE), "what was typed waits all the same");
    browser.post(AGAIN, &[]).await;
    let right = code(&app).await;
    assert_eq!(guess(&browser, &right).await, "in");
    assert_eq!(app.count("select count(*) from sign_in_events where method = 'sms' and outcome = 'wrong'").await, 5);
}

#[tokio::test]
async fn a_request_belongs_to_one_browser_and_its_code_to_one_request() {
    let app = TestApp::new().await;
    let (first, second, stranger) = (app.visitor(), app.visitor(), app.visitor());
    first.post(BEGIN, &wish(&[])).await;
    let of_first = code(&app).await;
    second.post(BEGIN, &wish(&[("plate", "06 ABC 99")])).await;
    let of_second = code(&app).await;
    assert_eq!(stranger.page("/misafir/kod").await.status, 404);
    for endpoint in [AGAIN, PROVE] {
        let answer = stranger.post(endpoint, &[("code", &of_first)]).await;
        assert_eq!(answer.status, 404, "{endpoint}");
    }
    assert!(!second.page("/misafir/kod").await.text.contains(PLATE));
    if of_first != of_second {
        assert_eq!(guess(&second, &of_first).await, "wrong_code", "the same number, another request");
    }
    assert_eq!(guess(&first, &of_first).await, "in");
    assert_eq!(guess(&first, &of_first).await, "expired", "a code works once");
    let other = app.customer("ayse").await;
    other.set_cookie("misafir", &first.cookie("misafir").unwrap());
    assert_eq!(other.post(GO_ON, &REST).await.status, 404, "members have their own");
    assert_eq!(first.post(GO_ON, &REST).await.status, 200);
    // From now on it is somebody's: neither a visitor nor another member goes on with it, though they had the cookie.
    let other = app.customer("fatma").await;
    other.set_cookie("misafir", &first.cookie("misafir").unwrap());
    assert_eq!(other.page("/misafir/devam").await.status, 404);
    assert_eq!(other.post(GO_ON, &REST).await.status, 404);
    stranger.set_cookie("misafir", &first.cookie("misafir").unwrap());
    assert_eq!(stranger.post(GO_ON, &REST).await.status, 401);
    assert!(stranger.page("/misafir/devam").await.header("location").starts_with("/giris"));
    assert!(!other.page("/misafir?duzelt=1").await.text.contains("Mehmet"));
}

#[tokio::test]
async fn a_request_waits_a_day_and_is_then_swept_away() {
    let app = TestApp::new().await;
    let browser = app.visitor();
    browser.post(BEGIN, &wish(&[])).await;
    app.clock.advance_minutes(24 * 60 - 1);
    assert_eq!(browser.page("/misafir/kod").await.status, 200);
    app.clock.advance_minutes(1);
    assert_eq!(browser.page("/misafir/kod").await.status, 404);
    assert_eq!(browser.post(AGAIN, &[]).await.status, 404);
}

#[tokio::test]
async fn known_and_unknown_numbers_get_the_same_answers() {
    let app = TestApp::new().await;
    with_number(&app, "ayse").await;
    let mut seen = Vec::new();
    for phone in [SPOKEN, "0533 000 00 00"] {
        let browser = app.visitor();
        let asked = browser.post(BEGIN, &wish(&[("phone", phone)])).await;
        let mut answers = vec![(asked.status, asked.text)];
        let right = code(&app).await;
        for _ in 0..6 {
            let guess = browser.post(PROVE, &[("code", &another(&right))]).await;
            answers.push((guess.status, guess.text));
        }
        seen.push(answers);
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(app.count("select count(*) from sms_messages").await, 2, "both got one message");
}

#[tokio::test]
async fn messages_and_guesses_are_counted_by_number_whoever_asks() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let browser = app.visitor();
    browser.post(BEGIN, &wish(&[])).await;
    let soon = browser.post(AGAIN, &[]).await;
    assert_eq!((soon.status, soon.code().as_str()), (429, "too_many"), "another code after a minute");
    assert!(browser.page("/misafir/kod").await.text.contains(PLATE));
    app.clock.advance_minutes(1);
    assert_eq!(browser.post(AGAIN, &[]).await.status, 200);
    for _ in 2..SMS_PER_NUMBER.burst {
        assert_eq!(app.visitor().post(BEGIN, &wish(&[])).await.status, 200);
    }
    assert_eq!(app.visitor().post(BEGIN, &wish(&[])).await.status, 429);
    assert_eq!(
        app.visitor().post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await.status,
        429,
        "the same count"
    );
    let limited = app.visitor();
    limited.form("/misafir", BEGIN, &wish(&[])).await;
    let page = limited.page("/misafir").await.text;
    assert!(page.contains("34msf123") && page.contains(SPOKEN), "nothing typed is lost");
}

#[tokio::test]
async fn one_address_and_all_guests_together_get_so_many_messages() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    for number in 0..SMS_PER_ADDRESS.burst {
        let phone = format!("0533 000 00 {number:02}");
        assert_eq!(app.visitor().post(BEGIN, &wish(&[("phone", &phone)])).await.status, 200);
    }
    let limited = app.visitor().post(BEGIN, &wish(&[("phone", "0533 000 00 99")])).await;
    assert_eq!((limited.status, limited.code().as_str()), (429, "too_many"));
    app.clock.advance_minutes(60);
    for _ in 0..GUESTS_IN_ALL.burst {
        rate_limit::spend(&app.wires, "sms_guests", "all", GUESTS_IN_ALL).await.unwrap();
    }
    assert_eq!(app.visitor().post(BEGIN, &wish(&[("phone", "0533 000 00 98")])).await.status, 429);
    assert_eq!(
        app.visitor().post("auth/begin_phone_sign_in", &[("phone", SPOKEN)]).await.status,
        200,
        "members are none"
    );
}

#[tokio::test]
async fn guesses_for_one_number_run_out_in_every_browser() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let mut guesses = 0;
    for _ in 0..3 {
        let browser = app.visitor();
        app.clock.advance_minutes(31);
        assert_eq!(browser.post(BEGIN, &wish(&[])).await.status, 200);
        let right = code(&app).await;
        for _ in 0..5 {
            assert_ne!(guess(&browser, &another(&right)).await, "too_many");
            guesses += 1;
        }
    }
    assert_eq!(guesses, GUESSES_PER_NUMBER.burst);
    let browser = app.visitor();
    app.clock.advance_minutes(31);
    browser.post(BEGIN, &wish(&[])).await;
    let right = code(&app).await;
    assert_eq!(guess(&browser, &right).await, "too_many", "a right one comes too late as well");
    // A day later there are as many again, for a request of its own.
    app.clock.advance_minutes(24 * 60);
    let browser = app.visitor();
    browser.post(BEGIN, &wish(&[])).await;
    let right = code(&app).await;
    assert_eq!(guess(&browser, &right).await, "in");
}

#[tokio::test]
async fn when_the_budget_of_the_day_is_used_up_nothing_is_kept_nor_sent() {
    let app = TestApp::with_env(&[("SMS_PRICE_KURUS", "40"), ("SMS_DAILY_BUDGET_KURUS", "50")]).await;
    let (first, second) = (app.visitor(), app.visitor());
    assert_eq!(first.post(BEGIN, &wish(&[])).await.status, 200);
    let refused = second.post(BEGIN, &wish(&[("phone", "0533 000 00 00")])).await;
    assert_eq!((refused.status, refused.code().as_str()), (429, "too_many"));
    assert_eq!(second.page("/misafir/kod").await.status, 404);
    assert_eq!(first.post(AGAIN, &[]).await.status, 429);
    assert!(first.page("/misafir/kod").await.text.contains(PLATE));
    assert_eq!(app.count("select count(*) from sms_messages").await, 1);
    assert_eq!(app.count("select count(*) from guest_requests").await, 1);
}

#[tokio::test]
async fn what_a_guest_typed_lies_in_no_clear_row_and_is_gone_when_it_was_carried_out() {
    let app = TestApp::new().await;
    let browser = app.visitor();
    browser.post(BEGIN, &wish(&[])).await;
    let right = code(&app).await;
    let rows = async || {
        let rows: Vec<String> =
            sqlx::query_scalar("select to_jsonb(g)::text from guest_requests g").fetch_all(&app.pool).await.unwrap();
        rows.join("\n")
    };
    let row = rows().await;
    let token = browser.cookie("misafir").unwrap();
    for secret in [NUMBER, SPOKEN, "MSF", "msf", "ses geliyor", right.as_str(), token.as_str()] {
        let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
        assert!(!row.contains(secret) && !row.contains(&hex), "{secret}: {row}");
    }
    assert_eq!(guess(&browser, &right).await, "in");
    assert_eq!(finish(&browser).await.status, 303);
    assert!(rows().await.contains("\"sealed\": null"));
}

#[tokio::test]
async fn coming_in_by_a_code_starts_a_session_of_its_own() {
    let app = TestApp::new().await;
    let browser = app.visitor();
    // A cookie that somebody has planted.
    browser.set_cookie("oturum", "bmljZS10cnktbXktZnJpZW5k");
    browser.post(BEGIN, &wish(&[])).await;
    let right = code(&app).await;
    assert_eq!(guess(&browser, &right).await, "in");
    assert_eq!(browser.get("auth/me").await.status, 401, "nobody is in before there is somebody");
    finish(&browser).await;
    assert_ne!(browser.cookie("oturum").unwrap(), "bmljZS10cnktbXktZnJpZW5k");
    assert_eq!(browser.get("auth/me").await.status, 200);
    assert_eq!(app.count("select count(*) from user_sessions where ended_at is null").await, 1);
}

#[tokio::test]
async fn a_proved_number_bears_an_account_for_an_hour_and_by_no_other_way() {
    let app = TestApp::new().await;
    let browser = app.visitor();
    browser.post(BEGIN, &wish(&[])).await;
    assert_eq!(browser.post(GO_ON, &REST).await.code(), "expired", "not before the code");
    let right = code(&app).await;
    assert_eq!(guess(&browser, &right).await, "in");
    app.clock.advance_minutes(PROVED_MINUTES);
    assert_eq!(browser.post(GO_ON, &REST).await.code(), "expired");
    assert_eq!(browser.page("/misafir/devam").await.header("location"), "/misafir/kod", "another code is asked for");
    assert_eq!(guess(&browser, &right).await, "expired");
    assert!(browser.page("/misafir/kod").await.text.contains(PLATE), "what was typed waits all the same");
    browser.post(AGAIN, &[]).await;
    let right = code(&app).await;
    assert_eq!(guess(&browser, &right).await, "in");
    app.clock.advance_minutes(2);
    // Asking for one more takes the proof back.
    assert_eq!(browser.post(AGAIN, &[]).await.status, 200);
    assert_eq!(browser.post(GO_ON, &REST).await.code(), "expired");
    let right = code(&app).await;
    assert_eq!(guess(&browser, &right).await, "in");
    app.clock.advance_minutes(PROVED_MINUTES - 1);
    assert_eq!(browser.post(GO_ON, &REST).await.status, 200);
    assert_eq!(app.count("select count(*) from users where email = ''").await, 1);
}

#[tokio::test]
async fn two_browsers_that_prove_one_number_come_into_one_account() {
    let app = TestApp::new().await;
    let (first, second) = (app.visitor(), app.visitor());
    for browser in [&first, &second] {
        browser.post(BEGIN, &wish(&[])).await;
        let right = code(&app).await;
        assert_eq!(guess(browser, &right).await, "in");
    }
    assert_eq!(first.post(GO_ON, &REST).await.status, 200);
    assert_eq!(second.post(GO_ON, &REST).await.status, 200);
    assert_eq!(app.count("select count(*) from users where email = ''").await, 1);
    assert_eq!(second.get("vehicles/mine").await.json().as_array().unwrap().len(), 1, "and their car is there once");
}
