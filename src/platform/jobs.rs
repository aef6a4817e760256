//! Jobs through graphile_worker: enqueued inside the caller's transaction, so they exist exactly when their cause does.

use super::scope::Scope;
use crate::kernel::{error::Result, time::Instant};
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

/// Between the end of a runner and the beginning of the next.
const PAUSE: Duration = Duration::from_secs(1);

/// Runs runners in the background, one after the other, until the process stops; an outage of the database only pauses them.
///
/// A runner that met an error is spent: the library has told it to shut down, so running it again ends at once and well. Hence
/// `run` makes a new one each time, and ending well is no reason to end.
#[expect(clippy::disallowed_methods, reason = "the one background task of the job runner")]
pub fn keep_running<R, F>(mut run: R, stopping: CancellationToken) -> JoinHandle<()>
where
    R: FnMut() -> F + Send + 'static,
    F: Future<Output = std::result::Result<(), String>> + Send,
{
    tokio::spawn(async move {
        while !stopping.is_cancelled() {
            if let Err(error) = run().await {
                tracing::warn!(%error, "job runner lost the database, trying again");
            }
            tokio::select! {
                () = stopping.cancelled() => return,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    #[tokio::test]
    async fn a_runner_follows_every_other_until_the_process_stops() {
        let (stopping, begun) = (CancellationToken::new(), Arc::new(AtomicUsize::new(0)));
        let (stop, count) = (stopping.clone(), begun.clone());
        let running = keep_running(
            move || {
                let (stop, nth) = (stop.clone(), count.fetch_add(1, Ordering::SeqCst));
                async move {
                    match nth {
                        0 => Err("the database is away".to_owned()),
                        1 => Ok(()),
                        _ => {
                            stop.cancel();
                            Ok(())
                        }
                    }
                }
            },
            stopping,
        );
        running.await.expect("it ends");
        assert_eq!(begun.load(Ordering::SeqCst), 3, "after a failure, and after one that ended by itself");
    }
}
