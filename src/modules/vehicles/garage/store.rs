//! SQL of what a car's owner knows about it: papers, `vehicle_marks`, `vehicle_odometer`.

use super::model::{Mark, MarkLine, Papers, Reading, Source};
use crate::{
    kernel::{
        error::{AppError, Result, Rule},
        ids::{CustomerId, VehicleId},
        page::Page,
        time::Instant,
    },
    modules::vehicles::policy::Owner,
    platform::{OnConstraint, Scope},
};

const VIN_ONCE: &str = "customer_vehicles_vin_once_per_customer";
/// A page shows so many lines of a history.
const SHOWN: i64 = 50;

/// `not_found` for the cars of others and for removed ones.
pub async fn papers_for(scope: &mut Scope, owner: Owner, id: VehicleId) -> Result<Papers> {
    let papers = sqlx::query_as!(
        Papers,
        "select vin, fuel, is_commercial, first_registered_on, inspection_due_on, traffic_insurance_ends_on, kasko_ends_on, notes
         from customer_vehicles where id = $2 and customer_id = $1 and removed_at is null",
        *owner.id(),
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(papers)
}

pub async fn save_papers(scope: &mut Scope, owner: Owner, id: VehicleId, papers: &Papers) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update customer_vehicles
         set vin = $3, fuel = $4, is_commercial = $5, first_registered_on = $6, inspection_due_on = $7,
             traffic_insurance_ends_on = $8, kasko_ends_on = $9, notes = $10, updated_at = $11
         where id = $2 and customer_id = $1 and removed_at is null",
        *owner.id(),
        *id,
        papers.vin,
        papers.fuel,
        papers.is_commercial,
        papers.first_registered_on as _,
        papers.inspection_due_on as _,
        papers.traffic_insurance_ends_on as _,
        papers.kasko_ends_on as _,
        papers.notes,
        now
    )
    .execute(scope.conn().await?)
    .await
    .on_constraint(VIN_ONCE, AppError::field("vin", Rule::Taken))?;
    Ok(())
}

/// Makes whoever claims one of these marks, or one this car has, wait for each other until the transaction ends. In the
/// order of the marks, so that two cars that swap plates do not wait for each other for ever.
pub async fn lock_marks(scope: &mut Scope, id: VehicleId, values: &[String]) -> Result<()> {
    sqlx::query!(
        r#"select pg_advisory_xact_lock(hashtextextended('vehicle_marks ' || value, 0)) as "locked: ()"
           from (select value from vehicle_marks where vehicle_id = $1 and upper_inf(during)
                 union select unnest($2::text[]) order by value) marks"#,
        *id,
        values
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(())
}

/// Ends what stands in the way of this car's mark: its own earlier one, and the same one on another car. Gives that other
/// car and whose it is. The marks must be locked.
pub async fn end_marks(
    scope: &mut Scope,
    id: VehicleId,
    kind: Mark,
    value: &str,
) -> Result<Option<(VehicleId, CustomerId)>> {
    let now = scope.now;
    // What began in this very instant never held.
    let lost = sqlx::query!(
        r#"with due as (
               select id, lower(during) as since from vehicle_marks
               where kind = $2 and upper_inf(during) and (value = $3 or vehicle_id = $1) and not (value = $3 and vehicle_id = $1)
           ), gone as (
               delete from vehicle_marks m using due where m.id = due.id and due.since >= $4 returning m.vehicle_id
           ), ended as (
               update vehicle_marks m set during = tstzrange(due.since, $4, '[)') from due where m.id = due.id and due.since < $4
               returning m.vehicle_id
           )
           select v.id, v.customer_id
           from (select vehicle_id from gone union select vehicle_id from ended) lost join customer_vehicles v on v.id = lost.vehicle_id
           where v.id <> $1"#,
        *id,
        kind.word(),
        value,
        now as _
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(lost.map(|row| (row.id.into(), row.customer_id.into())))
}

/// Begins a mark of this car, unless it has it. The marks must be locked and ended.
pub async fn begin_mark(scope: &mut Scope, id: VehicleId, kind: Mark, value: &str) -> Result<()> {
    let now = scope.now;
    // Who waited for the lock began earlier than the mark before it ended.
    sqlx::query!(
        "insert into vehicle_marks (vehicle_id, kind, value, during)
         select $1, $2, $3, tstzrange(greatest($4, (select max(upper(during)) from vehicle_marks
                                                    where kind = $2 and (value = $3 or vehicle_id = $1))), null, '[)')
         where not exists (select from vehicle_marks where vehicle_id = $1 and kind = $2 and upper_inf(during))",
        *id,
        kind.word(),
        value,
        now as _
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// The car gives up its marks of one kind, or all.
pub async fn release_marks(scope: &mut Scope, id: VehicleId, kind: Option<Mark>) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "with gone as (
             delete from vehicle_marks
             where vehicle_id = $1 and upper_inf(during) and lower(during) >= $2 and ($3::text is null or kind = $3)
         )
         update vehicle_marks set during = tstzrange(lower(during), $2, '[)')
         where vehicle_id = $1 and upper_inf(during) and lower(during) < $2 and ($3::text is null or kind = $3)",
        *id,
        now as _,
        kind.map(Mark::word)
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Newest first.
pub async fn marks_of(scope: &mut Scope, id: VehicleId) -> Result<Vec<MarkLine>> {
    let marks = sqlx::query_as!(
        MarkLine,
        r#"select kind, value, lower(during) as "since!", upper(during) as until, false as "is_elsewhere!"
           from vehicle_marks where vehicle_id = $1 order by lower(during) desc, id desc limit $2"#,
        *id,
        SHOWN
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(marks)
}

/// What this car is called by today while another garage holds it.
pub async fn marks_elsewhere(scope: &mut Scope, id: VehicleId) -> Result<Vec<MarkLine>> {
    let marks = sqlx::query_as!(
        MarkLine,
        r#"select o.kind, o.value, lower(o.during) as "since!", upper(o.during) as until, true as "is_elsewhere!"
           from customer_vehicles v
           join vehicle_marks o on upper_inf(o.during) and o.vehicle_id <> v.id
               and ((o.kind = 'plate' and o.value = v.plate) or (o.kind = 'vin' and o.value = v.vin))
           where v.id = $1 order by o.kind"#,
        *id
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(marks)
}

/// Newest first, from the one after `before` on: a correction stays to be seen, however much has been read since.
pub async fn readings_of(scope: &mut Scope, id: VehicleId, before: Option<i64>) -> Result<Page<Reading>> {
    let readings = sqlx::query_as!(
        Reading,
        "select o.id, o.km, o.at, o.source, case when o.at >= coalesce(v.handed_over_at, o.at) then o.reason end as reason
         from vehicle_odometer o join customer_vehicles v on v.id = o.vehicle_id
         where o.vehicle_id = $1 and o.id < coalesce($3, 9223372036854775807) order by o.id desc limit $2",
        *id,
        SHOWN + 1,
        before
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(readings, usize::try_from(SHOWN).unwrap_or_default(), |last| last.id.to_string()))
}

/// What the odometer of a kept car said last; the car waits until the transaction ends.
pub async fn lock_km(scope: &mut Scope, id: VehicleId) -> Result<Option<i32>> {
    let km =
        sqlx::query_scalar!("select km from customer_vehicles where id = $1 and removed_at is null for update", *id)
            .fetch_optional(scope.conn().await?)
            .await?;
    Ok(km)
}

/// Is the car this customer's?
pub async fn is_of(scope: &mut Scope, id: VehicleId, customer: CustomerId, booked_at: Instant) -> Result<bool> {
    let is = sqlx::query_scalar!(
        r#"select exists (select from customer_vehicles
                          where id = $1 and (customer_id = $2 or $3 >= coalesce(handed_over_at, $3))) as "is!""#,
        *id,
        *customer,
        booked_at
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(is)
}

/// Writes a reading down, and what the car has run by it. The car must be locked.
pub async fn insert_reading(
    scope: &mut Scope,
    id: VehicleId,
    km: i32,
    source: Source,
    reason: Option<&str>,
) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "with car as (update customer_vehicles set km = $2, updated_at = $3 where id = $1 returning id)
         insert into vehicle_odometer (vehicle_id, km, at, source, reason) select id, $2, $3, $4, $5 from car",
        *id,
        km,
        now,
        source.word(),
        reason
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}
