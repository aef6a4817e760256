//! Passkeys, with a software authenticator at the other end.

use super::{done, told};
use crate::support::{Answer, Client, PASSWORD, TestApp, authenticator::Authenticator};
use serde_json::Value;

async fn options(client: &Client, purpose: &str) -> Value {
    done(client.post("auth/begin_passkey", &[("purpose", purpose)]).await).json()["options"].clone()
}

async fn finish(client: &Client, purpose: &str, credential: &str) -> Answer {
    client.post("auth/finish_passkey", &[("purpose", purpose), ("credential", credential)]).await
}

async fn add(client: &Client, authenticator: &mut Authenticator, name: &str) -> Answer {
    let begun = done(client.post("auth/begin_adding_passkey", &[]).await).json();
    let credential = authenticator.create(&begun["options"]);
    client.post("auth/add_passkey", &[("credential", &credential), ("name", name)]).await
}

async fn with_passkey(client: &Client) -> Authenticator {
    let mut authenticator = Authenticator::new();
    done(add(client, &mut authenticator, "Telefonum").await);
    authenticator.counter += 1;
    authenticator
}

async fn first_id(app: &TestApp) -> String {
    sqlx::query_scalar("select id::text from passkeys order by created_at, id limit 1")
        .fetch_one(&app.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_passkey_is_added_named_and_signs_in_without_address_or_password() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let begun = done(ayse.post("auth/begin_adding_passkey", &[]).await).json();
    let wishes = &begun["options"]["publicKey"]["authenticatorSelection"];
    assert_eq!((&wishes["residentKey"], &wishes["userVerification"]), (&"preferred".into(), &"required".into()));
    let mut authenticator = Authenticator::new();
    let credential = authenticator.create(&begun["options"]);
    let added = done(ayse.post("auth/add_passkey", &[("credential", &credential), ("name", "Telefonum")]).await).json();
    assert_eq!(added["recovery_codes"].as_array().unwrap().len(), 10);
    assert_eq!(added["place"], "/hesap/ayarlar/guvenlik/kurtarma-kodlari");
    assert_eq!(app.count("select count(*) from user_sessions where aal = 2").await, 1, "level two at once");
    assert_eq!(told(&app, "factor_added").await, 1);
    let page = ayse.page("/hesap/ayarlar/guvenlik").await.text;
    assert!(page.contains("Telefonum") && page.contains("Henüz kullanılmadı"));
    assert!(page.contains("Geçiş anahtarları JavaScript ister"), "what the page says without a script");

    authenticator.counter += 1;
    let visitor = app.visitor();
    let signed = authenticator.sign(&options(&visitor, "sign_in").await);
    assert_eq!(done(finish(&visitor, "sign_in", &signed).await).json()["place"], "/hesap");
    assert_eq!(visitor.get("auth/me").await.json()["full_name"], "ayse Deneme");
    assert_eq!(app.count("select count(*) from user_sessions where aal = 2 and methods = '{passkey}'").await, 1);
    assert!(ayse.page("/hesap/ayarlar/guvenlik").await.text.contains("Son kullanım: 24 Kasım"));
}

#[tokio::test]
async fn a_passkey_is_the_second_factor_and_a_proof_once_more() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let mut authenticator = with_passkey(&ayse).await;
    let client = super::half(&app, "ayse").await;
    assert!(client.page("/iki-adim").await.text.contains("passkey_button"));
    let signed = authenticator.sign(&options(&client, "second_factor").await);
    done(finish(&client, "second_factor", &signed).await);
    assert_eq!(client.get("auth/me").await.status, 200);

    authenticator.counter += 1;
    app.clock.advance_minutes(16);
    assert_eq!(client.post("auth/begin_totp", &[]).await.status, 403);
    let cookie = client.cookie("oturum");
    let signed = authenticator.sign(&options(&client, "step_up").await);
    done(finish(&client, "step_up", &signed).await);
    assert_ne!(cookie, client.cookie("oturum"));
    done(client.post("auth/begin_totp", &[]).await);
}

#[tokio::test]
async fn a_challenge_is_answered_once_for_its_purpose_and_in_time() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let mut authenticator = with_passkey(&ayse).await;
    let visitor = app.visitor();
    let signed = authenticator.sign(&options(&visitor, "sign_in").await);
    let cookie = visitor.cookie("gecis").unwrap();
    done(finish(&visitor, "sign_in", &signed).await);
    for replay in [app.visitor(), visitor] {
        replay.set_cookie("gecis", &cookie);
        let answer = finish(&replay, "sign_in", &signed).await;
        assert_eq!((answer.status, answer.code().as_str()), (410, "expired"));
    }
    // The same answer to another challenge holds as little.
    let visitor = app.visitor();
    options(&visitor, "sign_in").await;
    let answer = finish(&visitor, "sign_in", &signed).await;
    assert_eq!((answer.status, answer.code().as_str()), (401, "passkey_refused"));

    authenticator.counter += 1;
    let visitor = app.visitor();
    let signed = authenticator.sign(&options(&visitor, "sign_in").await);
    app.clock.advance_minutes(61);
    let late = finish(&visitor, "sign_in", &signed).await;
    assert_eq!((late.status, late.text.contains("beklerken eskidi")), (410, true), "{}", late.text);
    // Whoever leaves the door open for a while still comes in: the suggestions of the address wait there.
    let visitor = app.visitor();
    let signed = authenticator.sign(&options(&visitor, "sign_in").await);
    app.clock.advance_minutes(59);
    done(finish(&visitor, "sign_in", &signed).await);
    authenticator.counter += 1;
    let signed = authenticator.sign(&options(&ayse, "step_up").await);
    app.clock.advance_minutes(6);
    assert_eq!(finish(&ayse, "step_up", &signed).await.status, 410, "a proof is not waited for");
    done(ayse.post("auth/begin_passkey", &[("purpose", "step_up")]).await);
    let signed = authenticator.sign(&options(&ayse, "step_up").await);
    assert_eq!(finish(&ayse, "sign_in", &signed).await.status, 410, "made for something else");
}

#[tokio::test]
async fn what_another_site_or_a_copy_signed_is_refused() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let mut elsewhere = Authenticator::new();
    elsewhere.origin = String::from("https://evil.test");
    let refused = add(&ayse, &mut elsewhere, "Kötü").await;
    assert_eq!((refused.status, refused.code().as_str()), (401, "passkey_refused"));
    assert_eq!(app.count("select count(*) from passkeys").await, 0);

    let mut authenticator = with_passkey(&ayse).await;
    let visitor = app.visitor();
    authenticator.origin = String::from("https://evil.test");
    let signed = authenticator.sign(&options(&visitor, "sign_in").await);
    assert_eq!(finish(&visitor, "sign_in", &signed).await.code(), "passkey_refused");

    authenticator.origin = String::from("http://localhost:3000");
    authenticator.counter = 9;
    let signed = authenticator.sign(&options(&visitor, "sign_in").await);
    done(finish(&visitor, "sign_in", &signed).await);
    // A copy does not know how far the original has counted.
    for counter in [9, 3] {
        authenticator.counter = counter;
        let visitor = app.visitor();
        let signed = authenticator.sign(&options(&visitor, "sign_in").await);
        let answer = finish(&visitor, "sign_in", &signed).await;
        assert_eq!((answer.status, answer.code().as_str()), (401, "passkey_refused"), "{counter}");
        assert_eq!(visitor.get("auth/me").await.status, 401);
    }
    // Another key under the same id signs nothing.
    let mut forged = Authenticator::new();
    forged.create(&done(ayse.post("auth/begin_adding_passkey", &[]).await).json()["options"]);
    forged.credential_id.clone_from(&authenticator.credential_id);
    forged.counter = 20;
    let visitor = app.visitor();
    let signed = forged.sign(&options(&visitor, "sign_in").await);
    assert_eq!(finish(&visitor, "sign_in", &signed).await.code(), "passkey_refused");
}

#[tokio::test]
async fn passkeys_belong_to_their_owner_and_a_disabled_one_stays_out() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let mut authenticator = with_passkey(&ayse).await;
    let fatma = app.customer("fatma").await;
    let id = first_id(&app).await;
    assert_eq!(fatma.post("auth/rename_passkey", &[("passkey_id", &id), ("name", "x")]).await.status, 404);
    assert_eq!(fatma.post("auth/remove_passkey", &[("passkey_id", &id)]).await.status, 404);
    assert_eq!(fatma.post("auth/begin_passkey", &[("purpose", "step_up")]).await.status, 404, "she has none");
    // The same credential cannot belong to two.
    let begun = done(fatma.post("auth/begin_adding_passkey", &[]).await).json();
    let handle = authenticator.create(&begun["options"]);
    assert_eq!(fatma.post("auth/add_passkey", &[("credential", &handle)]).await.code(), "passkey_refused");
    // Nor does what she would be sign in as somebody else.
    let visitor = app.visitor();
    authenticator.counter += 1;
    let signed = authenticator.sign(&options(&visitor, "sign_in").await);
    assert_eq!(finish(&visitor, "sign_in", &signed).await.code(), "passkey_refused");

    let authenticator = with_passkey(&fatma).await;
    sqlx::query("update users set disabled_at = now(), disabled_reason = 'test' where email like 'fatma%'")
        .execute(&app.pool)
        .await
        .unwrap();
    let signed = authenticator.sign(&options(&visitor, "sign_in").await);
    assert_eq!(finish(&visitor, "sign_in", &signed).await.status, 401);
    assert_eq!(visitor.get("auth/me").await.status, 401);
}

#[tokio::test]
async fn several_passkeys_are_renamed_and_removed_by_plain_forms() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    with_passkey(&ayse).await;
    let second = done(add(&ayse, &mut Authenticator::new(), "").await).json();
    assert_eq!(second["place"], "/hesap/ayarlar/guvenlik", "no new codes with later factors");
    let id = first_id(&app).await;
    let security = "/hesap/ayarlar/guvenlik";
    let long = "u".repeat(61);
    let refused = ayse.form(security, "auth/rename_passkey", &[("passkey_id", &id), ("name", &long)]).await;
    assert_eq!((refused.status, refused.header("location").as_str()), (303, security));
    assert!(ayse.page(security).await.text.contains(&long), "typed input is back");
    ayse.form(security, "auth/rename_passkey", &[("passkey_id", &id), ("name", "Ofis <b>")]).await;
    assert!(ayse.page(security).await.text.contains("Ofis &lt;b&gt;"));

    let elsewhere = app.visitor();
    ayse.form(security, "auth/remove_passkey", &[("passkey_id", &id)]).await;
    assert_eq!(app.count("select count(*) from passkeys").await, 1);
    assert_eq!(app.count("select count(*) from recovery_codes").await, 10, "one factor is left");
    // Without a password the last passkey is the last way in.
    sqlx::query("delete from user_auth").execute(&app.pool).await.unwrap();
    let refused = ayse.post("auth/remove_passkey", &[("passkey_id", &first_id(&app).await)]).await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "last_way_in"));
    // A provider that is not configured here opens nothing; a number of hers does.
    for sql in [
        "insert into user_identities (issuer, subject, user_id, created_at, last_used_at)
         select 'https://eski.test', 'ayse', id, created_at, created_at from users",
        "update users set phone = '+905321234567'",
    ] {
        sqlx::query(sql).execute(&app.pool).await.unwrap();
        assert_eq!(ayse.post("auth/remove_passkey", &[("passkey_id", &first_id(&app).await)]).await.status, 409);
    }
    sqlx::query("update users set phone_verified_at = created_at").execute(&app.pool).await.unwrap();
    done(ayse.post("auth/remove_passkey", &[("passkey_id", &first_id(&app).await)]).await);
    assert_eq!(app.count("select count(*) from passkeys").await, 0);
    assert_eq!(
        elsewhere.post("auth/sign_in", &[("email", "ayse@ornek.test"), ("password", PASSWORD)]).await.status,
        401
    );
}

#[tokio::test]
async fn twenty_passkeys_are_enough() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    with_passkey(&ayse).await;
    sqlx::query(
        "insert into passkeys (id, user_id, credential_id, credential, name, created_at)
         select gen_random_uuid(), user_id, n::text::bytea, credential, 'Anahtar', created_at from passkeys, generate_series(1, 19) n",
    )
    .execute(&app.pool)
    .await
    .unwrap();
    let refused = ayse.post("auth/begin_adding_passkey", &[]).await;
    assert_eq!((refused.status, refused.fields()), (422, vec!["name".to_owned()]));
    assert!(refused.text.contains("20"));
}

#[tokio::test]
async fn what_a_thief_added_opens_nothing_after_this_was_not_me_and_what_was_there_opens_after_a_new_password() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let mut own = with_passkey(&ayse).await;
    app.clock.advance_minutes(10);
    // Somebody at her open browser adds a passkey and an authenticator of their own.
    let added = with_passkey(&ayse).await;
    super::with_totp(&app, &ayse).await;
    // Both notices are of one moment: what came with it or later goes.
    let browser = app.this_was_not_me(&app.alarm("ayse@ornek.test").await).await;
    assert_eq!(app.count("select count(*) from passkeys").await, 1, "hers");
    assert_eq!(app.count("select count(*) from user_totp").await, 0);

    let come = async |authenticator: &Authenticator| {
        let visitor = app.visitor();
        let signed = authenticator.sign(&options(&visitor, "sign_in").await);
        finish(&visitor, "sign_in", &signed).await
    };
    let refused = come(&added).await;
    assert_eq!((refused.status, refused.code().as_str()), (401, "passkey_refused"));
    let closed = come(&own).await;
    assert_eq!((closed.status, closed.code().as_str()), (401, "wrong_credentials"));
    assert!(closed.text.contains("“Bunu ben yapmadım” denerek kapatıldı"), "{}", closed.text);

    let renewed = [("password", "yepyeni-bir-parola-91")];
    let done = browser.form("/sifre-sifirla?adim=baglanti", "auth/reset_password", &renewed).await;
    assert_eq!((done.status, done.header("location").as_str()), (303, "/iki-adim"), "her own factor is asked for");
    own.counter += 1;
    assert_eq!(super::done(come(&own).await).json()["place"], "/hesap");
}
