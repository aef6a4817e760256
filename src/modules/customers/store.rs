//! SQL of `customers`.

pub mod invoices;
pub mod personal;

use crate::{
    kernel::{
        error::Result,
        ids::{CustomerId, UserId},
        lang::Lang,
    },
    platform::{Scope, personal::Merging},
};

/// How to reach a customer.
#[derive(Clone, Debug)]
pub struct Contact {
    pub user_id: UserId,
    pub name: String,
    pub email: String,
    pub phone: Option<String>,
    pub lang: Lang,
}

/// # Errors
/// `unavailable` when the database is away.
pub async fn insert(scope: &mut Scope, user_id: UserId) -> Result<CustomerId> {
    let (id, now) = (CustomerId::fresh(), scope.now);
    sqlx::query!("insert into customers (id, user_id, created_at) values ($1, $2, $3)", *id, *user_id, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(id)
}

/// # Errors
/// `not_found` when there is no such customer.
pub async fn contact(scope: &mut Scope, id: CustomerId) -> Result<Contact> {
    let row = sqlx::query!(
        "select u.id, u.full_name, u.email, u.phone, u.lang from customers c join users u on u.id = c.user_id where c.id = $1",
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(Contact {
        user_id: row.id.into(),
        name: row.full_name,
        email: row.email,
        phone: row.phone,
        lang: Lang::parse(&row.lang).unwrap_or_default(),
    })
}

/// How many of both there are, locked in the order of their ids until the transaction ends.
pub async fn lock_both(scope: &mut Scope, merging: Merging) -> Result<usize> {
    let both = sqlx::query!(
        "select id from customers where user_id in ($1, $2) order by id for update",
        *merging.from,
        *merging.into
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(both.len())
}
