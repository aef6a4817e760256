//! SQL of what work on a car finishes, and of what is switched on.

use crate::{
    kernel::{
        error::Result,
        ids::{ReminderId, VehicleId},
        time::Day,
    },
    modules::vehicles::reminders::{
        due::{Due, Rule},
        model::Kind,
    },
    platform::Scope,
};

/// Removed reminders of these kinds come again, as if they were new.
pub async fn open_again(scope: &mut Scope, id: VehicleId, due: &[(Rule, Due)]) -> Result<()> {
    let kinds: Vec<String> = due.iter().map(|(rule, _)| rule.kind.word().to_owned()).collect();
    let days: Vec<Option<Day>> = due.iter().map(|(_, due)| due.on).collect();
    let kms: Vec<Option<i32>> = due.iter().map(|(_, due)| due.km).collect();
    sqlx::query!(
        "update vehicle_reminders r
         set due_on = line.due_on, due_km = line.due_km, next_on = null, occurrence = r.occurrence + 1, announced_days = null,
             quiet_until_on = null, closed_at = null
         from unnest($2::text[], $3::date[], $4::int[]) as line (kind, due_on, due_km)
         where r.vehicle_id = $1 and r.kind = line.kind and r.closed_at is not null",
        *id,
        &kinds,
        &days as _,
        &kms as _
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// An open reminder by rule, as work on the car sees it.
pub struct Standing {
    pub id: ReminderId,
    pub kind: String,
    pub due_on: Option<Day>,
    /// The last time that somebody told of.
    pub done_on: Option<Day>,
}

/// The open reminders of a car of these kinds. The car must be locked.
pub async fn standing(scope: &mut Scope, id: VehicleId, kinds: &[Kind]) -> Result<Vec<Standing>> {
    let kinds: Vec<String> = kinds.iter().map(|kind| kind.word().to_owned()).collect();
    let standing = sqlx::query_as!(
        Standing,
        "select r.id, r.kind, r.due_on, (select max(t.done_on) from vehicle_reminder_times t where t.reminder_id = r.id) as done_on
         from vehicle_reminders r where r.vehicle_id = $1 and r.kind = any($2) and r.closed_at is null",
        *id,
        &kinds
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(standing)
}

/// All of these were done at once; each comes again as it says.
pub async fn save_work(
    scope: &mut Scope,
    (done_on, km): (Day, Option<i32>),
    again: &[(ReminderId, Due)],
) -> Result<()> {
    let ids: Vec<_> = again.iter().map(|(id, _)| **id).collect();
    let days: Vec<Option<Day>> = again.iter().map(|(_, due)| due.on).collect();
    let kms: Vec<Option<i32>> = again.iter().map(|(_, due)| due.km).collect();
    sqlx::query!(
        "with line as (select * from unnest($1::uuid[], $2::date[], $3::int[]) as line (id, due_on, due_km)),
         noted as (
             insert into vehicle_reminder_times (reminder_id, occurrence, done_on, km)
             select r.id, r.occurrence, $4, $5 from vehicle_reminders r join line on line.id = r.id
         )
         update vehicle_reminders r
         set due_on = line.due_on, due_km = line.due_km, next_on = null, occurrence = r.occurrence + 1, announced_days = null,
             quiet_until_on = null
         from line where r.id = line.id",
        &ids,
        &days as _,
        &kms as _,
        done_on,
        km
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}
