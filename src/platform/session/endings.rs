//! Ending sessions before their time, and what else happens to them from outside; in the scope's transaction.

use super::ADMIN_HOURS;
use crate::{
    kernel::{
        actor::Role,
        error::Result,
        ids::{SessionId, UserId},
        time::Instant,
    },
    platform::Scope,
};

/// Why sessions end before their time: words of `user_sessions_end_is_known`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    SignedOut,
    ByOwner,
    ByAdmin,
    PasswordChanged,
    FactorChanged,
    Disabled,
    RoleLost,
    NotMe,
    TokenReused,
    Deleted,
}

impl Ended {
    const fn word(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::ByOwner => "ended_by_owner",
            Self::ByAdmin => "ended_by_admin",
            Self::PasswordChanged => "password_changed",
            Self::FactorChanged => "factor_changed",
            Self::Disabled => "disabled",
            Self::RoleLost => "role_lost",
            Self::NotMe => "not_me",
            Self::TokenReused => "token_reused",
            Self::Deleted => "deleted",
        }
    }
}

/// Ends every session of a person, tokens of other clients included, but for the one named; in the scope's transaction.
/// Returns how many ended.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn end_all(scope: &mut Scope, user: UserId, but: Option<SessionId>, why: Ended) -> Result<u64> {
    let now = scope.now;
    let ended = sqlx::query!(
        "update user_sessions set ended_at = $3, ended_why = $4
         where user_id = $1 and ended_at is null and id is distinct from $2",
        *user,
        but.map(|id| *id),
        now,
        why.word()
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(ended.rows_affected())
}

/// From now until then this session acts for `user`, or for its owner again with `None`; in the scope's transaction.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn act_as(scope: &mut Scope, session: SessionId, other: Option<(UserId, Instant)>) -> Result<()> {
    sqlx::query!(
        "update user_sessions set acts_as_user_id = $2, acts_until = $3 where id = $1 and ended_at is null",
        *session,
        other.map(|(user, _)| *user),
        other.map(|(_, until)| until) as Option<Instant>
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Ends one session of a person; `false` when they have no such session that lives.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn end(scope: &mut Scope, user: UserId, session: SessionId, why: Ended) -> Result<bool> {
    let now = scope.now;
    let ended = sqlx::query!(
        "update user_sessions set ended_at = $3, ended_why = $4 where user_id = $1 and id = $2 and ended_at is null
             and expires_at > $3 and idle_expires_at > $3",
        *user,
        *session,
        now,
        why.word()
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(ended.rows_affected() == 1)
}

/// Ends every token of other clients that a person holds.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn end_tokens(scope: &mut Scope, user: UserId, why: Ended) -> Result<u64> {
    let now = scope.now;
    let ended = sqlx::query!(
        "update user_sessions set ended_at = $2, ended_why = $3 where user_id = $1 and by_token and ended_at is null",
        *user,
        now,
        why.word()
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(ended.rows_affected())
}

/// A person's roles have changed: each of their sessions goes on under a new id from its next request on, and those of people
/// who now hold a role that signs in daily last no longer than such sessions do. Where a role was lost, [`end_all`] instead.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn renew_all(scope: &mut Scope, user: UserId) -> Result<u64> {
    let (now, until) = (scope.now, scope.now.plus_minutes(ADMIN_HOURS * 60));
    let privileged: Vec<String> =
        Role::ALL.iter().filter(|role| role.needs_second_factor()).map(|role| role.word().to_owned()).collect();
    let renewed = sqlx::query!(
        "update user_sessions s set renews = not by_token,
             expires_at = least(expires_at, p.until), idle_expires_at = least(idle_expires_at, p.until)
         from (select case when exists (select from user_roles where user_id = $1 and role = any($4)) then $3::timestamptz end as until) p
         where user_id = $1 and ended_at is null and expires_at > $2 and idle_expires_at > $2",
        *user,
        now,
        until,
        &privileged
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(renewed.rows_affected())
}
