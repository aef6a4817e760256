//! SQL of tokens: a family is a session, its refresh tokens follow each other.

use crate::{
    kernel::{
        error::Result,
        ids::{SessionId, UserId},
        time::Instant,
    },
    platform::{Scope, Visit},
};

/// A family as it is opened.
pub struct NewFamily<'a> {
    pub user_id: UserId,
    pub level: i16,
    pub methods: &'a [&'a str],
    /// When it was proved.
    pub proved_at: Instant,
    pub access_hash: &'a [u8],
    pub access_until: Instant,
    pub idle_until: Instant,
    pub until: Instant,
}

pub async fn open(scope: &mut Scope, visit: &Visit, family: &NewFamily<'_>) -> Result<SessionId> {
    let (id, now) = (SessionId::fresh(), scope.now);
    let methods: Vec<String> = family.methods.iter().map(|&method| method.to_owned()).collect();
    sqlx::query!(
        "insert into user_sessions
            (id, token_hash, user_id, auth_time, user_agent, ip, created_at, last_seen_at, idle_expires_at, expires_at, aal, methods, by_token, access_until)
         values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, true, $12)",
        *id,
        family.access_hash,
        *family.user_id,
        family.proved_at,
        visit.user_agent,
        visit.ip.to_string(),
        now,
        family.idle_until,
        family.until,
        family.level,
        &methods,
        family.access_until
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(id)
}

/// A family, locked: parallel refreshes queue here.
pub struct Family {
    pub user_id: UserId,
    pub until: Instant,
    /// Neither ended nor run out, and its person may come in.
    pub lives: bool,
}

pub async fn lock(scope: &mut Scope, session: SessionId) -> Result<Option<Family>> {
    let now = scope.now;
    let row = sqlx::query!(
        r#"select s.user_id, s.expires_at,
                  (s.ended_at is null and s.expires_at > $2 and s.idle_expires_at > $2 and u.disabled_at is null) as "lives!"
           from user_sessions s join users u on u.id = s.user_id where s.id = $1 and s.by_token for update of s"#,
        *session,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| Family { user_id: row.user_id.into(), until: row.expires_at, lives: row.lives }))
}

/// The family of a token, access or refresh, and its owner.
pub async fn family_of(scope: &mut Scope, hash: &[u8]) -> Result<Option<(SessionId, UserId)>> {
    let row = sqlx::query!(
        "select s.id, s.user_id from user_sessions s
         where s.by_token and (s.token_hash = $1 or s.id = (select session_id from refresh_tokens where token_hash = $1))",
        hash
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| (row.id.into(), row.user_id.into())))
}

/// A refresh token as it lies.
pub struct Refresh {
    pub generation: i32,
    pub lives: bool,
    pub is_used: bool,
    pub is_revoked: bool,
    /// What it was exchanged for.
    pub successor: Option<Vec<u8>>,
}

pub async fn find(scope: &mut Scope, hash: &[u8]) -> Result<Option<Refresh>> {
    let now = scope.now;
    let row = sqlx::query_as!(
        Refresh,
        r#"select generation, expires_at > $2 as "lives!", used_at is not null as "is_used!", revoked_at is not null as "is_revoked!",
                  successor_hash as successor
           from refresh_tokens where token_hash = $1"#,
        hash,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row)
}

pub async fn add(scope: &mut Scope, session: SessionId, hash: &[u8], generation: i32, until: Instant) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into refresh_tokens (token_hash, session_id, generation, created_at, expires_at) values ($1, $2, $3, $4, $5)",
        hash,
        *session,
        generation,
        now,
        until
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Exchanges a token for its successor; an unused successor of before is revoked.
pub async fn exchange(scope: &mut Scope, hash: &[u8], before: Option<&[u8]>, successor: &[u8]) -> Result<()> {
    let now = scope.now;
    if let Some(before) = before {
        sqlx::query!("update refresh_tokens set revoked_at = $2 where token_hash = $1", before, now)
            .execute(scope.conn().await?)
            .await?;
    }
    sqlx::query!(
        "update refresh_tokens set used_at = coalesce(used_at, $2), successor_hash = $3 where token_hash = $1",
        hash,
        now,
        successor
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// The family goes on with a new access token; the one before holds no longer.
pub async fn go_on(
    scope: &mut Scope,
    visit: &Visit,
    session: SessionId,
    access_hash: &[u8],
    access_until: Instant,
    idle_until: Instant,
) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update user_sessions set token_hash = $2, access_until = $3, idle_expires_at = $4, last_seen_at = $5, ip = $6, user_agent = $7
         where id = $1",
        *session,
        access_hash,
        access_until,
        idle_until,
        now,
        visit.ip.to_string(),
        visit.user_agent
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// How a session was proved.
pub async fn methods(scope: &mut Scope, session: SessionId) -> Result<Vec<String>> {
    let methods = sqlx::query_scalar!("select methods from user_sessions where id = $1", *session)
        .fetch_optional(scope.conn().await?)
        .await?;
    Ok(methods.unwrap_or_default())
}
