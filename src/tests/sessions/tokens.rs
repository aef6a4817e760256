//! Tokens of other clients, over HTTP as such a client uses them.

use super::*;
use sanaiyiusta::{
    modules::auth::{ACCESS_SECONDS, REFRESH_DAYS},
    platform::keyed,
};
use std::collections::BTreeSet;
use totp_rs::Builder;

const SEED: &[u8] = b"12345678901234567890";
const SIGN_IN: [(&str, &str); 2] = [("email", "ayse@ornek.test"), ("password", PASSWORD)];

async fn post_bearer(app: &TestApp, token: &str, endpoint: &str, fields: &[(&str, &str)]) -> Answer {
    let request = Request::post(format!("/api/{endpoint}")).header("authorization", format!("Bearer {token}"));
    app.visitor().send_body(request, fields).await
}

#[tokio::test]
async fn a_token_opens_every_module_under_the_same_policies() {
    let app = app().await;
    app.customer("ayse").await;
    let answer = app.visitor().post("auth/token", &SIGN_IN).await;
    let (access, _) = pair(&answer);
    let json = answer.json();
    assert_eq!((json["token_type"].as_str(), json["expires_in"].as_i64()), (Some("Bearer"), Some(ACCESS_SECONDS)));
    assert!(answer.header("set-cookie").split(';').all(|part| !part.contains("oturum")), "no session beside it");

    assert_eq!(bearer(&app, &access, "auth/me").await.json()["kind"], "customer");
    for endpoint in ["vehicles/mine", "appointments/mine"] {
        assert_eq!(bearer(&app, &access, endpoint).await.status, 200, "{endpoint}");
    }
    let settings = [("full_name", "Ayşe Belirteç"), ("phone", ""), ("lang", "tr"), ("theme", "dark")];
    assert_eq!(post_bearer(&app, &access, "users/save_settings", &settings).await.status, 200);
    assert_eq!(bearer(&app, &access, "auth/me").await.json()["full_name"], "Ayşe Belirteç");
    assert_eq!(bearer(&app, &access, "mechanics/mine").await.status, 404, "a customer has no workshop");
    let verify = [("mechanic_id", "00000000-0000-7000-8000-000000000001")];
    assert_eq!(post_bearer(&app, &access, "mechanics/verify", &verify).await.status, 404, "nor the desk");
}

#[tokio::test]
async fn a_token_counts_alone_and_from_any_origin() {
    let app = app().await;
    let ayse = app.customer("ayse").await;
    let (access, _) = tokens(&app, "ayse").await;
    let settings = [("full_name", "Ayşe Uzak"), ("phone", ""), ("lang", "tr"), ("theme", "dark")];
    let foreign = |request: axum::http::request::Builder| request.header("origin", "https://evil.test");
    let own = || Request::post("/api/users/save_settings").header("authorization", format!("Bearer {access}"));
    assert_eq!(app.visitor().send_body(foreign(own()), &settings).await.status, 200);
    // The same with the cookie instead: another site made the browser send it.
    let cookie = ayse.send_body(foreign(Request::post("/api/users/save_settings")), &settings).await;
    assert_eq!((cookie.status, cookie.code().as_str()), (403, "cross_site"));
    // A cookie beside a token is nobody's: a wrong token is refused although the cookie would do.
    let wrong = ayse.send(foreign(Request::get("/api/auth/me")).header("authorization", "Bearer uydurma")).await;
    assert_eq!((wrong.status, wrong.code().as_str()), (401, "unauthenticated"));
    assert!(wrong.header("www-authenticate").starts_with("Bearer"));
    assert_eq!(ayse.get("auth/me").await.status, 200, "and the cookie still holds");
    // Another scheme is no token: the cookie counts, and with it the origin.
    let basic = Request::post("/api/users/save_settings").header("authorization", "Basic YTpi");
    assert_eq!(ayse.send_body(foreign(basic), &settings).await.status, 403);
}

#[tokio::test]
async fn an_access_token_holds_a_quarter_of_an_hour_and_is_exchanged_for_the_next() {
    let app = app().await;
    app.customer("ayse").await;
    let (access, first) = tokens(&app, "ayse").await;
    app.clock.advance_minutes(14);
    assert_eq!(bearer(&app, &access, "auth/me").await.status, 200);
    app.clock.advance_minutes(1);
    let late = bearer(&app, &access, "auth/me").await;
    assert_eq!((late.status, late.code().as_str()), (401, "unauthenticated"));
    assert!(late.header("www-authenticate").starts_with("Bearer"));

    let (next, second) = pair(&refresh(&app, &first).await);
    assert_eq!(BTreeSet::from([&access, &first, &next, &second]).len(), 4, "all are new");
    assert_eq!(bearer(&app, &next, "auth/me").await.status, 200);
    let (latest, _) = pair(&refresh(&app, &second).await);
    assert_eq!(bearer(&app, &next, "auth/me").await.status, 401, "one access token at a time");
    assert_eq!(bearer(&app, &latest, "auth/me").await.status, 200);
    assert_eq!(app.count("select count(*) from user_sessions where by_token").await, 1, "one family");
    assert_eq!(refresh(&app, &latest).await.status, 401, "an access token refreshes nothing");
    assert_eq!(bearer(&app, &second, "auth/me").await.status, 401, "a refresh token opens nothing");
    let stolen = app.visitor();
    stolen.set_cookie("oturum", &latest);
    assert_eq!(stolen.get("auth/me").await.status, 401, "nor is a token a cookie");
}

#[tokio::test]
async fn a_refresh_token_holds_sixty_days_and_its_family_a_hundred_and_eighty() {
    let app = app().await;
    app.customer("ayse").await;
    let (_, unused) = tokens(&app, "ayse").await;
    let (_, mut latest) = tokens(&app, "ayse").await;
    for _ in 0..3 {
        app.clock.advance_minutes((REFRESH_DAYS - 1) * 24 * 60);
        let (access, next) = pair(&refresh(&app, &latest).await);
        app.clock.advance_minutes(5);
        assert_eq!(bearer(&app, &access, "auth/me").await.status, 200, "being seen does not shorten it");
        latest = next;
    }
    assert_eq!(refresh(&app, &unused).await.status, 401, "sixty days are over");
    app.clock.advance_minutes(4 * 24 * 60);
    assert_eq!(refresh(&app, &latest).await.status, 401, "the family is too old");
}

#[tokio::test]
async fn a_spent_token_used_again_ends_the_family_and_its_owner_is_told() {
    let app = app().await;
    let ayse = app.customer("ayse").await;
    let (_, first) = tokens(&app, "ayse").await;
    let (other, _) = tokens(&app, "ayse").await;
    let (_, second) = pair(&refresh(&app, &first).await);
    let (access, third) = pair(&refresh(&app, &second).await);
    let stolen = refresh(&app, &first).await;
    assert_eq!((stolen.status, stolen.code().as_str()), (401, "unauthenticated"));
    assert_eq!(bearer(&app, &access, "auth/me").await.status, 401, "the family is gone");
    assert_eq!(refresh(&app, &third).await.status, 401);
    assert_eq!(bearer(&app, &other, "auth/me").await.status, 200, "another family lives");
    assert_eq!(ayse.get("auth/me").await.status, 200);
    assert!(ayse.page("/hesap/ayarlar/guvenlik").await.text.contains("Anahtar iki kez kullanıldı"));
    app.run_jobs().await;
    let told = "select count(*) from mails where kind = 'security_notice' and text_body like '%aynı anahtar iki kez%'";
    assert_eq!(app.count(told).await, 1);
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_and_the_unused_successor_is_worth_nothing() {
    let app = app().await;
    app.customer("ayse").await;
    let (_, first) = tokens(&app, "ayse").await;
    let (lost_access, lost) = pair(&refresh(&app, &first).await);
    let (access, again) = pair(&refresh(&app, &first).await);
    assert_eq!(bearer(&app, &lost_access, "auth/me").await.status, 401);
    assert_eq!(bearer(&app, &access, "auth/me").await.status, 200);
    let (access, _) = pair(&refresh(&app, &again).await);
    // Whoever holds the lost answer is not the client that asked again.
    assert_eq!(refresh(&app, &lost).await.status, 401);
    assert_eq!(bearer(&app, &access, "auth/me").await.status, 401, "one of the two was a thief");
    assert_eq!(app.count("select count(*) from user_sessions where ended_why = 'token_reused'").await, 1);
}

#[tokio::test]
async fn fifty_refreshes_of_one_token_at_once_leave_one_living_pair() {
    let app = app().await;
    app.customer("ayse").await;
    let (_, first) = tokens(&app, "ayse").await;
    let answers = futures::future::join_all((0..50).map(|_| refresh(&app, &first))).await;
    let pairs: Vec<_> = answers.iter().filter(|answer| answer.status == 200).map(pair).collect();
    assert!(!pairs.is_empty());
    assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 401 | 503)));
    let mut living = Vec::new();
    for (access, refresh) in &pairs {
        if bearer(&app, access, "auth/me").await.status == 200 {
            living.push(refresh);
        }
    }
    assert_eq!(living.len(), 1, "of {} answers one holds", pairs.len());
    let unspent = "select count(*) from refresh_tokens where used_at is null and revoked_at is null";
    assert_eq!(app.count(unspent).await, 1);
    assert_eq!(refresh(&app, living[0]).await.status, 200);
}

#[tokio::test]
async fn tokens_are_revoked_one_by_one_or_all_at_once() {
    let app = app().await;
    let ayse = app.customer("ayse").await;
    app.customer("bora").await;
    let (bora, _) = tokens(&app, "bora").await;
    let (first, first_refresh) = tokens(&app, "ayse").await;
    let (second, second_refresh) = tokens(&app, "ayse").await;
    let (third, _) = tokens(&app, "ayse").await;
    let (fourth, _) = tokens(&app, "ayse").await;
    let (fifth, _) = tokens(&app, "ayse").await;

    let revoke = |token: String| {
        let app = &app;
        async move { app.visitor().post("auth/revoke_token", &[("token", &token)]).await.status }
    };
    assert_eq!(revoke(first_refresh.clone()).await, 200);
    assert_eq!(revoke(second.clone()).await, 200, "either of the two");
    assert_eq!(revoke("uydurma".to_owned()).await, 200, "unknown ones are answered alike");
    assert_eq!(app.visitor().post("auth/revoke_token", &[]).await.status, 422);
    for (access, refresh_token) in [(&first, &first_refresh), (&second, &second_refresh)] {
        assert_eq!(bearer(&app, access, "auth/me").await.status, 401);
        assert_eq!(refresh(&app, refresh_token).await.status, 401);
    }
    assert_eq!(post_bearer(&app, &third, "auth/sign_out", &[]).await.status, 200);
    assert_eq!(bearer(&app, &third, "auth/me").await.status, 401, "signing out ends a token too");

    assert_eq!(app.visitor().post("auth/revoke_token", &[("all", "true")]).await.status, 401);
    assert_eq!(ayse.post("auth/revoke_token", &[("all", "true")]).await.status, 200);
    for access in [&fourth, &fifth] {
        assert_eq!(bearer(&app, access, "auth/me").await.status, 401);
    }
    assert_eq!(ayse.get("auth/me").await.status, 200, "browsers stay");
    assert_eq!(bearer(&app, &bora, "auth/me").await.status, 200, "and so do others");
}

#[tokio::test]
async fn tokens_of_disabled_people_hold_no_longer() {
    let app = app().await;
    app.customer("ayse").await;
    let (access, refresh_token) = tokens(&app, "ayse").await;
    sqlx::query("update users set disabled_at = now(), disabled_reason = 'test'").execute(&app.pool).await.unwrap();
    assert_eq!(bearer(&app, &access, "auth/me").await.status, 401);
    assert_eq!(refresh(&app, &refresh_token).await.status, 401);
    assert_eq!(app.visitor().post("auth/token", &SIGN_IN).await.status, 401);
}

#[tokio::test]
async fn the_second_factor_is_asked_and_each_code_counts_once() {
    let app = app().await;
    app.customer("ayse").await;
    let user = user_id(&app, "ayse").await;
    let sealed = keyed::seal(&app.wires.config.server, "totp", user.as_bytes(), SEED).unwrap();
    sqlx::query(
        "insert into user_totp (user_id, secret_sealed, confirmed_at, created_at) values ($1, $2, now(), now())",
    )
    .bind(*user)
    .bind(sealed)
    .execute(&app.pool)
    .await
    .unwrap();
    let with_code = |code: String| {
        let app = &app;
        async move { app.visitor().post("auth/token", &[SIGN_IN[0], SIGN_IN[1], ("code", &code)]).await }
    };
    let code = || {
        let now = u64::try_from(app.clock.now().0.as_second()).unwrap();
        Builder::new().with_secret(SEED.to_vec()).build_noncompliant().generate(now).to_string()
    };
    let asked = app.visitor().post("auth/token", &SIGN_IN).await;
    assert_eq!((asked.status, asked.code().as_str()), (403, "second_factor"));
    let wrong = with_code("000000".to_owned()).await;
    assert_eq!((wrong.status, wrong.fields()), (422, vec!["code".to_owned()]));
    let (access, _) = pair(&with_code(code()).await);
    let methods = bearer(&app, &access, "auth/sessions").await.json();
    let own = methods.as_array().unwrap().iter().find(|device| device["by_token"] == true).unwrap().clone();
    assert_eq!(own["methods"], serde_json::json!(["password", "totp"]));
    assert_eq!(app.count("select count(*) from user_sessions where by_token and aal = 2").await, 1);
    assert_eq!(with_code(code()).await.status, 422, "a code counts once");
    for _ in 0..2 {
        assert_eq!(with_code("000000".to_owned()).await.status, 422);
    }
    assert_eq!(with_code(code()).await.status, 429, "five codes, wherever from");
    app.clock.advance_minutes(4);
    assert_eq!(with_code(code()).await.status, 200);
}

#[tokio::test]
async fn a_recovery_code_opens_a_program_too_once() {
    let app = app().await;
    let ayse = app.customer("ayse").await;
    let (_, codes) = crate::factors::with_totp(&app, &ayse).await;
    let with_code = || app.visitor();
    let fields = [SIGN_IN[0], SIGN_IN[1], ("code", codes[0].as_str())];
    pair(&with_code().post("auth/token", &fields).await);
    let methods: Vec<String> =
        sqlx::query_scalar("select methods from user_sessions where by_token").fetch_one(&app.pool).await.unwrap();
    assert_eq!(methods, ["password", "recovery"]);
    assert_eq!(crate::factors::told(&app, "recovery_code_used").await, 1);
    assert_eq!(with_code().post("auth/token", &fields).await.fields(), ["code"], "once");
}

#[tokio::test]
async fn tokens_of_people_at_the_desk_end_after_twelve_hours() {
    let app = app().await;
    app.customer("ayse").await;
    sqlx::query("insert into user_roles (user_id, role, granted_at) select id, 'support', now() from users")
        .execute(&app.pool)
        .await
        .unwrap();
    let (_, first) = tokens(&app, "ayse").await;
    app.clock.advance_minutes(11 * 60 + 50);
    let (access, second) = pair(&refresh(&app, &first).await);
    app.clock.advance_minutes(11);
    assert_eq!(bearer(&app, &access, "auth/me").await.status, 401);
    assert_eq!(refresh(&app, &second).await.status, 401);
}

#[tokio::test]
async fn a_browser_that_has_just_proved_itself_gets_tokens_for_another_client() {
    let app = app().await;
    let ayse = app.customer("ayse").await;
    app.clock.advance_minutes(10);
    let (access, _) = pair(&ayse.post("auth/token", &[("email", "")]).await);
    assert_eq!(bearer(&app, &access, "auth/me").await.status, 200);
    assert_eq!(crate::factors::told(&app, "tokens_made").await, 1, "its owner hears of it");
    let noted = "select count(*) from sign_in_events where method = 'refresh' and outcome = 'in'";
    assert_eq!(app.count(noted).await, 1);
    let proved = "select count(*) from user_sessions t join user_sessions s on s.user_id = t.user_id and not s.by_token
                  where t.by_token and t.auth_time = s.auth_time";
    assert_eq!(app.count(proved).await, 1, "what was proved is no fresher there");
    assert_eq!(post_bearer(&app, &access, "auth/token", &[("email", "")]).await.status, 403, "tokens make no tokens");
    assert_eq!(app.visitor().post("auth/token", &[("email", "")]).await.status, 401);
    app.clock.advance_minutes(6);
    let late = ayse.post("auth/token", &[("email", "")]).await;
    assert_eq!((late.status, late.code().as_str()), (403, "step_up"));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_look_alike_and_no_token_lies_in_clear() {
    let app = app().await;
    app.customer("ayse").await;
    let ask = |email: &'static str| {
        let app = &app;
        async move { app.visitor().post("auth/token", &[("email", email), ("password", "yanlis-parola-1")]).await }
    };
    let (wrong, unknown) = (ask("ayse@ornek.test").await, ask("kimse@ornek.test").await);
    assert_eq!((wrong.status, wrong.code().as_str()), (401, "wrong_credentials"));
    assert_eq!(wrong.text, unknown.text);
    let (access, refresh_token) = tokens(&app, "ayse").await;
    for (table, token) in [("user_sessions", &access), ("refresh_tokens", &refresh_token)] {
        let kept = format!("select count(*) from {table} where token_hash = sha256($1::text::bytea)");
        let clear = format!("select count(*) from {table} t where t::text like '%' || $1 || '%'");
        for (sql, expected) in [(kept, 1), (clear, 0)] {
            let count: i64 =
                sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(token).fetch_one(&app.pool).await.unwrap();
            assert_eq!(count, expected, "{table}");
        }
    }
}
