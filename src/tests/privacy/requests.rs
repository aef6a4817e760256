//! Requests of the person concerned: asked, due in thirty days, answered by mail.

use super::{come_in, done, mail, site};
use crate::support::{Client, TestApp};
use sanaiyiusta::modules::users::warn_of_requests;

const PAGE: &str = "/hesap/ayarlar/gizlilik";
const DESK: &str = "/yonetim/kvkk";
const DAY: i64 = 24 * 60;

/// Admins sign in daily.
async fn admin_again(app: &TestApp, admin: &Client) {
    come_in(admin, "yonetici").await;
    sqlx::query(
        "update user_sessions set aal = 2 where user_id = (select id from users where email = 'yonetici@ornek.test')",
    )
    .execute(&app.pool)
    .await
    .unwrap();
}

async fn id(app: &TestApp) -> String {
    sqlx::query_scalar("select id::text from privacy_requests").fetch_one(&app.pool).await.unwrap()
}

#[tokio::test]
async fn a_request_is_confirmed_by_mail_answered_by_an_admin_and_read_on_the_page() {
    let app = site().await;
    let (ayse, admin) = (app.customer("ayse").await, app.admin().await);
    let fields = [("kind", "correction"), ("text", "Soyadım yanlış yazılmış, düzeltin.")];
    let sent = ayse.form(PAGE, "users/send_request", &fields).await;
    assert_eq!((sent.status, sent.header("location").as_str()), (303, PAGE), "{sent:?}");
    let (to, text) = mail(&app, "privacy_request_received").await;
    assert_eq!(to, "ayse@ornek.test");
    assert!(text.contains("24 Aralık 2026"), "{text}");
    assert!(ayse.page(PAGE).await.text.contains("En geç 24 Aralık 2026"));
    let desk = admin.page(DESK).await.text;
    for words in ["Soyadım yanlış", "ayse@ornek.test", "30 gün kaldı"] {
        assert!(desk.contains(words), "{words}");
    }
    let id = id(&app).await;
    let answer = [("request_id", &*id), ("state", "answered"), ("answer", "Soyadınızı Ayarlar sayfasından düzelttik.")];
    let done = admin.form(DESK, "users/answer_request", &answer).await;
    assert_eq!((done.status, done.header("location").as_str()), (303, DESK), "{done:?}");
    let (to, text) = mail(&app, "privacy_request_answered").await;
    assert_eq!(to, "ayse@ornek.test");
    assert!(text.contains("Soyadınızı Ayarlar sayfasından düzelttik."), "{text}");
    let page = ayse.page(PAGE).await.text;
    assert!(page.contains("Yanıtlandı") && page.contains("düzelttik"), "{page}");
    assert!(admin.page("/yonetim/kvkk?durum=kapali").await.text.contains("düzelttik"));
    let again = admin.post("users/answer_request", &answer).await;
    assert_eq!((again.status, again.code().as_str()), (409, "wrong_status"));
}

#[tokio::test]
async fn the_clock_of_thirty_days_is_shown_and_overdue_ones_stand_out() {
    let app = site().await;
    let (ayse, admin) = (app.customer("ayse").await, app.admin().await);
    done(ayse.post("users/send_request", &[("kind", "access"), ("text", "Hakkımda neler tutuyorsunuz?")]).await);
    app.clock.advance_minutes(28 * DAY);
    admin_again(&app, &admin).await;
    assert!(admin.page(DESK).await.text.contains("2 gün kaldı"));
    app.clock.advance_minutes(3 * DAY);
    admin_again(&app, &admin).await;
    let page = admin.page(DESK).await.text;
    assert!(page.contains("1 gün gecikti"), "{page}");
}

#[tokio::test]
async fn looking_at_requests_and_answering_them_is_noted() {
    let app = site().await;
    let (ayse, admin) = (app.customer("ayse").await, app.admin().await);
    done(ayse.post("users/send_request", &[("kind", "access"), ("text", "Hakkımda neler tutuyorsunuz?")]).await);
    admin.page(DESK).await;
    let seen = "select count(*) from audit_log a join users who on who.id = a.actor_user_id
                join users seen on a.detail->'users' ? seen.id::text
                where a.action = 'privacy.read_desk' and who.email = 'yonetici@ornek.test' and seen.email = 'ayse@ornek.test'";
    assert_eq!(app.count(seen).await, 1);
    assert_eq!(ayse.page(DESK).await.status, 404);
    assert_eq!(app.count(seen).await, 1);
    let id = id(&app).await;
    let answer = [("request_id", &*id), ("state", "refused"), ("answer", "Yasal saklama süresi dolmadı.")];
    done(admin.post("users/answer_request", &answer).await);
    assert!(mail(&app, "privacy_request_answered").await.1.contains("Kişisel Verileri Koruma Kuruluna"));
    assert_eq!(app.count("select count(*) from audit_log where action = 'privacy.answer_request'").await, 1);
    assert!(admin.page("/yonetim/denetim?alan=privacy").await.text.contains("Başvuru yanıtlandı"));
}

#[tokio::test]
async fn a_refused_request_keeps_what_was_typed_and_five_in_a_row_are_enough() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let ayse = app.customer("ayse").await;
    ayse.form(PAGE, "users/send_request", &[("kind", "objection"), ("text", "kısa")]).await;
    let page = ayse.page(PAGE).await.text;
    assert!(page.contains("kısa</textarea>") && page.contains("En az 10 karakter olmalı."), "{page}");
    for _ in 0..5 {
        done(ayse.post("users/send_request", &[("kind", "other"), ("text", "Bir sorum daha var.")]).await);
    }
    let refused = ayse.post("users/send_request", &[("kind", "other"), ("text", "Bir sorum daha var.")]).await;
    assert_eq!((refused.status, refused.code().as_str()), (429, "too_many"));
    assert_eq!(app.count("select count(*) from privacy_requests").await, 5);
}

#[tokio::test]
async fn admins_hear_of_a_request_when_it_comes_and_once_before_its_time_is_over() {
    let app = site().await;
    let (ayse, admin) = (app.customer("ayse").await, app.admin().await);
    let count = async |sql: &'static str| app.count(sql).await;
    assert!(!admin.page("/yonetim").await.text.contains("başvurusu yanıt bekliyor"));
    done(ayse.post("users/send_request", &[("kind", "access"), ("text", "Gizli kalsın.")]).await);
    let (to, text) = mail(&app, "privacy_request_arrived").await;
    assert_eq!(to, "yonetici@ornek.test");
    assert!(text.contains("24 Aralık 2026") && text.contains("/yonetim/kvkk"), "{text}");
    assert!(!text.contains("ayse") && !text.contains("Gizli"), "what it says is read at the desk: {text}");
    let front = admin.page("/yonetim").await.text;
    assert!(front.contains("1 KVKK başvurusu yanıt bekliyor") && front.contains("href=\"/yonetim/kvkk\""), "{front}");

    assert_eq!(warn_of_requests(&app.wires).await.unwrap(), 0, "there is time");
    app.clock.advance_minutes(23 * DAY);
    assert_eq!(warn_of_requests(&app.wires).await.unwrap(), 1);
    assert_eq!(warn_of_requests(&app.wires).await.unwrap(), 0, "once");
    assert_eq!(mail(&app, "privacy_request_running_out").await.0, "yonetici@ornek.test");
    assert_eq!(
        count("select count(*) from mails where kind like 'privacy_request_%' and to_email like 'yonetici%'").await,
        2
    );
    app.clock.advance_minutes(8 * DAY);
    admin_again(&app, &admin).await;
    assert!(admin.page("/yonetim").await.text.contains("1 başvurunun 30 günü doldu"));
}

#[tokio::test]
async fn what_is_answered_is_warned_of_no_more() {
    let app = site().await;
    let (ayse, admin) = (app.customer("ayse").await, app.admin().await);
    done(ayse.post("users/send_request", &[("kind", "access"), ("text", "Neler tutuyorsunuz?")]).await);
    let answer = [("request_id", &*id(&app).await), ("state", "answered"), ("answer", "Hepsi gizlilik sayfanızda.")];
    done(admin.post("users/answer_request", &answer).await);
    app.clock.advance_minutes(29 * DAY);
    assert_eq!(warn_of_requests(&app.wires).await.unwrap(), 0);
}
