//! SQL of photos: which one a person shows.

use crate::{
    kernel::{error::Result, ids::UserId},
    platform::Scope,
};

/// The name of the photo that a person shows.
pub async fn key(scope: &mut Scope, user: UserId) -> Result<Option<String>> {
    let key =
        sqlx::query_scalar!("select photo_key from users where id = $1", *user).fetch_one(scope.conn().await?).await?;
    Ok(key)
}

/// Shows another photo, or none; returns the one before.
pub async fn save(scope: &mut Scope, user: UserId, key: Option<&str>) -> Result<Option<String>> {
    let before = sqlx::query_scalar!("select photo_key from users where id = $1 for no key update", *user)
        .fetch_one(scope.conn().await?)
        .await?;
    sqlx::query!("update users set photo_key = $2 where id = $1", *user, key).execute(scope.conn().await?).await?;
    Ok(before)
}
