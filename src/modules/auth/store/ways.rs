//! SQL of taking ways in away from an account that comes back to its owner.

use crate::{
    kernel::{error::Result, ids::UserId, time::Instant},
    platform::Scope,
};
use serde::Serialize;

/// What was taken away, for the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Removed {
    pub passkeys: u64,
    pub providers: u64,
    pub authenticators: u64,
    pub numbers: u64,
}

/// Takes passkeys, providers and the authenticator that were added at that moment or later, or all of them. Recovery codes go
/// with the last factor, and those that were made since. Numbers are the business of `users::reach`.
pub async fn remove(scope: &mut Scope, user: UserId, since: Option<Instant>) -> Result<Removed> {
    let passkeys = sqlx::query!(
        "delete from passkeys where user_id = $1 and ($2::timestamptz is null or created_at >= $2)",
        *user,
        since as Option<Instant>
    )
    .execute(scope.conn().await?)
    .await?
    .rows_affected();
    let providers = sqlx::query!(
        "delete from user_identities where user_id = $1 and ($2::timestamptz is null or created_at >= $2)",
        *user,
        since as Option<Instant>
    )
    .execute(scope.conn().await?)
    .await?
    .rows_affected();
    // One that only waits for its first code goes as well.
    let authenticators = sqlx::query!(
        "delete from user_totp where user_id = $1 and ($2::timestamptz is null or confirmed_at is null or confirmed_at >= $2)",
        *user,
        since as Option<Instant>
    )
    .execute(scope.conn().await?)
    .await?
    .rows_affected();
    sqlx::query!("update user_totp set pending_sealed = null, pending_at = null where user_id = $1", *user)
        .execute(scope.conn().await?)
        .await?;
    sqlx::query!(
        "delete from recovery_codes where user_id = $1 and ($2::timestamptz is null or created_at >= $2
             or not exists (select from passkeys where user_id = $1) and not exists (select from user_totp where user_id = $1))",
        *user,
        since as Option<Instant>
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(Removed { passkeys, providers, authenticators, numbers: 0 })
}

/// Half sign-ins lead nowhere any more.
pub async fn void_tickets(scope: &mut Scope, user: UserId) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update sign_in_tickets set used_at = $2 where user_id = $1 and used_at is null", *user, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}
