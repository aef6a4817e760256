//! Sensitive acts want a recent proof.

use super::{code, done, with_totp};
use crate::support::{PASSWORD, TestApp};
use axum::http::Request;
use sanaiyiusta::platform::{
    flash::{self, Flash},
    reply::WAITING_COOKIE,
};
use sqlx::PgPool;

/// Every act that concerns the safety of an account.
const SENSITIVE: [(&str, &[(&str, &str)]); 8] = [
    ("auth/begin_totp", &[]),
    ("auth/confirm_totp", &[("code", "123456")]),
    ("auth/remove_totp", &[]),
    ("auth/remake_recovery_codes", &[]),
    ("auth/begin_adding_passkey", &[]),
    ("auth/add_passkey", &[("credential", "x")]),
    ("auth/remove_passkey", &[("passkey_id", "00000000-0000-7000-8000-000000000001")]),
    ("auth/change_password", &[("new_password", "yesil-vadide-uc-kurbaga")]),
];

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn a_quarter_of_an_hour_after_the_last_proof_another_is_asked_for(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let ayse = app.customer("ayse").await;
    app.clock.advance_minutes(16);
    for (endpoint, fields) in SENSITIVE {
        let answer = ayse.post(endpoint, fields).await;
        assert_eq!((answer.status, answer.code().as_str()), (403, "step_up"), "{endpoint}");
    }
    let cookie = ayse.cookie("oturum");
    let wrong = ayse.post("auth/step_up", &[("password", "yanlis-parola-1")]).await;
    assert_eq!((wrong.status, wrong.fields()), (422, vec!["password".to_owned()]));
    assert_eq!(ayse.post("auth/begin_totp", &[]).await.status, 403);
    done(ayse.post("auth/step_up", &[("password", PASSWORD)]).await);
    assert_ne!(cookie, ayse.cookie("oturum"), "the session goes on under a new id");
    let old = app.visitor();
    old.set_cookie("oturum", &cookie.unwrap());
    assert_eq!(old.get("auth/me").await.status, 401);
    done(ayse.post("auth/begin_totp", &[]).await);
    assert_eq!(app.count("select count(*) from user_sessions").await, 1, "no other session was made");
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn a_form_comes_back_as_it_was_typed_even_after_a_wrong_password(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let ayse = app.customer("ayse").await;
    app.clock.advance_minutes(16);
    let asked = ayse.form("/hesap/ayarlar/guvenlik", "auth/begin_totp", &[]).await;
    let step_up = "/onay?next=%2Fhesap%2Fayarlar%2Fguvenlik";
    assert_eq!((asked.status, asked.header("location").as_str()), (303, step_up));

    // The same, as a form with text leaves it behind.
    let typed = Flash {
        endpoint: "users/save_settings".into(),
        values: [("full_name".to_owned(), vec!["Yazılan Ad".to_owned()])].into(),
        page: Some("/hesap/ayarlar".into()),
        ..Flash::default()
    };
    ayse.set_cookie(WAITING_COOKIE, &flash::keep(&app.wires, &typed).await.unwrap());
    let step_up = "/onay?next=%2Fhesap%2Fayarlar";
    let page = ayse.page(step_up).await;
    assert_eq!(page.status, 200);
    let form = [("password", "yanlis-parola-1"), ("next", "/hesap/ayarlar")];
    let wrong = ayse.form(step_up, "auth/step_up", &form).await;
    assert_eq!((wrong.status, wrong.header("location").as_str()), (303, step_up));
    let page = ayse.page(step_up).await.text;
    assert!(page.contains("Şifre yanlış") && !page.contains("yanlis-parola-1"));
    let right = ayse.form(step_up, "auth/step_up", &[("password", PASSWORD), ("next", "/hesap/ayarlar")]).await;
    assert_eq!((right.status, right.header("location").as_str()), (303, "/hesap/ayarlar"));
    let page = ayse.page("/hesap/ayarlar").await.text;
    assert!(page.contains("Yazılan Ad"), "typed input is back");
    assert!(!page.contains("role=\"alert\""), "and there is nothing to complain about");
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn who_has_a_second_factor_proves_with_it(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let ayse = app.customer("ayse").await;
    let (authenticator, codes) = with_totp(&app, &ayse).await;
    app.clock.advance_minutes(16);
    let page = ayse.page("/onay").await.text;
    assert!(page.contains("one-time-code") && !page.contains("current-password"));
    let weak = ayse.post("auth/step_up", &[("password", PASSWORD)]).await;
    assert_eq!((weak.status, weak.fields()), (422, vec!["code".to_owned()]));
    done(ayse.post("auth/step_up", &[("code", &code(&app, &authenticator, 0))]).await);
    done(ayse.post("auth/begin_totp", &[]).await);
    app.clock.advance_minutes(16);
    done(ayse.post("auth/step_up", &[("code", &codes[3])]).await);
    assert_eq!(ayse.post("auth/step_up", &[("code", &codes[3])]).await.status, 422, "a code is spent");
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn proving_is_limited_and_leads_nowhere_else(pool: PgPool) {
    let app = TestApp::with_env(pool, &[("RATE_LIMIT_FACTOR", "1")]).await;
    let ayse = app.customer("ayse").await;
    let elsewhere = [("password", PASSWORD), ("next", "https://evil.test/")];
    let answer = ayse.form("/onay", "auth/step_up", &elsewhere).await;
    assert_eq!(answer.header("location"), "/hesap");
    for _ in 0..10 {
        assert_eq!(ayse.post("auth/step_up", &[("password", "yanlis-parola-1")]).await.status, 422);
    }
    assert_eq!(ayse.post("auth/step_up", &[("password", PASSWORD)]).await.status, 429);
    assert_eq!(app.count("select count(*) from sign_in_events where outcome = 'wrong'").await, 10);
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn who_has_nothing_to_prove_with_is_led_to_a_new_sign_in(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let ayse = app.customer("ayse").await;
    sqlx::query("delete from user_auth").execute(&app.pool).await.unwrap();
    let page = ayse.page("/onay?next=%2Fhesap%2Fayarlar").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("/giris?next=%2Fhesap%2Fayarlar"));
    assert_eq!(ayse.post("auth/step_up", &[("password", PASSWORD)]).await.status, 422);
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn another_client_proves_itself_and_keeps_its_token(pool: PgPool) {
    let app = TestApp::new(pool).await;
    app.customer("ayse").await;
    let client = app.visitor();
    let opened = done(client.post("auth/token", &[("email", "ayse@ornek.test"), ("password", PASSWORD)]).await).json();
    app.clock.advance_minutes(14);
    let refresh = [("refresh_token", opened["refresh_token"].as_str().unwrap())];
    let tokens = done(client.post("auth/refresh", &refresh).await).json();
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let call = async |endpoint: &str, fields: &[(&str, &str)]| {
        let request = Request::post(format!("/api/{endpoint}")).header("authorization", &bearer);
        client.send_body(request, fields).await
    };
    app.clock.advance_minutes(2);
    let refused = call("auth/begin_totp", &[]).await;
    assert_eq!((refused.status, refused.code().as_str()), (403, "step_up"));
    let proved = done(call("auth/step_up", &[("password", PASSWORD)]).await);
    assert!(proved.header("set-cookie").is_empty(), "a token is no cookie");
    done(call("auth/begin_totp", &[]).await);
}
