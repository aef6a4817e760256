//! Jobs through graphile_worker: enqueued inside the caller's transaction, so they exist exactly when their cause does.

use super::{Wires, scope::Scope};
use crate::kernel::{error::Result, time::Instant};
use serde::Serialize;
use sqlx::PgPool;
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

/// Works in batches, each in a transaction of its own, until one finds nothing to do or the process stops. Says how much was done.
///
/// # Errors
/// Those of the work; `unavailable` when the database is away.
pub async fn in_batches(wires: &Wires, some: impl AsyncFn(&mut Scope) -> Result<usize>) -> Result<usize> {
    let mut all = 0;
    loop {
        let mut scope = Scope::system(wires).await?;
        let done = some(&mut scope).await;
        let done = scope.finish(done).await?;
        all += done;
        if done == 0 || wires.stopping.is_cancelled() {
            return Ok(all);
        }
    }
}

/// Jobs that are due and that no worker has taken for so long, while none takes others either: nobody works any more.
pub const STALLED_MINUTES: i64 = 10;

/// How the queue stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Waiting for a worker since they came due.
    pub due: i64,
    /// Taken by a worker just now.
    pub running: i64,
    /// Tried too often; nobody tries again.
    pub given_up: i64,
    /// For how long the oldest due one has waited.
    pub oldest_seconds: i64,
    /// Has a worker taken a job, or put one back, within [`STALLED_MINUTES`]?
    pub is_worked_on: bool,
}

impl Backlog {
    /// A long queue that moves is only a long queue.
    pub const fn is_stalled(&self) -> bool {
        self.oldest_seconds > STALLED_MINUTES * 60 && !self.is_worked_on
    }
}

/// Looks at the queue, by the database's own clock: that is the one the workers go by.
///
/// # Errors
/// `unavailable` when the database is away.
#[expect(
    clippy::disallowed_methods,
    reason = "the schema of the queue is the library's own and is not there when queries are checked"
)]
pub async fn backlog(db: &PgPool) -> Result<Backlog> {
    let (due, running, given_up, oldest_seconds, is_worked_on) = sqlx::query_as(
        "select count(*) filter (where is_available and run_at <= now()), count(*) filter (where locked_at is not null),
                count(*) filter (where locked_at is null and attempts >= max_attempts),
                coalesce(floor(extract(epoch from now() - min(run_at) filter (where is_available and run_at <= now()))), 0)::bigint,
                coalesce(bool_or(greatest(locked_at, case when attempts > 0 then updated_at end) > now() - make_interval(mins => $1)), false)
         from graphile_worker._private_jobs",
    )
    .bind(i32::try_from(STALLED_MINUTES).unwrap_or(i32::MAX))
    .fetch_one(db)
    .await?;
    Ok(Backlog { due, running, given_up, oldest_seconds, is_worked_on })
}

/// Between the end of a runner and the beginning of the next.
const PAUSE: Duration = Duration::from_secs(1);

/// Runs runners in the background, one after the other, until the process stops; an outage of the database only pauses them.
///
/// A runner that met an error is spent: the library has told it to shut down, so running it again ends at once and well. Hence
/// `run` makes a new one each time, and ending well is no reason to end.
#[expect(clippy::disallowed_methods, reason = "the background tasks that outlive an outage of the database")]
pub fn keep_running<R, F>(what: &'static str, mut run: R, stopping: CancellationToken) -> JoinHandle<()>
where
    R: FnMut() -> F + Send + 'static,
    F: Future<Output = std::result::Result<(), String>> + Send,
{
    tokio::spawn(async move {
        while !stopping.is_cancelled() {
            if let Err(error) = run().await {
                tracing::warn!(what, %error, "lost the database, trying again");
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
            "test",
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
