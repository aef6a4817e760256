//! Registering, signing in and out.

use crate::support::{PASSWORD, TestApp};
use sanaiyiusta::modules::auth::{FREE_TRIES, REGISTER_PER_ADDRESS, SIGN_IN_PER_ADDRESS};

#[tokio::test]
async fn a_customer_registers_signs_in_and_out() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let me = ayse.get("auth/me").await.json();
    assert_eq!((me["kind"].as_str(), me["full_name"].as_str()), (Some("customer"), Some("ayse Deneme")));
    assert_eq!(me["roles"], serde_json::json!(["customer"]));
    assert_eq!(ayse.post("auth/sign_out", &[]).await.status, 200);
    assert_eq!(ayse.get("auth/me").await.status, 401);
}

#[tokio::test]
async fn a_known_address_looks_like_an_unknown_one_and_its_owner_is_told() {
    let app = TestApp::new().await;
    let form = |email: &'static str| {
        [
            ("email", email),
            ("password", PASSWORD),
            ("full_name", "Ayşe Yılmaz"),
            ("kind", "customer"),
            ("accept_terms", "true"),
        ]
    };
    let first = app.visitor().post("auth/register", &form("ayse@ornek.test")).await;
    let second = app.visitor().post("auth/register", &form("AYSE@ornek.test")).await;
    assert_eq!((first.status, first.text), (second.status, second.text));
    assert_eq!(app.count("select count(*) from users").await, 1);
    app.run_jobs().await;
    assert_eq!(app.count("select count(*) from mails where kind = 'already_here' and sent_at is not null").await, 1);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let app = TestApp::new().await;
    app.customer("ayse").await;
    let wrong =
        app.visitor().post("auth/sign_in", &[("email", "ayse@ornek.test"), ("password", "yanlis-parola-1")]).await;
    let unknown =
        app.visitor().post("auth/sign_in", &[("email", "kimse@ornek.test"), ("password", "yanlis-parola-1")]).await;
    assert_eq!((wrong.status, wrong.code().as_str()), (401, "wrong_credentials"));
    assert_eq!(wrong.text, unknown.text);
}

#[tokio::test]
async fn a_refused_plain_form_keeps_what_was_typed_but_not_the_password() {
    let app = TestApp::new().await;
    let visitor = app.visitor();
    let refused = visitor
        .form(
            "/kayit",
            "auth/register",
            &[
                ("email", "ayse@@x"),
                ("password", "gizli-ama-uzun"),
                ("full_name", "Ayşe <b>Yılmaz"),
                ("kind", "mechanic"),
            ],
        )
        .await;
    assert_eq!((refused.status, refused.header("location").as_str()), (303, "/kayit"));
    let page = visitor.page("/kayit").await;
    assert!(page.text.contains("ayse@@x") && page.text.contains("Ayşe &lt;b&gt;Yılmaz"), "typed input is back");
    assert!(!page.text.contains("gizli-ama-uzun"), "the password is not");
    assert!(page.text.contains("aria-invalid=\"true\""));
    let again = visitor.page("/kayit").await;
    assert!(!again.text.contains("ayse@@x"), "a flash is shown once");
}

#[tokio::test]
async fn guessing_is_limited_per_account_and_the_clock_gives_it_back() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    app.customer("ayse").await;
    let guess = || async {
        app.visitor().post("auth/sign_in", &[("email", "ayse@ornek.test"), ("password", "tahmin-tahmin")]).await
    };
    for _ in 0..FREE_TRIES {
        assert_eq!(guess().await.status, 401);
    }
    let limited = guess().await;
    assert_eq!((limited.status, limited.code().as_str()), (429, "too_many"));
    assert!(!limited.header("retry-after").is_empty());
    app.clock.advance_minutes(1);
    assert_eq!(guess().await.status, 401);
    const { assert!(SIGN_IN_PER_ADDRESS.burst > FREE_TRIES) };
}

#[tokio::test]
async fn an_account_of_ones_own_buys_no_guesses_at_others() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    app.customer("ayse").await;
    let mut statuses = Vec::new();
    for number in 0..SIGN_IN_PER_ADDRESS.burst {
        let email = if number % 5 == 4 { "ayse@ornek.test".to_owned() } else { format!("kurban{number}@ornek.test") };
        statuses.push(app.visitor().post("auth/sign_in", &[("email", &email), ("password", PASSWORD)]).await.status);
    }
    assert!(statuses.contains(&200) && statuses.contains(&401), "{statuses:?}");
    assert_eq!(statuses.last(), Some(&429), "the address has spent what it had, own successes included");
}

#[tokio::test]
async fn registering_is_limited_per_address() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let register = |number: i64| {
        let (visitor, email) = (app.visitor(), format!("kisi{number}@ornek.test"));
        async move {
            let fields = [
                ("email", email.as_str()),
                ("password", PASSWORD),
                ("full_name", "Ayşe Yılmaz"),
                ("kind", "customer"),
                ("accept_terms", "true"),
            ];
            visitor.post("auth/register", &fields).await.status
        }
    };
    for number in 0..REGISTER_PER_ADDRESS.burst {
        assert_eq!(register(number).await, 200, "{number}");
    }
    assert_eq!(register(REGISTER_PER_ADDRESS.burst).await, 429);
}

#[tokio::test]
async fn registering_on_the_way_to_a_booking_leads_back_to_it() {
    let app = TestApp::new().await;
    let visitor = app.visitor();
    let place = "/usta/ornek/randevu?hizmet=on-fren-balatasi-degisimi&saat=1";
    let sign_in = visitor.page("/giris?next=%2Fusta%2Fornek%2Frandevu%3Fsaat%3D1").await.text;
    assert!(sign_in.contains("/kayit?next=%2Fusta%2Fornek%2Frandevu%3Fsaat%3D1"), "the way to register keeps it");
    let fields = [
        ("email", "ayse@ornek.test"),
        ("password", PASSWORD),
        ("full_name", "Ayşe Yılmaz"),
        ("kind", "customer"),
        ("accept_terms", "true"),
        ("next", place),
    ];
    let registered = visitor.form("/kayit", "auth/register", &fields).await;
    let next = registered.header("location");
    assert!(next.starts_with("/giris?yeni=1&next=%2Fusta%2Fornek"), "{next}");
    assert!(visitor.page(&next).await.text.contains("name=\"input[next]\" value=\"/usta/ornek/randevu?hizmet="));
}

#[tokio::test]
async fn a_session_ends_when_idle_and_when_the_person_is_disabled() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    app.clock.advance_minutes(13 * 24 * 60);
    assert_eq!(ayse.get("auth/me").await.status, 200);
    app.clock.advance_minutes(15 * 24 * 60);
    assert_eq!(ayse.get("auth/me").await.status, 401);

    let fatma = app.customer("fatma").await;
    sqlx::query("update users set disabled_at = now(), disabled_reason = 'test' where email like 'fatma%'")
        .execute(&app.pool)
        .await
        .unwrap();
    assert_eq!(fatma.get("auth/me").await.status, 401);
}

#[tokio::test]
async fn signing_in_gives_a_new_session_and_only_its_hash_is_stored() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let first = ayse.cookie("oturum").unwrap();
    ayse.post("auth/sign_in", &[("email", "ayse@ornek.test"), ("password", PASSWORD)]).await;
    let second = ayse.cookie("oturum").unwrap();
    assert_ne!(first, second);
    assert_eq!(
        app.count("select count(*) from user_sessions where ended_at is null").await,
        1,
        "the old session is gone"
    );
    let fixated = app.visitor();
    fixated.set_cookie("oturum", &first);
    assert_eq!(fixated.get("auth/me").await.status, 401);
}

#[tokio::test]
async fn after_signing_in_nobody_is_sent_to_another_site() {
    let app = TestApp::new().await;
    app.customer("ayse").await;
    for (next, place) in [
        ("/usta-bul?il=adana", "/usta-bul?il=adana"),
        ("//evil.test", "/hesap"),
        ("https://evil.test", "/hesap"),
        ("", "/hesap"),
    ] {
        let answer = app
            .visitor()
            .form("/giris", "auth/sign_in", &[("email", "ayse@ornek.test"), ("password", PASSWORD), ("next", next)])
            .await;
        assert_eq!((answer.status, answer.header("location").as_str()), (303, place), "{next}");
    }
}

#[tokio::test]
async fn demo_accounts_are_refused_in_production() {
    let app = TestApp::with_env(&crate::support::PRODUCTION).await;
    app.customer("ayse").await;
    sqlx::query("update users set is_demo = true").execute(&app.pool).await.unwrap();
    let answer = app.visitor().post("auth/sign_in", &[("email", "ayse@ornek.test"), ("password", PASSWORD)]).await;
    assert_eq!((answer.status, answer.code().as_str()), (401, "wrong_credentials"));
}
