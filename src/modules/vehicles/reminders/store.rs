//! SQL of `vehicle_reminders` and `vehicle_reminder_times`; rules and work on cars have files of their own.

pub mod rules;
pub mod work;

use super::{
    due::{Due, Rule},
    model::{Kind, NewReminder},
};
use crate::{
    kernel::{
        error::Result,
        ids::{CustomerId, ReminderId, VehicleId},
        page::Page,
        time::Day,
    },
    modules::vehicles::policy::Owner,
    platform::Scope,
};
use uuid::Uuid;

/// The odometer tells a pace out of the readings of so many days, when they lie so many apart.
const PACE_DAYS: i64 = 730;
const PACE_SPAN_DAYS: i32 = 30;
/// Nothing is foreseen further ahead: a car that hardly moves tells no day in the next ten years, and the calendar ends.
const FORESEEN_DAYS: i32 = 3_653;

/// A reminder of a kept car.
#[derive(Clone, Debug)]
pub struct Reminder {
    pub id: ReminderId,
    pub vehicle_id: VehicleId,
    pub customer_id: CustomerId,
    pub plate: String,
    pub label: String,
    pub km: i32,
    pub kind: String,
    pub title: String,
    pub due_on: Option<Day>,
    pub due_km: Option<i32>,
    pub every_months: Option<i16>,
    pub every_km: Option<i32>,
    /// The day that counts.
    pub next_on: Option<Day>,
    pub quiet_until_on: Option<Day>,
    pub occurrence: i32,
}

impl Reminder {
    pub fn kind(&self) -> Kind {
        Kind::parse(&self.kind).unwrap_or(Kind::Own)
    }

    /// The kilometres are reached.
    pub fn is_run_out(&self) -> bool {
        self.due_km.is_some_and(|due| self.km >= due)
    }

    pub fn is_quiet(&self, today: Day) -> bool {
        self.quiet_until_on.is_some_and(|until| until > today)
    }
}

/// Reminders by rule for a car; a kind that it has, open or closed, stays as it is.
pub async fn insert_ruled(scope: &mut Scope, id: VehicleId, due: &[(Rule, Due)]) -> Result<()> {
    let now = scope.now;
    let ids: Vec<_> = due.iter().map(|_| *ReminderId::fresh()).collect();
    let kinds: Vec<String> = due.iter().map(|(rule, _)| rule.kind.word().to_owned()).collect();
    let days: Vec<Option<Day>> = due.iter().map(|(_, due)| due.on).collect();
    let kms: Vec<Option<i32>> = due.iter().map(|(_, due)| due.km).collect();
    let months: Vec<Option<i16>> = due.iter().map(|(rule, _)| rule.every_months).collect();
    let every: Vec<Option<i32>> = due.iter().map(|(rule, _)| rule.every_km).collect();
    sqlx::query!(
        "insert into vehicle_reminders (id, vehicle_id, kind, due_on, due_km, every_months, every_km, created_at)
         select r.id, $1, r.kind, r.due_on, r.due_km, r.every_months, r.every_km, $2
         from unnest($3::uuid[], $4::text[], $5::date[], $6::int[], $7::smallint[], $8::int[])
              as r (id, kind, due_on, due_km, every_months, every_km)
         on conflict (vehicle_id, kind) where kind <> 'own' do nothing",
        *id,
        now,
        &ids,
        &kinds,
        &days as _,
        &kms as _,
        &months as _,
        &every as _
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// What the papers say replaces what was foreseen, and opens again what was closed.
pub async fn follow_papers(scope: &mut Scope, id: VehicleId) -> Result<()> {
    sqlx::query!(
        "update vehicle_reminders r
         set due_on = p.due_on, occurrence = r.occurrence + 1, announced_days = null, quiet_until_on = null, closed_at = null
         from customer_vehicles v,
              lateral (values ('inspection', v.inspection_due_on), ('traffic_insurance', v.traffic_insurance_ends_on),
                              ('kasko', v.kasko_ends_on)) p (kind, due_on)
         where v.id = $1 and r.vehicle_id = v.id and r.kind = p.kind and p.due_on is not null and r.due_on is distinct from p.due_on",
        *id
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn insert_own(scope: &mut Scope, id: VehicleId, new: &NewReminder) -> Result<()> {
    let (reminder, now) = (ReminderId::fresh(), scope.now);
    sqlx::query!(
        "insert into vehicle_reminders (id, vehicle_id, kind, title, due_on, due_km, every_months, every_km, created_at)
         values ($1, $2, 'own', $3, $4, $5, $6, $7, $8)",
        *reminder,
        *id,
        new.title,
        new.due_on as _,
        new.due_km,
        new.every_months,
        new.every_km,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// How many open ones a car's owner made.
pub async fn count_own(scope: &mut Scope, id: VehicleId) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from vehicle_reminders where vehicle_id = $1 and kind = 'own' and closed_at is null"#,
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(count)
}

/// The open reminders of a car, the next ones first. Bounded by the number of rules and of own ones.
pub async fn open_of(scope: &mut Scope, owner: Owner, id: VehicleId) -> Result<Vec<Reminder>> {
    let reminders = sqlx::query_as!(
        Reminder,
        r#"select r.id, r.vehicle_id, v.customer_id, v.plate, b.name || ' ' || m.name || ' ' || t.name as "label!", v.km, r.kind, r.title,
                  r.due_on, r.due_km, r.every_months, r.every_km, r.next_on, r.quiet_until_on, r.occurrence
           from vehicle_reminders r join customer_vehicles v on v.id = r.vehicle_id
           join variants t on t.id = v.variant_id join models m on m.id = t.model_id join brands b on b.id = m.brand_id
           where v.customer_id = $1 and v.id = $2 and v.removed_at is null and r.closed_at is null
           order by r.next_on nulls last, r.id"#,
        *owner.id(),
        *id
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(reminders)
}

/// The open reminders of a kept car that rules made, the next ones first, for people with whom its owner shares it: what the owner
/// has written is not theirs to read.
pub async fn ruled_of(scope: &mut Scope, id: VehicleId) -> Result<Vec<Reminder>> {
    let reminders = sqlx::query_as!(
        Reminder,
        r#"select r.id, r.vehicle_id, v.customer_id, v.plate, '' as "label!", v.km, r.kind, r.title,
                  r.due_on, r.due_km, r.every_months, r.every_km, r.next_on, r.quiet_until_on, r.occurrence
           from vehicle_reminders r join customer_vehicles v on v.id = r.vehicle_id
           where v.id = $1 and v.removed_at is null and r.closed_at is null and r.kind <> 'own'
           order by r.next_on nulls last, r.id"#,
        *id
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(reminders)
}

/// What comes due until a day across all cars of one customer, the next ones first; quiet ones left out.
pub async fn due_until(
    scope: &mut Scope,
    owner: Owner,
    until: Day,
    after: Option<(Day, Uuid)>,
    limit: usize,
) -> Result<Page<Reminder>> {
    let today = scope.now.day();
    let (day, last) = after.unzip();
    let reminders = sqlx::query_as!(
        Reminder,
        r#"select r.id, r.vehicle_id, v.customer_id, v.plate, b.name || ' ' || m.name || ' ' || t.name as "label!", v.km, r.kind, r.title,
                  r.due_on, r.due_km, r.every_months, r.every_km, r.next_on, r.quiet_until_on, r.occurrence
           from vehicle_reminders r join customer_vehicles v on v.id = r.vehicle_id
           join variants t on t.id = v.variant_id join models m on m.id = t.model_id join brands b on b.id = m.brand_id
           where v.customer_id = $1 and v.removed_at is null and r.closed_at is null
             and r.next_on <= $2 and coalesce(r.quiet_until_on, $3) <= $3
             and ($5::date is null or (r.next_on, r.id) > ($5, $6))
           order by r.next_on, r.id limit $4"#,
        *owner.id(),
        until,
        today,
        i64::try_from(limit + 1).unwrap_or(i64::MAX),
        day as _,
        last
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(Page::cut(reminders, limit, |last| {
        format!("{}_{}", last.next_on.map(|on| on.to_string()).unwrap_or_default(), last.id)
    }))
}

/// An open reminder, locked. `not_found` for those of others, of removed cars, and for closed ones.
pub async fn lock_for(scope: &mut Scope, owner: Owner, id: ReminderId) -> Result<Reminder> {
    let reminder = sqlx::query_as!(
        Reminder,
        r#"select r.id, r.vehicle_id, v.customer_id, v.plate, '' as "label!", v.km, r.kind, r.title,
                  r.due_on, r.due_km, r.every_months, r.every_km, r.next_on, r.quiet_until_on, r.occurrence
           from vehicle_reminders r join customer_vehicles v on v.id = r.vehicle_id
           where v.customer_id = $1 and r.id = $2 and v.removed_at is null and r.closed_at is null for update of r"#,
        *owner.id(),
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(reminder)
}

/// It was done; with `next` it comes again, without it is closed.
pub async fn save_done(
    scope: &mut Scope,
    reminder: &Reminder,
    (done_on, km): (Day, i32),
    next: Option<Due>,
) -> Result<()> {
    let now = scope.now;
    let due = next.unwrap_or_default();
    sqlx::query!(
        "with noted as (
             insert into vehicle_reminder_times (reminder_id, occurrence, done_on, km) values ($1, $2, $3, $4)
         )
         update vehicle_reminders
         set due_on = case when $5 then $6 else due_on end, due_km = case when $5 then $7 else due_km end,
             closed_at = case when $5 then null else $8::timestamptz end,
             next_on = null, occurrence = occurrence + 1, announced_days = null, quiet_until_on = null
         where id = $1",
        *reminder.id,
        reminder.occurrence,
        done_on,
        km,
        next.is_some(),
        due.on as _,
        due.km,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// The papers say from now on what the renewed reminder says.
pub async fn write_papers(scope: &mut Scope, id: VehicleId, kind: Kind, on: Day) -> Result<()> {
    sqlx::query!(
        "update customer_vehicles
         set inspection_due_on = case when $2 = 'inspection' then $3 else inspection_due_on end,
             traffic_insurance_ends_on = case when $2 = 'traffic_insurance' then $3 else traffic_insurance_ends_on end,
             kasko_ends_on = case when $2 = 'kasko' then $3 else kasko_ends_on end
         where id = $1",
        *id,
        kind.word(),
        on
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn save_quiet(scope: &mut Scope, id: ReminderId, until: Day) -> Result<()> {
    sqlx::query!("update vehicle_reminders set quiet_until_on = $2 where id = $1", *id, until)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

pub async fn close(scope: &mut Scope, id: ReminderId) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update vehicle_reminders set closed_at = $2 where id = $1", *id, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

/// What comes due for the car itself goes along to its new owner, what the owner before had wished or insured does not.
pub async fn hand_over(scope: &mut Scope, id: VehicleId) -> Result<()> {
    sqlx::query!(
        "delete from vehicle_reminders where vehicle_id = $1 and kind in ('own', 'traffic_insurance', 'kasko')",
        *id
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "update vehicle_reminders set quiet_until_on = null, announced_days = null where vehicle_id = $1",
        *id
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Computes the day that counts for every open reminder of a car: its own day, or the one on which the car will have run
/// the kilometres at its own pace. Without two readings that lie apart nobody knows a pace; what was copied from a booking
/// tells none, and neither does what is further away than [`FORESEEN_DAYS`]. A day that has passed stays, since what is
/// overdue does not become young again.
pub async fn foresee(scope: &mut Scope, id: VehicleId) -> Result<()> {
    let (now, today) = (scope.now, scope.now.day());
    let since = now.plus_days(-PACE_DAYS);
    sqlx::query!(
        "with pace as (
             select max(at) as read_at,
                    case when max(at) - min(at) >= make_interval(days => $4) and max(km) > min(km)
                         then (max(km) - min(km)) / (extract(epoch from max(at) - min(at)) / 86400) end as per_day
             from vehicle_odometer
             where vehicle_id = $1 and at >= $2 and source <> 'appointment'
               and id >= coalesce((select max(id) from vehicle_odometer where vehicle_id = $1 and source = 'correction'), 0)
         )
         update vehicle_reminders r
         set next_on = least(r.due_on, case
             when r.due_km is null then null
             when r.due_km <= v.km then least(r.next_on, $3::date)
             when r.due_km - v.km > p.per_day * $5::int then null
             else (p.read_at at time zone 'Europe/Istanbul')::date + ceil((r.due_km - v.km) / p.per_day)::int end)
         from customer_vehicles v, pace p
         where v.id = $1 and r.vehicle_id = v.id and r.closed_at is null",
        *id,
        since,
        today,
        PACE_SPAN_DAYS,
        FORESEEN_DAYS
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Reminders that have come nearer than the last step they were told of, locked.
pub async fn to_announce(scope: &mut Scope, limit: i64) -> Result<Vec<Reminder>> {
    let today = scope.now.day();
    let reminders = sqlx::query_as!(
        Reminder,
        r#"select r.id, r.vehicle_id, v.customer_id, v.plate, b.name || ' ' || m.name || ' ' || t.name as "label!", v.km, r.kind, r.title,
                  r.due_on, r.due_km, r.every_months, r.every_km, r.next_on, r.quiet_until_on, r.occurrence
           from vehicle_reminders r join customer_vehicles v on v.id = r.vehicle_id
           join variants t on t.id = v.variant_id join models m on m.id = t.model_id join brands b on b.id = m.brand_id
           cross join lateral (select min(step) as step from unnest('{60,30,14,7,1}'::smallint[]) step where r.next_on - $1 <= step) s
           where r.closed_at is null and r.next_on between $1 and $1 + 60 and v.removed_at is null
             and coalesce(r.quiet_until_on, $1) <= $1 and s.step < coalesce(r.announced_days, 1000)
           order by r.next_on, r.id limit $2 for update of r skip locked"#,
        today,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(reminders)
}

pub async fn note_announced(scope: &mut Scope, told: &[(ReminderId, i16)]) -> Result<()> {
    let (ids, steps): (Vec<_>, Vec<_>) = told.iter().map(|(id, step)| (**id, *step)).unzip();
    sqlx::query!(
        "update vehicle_reminders r set announced_days = a.step
         from unnest($1::uuid[], $2::smallint[]) as a (id, step) where r.id = a.id",
        &ids,
        &steps
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}
