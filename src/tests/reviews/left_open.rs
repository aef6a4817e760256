//! A workshop that does not close a visit keeps nobody from reviewing it; whoever works there reviews nothing.

use super::{HONEST, Stage, stars};
use sanaiyiusta::modules::appointments::jobs;

#[tokio::test]
async fn a_visit_that_is_left_open_may_be_reviewed_after_three_days() {
    let stage = Stage::new().await;
    let elif = stage.app.customer("elif").await;
    let visit = stage.visit("elif", "confirmed", 1).await;
    let path = format!("/hesap/randevular/{visit}");
    let page = elif.page(&path).await.text;
    assert!(page.contains("Randevunun zamanı geçti.") && !page.contains(&format!("{path}/yorum")), "{page}");
    assert!(elif.page(&format!("{path}?lang=en")).await.text.contains("The time of this visit is over."));
    assert_eq!(elif.post("reviews/write", &stars(&visit, "5", HONEST)).await.code(), "wrong_status");
    stage.app.clock.advance_minutes(2 * 24 * 60);
    assert!(elif.page(&path).await.text.contains("Beklemeden değerlendirebilirsiniz."));
    let answer = elif.post("reviews/write", &stars(&visit, "5", HONEST)).await;
    assert_eq!((answer.status, answer.json()["status"].as_str()), (200, Some("published")), "{}", answer.text);
}

#[tokio::test]
async fn a_workshop_is_asked_once_and_in_one_mail_to_close_what_is_over() {
    let stage = Stage::new().await;
    stage.app.customer("elif").await;
    for days_ago in [0, 1, 2] {
        stage.visit("elif", "confirmed", days_ago).await;
    }
    stage.visit("elif", "completed", 3).await;
    let write = async || jobs::send_reminders(&stage.app.wires).await.unwrap();
    assert_eq!(write().await, 3);
    assert_eq!(write().await, 0, "what was asked for is not asked for again");
    stage.app.run_jobs().await;
    let mails: Vec<(String, String)> =
        sqlx::query_as("select to_email, text_body from mails where kind = 'visits_to_close'")
            .fetch_all(&stage.app.pool)
            .await
            .unwrap();
    assert_eq!(mails.len(), 1);
    let (to, text) = &mails[0];
    assert!(to.starts_with("usta@") && text.matches("34 ABC 123").count() == 3, "{to} {text}");
    // A visit of the same day is nobody's neglect yet.
    let id = stage.visit("elif", "confirmed", -2).await;
    stage.app.clock.advance_minutes(24 * 60);
    assert_eq!(write().await, 0, "{id}");
    stage.app.clock.advance_minutes(24 * 60);
    assert_eq!(write().await, 1);
}

#[tokio::test]
async fn a_workshop_with_more_visits_than_a_batch_still_gets_one_mail() {
    let stage = Stage::new().await;
    stage.app.customer("elif").await;
    for days_ago in 1..=120 {
        stage.visit("elif", "confirmed", days_ago).await;
    }
    assert_eq!(jobs::send_reminders(&stage.app.wires).await.unwrap(), 120);
    stage.app.run_jobs().await;
    let texts: Vec<String> = sqlx::query_scalar("select text_body from mails where kind = 'visits_to_close'")
        .fetch_all(&stage.app.pool)
        .await
        .unwrap();
    assert_eq!(texts.len(), 1);
    assert!(texts[0].contains("120"), "{}", texts[0]);
}

#[tokio::test]
async fn who_has_come_to_work_there_reviews_nothing() {
    let stage = Stage::new().await;
    let (elif, visit) = stage.customer_with_visit("elif").await;
    let join = "insert into mechanic_staff (mechanic_id, user_id, post, joined_at)
        select m.id, u.id, 'mechanic', now() from mechanics m, users u where u.email = 'elif@ornek.test'";
    sqlx::query(join).execute(&stage.app.pool).await.unwrap();
    let answer = elif.post("reviews/write", &stars(&visit, "5", HONEST)).await;
    assert_eq!((answer.status, answer.code().as_str()), (403, "forbidden"), "{}", answer.text);
    assert!(stage.published().await.is_empty());
}
