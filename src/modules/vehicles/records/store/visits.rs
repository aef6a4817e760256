//! SQL of what the house has written about visits.

use super::{Entry, items, own};
use crate::{
    kernel::{
        error::Result,
        ids::{AppointmentId, CustomerId, FileId, VehicleId},
        money::Money,
    },
    platform::Scope,
};

/// The newest version of a visit's line, the car in whose book it is read, and whose that is.
#[derive(Clone, Debug)]
pub struct OfVisit {
    pub vehicle_id: VehicleId,
    pub customer_id: CustomerId,
    pub entry: Entry,
}

/// Nothing for visits that no book names, and for removed cars.
pub async fn newest(scope: &mut Scope, visit: AppointmentId) -> Result<Option<OfVisit>> {
    let row = sqlx::query!(
        r#"select k.id as vehicle_id, k.customer_id, r.record_id, r.version, r.origin = 'owner' as "is_declared!", r.done_on, r.km,
                  r.workshop, r.items, r.parts_kurus, r.labour_kurus, r.total_kurus, r.note, r.created_at, r.code, r.files,
                  r.created_at >= coalesce(v.handed_over_at, r.created_at) as "is_own!"
           from vehicle_maintenance_records r join customer_vehicles v on v.id = r.vehicle_id
           join customer_vehicles k on k.id = coalesce(v.joined_to, v.id)
           where r.appointment_id = $1 and k.removed_at is null order by r.version desc limit 1"#,
        *visit
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    row.map(|row| {
        let (vehicle_id, customer_id) = (row.vehicle_id.into(), row.customer_id.into());
        Ok(OfVisit { vehicle_id, customer_id, entry: entry!(row) })
    })
    .transpose()
}

/// `not_found` for papers of declarations, and for what is none.
pub async fn of_paper(scope: &mut Scope, id: FileId) -> Result<AppointmentId> {
    let visit = sqlx::query_scalar!(
        r#"select r.appointment_id as "visit!" from vehicle_record_files f
           join vehicle_maintenance_records r on r.record_id = f.record_id and r.version = f.version
           where f.id = $1 and r.appointment_id is not null"#,
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(visit.into())
}
