//! The guard before the door: growing waits, two axes, credential stuffing, forged addresses.

use super::*;
use sanaiyiusta::{
    modules::auth::{
        FREE_TRIES, SIGN_IN_PER_ACCOUNT, SIGN_IN_PER_ADDRESS, STUFFING_ACCOUNTS,
        limits::{ASK_PER_ADDRESS, PROVE_PER_ADDRESS},
        phone::SMS_PER_ADDRESS,
    },
    platform::rate_limit,
};

const WRONG: &str = "yanlis-parola-1";
const AYSE: &str = "ayse@ornek.test";

async fn guess(app: &TestApp, ip: &str) -> Answer {
    try_from(&app.visitor(), FIREFOX, ip, AYSE, WRONG).await
}

/// Guesses until the guard steps in; the wait it names.
async fn exhaust(app: &TestApp, ip: &str) -> i64 {
    for _ in 0..FREE_TRIES {
        assert_eq!(guess(app, ip).await.status, 401);
    }
    wait(app, ip).await
}

async fn wait(app: &TestApp, ip: &str) -> i64 {
    let refused = guess(app, ip).await;
    assert_eq!((refused.status, refused.code().as_str()), (429, "too_many"));
    refused.header("retry-after").parse().unwrap()
}

#[tokio::test]
async fn attempts_that_overtake_each_other_keep_nobody_waiting() {
    let app = app().await;
    app.customer("ayse").await;
    assert_eq!(guess(&app, ABROAD).await.status, 401);
    // The second was made before the first and is counted after it.
    app.clock.advance_minutes(-1);
    assert_eq!(guess(&app, ABROAD).await.status, 401);
    assert_eq!(try_from(&app.visitor(), FIREFOX, ABROAD, AYSE, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn the_wait_doubles_up_to_a_quarter_of_an_hour_and_is_forgotten_in_a_day() {
    let app = app().await;
    app.customer("ayse").await;
    assert_eq!(exhaust(&app, ABROAD).await, 30);
    for expected in [60, 120, 240, 480, 900, 900] {
        let waited = wait(&app, ABROAD).await;
        let right = try_from(&app.visitor(), FIREFOX, ABROAD, AYSE, PASSWORD).await;
        assert_eq!(right.status, 429, "not even the right password, as long as the wait lasts");
        app.clock.advance_minutes((waited + 59) / 60);
        assert_eq!(guess(&app, ABROAD).await.status, 401);
        assert_eq!(wait(&app, ABROAD).await, expected);
    }
    app.clock.advance_minutes(24 * 60 + 1);
    assert_eq!(exhaust(&app, ABROAD).await, 30, "as on the first day");
}

#[tokio::test]
async fn the_right_password_forgets_the_guesses_before_it() {
    let app = app().await;
    app.customer("ayse").await;
    for _ in 0..3 {
        for _ in 1..FREE_TRIES {
            assert_eq!(guess(&app, ANKARA).await.status, 401);
        }
        let right = try_from(&app.visitor(), FIREFOX, ANKARA, AYSE, PASSWORD).await;
        assert_eq!(right.status, 200);
        app.clock.advance_minutes(10);
    }
}

#[tokio::test]
async fn while_somebody_guesses_the_owner_comes_in_from_elsewhere_and_by_a_known_browser() {
    let app = app().await;
    app.customer("ayse").await;
    let known = browser(&app, "ayse", FIREFOX, ABROAD).await;
    let stranger = app.customer("bora").await;
    exhaust(&app, ABROAD).await;
    assert_eq!(guess(&app, "193.0.6.200").await.status, 429, "the whole /24 waits");
    let elsewhere = try_from(&app.visitor(), CHROME, IZMIR, AYSE, PASSWORD).await;
    assert_eq!(elsewhere.status, 200, "another network");
    let same_network = try_from(&known, FIREFOX, ABROAD, AYSE, PASSWORD).await;
    assert_eq!(same_network.status, 200, "a browser that came in before");
    let other = try_from(&stranger, FIREFOX, ABROAD, AYSE, WRONG).await;
    assert_eq!(other.status, 429, "a browser known to another account is a stranger here");
}

#[tokio::test]
async fn many_networks_at_once_meet_the_limit_of_the_account_but_a_known_browser_passes() {
    let app = app().await;
    app.customer("ayse").await;
    let known = browser(&app, "ayse", FIREFOX, ANKARA).await;
    for _ in 0..SIGN_IN_PER_ACCOUNT.burst {
        rate_limit::spend(&app.wires, "sign_in_account", AYSE, SIGN_IN_PER_ACCOUNT).await.unwrap();
    }
    assert_eq!(guess(&app, ABROAD).await.status, 429, "whatever network comes next");
    assert_eq!(guess(&app, IZMIR).await.status, 429);
    assert_eq!(try_from(&known, FIREFOX, ANKARA, AYSE, PASSWORD).await.status, 200);
    const { assert!(SIGN_IN_PER_ACCOUNT.burst > FREE_TRIES) };
}

#[tokio::test]
async fn parallel_guesses_do_not_slip_past_the_count() {
    let app = app().await;
    app.customer("ayse").await;
    let answers = futures::future::join_all((0..40).map(|_| guess(&app, ABROAD))).await;
    let tried = answers.iter().filter(|answer| answer.status == 401).count();
    assert!(tried <= usize::try_from(FREE_TRIES).unwrap(), "{tried}");
    assert!(answers.iter().all(|answer| matches!(answer.status, 401 | 429 | 503)));
}

#[tokio::test]
async fn a_network_that_tries_many_accounts_is_slowed_down_and_noted() {
    let app = app().await;
    app.customer("ayse").await;
    let known = browser(&app, "ayse", FIREFOX, "193.0.6.5").await;
    let attempt = |number: i64, network: &'static str| {
        let app = &app;
        async move {
            let (ip, email) = (format!("{network}.{number}"), format!("kurban{number}@ornek.test"));
            try_from(&app.visitor(), FIREFOX, &ip, &email, WRONG).await.status
        }
    };
    for number in 1..=STUFFING_ACCOUNTS {
        assert_eq!(attempt(number, "193.0.6").await, 401, "{number}");
    }
    let line: (String, i64) = sqlx::query_as(
        "select subject_id, (detail ->> 'accounts')::bigint from audit_log where action = 'auth.stuffing'",
    )
    .fetch_one(&app.pool)
    .await
    .unwrap();
    assert_eq!(line, ("193.0.6.0/24".to_owned(), STUFFING_ACCOUNTS));
    let mut passed = 0;
    for number in 100..120 {
        passed += i32::from(attempt(number, "193.0.6").await == 401);
    }
    assert_eq!(passed, 5, "the network as a whole has a handful left");
    assert_eq!(app.count("select count(*) from audit_log where action = 'auth.stuffing'").await, 1, "noted once");
    assert_eq!(attempt(1, "78.160.1").await, 401, "others do not notice");
    let owner = try_from(&known, FIREFOX, "193.0.6.5", AYSE, PASSWORD).await;
    assert_eq!(owner.status, 200, "nor does a browser that came in before");
    app.clock.advance_minutes(61);
    for number in 200..210 {
        assert_eq!(attempt(number, "193.0.6").await, 401, "an hour later");
    }
}

#[tokio::test]
async fn every_address_of_one_ipv6_customer_is_one_client() {
    let app = app().await;
    app.customer("ayse").await;
    for number in 0..FREE_TRIES {
        assert_eq!(guess(&app, &format!("2a02:ff0:1:2::{number:x}")).await.status, 401);
    }
    assert_eq!(guess(&app, "2a02:ff0:1:2:ffff::1").await.status, 429, "the same /64");
    assert_eq!(guess(&app, "2a02:ff0:1:3::1").await.status, 401, "the next one");
}

#[tokio::test]
async fn mails_and_messages_are_asked_for_and_codes_typed_as_one_ipv6_customer_too() {
    let app = app().await;
    let phone = |number: i64| format!("0555 000 {:02} {:02}", number / 100, number % 100);
    for (endpoint, burst) in [
        ("auth/begin_reset", ASK_PER_ADDRESS.burst),
        ("auth/begin_phone_sign_in", SMS_PER_ADDRESS.burst),
        ("auth/phone_sign_in", PROVE_PER_ADDRESS.burst),
    ] {
        let ask = async |number: i64, ip: &str| {
            let (email, phone) = (format!("yok{number}@ornek.test"), phone(number));
            let fields = [("email", email.as_str()), ("phone", phone.as_str()), ("code", "000000")];
            post_from(&app.visitor(), FIREFOX, ip, endpoint, &fields).await.status
        };
        for number in 0..burst {
            assert_ne!(ask(number, &format!("2a02:ff0:1:2::{number:x}")).await, 429, "{endpoint} {number}");
        }
        assert_eq!(ask(burst, "2a02:ff0:1:2:ffff::1").await, 429, "{endpoint}: the same /64");
        assert_ne!(ask(burst + 1, "2a02:ff0:1:3::1").await, 429, "{endpoint}: the next one");
    }
}

/// Tries a thousand accounts with a thousand claims about where it comes from; how many attempts were let through.
async fn forge(proxies: &str, appended: &str) -> usize {
    let app = TestApp::with_env(&[("TRUSTED_PROXIES", proxies), ("RATE_LIMIT_FACTOR", "1")]).await;
    let mut tried = 0;
    for number in 0..1000 {
        let claim = format!("203.0.{}.{}{appended}", number / 250, number % 250);
        let email = format!("kurban{number}@ornek.test");
        let answer = try_from(&app.visitor(), FIREFOX, &claim, &email, WRONG).await;
        assert!(matches!(answer.status, 401 | 429), "{}", answer.text);
        tried += usize::from(answer.status == 401);
    }
    assert_eq!(app.count("select count(distinct ip) from sign_in_events").await, 1, "one client");
    tried
}

#[tokio::test]
async fn a_thousand_forged_addresses_change_nothing_without_a_proxy() {
    let tried = forge("0", "").await;
    assert!(tried <= usize::try_from(SIGN_IN_PER_ADDRESS.burst).unwrap(), "{tried}");
}

#[tokio::test]
async fn a_thousand_forged_addresses_change_nothing_behind_a_proxy() {
    let tried = forge("1", ", 88.255.0.7").await;
    assert!(tried <= usize::try_from(SIGN_IN_PER_ADDRESS.burst).unwrap(), "{tried}");
}
