//! SQL of `user_auth`.

pub mod challenge;
pub mod desk;
pub mod entry;
pub mod factors;
pub mod guard;
pub mod guests;
pub mod known;
pub mod not_me;
pub mod oidc;
pub mod passkeys;
pub mod passwords;
pub mod personal;
pub mod phone;
pub mod sessions;
pub mod states;
pub mod tokens;
pub mod ways;

use crate::{
    kernel::{error::Result, ids::UserId},
    platform::Scope,
};

/// What sign-in needs to know about an address.
pub struct Credentials {
    pub user_id: UserId,
    pub password_hash: String,
    /// The account was emptied into another: the password opens nothing, but its owner may hear why.
    pub merged: bool,
}

pub async fn insert(scope: &mut Scope, user_id: UserId, password_hash: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into user_auth (user_id, password_hash, password_changed_at) values ($1, $2, $3)",
        *user_id,
        password_hash,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// A new password in the place of the old one, or a first one; a closed account opens with it.
pub async fn save_password(scope: &mut Scope, user_id: UserId, password_hash: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into user_auth (user_id, password_hash, password_changed_at) values ($1, $2, $3)
         on conflict on constraint user_auth_pkey do update
             set password_hash = $2, password_changed_at = $3, reset_required_at = null",
        *user_id,
        password_hash,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Disabled people have no credentials, nor has who said "this wasn't me" until a new password is set; in production demo
/// people have none either, for their password is published.
pub async fn find(scope: &mut Scope, email: &str) -> Result<Option<Credentials>> {
    let production = scope.wires.config.is_production();
    let row = sqlx::query!(
        r#"select u.id, a.password_hash, u.merged_into is not null as "merged!" from users u join user_auth a on a.user_id = u.id
         where u.email = $1 and (u.disabled_at is null or u.merged_into is not null) and not ($2 and u.is_demo)
             and a.reset_required_at is null"#,
        email,
        production
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| Credentials { user_id: row.id.into(), password_hash: row.password_hash, merged: row.merged }))
}
