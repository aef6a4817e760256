//! SQL of `email_verifications`.

use crate::{
    kernel::{error::Result, ids::UserId, time::Instant},
    modules::auth::service::challenge::{Challenge, Purpose, TRIES, Whose},
    platform::{Scope, Wires},
};

/// Ends what is open for a person, of one purpose or of all; the person's row is locked, so that two new ones queue.
pub async fn replace(scope: &mut Scope, user: UserId, purpose: Option<Purpose>) -> Result<()> {
    let now = scope.now;
    sqlx::query_scalar!(r#"select 1 as "one!" from users where id = $1 for update"#, *user)
        .fetch_optional(scope.conn().await?)
        .await?;
    sqlx::query!(
        "update email_verifications set replaced_at = $3
         where user_id = $1 and ($2::text is null or purpose = $2) and used_at is null and replaced_at is null",
        *user,
        purpose.map(Purpose::word),
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn insert(
    scope: &mut Scope,
    user: UserId,
    purpose: Purpose,
    email: &str,
    token_hash: &[u8],
    code_hash: &[u8],
    until: Instant,
) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into email_verifications (token_hash, user_id, purpose, email, code_hash, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        token_hash,
        *user,
        purpose.word(),
        email,
        code_hash,
        now,
        until
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// A challenge of any state, by the hash of its link's token.
pub async fn by_token(scope: &mut Scope, token_hash: &[u8]) -> Result<Option<Challenge>> {
    let row = sqlx::query!(
        "select token_hash, user_id, purpose, email, code_hash, tries, expires_at, used_at is not null as \"used!\",
                replaced_at is not null as \"replaced!\"
         from email_verifications where token_hash = $1",
        token_hash
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| Challenge {
        token_hash: row.token_hash,
        user_id: row.user_id.into(),
        purpose: Purpose::parse(&row.purpose),
        email: row.email,
        code_hash: row.code_hash,
        tries: row.tries,
        expires_at: row.expires_at,
        used: row.used,
        replaced: row.replaced,
    }))
}

/// Spends one try of the open challenge and hands it out; `None` when there is none, or none with a try left.
/// Written at once, whatever becomes of the scope: a wrong guess counts.
pub async fn spend_try(wires: &Wires, whose: Whose<'_>, purpose: Purpose, now: Instant) -> Result<Option<Challenge>> {
    let (user, email) = whose.parts();
    let row = sqlx::query!(
        "update email_verifications set tries = tries + 1
         where purpose = $1 and (user_id = $2 or ($2::uuid is null and email = $3))
           and used_at is null and replaced_at is null and expires_at > $4 and tries < $5
         returning token_hash, user_id, email, code_hash, tries, expires_at",
        purpose.word(),
        user.map(|id| *id),
        email,
        now,
        TRIES
    )
    .fetch_optional(&wires.db)
    .await?;
    Ok(row.map(|row| Challenge {
        token_hash: row.token_hash,
        user_id: row.user_id.into(),
        purpose: Some(purpose),
        email: row.email,
        code_hash: row.code_hash,
        tries: row.tries,
        expires_at: row.expires_at,
        used: false,
        replaced: false,
    }))
}

/// Code hashes of challenges that newer ones have replaced, and whether one ran out of tries.
pub async fn closed(scope: &mut Scope, whose: Whose<'_>, purpose: Purpose) -> Result<(Vec<(UserId, Vec<u8>)>, bool)> {
    let (user, email) = whose.parts();
    let now = scope.now;
    let rows = sqlx::query!(
        "select user_id, code_hash, tries, replaced_at is not null as \"replaced!\" from email_verifications
         where purpose = $1 and (user_id = $2 or ($2::uuid is null and email = $3)) and used_at is null and expires_at > $4",
        purpose.word(),
        user.map(|id| *id),
        email,
        now
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let exhausted = rows.iter().any(|row| !row.replaced && row.tries >= TRIES);
    let replaced = rows.into_iter().filter(|row| row.replaced).map(|row| (row.user_id.into(), row.code_hash));
    Ok((replaced.collect(), exhausted))
}

/// Uses a challenge up; `false` when somebody was faster.
pub async fn use_up(scope: &mut Scope, token_hash: &[u8]) -> Result<bool> {
    let now = scope.now;
    let used = sqlx::query!(
        "update email_verifications set used_at = $2
         where token_hash = $1 and used_at is null and replaced_at is null and expires_at > $2",
        token_hash,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(used.rows_affected() == 1)
}

/// The address that waits for its proof, if a change is open.
pub async fn pending_change(scope: &mut Scope, user: UserId) -> Result<Option<String>> {
    let now = scope.now;
    Ok(sqlx::query_scalar!(
        "select email from email_verifications
         where user_id = $1 and purpose = 'change' and used_at is null and replaced_at is null and expires_at > $2",
        *user,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?)
}
