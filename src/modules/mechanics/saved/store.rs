//! SQL of `saved_searches`.

use crate::{
    kernel::{error::Result, ids::SavedSearchId},
    modules::mechanics::policy::Keeper,
    platform::Scope,
};

pub async fn count_others(scope: &mut Scope, keeper: Keeper, query: &str) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from saved_searches where customer_id = $1 and query <> $2"#,
        *keeper.customer_id(),
        query
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(count)
}

/// Saving twice is saving once.
pub async fn insert(scope: &mut Scope, keeper: Keeper, id: SavedSearchId, query: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into saved_searches (id, customer_id, query, created_at) values ($1, $2, $3, $4)
         on conflict on constraint saved_searches_once do nothing",
        *id,
        *keeper.customer_id(),
        query,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Whether there was one.
pub async fn delete(scope: &mut Scope, keeper: Keeper, id: SavedSearchId) -> Result<bool> {
    let deleted =
        sqlx::query!("delete from saved_searches where customer_id = $1 and id = $2", *keeper.customer_id(), *id)
            .execute(scope.conn().await?)
            .await?;
    Ok(deleted.rows_affected() > 0)
}

/// The last saved first.
pub async fn list(scope: &mut Scope, keeper: Keeper) -> Result<Vec<(SavedSearchId, String)>> {
    let rows = sqlx::query!(
        "select id, query from saved_searches where customer_id = $1 order by created_at desc, id desc",
        *keeper.customer_id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.query)).collect())
}
