//! SQL of `phone_verifications`.

use crate::{
    kernel::{error::Result, ids::UserId, time::Instant},
    modules::auth::service::{
        challenge::TRIES,
        phone::{Challenge, Purpose},
    },
    platform::{Scope, Visit},
};

/// A new challenge in the place of the open one of this browser; the person's row is locked, so that two new ones queue.
pub async fn insert(
    scope: &mut Scope,
    user: UserId,
    purpose: Purpose,
    phone: &str,
    code_hash: &[u8],
    browser_hash: &[u8],
    until: Instant,
) -> Result<()> {
    let now = scope.now;
    sqlx::query_scalar!(r#"select 1 as "one!" from users where id = $1 for update"#, *user)
        .fetch_optional(scope.conn().await?)
        .await?;
    sqlx::query!(
        "update phone_verifications set replaced_at = $3
         where user_id = $1 and purpose = $2 and browser_hash = $4 and used_at is null and replaced_at is null",
        *user,
        purpose.word(),
        now,
        browser_hash
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "insert into phone_verifications (user_id, purpose, phone, code_hash, browser_hash, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        *user,
        purpose.word(),
        phone,
        code_hash,
        browser_hash,
        now,
        until
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Spends one try of the open challenge of a number (and person, where known) that this browser asked for, and hands it out.
/// Written at once, whatever becomes of the scope: a wrong guess counts.
pub async fn spend_try(
    visit: &Visit,
    purpose: Purpose,
    phone: &str,
    user: Option<UserId>,
    browser_hash: &[u8],
) -> Result<Option<Challenge>> {
    let row = sqlx::query!(
        "update phone_verifications set tries = tries + 1
         where purpose = $1 and phone = $2 and ($3::uuid is null or user_id = $3) and browser_hash = $6
           and used_at is null and replaced_at is null and expires_at > $4 and tries < $5
         returning id, user_id, code_hash, tries",
        purpose.word(),
        phone,
        user.map(|id| *id),
        visit.now,
        TRIES,
        browser_hash
    )
    .fetch_optional(&visit.wires.db)
    .await?;
    Ok(row.map(|row| Challenge { id: row.id, user_id: row.user_id.into(), code_hash: row.code_hash, tries: row.tries }))
}

/// Uses a challenge up; `false` when somebody was faster.
pub async fn use_up(scope: &mut Scope, id: i64) -> Result<bool> {
    let now = scope.now;
    let used = sqlx::query!(
        "update phone_verifications set used_at = $2
         where id = $1 and used_at is null and replaced_at is null and expires_at > $2",
        id,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(used.rows_affected() == 1)
}

/// Is a code for this number under way?
pub async fn is_asked(scope: &mut Scope, user: UserId, phone: &str) -> Result<bool> {
    let now = scope.now;
    Ok(sqlx::query_scalar!(
        r#"select exists (select from phone_verifications where user_id = $1 and purpose = 'verify' and phone = $2
               and used_at is null and replaced_at is null and expires_at > $3) as "asked!""#,
        *user,
        phone,
        now
    )
    .fetch_one(scope.conn().await?)
    .await?)
}
