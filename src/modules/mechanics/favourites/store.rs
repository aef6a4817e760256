//! SQL of `favourite_mechanics`.

use crate::{
    kernel::{error::Result, ids::MechanicId, time::Instant},
    modules::mechanics::policy::Keeper,
    platform::Scope,
};

/// A kept workshop as its card shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Favourite {
    pub id: MechanicId,
    pub slug: String,
    pub name: String,
    pub province_id: i16,
    pub district_id: i32,
    pub score: f32,
    pub review_count: i32,
    pub next_slot_at: Option<Instant>,
    pub is_public: bool,
}

/// The workshop cannot be closed until the transaction ends.
pub async fn lock_public(scope: &mut Scope, id: MechanicId) -> Result<()> {
    sqlx::query_scalar!(
        "select id from mechanics where id = $1 and verified_at is not null and suspended_at is null for key share",
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn count(scope: &mut Scope, keeper: Keeper) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from favourite_mechanics where customer_id = $1"#,
        *keeper.customer_id()
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(count)
}

pub async fn is_kept(scope: &mut Scope, keeper: Keeper, id: MechanicId) -> Result<bool> {
    let kept = sqlx::query_scalar!(
        r#"select exists (select from favourite_mechanics where customer_id = $1 and mechanic_id = $2) as "kept!""#,
        *keeper.customer_id(),
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(kept)
}

pub async fn insert(scope: &mut Scope, keeper: Keeper, id: MechanicId) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into favourite_mechanics (customer_id, mechanic_id, created_at) values ($1, $2, $3)
         on conflict on constraint favourite_mechanics_once do nothing",
        *keeper.customer_id(),
        *id,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn delete(scope: &mut Scope, keeper: Keeper, id: MechanicId) -> Result<()> {
    sqlx::query!(
        "delete from favourite_mechanics where customer_id = $1 and mechanic_id = $2",
        *keeper.customer_id(),
        *id
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// The last kept first.
pub async fn list(scope: &mut Scope, keeper: Keeper, limit: i64) -> Result<Vec<Favourite>> {
    let rows = sqlx::query_as!(
        Favourite,
        r#"select m.id, m.slug, m.name, m.province_id, m.district_id, m.score, m.review_count,
                  m.next_slot_at as "next_slot_at: _", (m.verified_at is not null and m.suspended_at is null) as "is_public!"
           from favourite_mechanics f join mechanics m on m.id = f.mechanic_id
           where f.customer_id = $1 order by f.created_at desc, f.mechanic_id desc limit $2"#,
        *keeper.customer_id(),
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows)
}
