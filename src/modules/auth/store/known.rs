//! SQL of the browsers that an account knows.

use crate::{
    kernel::{error::Result, ids::UserId, time::Instant},
    platform::{Scope, Visit},
};

/// Whose browser it may be.
pub struct Owner {
    pub id: UserId,
    pub email: String,
    /// Only when it has proved itself.
    pub phone: Option<String>,
    /// Browsers from before are strangers.
    pub forgotten_at: Option<Instant>,
}

pub async fn owners(visit: &Visit, users: &[UserId]) -> Result<Vec<Owner>> {
    let ids: Vec<uuid::Uuid> = users.iter().map(|id| **id).collect();
    Ok(sqlx::query_as!(
        Owner,
        r#"select u.id as "id!: UserId", u.email as "email!", case when u.phone_verified_at is not null then u.phone end as phone,
                  a.browsers_forgotten_at as "forgotten_at?: Instant"
           from users u left join user_auth a on a.user_id = u.id where u.id = any($1)"#,
        &ids
    )
    .fetch_all(&visit.wires.db)
    .await?)
}

/// Knows no browser of this account any more.
pub async fn forget(scope: &mut Scope, user: UserId) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update user_auth set browsers_forgotten_at = $2 where user_id = $1", *user, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}
