//! SQL of done visits and the service book of `vehicles`.

use crate::{
    kernel::{
        error::Result,
        ids::{AppointmentId, CustomerId, VehicleId},
    },
    platform::Scope,
};

/// Done visits of a car that its service book does not name, the earliest first.
pub async fn unfiled(
    scope: &mut Scope,
    customer: CustomerId,
    vehicle: VehicleId,
    limit: i64,
) -> Result<Vec<AppointmentId>> {
    let ids = sqlx::query_scalar!(
        "select a.id from appointments a
         where a.customer_id = $1 and a.vehicle_id = $2 and a.status = 'completed'
           and not exists (select from vehicle_maintenance_records r where r.appointment_id = a.id)
         order by a.start_at, a.id limit $3",
        *customer,
        *vehicle,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}
