//! SQL of `deletion_requests`.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::{DeletionId, UserId},
        time::Instant,
    },
    platform::{OnConstraint, Scope},
};

/// # Errors
/// `wrong_status` when one waits already.
pub async fn insert(
    scope: &mut Scope,
    id: DeletionId,
    user: UserId,
    due_at: Instant,
    cancel_hash: &[u8],
) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into deletion_requests (id, user_id, requested_at, due_at, cancel_hash) values ($1, $2, $3, $4, $5)",
        *id,
        *user,
        now,
        due_at,
        cancel_hash
    )
    .execute(scope.conn().await?)
    .await
    .on_constraint("deletion_requests_one_at_a_time", Code::WrongStatus)?;
    Ok(())
}

/// What was taken back.
pub struct Cancelled {
    pub user_id: UserId,
    pub requested_at: Instant,
}

/// By the hash of the mailed code.
pub async fn cancel_by_link(scope: &mut Scope, cancel_hash: &[u8]) -> Result<Option<Cancelled>> {
    let now = scope.now;
    let row = sqlx::query!(
        "update deletion_requests set cancelled_at = $2, cancelled_by = 'link'
         where cancel_hash = $1 and cancelled_at is null and done_at is null returning user_id, requested_at",
        cancel_hash,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| Cancelled { user_id: row.user_id.into(), requested_at: row.requested_at }))
}

/// By coming in again.
pub async fn cancel_of(scope: &mut Scope, user: UserId) -> Result<Option<Cancelled>> {
    let now = scope.now;
    let row = sqlx::query!(
        "update deletion_requests set cancelled_at = $2, cancelled_by = 'sign_in'
         where user_id = $1 and cancelled_at is null and done_at is null returning user_id, requested_at",
        *user,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| Cancelled { user_id: row.user_id.into(), requested_at: row.requested_at }))
}

/// Those whose time has come.
pub async fn due(scope: &mut Scope, limit: i64) -> Result<Vec<DeletionId>> {
    let now = scope.now;
    let ids = sqlx::query_scalar!(
        "select id from deletion_requests where due_at <= $1 and cancelled_at is null and done_at is null order by due_at limit $2",
        now,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// Locks one that is still due; `None` when it was taken back or is another worker's.
pub async fn take(scope: &mut Scope, id: DeletionId) -> Result<Option<UserId>> {
    let now = scope.now;
    let user = sqlx::query_scalar!(
        "select user_id from deletion_requests
         where id = $1 and due_at <= $2 and cancelled_at is null and done_at is null for update skip locked",
        *id,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(user.map(Into::into))
}

pub async fn note_done(scope: &mut Scope, id: DeletionId) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update deletion_requests set done_at = $2 where id = $1", *id, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

/// A line of the admin's list.
pub struct Pending {
    pub user_id: UserId,
    pub full_name: String,
    pub email: String,
    pub requested_at: Instant,
    pub due_at: Instant,
}

pub async fn pending(scope: &mut Scope, limit: i64) -> Result<Vec<Pending>> {
    let rows = sqlx::query_as!(
        Pending,
        "select d.user_id, u.full_name, u.email, d.requested_at, d.due_at from deletion_requests d join users u on u.id = d.user_id
         where d.cancelled_at is null and d.done_at is null order by d.due_at, d.id limit $1",
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows)
}

pub async fn pending_count(scope: &mut Scope) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from deletion_requests where cancelled_at is null and done_at is null"#
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(count)
}

/// Holds a role of the staff: others depend on the account.
pub async fn is_staff(scope: &mut Scope, user: UserId) -> Result<bool> {
    let staff = sqlx::query_scalar!(
        r#"select exists (select from user_roles where user_id = $1 and role in ('admin', 'moderator', 'finance', 'support')) as "staff!""#,
        *user
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(staff)
}
