//! Consents, the copy of one's data, leaving, requests, cookies.

mod consents;
mod cookies;
mod deletion;
pub mod export;
mod requests;

use crate::support::{Answer, Client, TestApp};

/// A site where nobody runs out of patience.
async fn site() -> TestApp {
    TestApp::with_env(&[("RATE_LIMIT_FACTOR", "100")]).await
}

#[track_caller]
fn done(answer: Answer) -> Answer {
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer
}

/// Signs in again, as after the password was asked once more.
async fn come_in(client: &Client, name: &str) {
    let fields = [("email", &*format!("{name}@ornek.test")), ("password", crate::support::PASSWORD)];
    done(client.post("auth/sign_in", &fields).await);
}

/// The text of the newest mail of a kind, delivered.
async fn mail(app: &TestApp, kind: &str) -> (String, String) {
    // A job may leave the mail to another one.
    app.run_jobs().await;
    app.run_jobs().await;
    sqlx::query_as("select to_email, text_body from mails where kind = $1 and sent_at is not null order by created_at desc, id desc limit 1")
        .bind(kind)
        .fetch_one(&app.pool)
        .await
        .unwrap_or_else(|error| panic!("no mail {kind}: {error}"))
}
