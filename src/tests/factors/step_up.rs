//! Sensitive acts want a recent proof.

use super::{code, done, with_totp};
use crate::{
    support::{PASSWORD, TestApp},
    ways::another,
};
use axum::http::Request;
use sanaiyiusta::platform::{
    Scope,
    flash::{self, Flash},
    mail,
    reply::WAITING_COOKIE,
};

/// Every act that concerns the safety of an account.
const SENSITIVE: [(&str, &[(&str, &str)]); 14] = [
    ("auth/begin_totp", &[]),
    ("auth/confirm_totp", &[("code", "123456")]),
    ("auth/remove_totp", &[]),
    ("auth/remake_recovery_codes", &[]),
    ("auth/begin_adding_passkey", &[]),
    ("auth/add_passkey", &[("credential", "x")]),
    ("auth/remove_passkey", &[("passkey_id", "00000000-0000-7000-8000-000000000001")]),
    ("auth/end_session", &[("session_id", "00000000-0000-7000-8000-000000000001")]),
    ("auth/end_other_sessions", &[]),
    ("auth/revoke_token", &[("all", "true")]),
    ("auth/unlink_provider", &[("provider", "kimlik")]),
    ("auth/begin_phone", &[]),
    ("auth/confirm_phone", &[("code", "123456")]),
    ("auth/change_password", &[("new_password", "yesil-vadide-uc-kurbaga")]),
];

#[tokio::test]
async fn a_quarter_of_an_hour_after_the_last_proof_another_is_asked_for() {
    let app = TestApp::new().await;
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

#[tokio::test]
async fn a_form_comes_back_as_it_was_typed_even_after_a_wrong_password() {
    let app = TestApp::new().await;
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

#[tokio::test]
async fn who_has_a_second_factor_proves_with_it() {
    let app = TestApp::new().await;
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

#[tokio::test]
async fn proving_is_limited_and_leads_nowhere_else() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
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

/// The newest code that was mailed for a proof.
async fn mailed_code(app: &TestApp) -> String {
    app.run_jobs().await;
    let mails = mail::newest(&mut Scope::bare(&app.wires), 50).await.unwrap();
    let mail = mails.into_iter().find(|mail| mail.kind == "step_up_code").expect("a mail with a code");
    assert!(!mail.text.contains("belirtec="), "a code alone, no link");
    mail.text.split_once("Kodunuz: ").unwrap().1.chars().take(6).collect()
}

#[tokio::test]
async fn who_has_neither_password_nor_factor_proves_by_a_mailed_code() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let has_better = ayse.post("auth/begin_step_up", &[("next", "")]).await;
    assert_eq!((has_better.status, has_better.code().as_str()), (409, "wrong_status"));
    sqlx::query("delete from user_auth").execute(&app.pool).await.unwrap();
    app.clock.advance_minutes(16);
    let step_up = "/onay?next=%2Fhesap%2Fayarlar";
    let page = ayse.page(step_up).await.text;
    assert!(page.contains("E-postama kod gönder") && !page.contains("one-time-code"), "nothing to type yet");
    let asked = ayse.form(step_up, "auth/begin_step_up", &[("next", "/hesap/ayarlar")]).await;
    assert_eq!((asked.status, asked.header("location").as_str()), (303, step_up));
    assert!(ayse.page(step_up).await.text.contains("one-time-code"));
    let code = mailed_code(&app).await;
    let wrong = ayse.form(step_up, "auth/step_up", &[("code", &another(&code)), ("next", "/hesap/ayarlar")]).await;
    assert_eq!(wrong.header("location"), step_up);
    assert!(ayse.page(step_up).await.text.contains("Kod yanlış"));
    assert_eq!(ayse.post("auth/begin_totp", &[]).await.code(), "step_up");
    assert_eq!(ayse.post("auth/step_up", &[("password", PASSWORD)]).await.fields(), ["code"]);

    // Another browser of hers has not asked for it.
    let elsewhere = app.visitor();
    elsewhere.set_cookie("oturum", &ayse.cookie("oturum").unwrap());
    let refused = elsewhere.post("auth/step_up", &[("code", &code)]).await;
    assert_eq!((refused.status, refused.code().as_str()), (410, "expired"));
    assert!(refused.text.contains("yalnız istendiği tarayıcıda"));
    let right = ayse.form(step_up, "auth/step_up", &[("code", &code), ("next", "/hesap/ayarlar")]).await;
    assert_eq!((right.status, right.header("location").as_str()), (303, "/hesap/ayarlar"));
    done(ayse.post("auth/begin_totp", &[]).await);
    assert_eq!(app.count("select count(*) from user_sessions where 'mail' = any(methods)").await, 1);
    assert_eq!(ayse.post("auth/step_up", &[("code", &code)]).await.code(), "expired", "a code counts once");
    let tried = "select count(*) from sign_in_events where method = 'mail' and outcome = 'wrong'";
    assert_eq!(app.count(tried).await, 2, "the wrong one, and the one that was not typed");
}

#[tokio::test]
async fn another_client_proves_itself_and_keeps_its_token() {
    let app = TestApp::new().await;
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

#[tokio::test]
async fn ones_own_session_ends_without_a_proof_and_a_form_that_ends_others_waits_for_it() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let phone = app.visitor();
    done(phone.post("auth/sign_in", &[("email", "ayse@ornek.test"), ("password", PASSWORD)]).await);
    app.clock.advance_minutes(16);
    let security = "/hesap/ayarlar/guvenlik";
    let asked = ayse.form(security, "auth/end_other_sessions", &[]).await;
    assert_eq!(asked.header("location"), "/onay?next=%2Fhesap%2Fayarlar%2Fguvenlik");
    assert_eq!(phone.get("auth/me").await.status, 200);
    done(ayse.post("auth/step_up", &[("password", PASSWORD)]).await);
    assert_eq!(ayse.form(security, "auth/end_other_sessions", &[]).await.header("location"), security);
    assert_eq!(phone.get("auth/me").await.status, 401);
    app.clock.advance_minutes(16);
    let own = ayse.get("auth/sessions").await.json()[0]["id"].as_str().unwrap().to_owned();
    done(ayse.post("auth/end_session", &[("session_id", &own)]).await);
    assert_eq!(ayse.get("auth/me").await.status, 401);
}
