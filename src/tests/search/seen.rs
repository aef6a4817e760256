//! Workshops that a customer looked at lately.

use super::{Given, given, insert, run, town};
use crate::support::{Client, TestApp};
use axum::http::{Request, header};

/// Opens the pages one minute after the other.
async fn look(app: &TestApp, client: &Client, numbers: impl Iterator<Item = u128>) {
    for n in numbers {
        app.clock.advance_minutes(1);
        assert_eq!(client.page(&format!("/usta/usta-{n}")).await.status, 200);
    }
}

/// The workshops below the heading, in their order.
fn listed(page: &str, heading: &str) -> Vec<String> {
    let part = page.split(heading).nth(1).unwrap_or_default().split("</section>").next().unwrap();
    part.split("href=\"/usta/usta-").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn what_a_customer_looked_at_is_found_again_and_forgotten_when_they_like() {
    let app = town().await;
    let (ayse, visitor) = (app.customer("ayse").await, app.visitor());
    assert!(!ayse.page("/").await.text.contains("Son baktığınız"), "nothing yet");
    look(&app, &ayse, [1, 5, 2, 1].into_iter()).await;
    look(&app, &visitor, [3].into_iter()).await;
    for path in ["/", "/hesap/favoriler"] {
        assert_eq!(listed(&ayse.page(path).await.text, "Son baktığınız ustalar"), ["1", "2", "5"], "{path}");
    }
    assert!(ayse.page("/hesap/favoriler?lang=en").await.text.contains("Workshops you looked at"));
    ayse.page("/?lang=tr").await;
    assert!(!app.customer("baskasi").await.page("/").await.text.contains("Son baktığınız"), "one's own only");
    assert!(!visitor.page("/").await.text.contains("Son baktığınız") && visitor.cookie_names().is_empty());

    run(&app.pool, "update mechanics set suspended_at = now() where id = $1", 2).await;
    assert_eq!(listed(&ayse.page("/").await.text, "Son baktığınız ustalar"), ["1", "5"], "public ones only");
    let answer = ayse.form("/hesap/favoriler", "mechanics/forget_seen", &[]).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/hesap/favoriler".to_owned()), "{}", answer.text);
    assert_eq!(app.count("select count(*) from seen_mechanics").await, 0);
    assert_eq!(visitor.post("mechanics/forget_seen", &[]).await.status, 401);
}

#[tokio::test]
async fn pages_fetched_ahead_ones_own_workshop_and_what_is_not_public_are_not_remembered() {
    let app = town().await;
    let ayse = app.customer("ayse").await;
    let ahead = Request::get("/usta/usta-1").header(header::ACCEPT, "text/html").header("sec-purpose", "prefetch");
    assert_eq!(ayse.send(ahead).await.status, 200);
    run(&app.pool, "update mechanics set suspended_at = now() where id = $1", 3).await;
    assert_eq!(ayse.page("/usta/usta-3").await.status, 404);
    run(
        &app.pool,
        "update mechanics set owner_user_id = (select id from users where email = 'ayse@ornek.test') where id = $1",
        4,
    )
    .await;
    assert_eq!(ayse.page("/usta/usta-4").await.status, 200);
    assert_eq!(app.count("select count(*) from seen_mechanics").await, 0);
}

#[tokio::test]
async fn only_the_last_twenty_are_remembered() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1000")]).await;
    for n in 1..=22 {
        insert(&app.pool, &Given { ..given(n, "Sanayi Oto", "istanbul-umraniye", 125_000, 4.5, None) }).await;
    }
    let ayse = app.customer("ayse").await;
    look(&app, &ayse, 1..=22).await;
    let kept = listed(&ayse.page("/hesap/favoriler").await.text, "Son baktığınız ustalar");
    assert_eq!(kept, (3..=22).rev().map(|n| n.to_string()).collect::<Vec<_>>());
    assert_eq!(listed(&ayse.page("/").await.text, "Son baktığınız ustalar").len(), 4, "a row of four at home");
}

#[tokio::test]
async fn a_visitors_browser_alone_remembers_and_only_once_it_is_asked_to() {
    let app = town().await;
    let (visitor, ayse) = (app.visitor(), app.customer("ayse").await);
    let page = visitor.page("/usta/usta-1").await.text;
    for part in ["data-seen-slug=\"usta-1\"", "data-seen-name=\"Işık Oto Servis\"", "seen.js"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let home = visitor.page("/").await.text;
    assert!(home.contains("<section hidden") && home.contains("Bu tarayıcıda baktığınız ustalar"), "{home}");
    let cookies = visitor.page("/cerezler").await.text;
    for words in ["data-seen-switch", "Kapalı başlar", "bize hiçbir şey gönderilmez"] {
        assert!(cookies.contains(words), "{words}: {cookies}");
    }
    assert!(!cookies.contains("class=\"checkbox\" checked"), "off to begin with");
    assert!(visitor.page("/cerezler?lang=en").await.text.contains("nothing of it is sent to us"));
    assert_eq!(app.count("select count(*) from seen_mechanics").await, 0);
    for page in ["/usta/usta-1", "/"] {
        assert!(!ayse.page(page).await.text.contains("seen.js"), "{page}: customers have a list of their own");
    }
}
