//! SQL of `user_consents`.

use crate::{
    kernel::{error::Result, ids::UserId, time::Instant},
    modules::users::consents::{Act, Place, Text},
    platform::Scope,
};

/// One act, as the log keeps it.
#[derive(Clone, Debug)]
pub struct Logged {
    pub purpose: String,
    pub act: String,
    pub text_version: String,
    pub at: Instant,
    pub place: String,
}

pub async fn insert(scope: &mut Scope, user: UserId, text: &Text, act: Act, place: Place, ip: &str) -> Result<()> {
    let (now, lang) = (scope.now, scope.lang.code());
    sqlx::query!(
        "insert into user_consents (user_id, purpose, act, text_version, text_sha256, lang, at, ip, place)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        *user,
        text.purpose.word(),
        act.word(),
        text.version,
        text.hash(),
        lang,
        now,
        ip,
        place.word()
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Two forms of one person wait for each other, so that none logs what the other has already changed.
pub async fn lock(scope: &mut Scope, user: UserId) -> Result<()> {
    sqlx::query!("select id from users where id = $1 for no key update", *user).fetch_one(scope.conn().await?).await?;
    Ok(())
}

/// The last act for each purpose.
pub async fn latest(scope: &mut Scope, user: UserId) -> Result<Vec<Logged>> {
    let rows = sqlx::query_as!(
        Logged,
        "select distinct on (purpose) purpose, act, text_version, at, place from user_consents
         where user_id = $1 order by purpose, id desc",
        *user
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows)
}

/// Every act, the newest first.
pub async fn history(scope: &mut Scope, user: UserId, limit: i64) -> Result<Vec<Logged>> {
    let rows = sqlx::query_as!(
        Logged,
        "select purpose, act, text_version, at, place from user_consents where user_id = $1 order by id desc limit $2",
        *user,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows)
}

pub async fn save_terms(scope: &mut Scope, user: UserId, version: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update users set terms_version = $2, terms_accepted_at = $3 where id = $1", *user, version, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}
