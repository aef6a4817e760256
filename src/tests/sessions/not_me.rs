//! "This wasn't me": from the mail to an account that is its owner's again.

use super::*;

const AYSE: &str = "ayse@ornek.test";
const THIEF: &str = "hirsiz@ornek.test";
const NEW: &str = "yepyeni-bir-parola-91";

/// Somebody else comes in, an hour later; the path and query of the link in the mail about it.
async fn alarm(app: &TestApp, name: &str) -> (Client, String) {
    app.clock.advance_minutes(60);
    let thief = browser(app, name, CHROME, ABROAD).await;
    (thief, app.alarm(&format!("{name}@ornek.test")).await)
}

fn token(link: &str) -> String {
    link.split_once("belirtec=").unwrap().1.to_owned()
}

/// Sets the new password in the browser that pressed the button.
async fn renew(browser: &Client) {
    let page = browser.page("/sifre-sifirla?adim=baglanti").await;
    assert!(page.text.contains("Yeni şifre"), "the next step is there");
    let done = browser.form("/sifre-sifirla?adim=baglanti", "auth/reset_password", &[("password", NEW)]).await;
    assert_eq!((done.status, done.header("location").as_str()), (303, "/hesap"));
    assert_eq!(browser.get("auth/me").await.status, 200);
}

#[tokio::test]
async fn this_was_not_me_ends_everything_and_leads_on_to_a_new_password() {
    let app = app().await;
    let owner = app.customer("ayse").await;
    let bora = app.customer("bora").await;
    let (access, refresh_token) = tokens(&app, "ayse").await;
    let (thief, link) = alarm(&app, "ayse").await;

    let page = app.visitor().page(&link).await;
    assert_eq!(page.status, 200);
    for word in ["yeni bir cihazdan", "Chrome, Android", "Hollanda", "Hesabımı geri al"] {
        assert!(page.text.contains(word), "{word}");
    }
    assert_eq!(thief.get("auth/me").await.status, 200, "looking changes nothing");

    app.clock.advance_minutes(1);
    let visitor = app.this_was_not_me(&link).await;
    for client in [&thief, &owner] {
        assert_eq!(client.get("auth/me").await.status, 401);
    }
    assert_eq!(bearer(&app, &access, "auth/me").await.status, 401);
    assert_eq!(refresh(&app, &refresh_token).await.status, 401);
    assert_eq!(bora.get("auth/me").await.status, 200);
    assert_eq!(app.count("select count(*) from audit_log where action = 'auth.not_me'").await, 1);

    let known = try_from(&app.visitor(), CHROME, ABROAD, AYSE, PASSWORD).await;
    let unknown = try_from(&app.visitor(), CHROME, ABROAD, "kimse@ornek.test", PASSWORD).await;
    assert_eq!((known.status, known.text.clone()), (401, unknown.text), "the old password is worth nothing, unseen");
    let fields = [("email", AYSE), ("password", PASSWORD)];
    let token = post_from(&app.visitor(), CHROME, ABROAD, "auth/token", &fields).await;
    assert_eq!(token.status, 401);

    renew(&visitor).await;
    assert_eq!(try_from(&app.visitor(), FIREFOX, ANKARA, AYSE, NEW).await.status, 200);
    // The thief's browser came in before the account was taken back: it is a stranger again.
    app.clock.advance_minutes(60);
    let before = app.notices_of("new_device", AYSE).await;
    assert_eq!(try_from(&thief, CHROME, ABROAD, AYSE, NEW).await.status, 200);
    assert_eq!(app.notices_of("new_device", AYSE).await, before + 1);
}

#[tokio::test]
async fn whoever_changed_the_address_loses_the_account_to_the_mailbox_it_left() {
    let app = app().await;
    app.customer("ayse").await;
    app.clock.advance_minutes(60);
    let thief = browser(&app, "ayse", CHROME, ABROAD).await;
    app.clock.advance_minutes(1);
    assert_eq!(thief.post("auth/change_email", &[("email", THIEF)]).await.status, 200);
    let letter = app.letter(THIEF).await;
    let fields = [("purpose", "change"), ("code", letter.code.as_str())];
    assert_eq!(thief.post("auth/verify_email", &fields).await.status, 200);
    let link = app.alarm(AYSE).await;
    assert_eq!(app.count("select count(*) from not_me_links where email = 'hirsiz@ornek.test'").await, 0);
    // What happens later is told to the thief, with links that are weaker.
    app.clock.advance_minutes(1);
    let renewed = [("current_password", PASSWORD), ("new_password", "hirsizin-kendi-parolasi-3")];
    assert_eq!(thief.post("auth/change_password", &renewed).await.status, 200);
    let weaker = app.alarm(THIEF).await;
    // Nobody gets the address meanwhile, so that it can come back.
    let again = [
        ("email", AYSE),
        ("password", PASSWORD),
        ("full_name", "Baska Biri"),
        ("kind", "customer"),
        ("accept_terms", "true"),
    ];
    assert_eq!(app.visitor().post("auth/register", &again).await.status, 200);
    assert_eq!(app.count("select count(*) from users where email = 'ayse@ornek.test'").await, 0);
    assert_eq!(app.mails_of("already_here", AYSE).await, 1);
    let bora = app.customer("bora").await;
    assert_eq!(bora.post("auth/change_email", &[("email", AYSE)]).await.status, 200, "the answer is the same");
    assert_eq!((app.mails_of("already_here", AYSE).await, app.mails_of("change_email", AYSE).await), (1, 0));

    let owner = app.this_was_not_me(&link).await;
    assert_eq!(thief.get("auth/me").await.status, 401);
    assert_eq!(app.count("select count(*) from users where email = 'ayse@ornek.test'").await, 1);
    for address in [AYSE, THIEF] {
        assert_eq!(app.notices_of("email_restored", address).await, 1, "{address}");
    }
    assert_eq!(app.visitor().post("auth/not_me", &[("token", &token(&weaker))]).await.code(), "expired");
    app.visitor().post("auth/begin_reset", &[("email", THIEF)]).await;
    app.run_jobs().await;
    assert_eq!(app.mails_of("reset_password", THIEF).await, 0, "the thief's mailbox opens nothing");
    for email in [AYSE, THIEF] {
        let answer = try_from(&app.visitor(), CHROME, ABROAD, email, "hirsizin-kendi-parolasi-3").await;
        assert_eq!(answer.status, 401, "{email}");
    }
    renew(&owner).await;
    assert_eq!(try_from(&app.visitor(), FIREFOX, ANKARA, AYSE, NEW).await.status, 200);
    let noted =
        "select count(*) from audit_log where action = 'auth.not_me' and (detail ->> 'address_restored')::boolean";
    assert_eq!(app.count(noted).await, 1);
}

#[tokio::test]
async fn an_account_without_a_password_is_closed_too_and_a_mail_opens_it() {
    let app = app().await;
    let ayse = app.customer("ayse").await;
    sqlx::query("delete from user_auth").execute(&app.pool).await.unwrap();
    // A step up is mailed to who has no password; what follows is told.
    sqlx::query("update users set phone = '+905321234567', phone_verified_at = created_at")
        .execute(&app.pool)
        .await
        .unwrap();
    app.clock.advance_minutes(10);
    let settings = [("full_name", "Ayşe"), ("phone", "0533 123 45 67"), ("lang", "tr"), ("theme", "system")];
    assert_eq!(ayse.post("users/save_settings", &settings).await.status, 200);
    sqlx::query("update users set phone = '+905321234567', phone_verified_at = created_at")
        .execute(&app.pool)
        .await
        .unwrap();
    let link = app.alarm(AYSE).await;
    app.this_was_not_me(&link).await;

    // Her number is older than the notice, and hers: it opens nothing until there is a new password, and then it does.
    let ask = async || {
        app.visitor().post("auth/begin_phone_sign_in", &[("phone", "0532 123 45 67")]).await;
        app.run_jobs().await;
        app.count("select count(*) from sms_messages").await
    };
    assert_eq!(ask().await, 1, "only that it was replaced");
    // Later, in another browser: the mail of a forgotten password goes to her.
    let browser = app.visitor();
    browser.post("auth/begin_reset", &[("email", AYSE)]).await;
    let letter = app.letter(AYSE).await;
    let done = browser.post("auth/reset_password", &[("token", &letter.token), ("password", NEW)]).await;
    assert_eq!(done.status, 200, "{}", done.text);
    assert_eq!(ask().await, 2);
    assert_eq!(app.count("select count(*) from user_auth where reset_required_at is not null").await, 0);
}

#[tokio::test]
async fn the_link_works_once_for_seven_days_and_lies_nowhere_in_clear() {
    let app = app().await;
    app.customer("ayse").await;
    let (_, link) = alarm(&app, "ayse").await;
    let payloads: Vec<String> =
        sqlx::query_scalar("select payload::text from mails").fetch_all(&app.pool).await.unwrap();
    assert!(payloads.iter().all(|payload| !payload.contains(&token(&link))), "sealed while it waits");
    let owner = app.this_was_not_me(&link).await;
    let again = app.visitor().post("auth/not_me", &[("token", &token(&link))]).await;
    assert_eq!((again.status, again.code().as_str()), (410, "expired"));
    let page = app.visitor().page(&link).await;
    assert_eq!(page.status, 410);
    assert!(page.text.contains("süresi dolmuş") && !page.text.contains("Hesabımı geri al"));

    renew(&owner).await;
    app.clock.advance_minutes(60);
    assert_eq!(try_from(&app.visitor(), FIREFOX, "8.8.8.8", AYSE, NEW).await.status, 200);
    let late = token(&app.alarm(AYSE).await);
    app.clock.advance_minutes(7 * 24 * 60 + 1);
    assert_eq!(app.visitor().post("auth/not_me", &[("token", &late)]).await.status, 410, "seven days are over");
    assert_eq!(app.visitor().post("auth/not_me", &[("token", "uydurma")]).await.status, 410);
}
