//! SQL of `passkeys`.

use crate::{
    kernel::{
        error::Result,
        ids::{PasskeyId, UserId},
        time::Instant,
    },
    platform::Scope,
};
use serde_json::Value;

/// A line of the owner's list.
#[derive(Clone, Debug)]
pub struct Row {
    pub id: PasskeyId,
    pub name: String,
    pub created_at: Instant,
    pub last_used_at: Option<Instant>,
}

pub async fn list(scope: &mut Scope, user: UserId) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select id as "id: PasskeyId", name, created_at, last_used_at as "last_used_at: _"
           from passkeys where user_id = $1 order by created_at, id"#,
        *user
    )
    .fetch_all(scope.conn().await?)
    .await?)
}

/// What the library keeps of each passkey.
pub async fn credentials(scope: &mut Scope, user: UserId) -> Result<Vec<Value>> {
    Ok(sqlx::query_scalar!("select credential from passkeys where user_id = $1 order by created_at, id", *user)
        .fetch_all(scope.conn().await?)
        .await?)
}

/// `false` when the credential is known already.
pub async fn insert(
    scope: &mut Scope,
    user: UserId,
    credential_id: &[u8],
    credential: &Value,
    name: &str,
) -> Result<bool> {
    let now = scope.now;
    let inserted = sqlx::query!(
        "insert into passkeys (id, user_id, credential_id, credential, name, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict on constraint passkeys_credential_is_unique do nothing",
        *PasskeyId::fresh(),
        *user,
        credential_id,
        credential,
        name,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// The credential, for its owner; locked, so that its counter only goes up.
pub async fn lock(scope: &mut Scope, user: UserId, credential_id: &[u8]) -> Result<Option<Value>> {
    Ok(sqlx::query_scalar!(
        "select credential from passkeys where user_id = $1 and credential_id = $2 for update",
        *user,
        credential_id
    )
    .fetch_optional(scope.conn().await?)
    .await?)
}

pub async fn note_use(scope: &mut Scope, credential_id: &[u8], credential: &Value) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update passkeys set credential = $2, last_used_at = $3 where credential_id = $1",
        credential_id,
        credential,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn rename(scope: &mut Scope, user: UserId, id: PasskeyId, name: &str) -> Result<bool> {
    let renamed = sqlx::query!("update passkeys set name = $3 where id = $2 and user_id = $1", *user, *id, name)
        .execute(scope.conn().await?)
        .await?;
    Ok(renamed.rows_affected() == 1)
}

pub async fn remove(scope: &mut Scope, user: UserId, id: PasskeyId) -> Result<bool> {
    let removed = sqlx::query!("delete from passkeys where id = $2 and user_id = $1", *user, *id)
        .execute(scope.conn().await?)
        .await?;
    Ok(removed.rows_affected() == 1)
}
