//! SQL of passwords that change.

use crate::{
    kernel::{error::Result, ids::UserId},
    platform::Scope,
};

/// The hash of a person's password.
pub async fn hash_of(scope: &mut Scope, user: UserId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("select password_hash from user_auth where user_id = $1", *user)
        .fetch_optional(scope.conn().await?)
        .await?)
}

/// A new password, also for those who had none.
pub async fn replace(scope: &mut Scope, user: UserId, hash: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into user_auth (user_id, password_hash, password_changed_at) values ($1, $2, $3)
         on conflict (user_id) do update set password_hash = $2, password_changed_at = $3",
        *user,
        hash,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// The same password under today's parameters, unless it has changed meanwhile.
pub async fn upgrade(scope: &Scope, user: UserId, old: &str, new: &str) -> Result<()> {
    sqlx::query!("update user_auth set password_hash = $3 where user_id = $1 and password_hash = $2", *user, old, new)
        .execute(&scope.wires.db)
        .await?;
    Ok(())
}
