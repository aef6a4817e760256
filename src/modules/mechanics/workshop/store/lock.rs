//! The lock of a workshop, and its id by slug.

use crate::{
    kernel::{error::Result, ids::MechanicId},
    platform::Scope,
};
use uuid::Uuid;

/// Rows are taken in the order of their ids, so that two who lock several never wait for each other in a circle.
pub async fn lock(scope: &mut Scope, ids: &[MechanicId]) -> Result<()> {
    let ids: Vec<Uuid> = ids.iter().map(|id| **id).collect();
    sqlx::query!("select id from mechanics where id = any($1) order by id for no key update", &ids)
        .fetch_all(scope.conn().await?)
        .await?;
    Ok(())
}

/// Locks a workshop that is still public; `false` when it is not any more.
pub async fn lock_public(scope: &mut Scope, id: MechanicId) -> Result<bool> {
    let found = sqlx::query!(
        "select id from mechanics where id = $1 and verified_at is not null and suspended_at is null for no key update",
        *id
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(found.is_some())
}

pub async fn id_of_slug(scope: &mut Scope, slug: &str) -> Result<MechanicId> {
    let id =
        sqlx::query_scalar!("select id from mechanics where slug = $1", slug).fetch_one(scope.conn().await?).await?;
    Ok(id.into())
}
