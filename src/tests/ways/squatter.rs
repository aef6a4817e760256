//! Whoever registers a stranger's address is out once its owner comes.

use crate::support::{PASSWORD, TestApp};

const AYSE: &str = "ayse@ornek.test";
const NEW: &str = "yepyeni-bir-parola-91";

#[tokio::test]
async fn nothing_can_be_added_before_the_address_is_proved_and_the_page_says_so_first() {
    let app = TestApp::new().await;
    let squatter = app.newcomer("ayse").await;
    let settings = [("full_name", "Ayşe Sahibi"), ("phone", "0532 123 45 67"), ("lang", "tr"), ("theme", "system")];
    squatter.post("users/save_settings", &settings).await;
    for (endpoint, field) in [
        ("auth/begin_totp", ("x", "")),
        ("auth/confirm_totp", ("code", "000000")),
        ("auth/begin_adding_passkey", ("x", "")),
        ("auth/add_passkey", ("credential", "x")),
        ("auth/begin_phone", ("x", "")),
        ("auth/confirm_phone", ("code", "000000")),
    ] {
        let answer = squatter.post(endpoint, &[field]).await;
        assert_eq!((answer.status, answer.code().as_str()), (409, "wrong_status"), "{endpoint}");
        assert!(answer.text.contains("Önce e-posta adresinizi doğrulayın"), "{endpoint}: {}", answer.text);
    }
    let page = squatter.page("/hesap/ayarlar/guvenlik").await.text;
    assert!(page.matches("Önce e-posta adresinizi doğrulayın").count() >= 3 && page.contains("/e-posta-dogrula"));
    assert!(!page.contains("Uygulamayı kur") && !page.contains("Kod gönder"), "no button that would be refused");

    let letter = app.letter(AYSE).await;
    assert_eq!(squatter.post("auth/verify_email", &[("code", &letter.code)]).await.status, 200);
    let page = squatter.page("/hesap/ayarlar/guvenlik").await.text;
    assert!(page.contains("Uygulamayı kur") && page.contains("Kod gönder"));
    assert_eq!(squatter.post("auth/begin_totp", &[]).await.status, 200);
    assert_eq!(squatter.post("auth/begin_phone", &[]).await.status, 200);
}

#[tokio::test]
async fn the_first_reset_of_an_unproved_address_leaves_no_other_way_in() {
    let app = TestApp::new().await;
    let squatter = app.newcomer("ayse").await;
    // From a time when ways could still be added before the address was proved.
    for sql in [
        "insert into user_totp (user_id, secret_sealed, confirmed_at, created_at) select id, 'x', now(), now() from users",
        "insert into passkeys (id, user_id, credential_id, credential, name, created_at) select gen_random_uuid(), id, 'x', '{}', 'x', now() from users",
        "insert into user_identities (issuer, subject, user_id, email, created_at, last_used_at) select 'https://x.test', 'x', id, 'x@x.test', now(), now() from users",
        "insert into recovery_codes (user_id, code_hash, created_at) select id, decode(repeat('ab', 32), 'hex'), now() from users",
        "update users set phone = '+905321234567', phone_verified_at = now()",
    ] {
        sqlx::query(sql).execute(&app.pool).await.unwrap();
    }
    let token = app.visitor().post("auth/token", &[("email", AYSE), ("password", PASSWORD)]).await;
    assert_eq!(token.code(), "second_factor", "the squatter's factor is asked for");

    let owner = app.visitor();
    owner.post("auth/begin_reset", &[("email", AYSE)]).await;
    let letter = app.letter(AYSE).await;
    let done = owner.post("auth/reset_password", &[("token", &letter.token), ("password", NEW)]).await;
    assert_eq!((done.status, done.json()["second_factor"].as_bool()), (200, Some(false)), "{}", done.text);
    assert_eq!(owner.get("auth/me").await.status, 200);
    assert_eq!(squatter.get("auth/me").await.status, 401);
    for table in ["user_totp", "passkeys", "user_identities", "recovery_codes"] {
        let left: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
            .fetch_one(&app.pool)
            .await
            .unwrap();
        assert_eq!(left, 0, "{table}");
    }
    assert_eq!(app.count("select count(*) from users where phone is not null").await, 0);
    let noted = "select count(*) from audit_log where action = 'auth.clear_ways' and detail = '{\"passkeys\": 1, \"providers\": 1, \"authenticators\": 1, \"numbers\": 1}'";
    assert_eq!(app.count(noted).await, 1);
    // What the owner adds from now on stays through the next reset.
    sqlx::query("insert into user_totp (user_id, secret_sealed, confirmed_at, created_at) select id, 'x', now(), now() from users")
        .execute(&app.pool)
        .await
        .unwrap();
    app.clock.advance_minutes(60);
    app.visitor().post("auth/begin_reset", &[("email", AYSE)]).await;
    let letter = app.letter(AYSE).await;
    let again = app.visitor().post("auth/reset_password", &[("token", &letter.token), ("password", PASSWORD)]).await;
    assert_eq!((again.status, again.json()["second_factor"].as_bool()), (200, Some(true)));
}

#[tokio::test]
async fn whoever_mistypes_their_address_and_mends_it_owes_nothing_to_its_reader() {
    let app = TestApp::new().await;
    let person = app.newcomer("ayse").await;
    assert_eq!(person.post("auth/change_email", &[("email", "ayse.dogru@ornek.test")]).await.status, 200);
    let asked = app.alarm(AYSE).await;
    let letter = app.letter("ayse.dogru@ornek.test").await;
    let fields = [("purpose", "change"), ("code", letter.code.as_str())];
    assert_eq!(person.post("auth/verify_email", &fields).await.status, 200);
    assert_eq!(app.notices_of("email_changed", AYSE).await, 1, "told all the same");
    assert_eq!(app.count("select count(*) from not_me_links where used_at is null").await, 0, "without a link");
    let token = asked.split_once("belirtec=").unwrap().1;
    assert_eq!(app.visitor().post("auth/not_me", &[("token", token)]).await.code(), "expired");
    assert_eq!(person.get("auth/me").await.status, 200);
    // And the address is free for whoever reads it.
    app.customer("ayse").await;
    assert_eq!(app.count("select count(*) from users where email = 'ayse@ornek.test'").await, 1);
}
