//! "This wasn't me": from the mail to an account that nobody is in.

use super::*;

/// Somebody else comes in; the path and query of the link in the mail about it.
async fn alarm(app: &TestApp, name: &str) -> (Client, String) {
    app.clock.advance_minutes(60);
    let thief = browser(app, name, CHROME, ABROAD).await;
    app.run_jobs().await;
    let text: String = sqlx::query_scalar(
        "select text_body from mails where kind = 'security_notice' order by created_at desc limit 1",
    )
    .fetch_one(&app.pool)
    .await
    .unwrap();
    let link = text.split_whitespace().find(|word| word.contains("/ben-degildim?")).unwrap();
    (thief, link[link.find("/ben-degildim").unwrap()..].to_owned())
}

fn token(link: &str) -> String {
    link.split_once("belirtec=").unwrap().1.to_owned()
}

#[tokio::test]
async fn this_was_not_me_ends_everything_and_asks_for_a_new_password() {
    let app = app().await;
    let owner = app.customer("ayse").await;
    let bora = app.customer("bora").await;
    let (access, refresh_token) = tokens(&app, "ayse").await;
    let (thief, link) = alarm(&app, "ayse").await;

    let visitor = app.visitor();
    let page = visitor.page(&link).await;
    assert_eq!(page.status, 200);
    for word in ["yeni bir cihazdan", "Chrome, Android", "Hollanda", "Bütün oturumları kapat"] {
        assert!(page.text.contains(word), "{word}");
    }
    assert_eq!(thief.get("auth/me").await.status, 200, "looking changes nothing");

    let answer = visitor.form(&link, "auth/not_me", &[("token", &token(&link))]).await;
    assert_eq!((answer.status, answer.header("location").as_str()), (303, "/sifre-sifirla"));
    for client in [&thief, &owner] {
        assert_eq!(client.get("auth/me").await.status, 401);
    }
    assert_eq!(bearer(&app, &access, "auth/me").await.status, 401);
    assert_eq!(refresh(&app, &refresh_token).await.status, 401);
    assert_eq!(bora.get("auth/me").await.status, 200);
    assert_eq!(app.count("select count(*) from audit_log where action = 'auth.not_me'").await, 1);

    let known = try_from(&app.visitor(), CHROME, ABROAD, "ayse@ornek.test", PASSWORD).await;
    let unknown = try_from(&app.visitor(), CHROME, ABROAD, "kimse@ornek.test", PASSWORD).await;
    assert_eq!((known.status, known.text.clone()), (401, unknown.text), "the old password is worth nothing, unseen");
    let token = post_from(
        &app.visitor(),
        CHROME,
        ABROAD,
        "auth/token",
        &[("email", "ayse@ornek.test"), ("password", PASSWORD)],
    )
    .await;
    assert_eq!(token.status, 401);

    app.clock.advance_minutes(1);
    sqlx::query("update user_auth set password_changed_at = $1")
        .bind(app.clock.now())
        .execute(&app.pool)
        .await
        .unwrap();
    browser(&app, "ayse", FIREFOX, ANKARA).await;
}

#[tokio::test]
async fn the_link_works_once_for_seven_days_and_lies_nowhere_in_clear() {
    let app = app().await;
    app.customer("ayse").await;
    let (_, link) = alarm(&app, "ayse").await;
    let payloads: Vec<String> =
        sqlx::query_scalar("select payload::text from mails").fetch_all(&app.pool).await.unwrap();
    assert!(payloads.iter().all(|payload| !payload.contains(&token(&link))), "sealed while it waits");
    assert_eq!(app.visitor().post("auth/not_me", &[("token", &token(&link))]).await.status, 200);
    let again = app.visitor().post("auth/not_me", &[("token", &token(&link))]).await;
    assert_eq!((again.status, again.code().as_str()), (410, "expired"));
    let page = app.visitor().page(&link).await;
    assert_eq!(page.status, 410);
    assert!(page.text.contains("süresi dolmuş") && !page.text.contains("Bütün oturumları kapat"));

    app.clock.advance_minutes(1);
    sqlx::query("update user_auth set password_changed_at = $1")
        .bind(app.clock.now())
        .execute(&app.pool)
        .await
        .unwrap();
    app.clock.advance_minutes(60);
    browser(&app, "ayse", FIREFOX, "8.8.8.8").await;
    app.run_jobs().await;
    let text: String = sqlx::query_scalar(
        "select text_body from mails where kind = 'security_notice' order by created_at desc limit 1",
    )
    .fetch_one(&app.pool)
    .await
    .unwrap();
    let late = text.split_once("belirtec=").unwrap().1.split_whitespace().next().unwrap().to_owned();
    app.clock.advance_minutes(7 * 24 * 60 + 1);
    assert_eq!(app.visitor().post("auth/not_me", &[("token", &late)]).await.status, 410, "seven days are over");
    assert_eq!(app.visitor().post("auth/not_me", &[("token", "uydurma")]).await.status, 410);
}
