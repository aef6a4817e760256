//! SQL of how a person is reached: addresses and numbers, and whether they proved themselves.

use crate::{
    kernel::{
        error::{AppError, Code, Result},
        ids::UserId,
        time::Instant,
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

/// Has the address proved itself? Demo people need not.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn is_email_verified(scope: &mut Scope, user: UserId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select email_verified_at is not null or is_demo as "verified!" from users where id = $1"#,
        *user
    )
    .fetch_one(scope.conn().await?)
    .await?)
}

/// Puts an address that was left back in its place, unless it is another's by now; the one that goes is returned.
///
/// # Errors
/// `in_use` when somebody took it in this very moment.
pub async fn restore_email(scope: &mut Scope, user: UserId, email: &str) -> Result<Option<String>> {
    let now = scope.now;
    let left = sqlx::query_scalar!(
        r#"with old as (select id, email from users where id = $1 and email <> $2 for update)
           update users u set email = $2, email_verified_at = $3 from old
           where u.id = old.id and not exists (select from users o where o.email = $2)
           returning old.email as "email!""#,
        *user,
        email,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await
    .on_constraint("users_email_is_unique", Code::InUse)?;
    Ok(left)
}

/// A number that opened the account since then, or ever, is the person's no more; how many there were.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn forget_number(scope: &mut Scope, user: UserId, since: Option<Instant>) -> Result<u64> {
    let gone = sqlx::query!(
        "update users set phone = null, phone_verified_at = null
         where id = $1 and email <> '' and phone_verified_at is not null and ($2::timestamptz is null or phone_verified_at >= $2)",
        *user,
        since as Option<Instant>
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(gone.rows_affected())
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
