//! SQL of `email_verifications`.

use crate::{
    kernel::{error::Result, ids::UserId, time::Instant},
    modules::auth::service::challenge::{Challenge, Purpose, TRIES, Whose},
    platform::{Scope, Visit},
};

/// Ends all that is open for a person.
pub async fn replace_all(scope: &mut Scope, user: UserId) -> Result<()> {
    replace(scope, user, None, None).await
}

/// Ends what is open for a person, of one purpose or of all, of one browser or of all; the person's row is locked, so that two
/// new ones queue.
pub async fn replace(
    scope: &mut Scope,
    user: UserId,
    purpose: Option<Purpose>,
    browser_hash: Option<&[u8]>,
) -> Result<()> {
    let now = scope.now;
    sqlx::query_scalar!(r#"select 1 as "one!" from users where id = $1 for update"#, *user)
        .fetch_optional(scope.conn().await?)
        .await?;
    sqlx::query!(
        "update email_verifications set replaced_at = $3
         where user_id = $1 and ($2::text is null or purpose = $2) and ($4::bytea is null or browser_hash = $4)
           and used_at is null and replaced_at is null",
        *user,
        purpose.map(Purpose::word),
        now,
        browser_hash
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
    browser_hash: &[u8],
    until: Instant,
) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into email_verifications (token_hash, user_id, purpose, email, code_hash, browser_hash, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        token_hash,
        *user,
        purpose.word(),
        email,
        code_hash,
        browser_hash,
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

/// Spends one try of the open challenge that this browser asked for and hands it out; `None` when there is none, or none with
/// a try left. Written at once, whatever becomes of the scope: a wrong guess counts.
pub async fn spend_try(
    visit: &Visit,
    whose: Whose<'_>,
    purpose: Purpose,
    browser_hash: &[u8],
) -> Result<Option<Challenge>> {
    let (user, email) = whose.parts();
    let row = sqlx::query!(
        "update email_verifications set tries = tries + 1
         where purpose = $1 and (user_id = $2 or ($2::uuid is null and email = $3)) and browser_hash = $6
           and used_at is null and replaced_at is null and expires_at > $4 and tries < $5
         returning token_hash, user_id, email, code_hash, tries, expires_at",
        purpose.word(),
        user.map(|id| *id),
        email,
        visit.now,
        TRIES,
        browser_hash
    )
    .fetch_optional(&visit.wires.db)
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

/// Challenges that a typed code cannot use up.
pub struct Others {
    /// Code hashes of those that newer ones have replaced.
    pub older: Vec<(UserId, Vec<u8>)>,
    /// One ran out of tries.
    pub exhausted: bool,
    /// One is open, but another browser has asked for it.
    pub elsewhere: bool,
}

pub async fn others(visit: &Visit, whose: Whose<'_>, purpose: Purpose, browser_hash: &[u8]) -> Result<Others> {
    let (user, email) = whose.parts();
    let rows = sqlx::query!(
        "select user_id, code_hash, tries, replaced_at is not null as \"replaced!\", browser_hash from email_verifications
         where purpose = $1 and (user_id = $2 or ($2::uuid is null and email = $3)) and used_at is null and expires_at > $4",
        purpose.word(),
        user.map(|id| *id),
        email,
        visit.now
    )
    .fetch_all(&visit.wires.db)
    .await?;
    let exhausted = rows.iter().any(|row| !row.replaced && row.tries >= TRIES);
    let elsewhere = rows.iter().any(|row| !row.replaced && row.browser_hash.as_deref() != Some(browser_hash));
    let older = rows.into_iter().filter(|row| row.replaced).map(|row| (row.user_id.into(), row.code_hash));
    Ok(Others { older: older.collect(), exhausted, elsewhere })
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

/// The address that is asked for a code of this purpose, if one is open.
pub async fn asked(scope: &mut Scope, user: UserId, purpose: Purpose) -> Result<Option<String>> {
    let now = scope.now;
    Ok(sqlx::query_scalar!(
        "select email from email_verifications
         where user_id = $1 and purpose = $2 and used_at is null and replaced_at is null and expires_at > $3",
        *user,
        purpose.word(),
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?)
}
