//! What is booked already: by the key that makes a second request the first one, and for a car.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::{AppointmentId, CustomerId, VehicleId},
        time::Instant,
    },
    modules::appointments::{slots::Slot, status::Status},
    platform::Scope,
};

/// A booking that was made under an idempotency key.
#[derive(Debug)]
pub struct Known {
    pub id: AppointmentId,
    pub hash: Vec<u8>,
    /// As it was when booked: the same request gets the same answer.
    pub first_status: Status,
}

/// When a car has visits from `since` on that stand.
pub async fn times_of_car(scope: &mut Scope, car: VehicleId, since: Instant) -> Result<Vec<Slot>> {
    let rows = sqlx::query!(
        r#"select start_at as "start: Instant", end_at as "end: Instant" from appointments
           where vehicle_id = $1 and end_at > $2 and status in ('requested', 'confirmed')"#,
        *car,
        since
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| Slot { start: row.start, end: row.end }).collect())
}

pub async fn find_by_key(scope: &mut Scope, customer: CustomerId, key: &str) -> Result<Option<Known>> {
    let row = sqlx::query!(
        r#"select a.id, a.idempotency_hash,
                  (select m.to_status from appointment_moves m where m.appointment_id = a.id order by m.id limit 1) as first_status
           from appointments a where a.customer_id = $1 and a.idempotency_key = $2"#,
        *customer,
        key
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    row.map(|row| {
        let first_status = row.first_status.as_deref().and_then(Status::parse).ok_or(Code::Internal)?;
        Ok(Known { id: row.id.into(), hash: row.idempotency_hash, first_status })
    })
    .transpose()
}
