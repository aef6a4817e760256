//! Hearing of changes that another process made: PostgreSQL's `NOTIFY reference_changed`.

use super::ReferenceHandle;
use crate::kernel::error::Result;
use sqlx::{PgConnection, PgPool, postgres::PgListener};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const CHANNEL: &str = "reference_changed";

/// Tells every process, with the commit of this transaction, to read the reference data anew.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn announce(connection: &mut PgConnection) -> Result<()> {
    sqlx::query!("select pg_notify($1, '') as told", CHANNEL).execute(connection).await?;
    Ok(())
}

/// Reads the reference data anew whenever a change is announced, until the process stops. After an outage it reads once
/// more, since announcements may have been missed.
#[expect(clippy::disallowed_methods, reason = "the one background task of the reference data")]
pub fn follow(handle: ReferenceHandle, db: PgPool, stopping: CancellationToken) {
    tokio::spawn(async move {
        while !stopping.is_cancelled() {
            tokio::select! {
                () = stopping.cancelled() => return,
                () = listen(&handle, &db) => {}
            }
            tokio::select! {
                () = stopping.cancelled() => return,
                () = tokio::time::sleep(Duration::from_secs(2)) => {}
            }
        }
    });
}

async fn listen(handle: &ReferenceHandle, db: &PgPool) {
    let Ok(mut listener) = PgListener::connect_with(db).await else { return };
    if listener.listen(CHANNEL).await.is_err() {
        return;
    }
    loop {
        if let Err(error) = handle.reload(db).await {
            tracing::warn!(%error, "reference data could not be read");
            return;
        }
        if listener.recv().await.is_err() {
            return;
        }
    }
}
