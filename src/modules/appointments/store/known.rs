//! Bookings by the key that makes a second request the first one.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::{AppointmentId, CustomerId},
    },
    modules::appointments::status::Status,
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
