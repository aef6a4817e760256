//! SQL of `saved_searches`.

use crate::{
    kernel::{
        error::Result,
        ids::{CustomerId, MechanicId, SavedSearchId},
        time::Instant,
    },
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
pub async fn list(scope: &mut Scope, keeper: Keeper) -> Result<Vec<(SavedSearchId, String, bool)>> {
    let rows = sqlx::query!(
        r#"select id, query, told_at is not null as "tells!" from saved_searches where customer_id = $1 order by created_at desc, id desc"#,
        *keeper.customer_id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.query, row.tells)).collect())
}

/// A search whose customer is told of workshops that were verified since.
pub struct Telling {
    pub id: SavedSearchId,
    pub customer_id: CustomerId,
    pub query: String,
    pub told_at: Instant,
}

/// Whether there was such a search.
pub async fn set_news(scope: &mut Scope, keeper: Keeper, id: SavedSearchId, since: Option<Instant>) -> Result<bool> {
    let set = sqlx::query!(
        "update saved_searches set told_at = $3 where customer_id = $1 and id = $2",
        *keeper.customer_id(),
        *id,
        since
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(set.rows_affected() > 0)
}

pub async fn stop_news(scope: &mut Scope, keeper: Keeper) -> Result<()> {
    sqlx::query!(
        "update saved_searches set told_at = null where customer_id = $1 and told_at is not null",
        *keeper.customer_id()
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// All telling searches of some customers who were last told before this moment, customer by customer.
pub async fn to_tell(scope: &mut Scope, before: Instant, searches: i64) -> Result<Vec<Telling>> {
    let rows = sqlx::query!(
        r#"select id, customer_id, query, told_at as "told_at!" from saved_searches
           where told_at < $1 and customer_id in
               (select customer_id from saved_searches where told_at < $1 order by told_at, id limit $2)
           order by customer_id, created_at, id"#,
        before,
        searches
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let telling = rows.into_iter().map(|row| Telling {
        id: row.id.into(),
        customer_id: row.customer_id.into(),
        query: row.query,
        told_at: row.told_at,
    });
    Ok(telling.collect())
}

/// From now on they tell of what is verified after this.
pub async fn note_told(scope: &mut Scope, ids: &[SavedSearchId]) -> Result<()> {
    let (ids, now): (Vec<uuid::Uuid>, _) = (ids.iter().map(|id| **id).collect(), scope.now);
    sqlx::query!("update saved_searches set told_at = $2 where id = any($1) and told_at is not null", &ids, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

/// Public workshops verified after this moment, the last ones first.
pub async fn verified_since(scope: &mut Scope, since: Instant, limit: i64) -> Result<Vec<(MechanicId, Instant)>> {
    let rows = sqlx::query!(
        r#"select id, verified_at as "verified_at!" from mechanics
           where verified_at > $1 and suspended_at is null order by verified_at desc, id limit $2"#,
        since,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.verified_at)).collect())
}
