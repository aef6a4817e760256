//! SQL of `vehicle_costs`, and of `vehicle_spending`, which adds them to what stands in the book.

use super::model::NewCost;
use crate::{
    kernel::{
        error::{Code, Result},
        ids::{CostId, VehicleId},
        money::Money,
        page::Page,
        time::Day,
    },
    modules::vehicles::policy::Owner,
    platform::Scope,
};
use uuid::Uuid;

/// What was noted once.
#[derive(Clone, Debug)]
pub struct Cost {
    pub id: CostId,
    pub kind: String,
    pub spent_on: Day,
    pub amount: Money,
    pub note: String,
}

pub async fn insert(scope: &mut Scope, id: VehicleId, new: &NewCost) -> Result<()> {
    let (cost, now) = (CostId::fresh(), scope.now);
    sqlx::query!(
        "insert into vehicle_costs (id, vehicle_id, kind, spent_on, amount_kurus, note, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
        *cost,
        *id,
        new.kind.word(),
        new.spent_on,
        new.amount.0,
        new.note,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn count(scope: &mut Scope, id: VehicleId) -> Result<i64> {
    let count = sqlx::query_scalar!(r#"select count(*) as "count!" from vehicle_costs where vehicle_id = $1"#, *id)
        .fetch_one(scope.conn().await?)
        .await?;
    Ok(count)
}

/// The car it was noted for; `not_found` for those of others and of removed cars.
pub async fn delete(scope: &mut Scope, owner: Owner, id: CostId) -> Result<VehicleId> {
    let car = sqlx::query_scalar!(
        "delete from vehicle_costs k using customer_vehicles v
         where k.id = $2 and v.id = k.vehicle_id and v.customer_id = $1 and v.removed_at is null returning v.id",
        *owner.id(),
        *id
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    car.map(Into::into).ok_or_else(|| Code::NotFound.into())
}

/// A page of a car's costs, the latest first.
pub async fn list(scope: &mut Scope, id: VehicleId, after: Option<(Day, Uuid)>, limit: usize) -> Result<Page<Cost>> {
    let (day, last) = after.unzip();
    let costs = sqlx::query_as!(
        Cost,
        r#"select id, kind, spent_on, amount_kurus as "amount: Money", note from vehicle_costs
           where vehicle_id = $1 and ($2::date is null or (spent_on, id) < ($2, $3))
           order by spent_on desc, id desc limit $4"#,
        *id,
        day as _,
        last,
        i64::try_from(limit + 1).unwrap_or(i64::MAX)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(costs, limit, |last| format!("{}_{}", last.spent_on, last.id)))
}

/// Whoever buys a car does not buy what it has cost.
pub async fn forget(scope: &mut Scope, id: VehicleId) -> Result<()> {
    sqlx::query!("delete from vehicle_costs where vehicle_id = $1", *id).execute(scope.conn().await?).await?;
    Ok(())
}

/// What a car has cost in a year: at workshops, as its owner has declared, and what was noted beside the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    pub vehicle_id: VehicleId,
    pub plate: String,
    pub label: String,
    pub year: i16,
    pub visits: Money,
    pub declared: Money,
    pub noted: Money,
}

impl Spent {
    pub fn total(&self) -> Money {
        self.visits + self.declared + self.noted
    }
}

/// A page shows so many lines, and so many cars, the dearest first.
pub const LINES_SHOWN: usize = 100;
pub const CARS_SHOWN: i64 = 500;
/// The line that a page follows: its year, what it adds up to, and its car.
pub type After = (i16, i64, Uuid);

/// By car and year, the latest year first and the dearest first in it, of all cars of an owner or one of them, removed ones as
/// well: what was paid was paid.
pub async fn spent_by(
    scope: &mut Scope,
    owner: Owner,
    car: Option<VehicleId>,
    after: Option<After>,
) -> Result<Page<Spent>> {
    let lines = sqlx::query_as!(
        Spent,
        r#"select v.id as vehicle_id, v.plate, b.name || ' ' || m.name as "label!", extract(year from s.spent_on)::smallint as "year!",
                  coalesce(sum(s.kurus) filter (where s.source = 'visit'), 0)::bigint as "visits!: Money",
                  coalesce(sum(s.kurus) filter (where s.source = 'owner'), 0)::bigint as "declared!: Money",
                  coalesce(sum(s.kurus) filter (where s.source = 'noted'), 0)::bigint as "noted!: Money"
           from customer_vehicles v join vehicle_spending s on s.vehicle_id = v.id
           join variants t on t.id = v.variant_id join models m on m.id = t.model_id join brands b on b.id = m.brand_id
           where v.customer_id = $1 and ($3::uuid is null or v.id = $3)
           group by v.id, v.plate, b.name, m.name, 4
           having $4::smallint is null or (extract(year from s.spent_on)::smallint, sum(s.kurus)::bigint, v.id) < ($4, $5, $6)
           order by 4 desc, sum(s.kurus)::bigint desc, v.id desc limit $2"#,
        *owner.id(),
        i64::try_from(LINES_SHOWN + 1).unwrap_or(i64::MAX),
        car.map(|id| *id),
        after.map(|(year, ..)| year),
        after.map(|(_, total, _)| total),
        after.map(|(.., car)| car)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(lines, LINES_SHOWN, |last| format!("{}_{}_{}", last.year, last.total().0, last.vehicle_id)))
}

/// What all of it adds up to by year, the earliest first, whatever the list leaves out.
pub async fn spent_by_year(scope: &mut Scope, owner: Owner, car: Option<VehicleId>) -> Result<Vec<(i16, Money)>> {
    let rows = sqlx::query!(
        r#"select extract(year from s.spent_on)::smallint as "year!", sum(s.kurus)::bigint as "total!"
           from customer_vehicles v join vehicle_spending s on s.vehicle_id = v.id
           where v.customer_id = $1 and ($2::uuid is null or v.id = $2) group by 1 order by 1"#,
        *owner.id(),
        car.map(|id| *id)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.year, Money(row.total))).collect())
}

/// What a car has cost altogether.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarTotal {
    pub plate: String,
    pub label: String,
    pub total: Money,
}

/// The dearest first.
pub async fn spent_by_car(scope: &mut Scope, owner: Owner) -> Result<Vec<CarTotal>> {
    let cars = sqlx::query_as!(
        CarTotal,
        r#"select v.plate, b.name || ' ' || m.name as "label!", sum(s.kurus)::bigint as "total!: Money"
           from customer_vehicles v join vehicle_spending s on s.vehicle_id = v.id
           join variants t on t.id = v.variant_id join models m on m.id = t.model_id join brands b on b.id = m.brand_id
           where v.customer_id = $1 group by v.id, v.plate, b.name, m.name order by 3 desc, v.id limit $2"#,
        *owner.id(),
        CARS_SHOWN
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(cars)
}
