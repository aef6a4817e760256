//! SQL of the role that comes and goes with a place at somebody's workshop; `mechanics` knows who has one.

use crate::{
    kernel::{error::Result, ids::UserId},
    platform::Scope,
};
use uuid::Uuid;

/// # Errors
/// `unavailable` when the database is away.
pub async fn grant_staff(scope: &mut Scope, user: UserId) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into user_roles (user_id, role, granted_at) values ($1, 'mechanic_staff', $2) on conflict do nothing",
        *user,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// # Errors
/// `unavailable` when the database is away.
pub async fn revoke_staff(scope: &mut Scope, users: &[UserId]) -> Result<()> {
    let users: Vec<Uuid> = users.iter().map(|user| **user).collect();
    sqlx::query!("delete from user_roles where role = 'mechanic_staff' and user_id = any($1)", &users)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}
