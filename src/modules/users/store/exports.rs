//! SQL of `data_exports` and its chunks.

use crate::{
    kernel::{
        error::{AppError, Code, Result},
        ids::{ExportId, UserId},
        time::Instant,
    },
    modules::users::model::privacy::{ExportProgress, ExportState},
    platform::{OnConstraint, Scope},
};

pub async fn insert(scope: &mut Scope, id: ExportId, user: UserId, parts: i32) -> Result<()> {
    let (now, lang) = (scope.now, scope.lang.code());
    sqlx::query!(
        "insert into data_exports (id, user_id, state, lang, parts_all, requested_at) values ($1, $2, 'queued', $3, $4, $5)",
        *id,
        *user,
        lang,
        parts,
        now
    )
    .execute(scope.conn().await?)
    .await
    .on_constraint("data_exports_one_at_a_time", Code::TooMany)?;
    Ok(())
}

/// The newest one of a person.
pub async fn latest(scope: &mut Scope, user: UserId) -> Result<Option<ExportProgress>> {
    let now = scope.now;
    let row = sqlx::query!(
        r#"select id, case when state = 'ready' and expires_at <= $2 then 'expired' else state end as "state!", parts_done, parts_all,
                  requested_at, expires_at as "expires_at: Instant", size_bytes
           from data_exports where user_id = $1 order by requested_at desc, id desc limit 1"#,
        *user,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| ExportProgress {
        id: row.id.into(),
        state: ExportState::parse(&row.state),
        parts_done: row.parts_done,
        parts_all: row.parts_all,
        requested_at: row.requested_at.rfc3339(),
        expires_at: row.expires_at.map(Instant::rfc3339),
        size_bytes: row.size_bytes,
    }))
}

/// A copy that is being made.
pub struct Open {
    pub user_id: UserId,
    pub lang: String,
}

/// Marks it as begun and says whose it is; `None` when it is finished already.
pub async fn begin(scope: &mut Scope, id: ExportId) -> Result<Option<Open>> {
    let row = sqlx::query!(
        "update data_exports set state = 'working', parts_done = 0 where id = $1 and state in ('queued', 'working')
         returning user_id, lang",
        *id
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| Open { user_id: row.user_id.into(), lang: row.lang }))
}

pub async fn note_progress(scope: &mut Scope, id: ExportId, done: i32) -> Result<()> {
    sqlx::query!(
        "update data_exports set parts_done = least($2, parts_all) where id = $1 and state = 'working'",
        *id,
        done
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Marks a file of this size as ready; its pieces follow in the same transaction, older files of the same person go. `false` when
/// somebody else finished or ended it meanwhile.
pub async fn finish(scope: &mut Scope, id: ExportId, size: i64, expires_at: Instant) -> Result<bool> {
    let now = scope.now;
    let updated = sqlx::query!(
        "update data_exports set state = 'ready', parts_done = parts_all, finished_at = $2, expires_at = $3, size_bytes = $4
         where id = $1 and state = 'working'",
        *id,
        now,
        expires_at,
        size
    )
    .execute(scope.conn().await?)
    .await?;
    if updated.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!(
        "delete from data_exports where id <> $1 and user_id = (select user_id from data_exports where id = $1)",
        *id
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!("delete from data_export_chunks where export_id = $1", *id).execute(scope.conn().await?).await?;
    Ok(true)
}

/// Keeps a piece of a file.
pub async fn add_chunk(scope: &mut Scope, id: ExportId, position: i32, bytes: &[u8]) -> Result<()> {
    sqlx::query!(
        "insert into data_export_chunks (export_id, position, bytes) values ($1, $2, $3)",
        *id,
        position,
        bytes
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn fail(scope: &mut Scope, id: ExportId) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update data_exports set state = 'failed', finished_at = $2 where id = $1 and state in ('queued', 'working')",
        *id,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// How large the file is, for its owner and only while it lasts.
///
/// # Errors
/// `not_found` for files of others and unfinished ones, `expired` for those that are gone.
pub async fn size(scope: &mut Scope, user: UserId, id: ExportId) -> Result<i64> {
    let now = scope.now;
    let row = sqlx::query!(
        r#"select state, size_bytes, expires_at <= $3 as "is_late?" from data_exports where id = $1 and user_id = $2"#,
        *id,
        *user,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?
    .ok_or_else(|| AppError::new(Code::NotFound))?;
    match (row.state.as_str(), row.is_late) {
        ("expired", _) | ("ready", Some(true)) => Err(Code::Expired.into()),
        ("ready", _) => Ok(row.size_bytes),
        _ => Err(Code::NotFound.into()),
    }
}

/// A piece of the file, for its owner.
///
/// # Errors
/// `not_found` when it is there no more.
pub async fn chunk(scope: &mut Scope, user: UserId, id: ExportId, position: i32) -> Result<Vec<u8>> {
    let bytes = sqlx::query_scalar!(
        "select c.bytes from data_export_chunks c join data_exports e on e.id = c.export_id
         where c.export_id = $1 and c.position = $3 and e.user_id = $2",
        *id,
        *user,
        position
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(bytes)
}
