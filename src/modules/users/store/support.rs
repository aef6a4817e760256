//! SQL of the permission to support.

use crate::{
    kernel::{error::Result, ids::UserId, time::Instant},
    modules::users::policy::Reader,
    platform::Scope,
};

pub async fn save(scope: &mut Scope, user: UserId, until: Option<Instant>) -> Result<()> {
    sqlx::query!("update users set support_until = $2 where id = $1", *user, until as Option<Instant>)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

/// Until when support may act for this person.
pub async fn until(scope: &mut Scope, user: UserId) -> Result<Option<Instant>> {
    let now = scope.now;
    let until = sqlx::query_scalar!(
        r#"select support_until as "until: Instant" from users where id = $1 and support_until > $2"#,
        *user,
        now
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(until.flatten())
}

/// Whom support wants to act for.
#[derive(Clone, Debug)]
pub struct Helped {
    pub full_name: String,
    pub suspended: bool,
    /// Works at the desk.
    pub privileged: bool,
    pub allowed_until: Option<Instant>,
}

/// # Errors
/// `not_found` for an unknown person.
pub async fn helped(scope: &mut Scope, _reader: Reader, user: UserId) -> Result<Helped> {
    let helped = sqlx::query_as!(
        Helped,
        r#"select full_name, disabled_at is not null as "suspended!", support_until as "allowed_until: _",
                  exists (select from user_roles r where r.user_id = users.id
                          and r.role in ('admin', 'moderator', 'finance', 'support')) as "privileged!"
           from users where id = $1 for no key update"#,
        *user
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(helped)
}
