//! The pool, the migrations, and what database errors mean to a caller.

use super::config::DatabaseConfig;
use crate::kernel::{
    error::{AppError, Code},
    time::Instant,
};
use sqlx::{
    Connection, PgPool,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{str::FromStr, time::Duration};

/// The schema, embedded in the binary.
pub static MIGRATOR: Migrator = sqlx::migrate!("./migrations");

/// The pool asks every connection that comes back whether it is alive; for so long that answer is believed.
const TRUSTED_FOR: Duration = Duration::from_millis(500);

/// Opens a pool that answers within a second even when the database is away: waiting longer helps nobody.
///
/// # Errors
/// When the URL is not a PostgreSQL URL. The database itself may be away; it is asked at the first query.
pub fn open(url: &str, config: &DatabaseConfig) -> Result<PgPool, sqlx::Error> {
    let options = PgConnectOptions::from_str(url)?.application_name("sanaiyiusta").options([
        ("statement_timeout", "15s"),
        ("idle_in_transaction_session_timeout", "30s"),
        ("timezone", "UTC"),
    ]);
    Ok(PgPoolOptions::new()
        .max_connections(config.max_connections)
        .acquire_timeout(Duration::from_millis(900))
        .idle_timeout(Duration::from_mins(10))
        .test_before_acquire(false)
        .before_acquire(|connection, known| {
            Box::pin(async move {
                if known.idle_for > TRUSTED_FOR {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_lazy_with(options))
}

/// Brings the schema up to date. sqlx holds an advisory lock meanwhile, so that many processes may start at once.
///
/// # Errors
/// When the database is away or holds a schema that is newer than this binary.
pub async fn migrate(pool: &PgPool) -> Result<(), sqlx::migrate::MigrateError> {
    // On a connection of its own: building an index, or waiting for another process that does, may take longer than a request.
    let mut connection = pool.acquire().await?.detach();
    sqlx::query!("select set_config('statement_timeout', '0', false) as timeout").fetch_one(&mut connection).await?;
    let migrated = MIGRATOR.run(&mut connection).await;
    connection.close().await?;
    migrated
}

/// Deletes what has run out of the platform's own tables.
///
/// # Errors
/// When the database is away.
pub async fn purge(pool: &PgPool, now: Instant) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from flashes where expires_at < $1", now).execute(pool).await?;
    sqlx::query!("delete from sealed_states where expires_at < $1", now).execute(pool).await?;
    sqlx::query!("delete from rate_cells where tat < $1", now).execute(pool).await?;
    sqlx::query!("delete from sign_in_waits where forget_at < $1", now).execute(pool).await?;
    sqlx::query!("delete from not_me_links where expires_at < $1", now).execute(pool).await?;
    // What ran out or was ended stays in the list of devices for a month.
    sqlx::query!(
        "delete from user_sessions where least(expires_at, idle_expires_at, ended_at) < $1",
        now.plus_days(-30)
    )
    .execute(pool)
    .await?;
    // A while longer than they hold, so that an old link can say that it is old.
    let week_ago = now.plus_days(-7);
    sqlx::query!("delete from email_verifications where expires_at < $1", week_ago).execute(pool).await?;
    sqlx::query!("delete from phone_verifications where expires_at < $1", week_ago).execute(pool).await?;
    sqlx::query!("delete from oidc_flows where expires_at < $1", now).execute(pool).await?;
    Ok(())
}

const DISK_FULL: &str = "53100";
/// Bytes that no text may hold, such as a null byte.
const NOT_TEXT: &str = "22021";

fn sql_state(error: &sqlx::Error) -> Option<std::borrow::Cow<'_, str>> {
    error.as_database_error().and_then(sqlx::error::DatabaseError::code)
}

/// Is this the database being away (try again), rather than something wrong with the query?
pub fn is_outage(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::WorkerCrashed => true,
        // 57P0x: shutting down, crash recovery, starting up; 53xxx: out of connections, memory or disk; 08xxx: connection lost.
        error => sql_state(error).is_some_and(|code| ["57P", "53", "08"].iter().any(|class| code.starts_with(class))),
    }
}

impl From<sqlx::Error> for AppError {
    /// Missing rows are `not_found`, outages `unavailable`; everything else is ours and goes to the log with a reference.
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::RowNotFound) {
            return Code::NotFound.into();
        }
        if is_outage(&error) {
            let away = Self { retry_after: Some(2), ..Self::new(Code::Unavailable) };
            if sql_state(&error).is_some_and(|code| code == DISK_FULL) {
                // This does not pass by itself: whoever is told of it finds the line.
                let reference = new_reference();
                tracing::error!(%reference, %error, "the database's disk is full: nothing can be written until there is space");
                return Self { reference: Some(reference), ..away };
            }
            tracing::warn!(%error, "database is away");
            return away;
        }
        if sql_state(&error).is_some_and(|code| code == NOT_TEXT) {
            return Code::Invalid.into();
        }
        internal(&error)
    }
}

/// An internal error: the log gets the cause, the reader a reference to it.
pub fn internal(error: &(dyn std::error::Error + 'static)) -> AppError {
    let reference = new_reference();
    if let Some(error) = error.downcast_ref::<sqlx::Error>().and_then(sqlx::Error::as_database_error) {
        // Not its details: there PostgreSQL shows the row, with whatever people wrote into it.
        let (code, table, constraint) = (error.code(), error.table(), error.constraint());
        tracing::error!(%reference, error = error.message(), code = code.as_deref(), table, constraint, "internal error");
    } else {
        tracing::error!(%reference, error = ?error, "internal error");
    }
    AppError { reference: Some(reference), ..AppError::new(Code::Internal) }
}

/// A short word that is easy to read out on the phone.
pub fn new_reference() -> String {
    const LETTERS: &[u8; 31] = b"23456789ABCDEFGHJKLMNPQRSTUVWXY";
    let number: u64 = rand::random();
    (0..8u32).map(|place| char::from(*LETTERS.get(((number >> (place * 8)) % 31) as usize).unwrap_or(&b'2'))).collect()
}

/// Turns the violation of one named constraint into a typed error; all else stays what it is.
pub trait OnConstraint<T> {
    /// # Errors
    /// `error` when the constraint `name` was violated, else the usual translation of the database error.
    fn on_constraint(self, name: &str, error: impl Into<AppError>) -> Result<T, AppError>;
}

impl<T> OnConstraint<T> for Result<T, sqlx::Error> {
    fn on_constraint(self, name: &str, error: impl Into<AppError>) -> Result<T, AppError> {
        self.map_err(|cause| match cause.as_database_error().and_then(|e| e.constraint()) {
            Some(violated) if violated == name => error.into(),
            _ => cause.into(),
        })
    }
}
