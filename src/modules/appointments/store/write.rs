//! Writing appointments. A lost race for a bay or a person costs the bay or the person, not the transaction.

use super::appointment::{Line, Settled};
use crate::{
    kernel::{
        error::{AppError, Code, Result},
        ids::{AppointmentId, BayId, CustomerId, MechanicId, PersonId, VehicleId},
        money::Money,
        time::Instant,
    },
    modules::appointments::{
        slots::Slot,
        status::{Side, State, Status},
    },
    platform::Scope,
};
use sqlx::Connection;
use uuid::Uuid;

const BAY_IS_FREE: &str = "appointments_bay_is_free";
const PERSON_IS_FREE: &str = "appointments_person_is_free";

/// A booking with everything that is copied into it.
#[derive(Debug)]
pub struct NewAppointment<'a> {
    pub id: AppointmentId,
    pub mechanic_id: MechanicId,
    pub customer_id: CustomerId,
    pub vehicle_id: VehicleId,
    pub state: State,
    pub slot: Slot,
    pub busy_until: Instant,
    pub note: &'a str,
    pub mechanic_name: &'a str,
    pub mechanic_address: &'a str,
    pub customer_name: &'a str,
    pub customer_phone: Option<&'a str>,
    pub plate: &'a str,
    pub vehicle_label: &'a str,
    pub km: i32,
    pub lines: &'a [Line],
    pub key: &'a str,
    pub hash: &'a [u8],
}

/// Inserts into one bay, for one person where the workshop names people; `false` when one of them is held then, or the key
/// has booked already.
pub async fn insert(scope: &mut Scope, new: &NewAppointment<'_>, bay: BayId, person: Option<PersonId>) -> Result<bool> {
    let now = scope.now;
    let total: Money = new.lines.iter().map(|line| line.price).sum();
    let confirmed_at = (new.state.status == Status::Confirmed).then_some(now);
    let inserted = sqlx::query!(
        "insert into appointments (id, mechanic_id, customer_id, vehicle_id, bay_id, status, awaits, start_at, end_at, busy_until,
             note, mechanic_name, mechanic_address, customer_name, customer_phone, plate, vehicle_label, km, total_kurus,
             idempotency_key, idempotency_hash, created_at, confirmed_at, person_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
         on conflict do nothing",
        *new.id,
        *new.mechanic_id,
        *new.customer_id,
        *new.vehicle_id,
        *bay,
        new.state.status.word(),
        new.state.awaits.map(Side::word),
        new.slot.start,
        new.slot.end,
        new.busy_until,
        new.note,
        new.mechanic_name,
        new.mechanic_address,
        new.customer_name,
        new.customer_phone,
        new.plate,
        new.vehicle_label,
        new.km,
        total.0,
        new.key,
        new.hash,
        now,
        confirmed_at as _,
        person.map(|id| *id)
    )
    .execute(scope.conn().await?)
    .await?;
    if inserted.rows_affected() == 0 {
        return Ok(false);
    }
    insert_lines(scope, new).await?;
    Ok(true)
}

async fn insert_lines(scope: &mut Scope, new: &NewAppointment<'_>) -> Result<()> {
    let services: Vec<Uuid> = new.lines.iter().map(|line| *line.service_id).collect();
    let names_tr: Vec<String> = new.lines.iter().map(|line| line.name_tr.clone()).collect();
    let names_en: Vec<String> = new.lines.iter().map(|line| line.name_en.clone()).collect();
    let prices: Vec<i64> = new.lines.iter().map(|line| line.price.0).collect();
    let kinds: Vec<String> = new.lines.iter().map(|line| line.price_kind.word().to_owned()).collect();
    let minutes: Vec<i32> = new.lines.iter().map(|line| line.minutes).collect();
    let promises = || new.lines.iter().map(|line| line.promise);
    let parts: Vec<Option<String>> =
        promises().map(|promise| promise.parts_class.map(|class| class.word().to_owned())).collect();
    let months: Vec<Option<i16>> = promises().map(|promise| promise.warranty_months).collect();
    let km: Vec<Option<i32>> = promises().map(|promise| promise.warranty_km).collect();
    sqlx::query!(
        "insert into appointment_services (appointment_id, position, service_id, name_tr, name_en, price_kurus, price_kind, minutes,
                                           parts_class, warranty_months, warranty_km)
         select $1, l.position::smallint, l.service_id, l.name_tr, l.name_en, l.price, l.kind, l.minutes, l.parts, l.months, l.km
         from unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::integer[], $8::text[], $9::smallint[],
                     $10::integer[]) with ordinality
              as l (service_id, name_tr, name_en, price, kind, minutes, parts, months, km, position)",
        *new.id,
        &services,
        &names_tr,
        &names_en,
        &prices,
        &kinds,
        &minutes,
        &parts as &[Option<String>],
        &months as &[Option<i16>],
        &km as &[Option<i32>]
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Saves a new state. The sequence of the calendar file grows with every visible change.
pub async fn save_state(
    scope: &mut Scope,
    id: AppointmentId,
    state: State,
    by: Side,
    reason: Option<&str>,
) -> Result<()> {
    let now = scope.now;
    let closed = !state.status.is_live();
    sqlx::query!(
        "update appointments set status = $2, awaits = $3, ics_sequence = ics_sequence + 1,
                confirmed_at = case when $2 = 'confirmed' then $4 else confirmed_at end,
                closed_at = case when $5 then $4 end, closed_by = case when $5 then $6 end, reason = $7
         where id = $1",
        *id,
        state.status.word(),
        state.awaits.map(Side::word),
        now,
        closed,
        by.word(),
        reason
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Keeps what a visit cost in the end.
pub async fn save_bill(scope: &mut Scope, id: AppointmentId, settled: &Settled) -> Result<()> {
    sqlx::query!(
        "update appointments set final_kurus = $2, final_reason = $3, final_parts_kurus = $4, final_labour_kurus = $5 where id = $1",
        *id,
        settled.amount.0,
        settled.reason,
        settled.split.map(|split| split.parts.0),
        settled.split.map(|split| split.labour.0)
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Keeps which parts were put in and what the workshop answers for.
pub async fn save_given(scope: &mut Scope, id: AppointmentId, lines: &[Line]) -> Result<()> {
    let services: Vec<Uuid> = lines.iter().map(|line| *line.service_id).collect();
    let parts: Vec<Option<String>> =
        lines.iter().map(|line| line.given.parts_class.map(|class| class.word().to_owned())).collect();
    let months: Vec<Option<i16>> = lines.iter().map(|line| line.given.warranty_months).collect();
    let km: Vec<Option<i32>> = lines.iter().map(|line| line.given.warranty_km).collect();
    sqlx::query!(
        "update appointment_services s set given_parts_class = l.parts, given_warranty_months = l.months, given_warranty_km = l.km
         from unnest($2::uuid[], $3::text[], $4::smallint[], $5::integer[]) as l (service_id, parts, months, km)
         where s.appointment_id = $1 and s.service_id = l.service_id",
        *id,
        &services,
        &parts as &[Option<String>],
        &months as &[Option<i16>],
        &km as &[Option<i32>]
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Moves an appointment to another time in one bay, and to one person where the workshop names people.
///
/// # Errors
/// `slot_taken` when the bay or the person is held then.
pub async fn move_time(
    scope: &mut Scope,
    id: AppointmentId,
    slot: Slot,
    busy_until: Instant,
    (bay, person): (BayId, Option<PersonId>),
) -> Result<()> {
    let mut savepoint = scope.conn().await?.begin().await?;
    sqlx::query!(
        "update appointments set start_at = $2, end_at = $3, busy_until = $4, bay_id = $5, person_id = $6, reminded_at = null, closing_asked_at = null where id = $1",
        *id,
        slot.start,
        slot.end,
        busy_until,
        *bay,
        person.map(|id| *id)
    )
    .execute(&mut *savepoint)
    .await
    .map_err(held)?;
    savepoint.commit().await?;
    Ok(())
}

fn held(error: sqlx::Error) -> AppError {
    match error.as_database_error().and_then(|e| e.constraint()) {
        Some(BAY_IS_FREE | PERSON_IS_FREE) => Code::SlotTaken.into(),
        _ => error.into(),
    }
}

/// Gives some appointments to other people, or to nobody, all at once.
///
/// # Errors
/// `slot_taken` when one of them is held then.
pub async fn give(scope: &mut Scope, given: &[(AppointmentId, Option<PersonId>)]) -> Result<()> {
    let ids: Vec<Uuid> = given.iter().map(|(id, _)| **id).collect();
    let people: Vec<Option<Uuid>> = given.iter().map(|(_, person)| person.map(|id| *id)).collect();
    sqlx::query!(
        "update appointments a set person_id = g.person from unnest($1::uuid[], $2::uuid[]) as g (id, person) where a.id = g.id",
        &ids,
        &people as &[Option<Uuid>]
    )
    .execute(scope.conn().await?)
    .await
    .map_err(held)?;
    Ok(())
}

/// A line of the appointment's memory.
#[derive(Debug)]
pub struct NewMove<'a> {
    pub id: AppointmentId,
    pub by: Side,
    pub from: Option<Status>,
    pub to: Status,
    pub start_at: Instant,
    pub reason: Option<&'a str>,
}

pub async fn insert_move(scope: &mut Scope, step: &NewMove<'_>) -> Result<()> {
    let (now, user, by_tablet) = (scope.now, scope.actor.user_id(), scope.actor.is_on_tablet());
    sqlx::query!(
        "insert into appointment_moves (appointment_id, at, by_user_id, by_role, from_status, to_status, start_at, reason, by_tablet)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        *step.id,
        now,
        user.map(|id| *id),
        step.by.word(),
        step.from.map(Status::word),
        step.to.word(),
        step.start_at,
        step.reason,
        by_tablet
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}
