//! People at the desk: found, decided about, given roles; their photos; support that acts for them.

mod desk;
mod export;
mod merging;
pub mod photos;
mod roles;
mod support;

use crate::support::{Client, TestApp};

/// The id of a person by the first part of their address.
async fn id_of(app: &TestApp, name: &str) -> String {
    sqlx::query_scalar("select id::text from users where email = $1 || '@ornek.test'")
        .bind(name)
        .fetch_one(&app.pool)
        .await
        .unwrap()
}

/// Somebody with a role of the desk, as if the second factor had been shown.
async fn worker(app: &TestApp, name: &str, role: &str) -> Client {
    let client = app.customer(name).await;
    for sql in [
        "insert into user_roles (user_id, role, granted_at) select id, $2, now() from users where email = $1 || '@ornek.test'",
        "update user_sessions set aal = 2 where $2 <> '' and user_id = (select id from users where email = $1 || '@ornek.test')",
    ] {
        sqlx::query(sql).bind(name).bind(role).execute(&app.pool).await.unwrap();
    }
    client
}

/// Runs SQL about the person whose address begins with `$1`.
async fn change(app: &TestApp, name: &str, sql: &'static str) {
    sqlx::query(sql).bind(name).execute(&app.pool).await.unwrap();
}
