//! SQL of `seen_mechanics`.

use crate::{
    kernel::{error::Result, ids::MechanicId},
    modules::mechanics::policy::Keeper,
    platform::Scope,
};

/// Puts a public workshop first and lets those go that are not among the last `keep` any more.
pub async fn note(scope: &mut Scope, keeper: Keeper, id: MechanicId, keep: i64) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into seen_mechanics (customer_id, mechanic_id, seen_at)
         select $1, id, $3 from mechanics where id = $2 and verified_at is not null and suspended_at is null
         on conflict on constraint seen_mechanics_once do update set seen_at = excluded.seen_at",
        *keeper.customer_id(),
        *id,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "delete from seen_mechanics where customer_id = $1 and mechanic_id in (
             select mechanic_id from seen_mechanics where customer_id = $1 order by seen_at desc, mechanic_id desc offset $2)",
        *keeper.customer_id(),
        keep
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// The last seen first.
pub async fn list(scope: &mut Scope, keeper: Keeper, limit: i64) -> Result<Vec<MechanicId>> {
    let ids = sqlx::query_scalar!(
        "select mechanic_id from seen_mechanics where customer_id = $1 order by seen_at desc, mechanic_id desc limit $2",
        *keeper.customer_id(),
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

pub async fn delete(scope: &mut Scope, keeper: Keeper) -> Result<()> {
    sqlx::query!("delete from seen_mechanics where customer_id = $1", *keeper.customer_id())
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}
