//! SQL of how a person is reached: addresses and numbers, and whether they proved themselves.

use crate::{
    kernel::{
        error::{AppError, Result},
        ids::UserId,
    },
    platform::{OnConstraint, Scope},
};

/// Notes that the address has proved itself; `false` when it is no longer the person's.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn email_is_verified(scope: &mut Scope, user: UserId, email: &str) -> Result<bool> {
    let now = scope.now;
    let noted = sqlx::query!(
        "update users set email_verified_at = coalesce(email_verified_at, $3) where id = $1 and email = $2",
        *user,
        email,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(noted.rows_affected() == 1)
}

/// Puts an address that has proved itself in the place of the old one, which is returned.
///
/// # Errors
/// `taken` when somebody else has it meanwhile.
pub async fn change_email(scope: &mut Scope, user: UserId, email: &str, taken: AppError) -> Result<String> {
    let now = scope.now;
    let old = sqlx::query_scalar!(
        r#"with old as (select id, email from users where id = $1 for update)
           update users u set email = $2, email_verified_at = $3 from old where u.id = old.id returning old.email as "email!""#,
        *user,
        email,
        now
    )
    .fetch_one(scope.conn().await?)
    .await
    .on_constraint("users_email_is_unique", taken)?;
    Ok(old)
}

/// A person's number.
#[derive(Clone, Debug)]
pub struct Number {
    /// E.164.
    pub phone: String,
    pub verified: bool,
}

/// # Errors
/// `unavailable` when the database is away.
pub async fn number(scope: &mut Scope, user: UserId) -> Result<Option<Number>> {
    let row = sqlx::query!(
        r#"select phone as "phone!", phone_verified_at is not null as "verified!" from users where id = $1 and phone is not null"#,
        *user
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map(|row| Number { phone: row.phone, verified: row.verified }))
}

/// Notes that the number has proved itself; `false` when it is no longer the person's.
///
/// # Errors
/// `taken` when it opens somebody else's account.
pub async fn number_is_verified(scope: &mut Scope, user: UserId, phone: &str, taken: AppError) -> Result<bool> {
    let now = scope.now;
    let noted = sqlx::query!("update users set phone_verified_at = $3 where id = $1 and phone = $2", *user, phone, now)
        .execute(scope.conn().await?)
        .await
        .on_constraint("users_verified_phone_is_unique", taken)?;
    Ok(noted.rows_affected() == 1)
}

/// Whose account a verified number opens.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn owner_of_number(scope: &mut Scope, phone: &str) -> Result<Option<UserId>> {
    let id = sqlx::query_scalar!(
        "select id from users where phone = $1 and phone_verified_at is not null and disabled_at is null",
        phone
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(id.map(Into::into))
}

/// Whose number it is, also of an account that is closed.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn holder_of_number(scope: &mut Scope, phone: &str) -> Result<Option<UserId>> {
    let id = sqlx::query_scalar!("select id from users where phone = $1 and phone_verified_at is not null", phone)
        .fetch_optional(scope.conn().await?)
        .await?;
    Ok(id.map(Into::into))
}
