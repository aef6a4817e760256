//! SQL of what the desk sees: devices and attempts; and of taking lost second factors away.

use crate::{
    kernel::{error::Result, ids::UserId, page::Page, time::Instant},
    platform::Scope,
};

/// Attempts of a page.
pub const ATTEMPTS: usize = 25;

/// A signed-in device, or one that was.
#[derive(Clone, Debug)]
pub struct Device {
    pub user_agent: String,
    pub ip: String,
    pub created_at: Instant,
    pub last_seen_at: Instant,
    pub by_token: bool,
    pub two_factors: bool,
    pub is_open: bool,
    /// A word of `user_sessions_end_is_known`.
    pub ended_why: Option<String>,
}

pub async fn devices(scope: &mut Scope, user: UserId) -> Result<Vec<Device>> {
    let now = scope.now;
    let devices = sqlx::query_as!(
        Device,
        r#"select user_agent, ip, created_at, last_seen_at, by_token, aal >= 2 as "two_factors!", ended_why,
                  ended_at is null and least(expires_at, idle_expires_at) > $2 as "is_open!"
           from user_sessions where user_id = $1 order by last_seen_at desc limit 50"#,
        *user,
        now
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(devices)
}

/// An attempt to come in.
#[derive(Clone, Debug)]
pub struct Attempted {
    pub id: i64,
    pub at: Instant,
    /// A word of `sign_in_events_method_is_known`.
    pub method: String,
    /// A word of `sign_in_events_outcome_is_known`.
    pub outcome: String,
    pub ip: String,
    pub user_agent: String,
}

/// Newest first; `after` is the number of the last one seen.
pub async fn attempts(scope: &mut Scope, user: UserId, after: &str) -> Result<Page<Attempted>> {
    let after = after.parse::<i64>().unwrap_or(i64::MAX);
    let attempts = sqlx::query_as!(
        Attempted,
        "select id, at, method, outcome, ip, user_agent from sign_in_events where user_id = $1 and id < $2 order by id desc limit $3",
        *user,
        after,
        i64::try_from(ATTEMPTS + 1).unwrap_or(26)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(attempts, ATTEMPTS, |attempt| attempt.id.to_string()))
}

/// Takes authenticator, passkeys and recovery codes away and voids half sign-ins; `false` when there was no factor.
pub async fn remove_factors(scope: &mut Scope, user: UserId) -> Result<bool> {
    let now = scope.now;
    let totp = sqlx::query!("delete from user_totp where user_id = $1", *user).execute(scope.conn().await?).await?;
    let passkeys = sqlx::query!("delete from passkeys where user_id = $1", *user).execute(scope.conn().await?).await?;
    sqlx::query!("delete from recovery_codes where user_id = $1", *user).execute(scope.conn().await?).await?;
    sqlx::query!("update sign_in_tickets set used_at = $2 where user_id = $1 and used_at is null", *user, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(totp.rows_affected() + passkeys.rows_affected() > 0)
}
