//! SQL of the links that say "this wasn't me".

use crate::{
    kernel::{error::Result, ids::UserId, time::Instant},
    platform::Scope,
};

/// What a link is about.
pub struct Alarm {
    pub notice: String,
    pub device: String,
    pub place: String,
    pub created_at: Instant,
}

pub async fn insert(scope: &mut Scope, hash: &[u8], user: UserId, alarm: &Alarm, until: Instant) -> Result<()> {
    sqlx::query!(
        "insert into not_me_links (token_hash, user_id, notice, device, place, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        hash,
        *user,
        alarm.notice,
        alarm.device,
        alarm.place,
        alarm.created_at,
        until
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// `None` when the link was used, is too old or never was.
pub async fn find(scope: &mut Scope, hash: &[u8]) -> Result<Option<Alarm>> {
    let now = scope.now;
    let row = sqlx::query_as!(
        Alarm,
        "select notice, device, place, created_at from not_me_links
         where token_hash = $1 and used_at is null and expires_at > $2",
        hash,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row)
}

/// Uses a link once; whose it is and what about.
pub async fn spend(scope: &mut Scope, hash: &[u8]) -> Result<Option<(UserId, String)>> {
    let now = scope.now;
    let row = sqlx::query!(
        "update not_me_links set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2
         returning user_id, notice",
        hash,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| (row.user_id.into(), row.notice)))
}

/// From now on the password counts for nothing until it is changed, and half sign-ins lead nowhere.
pub async fn lock_out(scope: &mut Scope, user: UserId) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update user_auth set reset_required_at = $2 where user_id = $1", *user, now)
        .execute(scope.conn().await?)
        .await?;
    sqlx::query!("update sign_in_tickets set used_at = $2 where user_id = $1 and used_at is null", *user, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}
