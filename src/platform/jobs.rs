//! Jobs through graphile_worker: enqueued inside the caller's transaction, so they exist exactly when their cause does.

use super::scope::Scope;
use crate::kernel::{error::Result, time::Instant};
use graphile_worker::Worker;
use serde::Serialize;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// When and under which key a job runs. A job with the key of a waiting one replaces it.
#[derive(Clone, Debug, Default)]
pub struct When {
    pub run_at: Option<Instant>,
    pub key: Option<String>,
}

/// Enqueues `task` with `payload` in the scope's transaction.
///
/// # Errors
/// `unavailable` when the database is away.
#[expect(
    clippy::disallowed_methods,
    reason = "the schema of the queue is the library's own and is not there when queries are checked"
)]
pub async fn enqueue(scope: &mut Scope, task: &str, payload: &impl Serialize, when: When) -> Result<()> {
    let payload = serde_json::to_value(payload).map_err(|e| super::db::internal(&e))?;
    sqlx::query(
        "select graphile_worker.add_job($1, payload => $2::json, run_at => $3, job_key => $4, max_attempts => 25)",
    )
    .bind(task)
    .bind(payload)
    .bind(when.run_at)
    .bind(when.key)
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Runs the worker in the background until the process stops; an outage of the database only pauses it.
#[expect(clippy::disallowed_methods, reason = "the one background task of the job runner")]
pub fn keep_running(worker: Worker, stopping: CancellationToken) -> JoinHandle<()> {
    tokio::spawn(async move {
        while !stopping.is_cancelled() {
            match worker.run().await {
                Ok(()) => return,
                Err(error) => tracing::warn!(%error, "job runner lost the database, trying again"),
            }
            tokio::select! {
                () = stopping.cancelled() => return,
                () = tokio::time::sleep(Duration::from_secs(1)) => {}
            }
        }
    })
}
