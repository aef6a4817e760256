//! Reading appointments.

use super::{
    appointment::{Appointment, Line, Settled, Split},
    list::{Cursor, ListFilter},
};
use crate::{
    kernel::{
        error::{AppError, Code, Result},
        ids::{AppointmentId, BayId, CustomerId, MechanicId, VehicleId},
        money::Money,
        time::Instant,
    },
    modules::{
        appointments::status::{Side, Status},
        mechanics::{PartsClass, PriceKind, Promise},
    },
    platform::Scope,
};
use std::collections::HashMap;
use uuid::Uuid;

struct Row {
    id: AppointmentId,
    mechanic_id: MechanicId,
    customer_id: CustomerId,
    vehicle_id: VehicleId,
    bay_id: BayId,
    person_id: Option<Uuid>,
    status: String,
    awaits: Option<String>,
    start_at: Instant,
    end_at: Instant,
    busy_until: Instant,
    note: String,
    mechanic_name: String,
    mechanic_address: String,
    customer_name: String,
    customer_phone: Option<String>,
    plate: String,
    vehicle_label: String,
    km: i32,
    total_kurus: i64,
    closed_at: Option<Instant>,
    closed_by: Option<String>,
    reason: Option<String>,
    ics_sequence: i32,
    created_at: Instant,
    final_kurus: Option<i64>,
    final_reason: String,
    final_parts_kurus: Option<i64>,
    final_labour_kurus: Option<i64>,
}

impl Row {
    fn read(self, lines: Vec<Line>) -> Result<Appointment> {
        let side = |word: &Option<String>| word.as_deref().and_then(Side::parse);
        let split = self.final_parts_kurus.zip(self.final_labour_kurus);
        let split = split.map(|(parts, labour)| Split { parts: Money(parts), labour: Money(labour) });
        Ok(Appointment {
            id: self.id,
            mechanic_id: self.mechanic_id,
            customer_id: self.customer_id,
            vehicle_id: self.vehicle_id,
            bay_id: self.bay_id,
            person_id: self.person_id.map(Into::into),
            status: Status::parse(&self.status).ok_or(Code::Internal)?,
            awaits: side(&self.awaits),
            start_at: self.start_at,
            end_at: self.end_at,
            busy_until: self.busy_until,
            note: self.note,
            mechanic_name: self.mechanic_name,
            mechanic_address: self.mechanic_address,
            customer_name: self.customer_name,
            customer_phone: self.customer_phone,
            plate: self.plate,
            vehicle_label: self.vehicle_label,
            km: self.km,
            total: Money(self.total_kurus),
            closed_at: self.closed_at,
            closed_by: side(&self.closed_by),
            reason: self.reason,
            ics_sequence: self.ics_sequence,
            created_at: self.created_at,
            settled: self.final_kurus.map(|kurus| Settled { amount: Money(kurus), reason: self.final_reason, split }),
            lines,
        })
    }
}

/// One shape of row for every question.
macro_rules! rows {
    ($rest:literal $(, $arg:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, mechanic_id, customer_id, vehicle_id, bay_id, person_id, status, awaits, start_at, end_at, busy_until, note,
                    mechanic_name, mechanic_address, customer_name, customer_phone, plate, vehicle_label, km, total_kurus,
                    closed_at as \"closed_at: _\", closed_by, reason, ics_sequence, created_at, final_kurus, final_reason,
                    final_parts_kurus, final_labour_kurus from appointments " + $rest
            $(, $arg)*
        )
    };
}

async fn with_lines(scope: &mut Scope, rows: Vec<Row>) -> Result<Vec<Appointment>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| *row.id).collect();
    let found = sqlx::query!(
        "select appointment_id, service_id, name_tr, name_en, price_kurus, price_kind, minutes, parts_class, warranty_months, warranty_km,
                given_parts_class, given_warranty_months, given_warranty_km
         from appointment_services
         where appointment_id = any($1) order by appointment_id, position",
        &ids
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let mut lines: HashMap<Uuid, Vec<Line>> = HashMap::new();
    for line in found {
        lines.entry(line.appointment_id).or_default().push(Line {
            service_id: line.service_id.into(),
            name_tr: line.name_tr,
            name_en: line.name_en,
            price: Money(line.price_kurus),
            price_kind: PriceKind::parse(&line.price_kind).unwrap_or_default(),
            minutes: line.minutes,
            promise: Promise {
                parts_class: line.parts_class.as_deref().and_then(PartsClass::parse),
                warranty_months: line.warranty_months,
                warranty_km: line.warranty_km,
            },
            given: Promise {
                parts_class: line.given_parts_class.as_deref().and_then(PartsClass::parse),
                warranty_months: line.given_warranty_months,
                warranty_km: line.given_warranty_km,
            },
        });
    }
    rows.into_iter()
        .map(|row| {
            let lines = lines.remove(&*row.id).unwrap_or_default();
            row.read(lines)
        })
        .collect()
}

async fn one(scope: &mut Scope, row: Option<Row>) -> Result<Appointment> {
    let row = row.ok_or_else(|| AppError::new(Code::NotFound))?;
    with_lines(scope, vec![row]).await?.pop().ok_or_else(|| Code::NotFound.into())
}

/// Whoever it belongs to: the service asks the policy before anything is shown.
pub async fn get(scope: &mut Scope, id: AppointmentId) -> Result<Appointment> {
    let row = rows!("where id = $1", *id).fetch_optional(scope.conn().await?).await?;
    one(scope, row).await
}

/// Is the visit confirmed, still to come, and as it was at this sequence of its calendar file?
pub async fn stands(scope: &mut Scope, id: AppointmentId, sequence: i32) -> Result<bool> {
    let now = scope.now;
    Ok(sqlx::query_scalar!(
        r#"select exists (select from appointments where id = $1 and ics_sequence = $2 and status = 'confirmed' and start_at > $3) as "stands!""#,
        *id,
        sequence,
        now
    )
    .fetch_one(scope.conn().await?)
    .await?)
}

pub async fn lock(scope: &mut Scope, id: AppointmentId) -> Result<Appointment> {
    let row = rows!("where id = $1 for update", *id).fetch_optional(scope.conn().await?).await?;
    one(scope, row).await
}

/// The newest start first; for those who asked for the ids by a permit.
pub async fn by_ids(scope: &mut Scope, ids: &[Uuid]) -> Result<Vec<Appointment>> {
    let rows = rows!("where id = any($1) order by start_at desc, id desc", ids).fetch_all(scope.conn().await?).await?;
    with_lines(scope, rows).await
}

/// Live and not yet over, soonest first.
pub async fn upcoming_of_customer(scope: &mut Scope, customer: CustomerId, limit: i64) -> Result<Vec<Appointment>> {
    let now = scope.now;
    let rows = rows!(
        "where customer_id = $1 and status in ('requested', 'confirmed') and end_at > $2 order by start_at, id limit $3",
        *customer,
        now,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    with_lines(scope, rows).await
}

/// What others than its owner have booked with a car since it is its owner's: live and not yet over, soonest first.
pub async fn upcoming_of_household(
    scope: &mut Scope,
    vehicle: VehicleId,
    owner: CustomerId,
    limit: i64,
) -> Result<Vec<Appointment>> {
    let now = scope.now;
    let rows = rows!(
        "where vehicle_id = $1 and customer_id <> $2 and status in ('requested', 'confirmed') and end_at > $3
           and created_at >= (select coalesce(v.handed_over_at, v.created_at) from customer_vehicles v where v.id = $1)
         order by start_at, id limit $4",
        *vehicle,
        *owner,
        now,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    with_lines(scope, rows).await
}

/// Everything else, newest first, from before `before` on.
pub async fn past_of_customer(
    scope: &mut Scope,
    customer: CustomerId,
    before: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Appointment>> {
    let now = scope.now;
    let rows = rows!(
        "where customer_id = $1 and not (status in ('requested', 'confirmed') and end_at > $2)
           and ($3::timestamptz is null or (start_at, id) < ($3, $4::uuid)) order by start_at desc, id desc limit $5",
        *customer,
        now,
        before.map(|b| b.start_at) as _,
        before.map(|b| *b.id),
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    with_lines(scope, rows).await
}

/// What stands in a workshop's calendar between two instants, soonest first.
pub async fn day_of_workshop(
    scope: &mut Scope,
    mechanic: MechanicId,
    from: Instant,
    until: Instant,
) -> Result<Vec<Appointment>> {
    let rows = rows!(
        "where mechanic_id = $1 and status in ('requested', 'confirmed', 'completed', 'no_show')
           and start_at < $3 and start_at >= $2::timestamptz - interval '120 days' and end_at > $2 order by start_at, id",
        *mechanic,
        from,
        until
    )
    .fetch_all(scope.conn().await?)
    .await?;
    with_lines(scope, rows).await
}

/// Requests without an answer, longest waiting first.
pub async fn waiting_of_workshop(scope: &mut Scope, mechanic: MechanicId, limit: i64) -> Result<Vec<Appointment>> {
    let rows = rows!(
        "where mechanic_id = $1 and status = 'requested' and awaits = 'mechanic' order by created_at, id limit $2",
        *mechanic,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    with_lines(scope, rows).await
}

pub async fn waiting_count(scope: &mut Scope, mechanic: MechanicId) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from appointments where mechanic_id = $1 and status = 'requested' and awaits = 'mechanic'"#,
        *mechanic
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(count)
}

/// Confirmed visits of earlier days that nobody closed yet, oldest first.
pub async fn to_close_of_workshop(
    scope: &mut Scope,
    mechanic: MechanicId,
    before: Instant,
    limit: i64,
) -> Result<Vec<Appointment>> {
    let rows = rows!(
        "where mechanic_id = $1 and status = 'confirmed' and start_at < $2 order by start_at, id limit $3",
        *mechanic,
        before,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    with_lines(scope, rows).await
}

/// Live and not begun, soonest first.
pub async fn to_come_of_workshop(scope: &mut Scope, mechanic: MechanicId) -> Result<Vec<Appointment>> {
    let now = scope.now;
    let rows = rows!(
        "where mechanic_id = $1 and status in ('requested', 'confirmed') and start_at > $2 order by start_at, id",
        *mechanic,
        now
    )
    .fetch_all(scope.conn().await?)
    .await?;
    with_lines(scope, rows).await
}

/// Newest start first.
pub async fn list_of_workshop(
    scope: &mut Scope,
    mechanic: MechanicId,
    filter: ListFilter,
    limit: i64,
) -> Result<Vec<Appointment>> {
    let rows = rows!(
        "where mechanic_id = $1 and ($2::text is null or status = $2) and ($3::timestamptz is null or (start_at, id) < ($3, $4::uuid))
         order by start_at desc, id desc limit $5",
        *mechanic,
        filter.status.map(Status::word),
        filter.before.map(|b| b.start_at) as _,
        filter.before.map(|b| *b.id),
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    with_lines(scope, rows).await
}
