//! SQL of `users` and `user_roles`: people themselves here, the desk in [`desk`].

pub mod desk;
pub mod photo;
pub mod support;

pub mod consents;
pub mod deletion;
pub mod exports;
pub mod merging;
pub mod personal;
pub mod reach;
pub mod requests;
pub mod staff;

use super::model::Settings;
use crate::{
    kernel::{
        actor::{Kind, Role},
        error::Result,
        ids::UserId,
        lang::Lang,
    },
    platform::Scope,
};
use sqlx::Acquire;

pub struct NewUser<'a> {
    pub id: UserId,
    /// Empty for who comes by a number alone.
    pub email: &'a str,
    /// A number that has proved itself.
    pub phone: Option<&'a str>,
    pub full_name: &'a str,
    pub kind: Kind,
    pub role: Role,
    pub terms_version: &'a str,
}

/// Inserts a person with one role; `false` when the address is taken (the transaction stays usable).
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn insert(scope: &mut Scope, user: &NewUser<'_>) -> Result<bool> {
    let (now, lang) = (scope.now, scope.lang.code());
    let connection = scope.conn().await?;
    let mut transaction = connection.begin().await?;
    let inserted = sqlx::query!(
        "insert into users (id, email, full_name, kind, lang, terms_accepted_at, terms_version, created_at, phone, phone_verified_at)
         values ($1, $2, $3, $4, $5, $6, $7, $6, $8, case when $8::text is not null then $6::timestamptz end)
         on conflict (email) where email <> '' do nothing",
        *user.id,
        user.email,
        user.full_name,
        user.kind.word(),
        lang,
        now as _,
        user.terms_version,
        user.phone
    )
    .execute(&mut *transaction)
    .await?
    .rows_affected();
    if inserted == 1 {
        sqlx::query!(
            "insert into user_roles (user_id, role, granted_at) values ($1, $2, $3)",
            *user.id,
            user.role.word(),
            now
        )
        .execute(&mut *transaction)
        .await?;
    }
    transaction.commit().await?;
    Ok(inserted == 1)
}

/// # Errors
/// `unavailable` when the database is away.
pub async fn find_id_by_email(scope: &mut Scope, email: &str) -> Result<Option<UserId>> {
    let id =
        sqlx::query_scalar!("select id from users where email = $1", email).fetch_optional(scope.conn().await?).await?;
    Ok(id.map(Into::into))
}

/// How to write to a person.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Empty for who came by a number alone: mails to them are not sent.
    pub email: String,
    pub name: String,
    pub lang: Lang,
}

/// # Errors
/// `unavailable` when the database is away.
pub async fn contact(scope: &mut Scope, id: UserId) -> Result<Option<Contact>> {
    let row = sqlx::query!("select email, full_name, lang from users where id = $1", *id)
        .fetch_optional(scope.conn().await?)
        .await?;
    Ok(row.map(|row| Contact {
        email: row.email,
        name: row.full_name,
        lang: Lang::parse(&row.lang).unwrap_or_default(),
    }))
}

pub async fn save_lang(scope: &mut Scope, id: UserId, lang: Lang) -> Result<()> {
    sqlx::query!("update users set lang = $2 where id = $1", *id, lang.code()).execute(scope.conn().await?).await?;
    Ok(())
}

pub async fn save_settings(scope: &mut Scope, id: UserId, settings: &Settings) -> Result<()> {
    sqlx::query!(
        "update users set full_name = $2, phone = $3, lang = $4, theme = $5,
             phone_verified_at = case when phone = $3 then phone_verified_at end
         where id = $1",
        *id,
        settings.full_name,
        settings.phone,
        settings.lang.code(),
        settings.theme
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn settings(scope: &mut Scope, id: UserId) -> Result<Settings> {
    let row = sqlx::query!("select full_name, phone, lang, theme from users where id = $1", *id)
        .fetch_one(scope.conn().await?)
        .await?;
    Ok(Settings {
        full_name: row.full_name,
        phone: row.phone,
        lang: Lang::parse(&row.lang).unwrap_or_default(),
        theme: row.theme,
    })
}

/// Admins who can come in and have an address: they are told what must not wait.
pub async fn admins(scope: &mut Scope) -> Result<Vec<Contact>> {
    let rows = sqlx::query!(
        "select u.email, u.full_name, u.lang from users u join user_roles r on r.user_id = u.id
         where r.role = 'admin' and u.disabled_at is null and u.email <> '' order by u.id"
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let contact = |email, name, lang: &str| Contact { email, name, lang: Lang::parse(lang).unwrap_or_default() };
    Ok(rows.into_iter().map(|row| contact(row.email, row.full_name, &row.lang)).collect())
}

/// Figures of the admin's home.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub all: i64,
    pub this_week: i64,
}

pub async fn counts(scope: &mut Scope) -> Result<Counts> {
    let week_ago = scope.now.plus_days(-7);
    let row = sqlx::query!(
        r#"select (select count(*) from users) as "all!", (select count(*) from users where created_at > $1) as "this_week!""#,
        week_ago
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(Counts { all: row.all, this_week: row.this_week })
}
