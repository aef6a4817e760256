//! Visits that were done before cars had a service book.

use crate::{
    kernel::{error::Result, ids::VehicleId},
    modules::{
        appointments::store::{self, Appointment},
        vehicles::{self, DoneVisit, model::vehicle_id, records::model::Item},
    },
    platform::Scope,
};

/// So many go into the book at once.
const BATCH: i64 = 50;

/// How many done visits of one's own car its book does not name.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of others.
pub async fn unfiled(scope: &mut Scope, id: &str) -> Result<usize> {
    let car = vehicles::get_for(scope, vehicle_id(id)?).await?;
    Ok(store::unfiled(scope, car.customer_id, car.id, BATCH).await?.len())
}

/// Writes the done visits of one's own car into its book, the earliest first.
///
/// # Errors
/// As [`unfiled`].
pub async fn file(scope: &mut Scope, id: &str) -> Result<VehicleId> {
    let car = vehicles::get_for(scope, vehicle_id(id)?).await?;
    for visit in store::unfiled(scope, car.customer_id, car.id, BATCH).await? {
        let appointment = store::get(scope, visit).await?;
        vehicles::file_visit(scope, line(&appointment)).await?;
    }
    Ok(car.id)
}

/// What the book says about a visit.
pub fn line(appointment: &Appointment) -> DoneVisit {
    let items = appointment.lines.iter().map(|line| Item {
        tr: line.name_tr.clone(),
        en: line.name_en.clone(),
        parts_class: line.given.parts_class,
        warranty_months: line.given.warranty_months,
        warranty_km: line.given.warranty_km,
    });
    let split = appointment.settled.as_ref().and_then(|settled| settled.split);
    DoneVisit {
        vehicle_id: appointment.vehicle_id,
        customer_id: appointment.customer_id,
        booked_at: appointment.created_at,
        appointment_id: appointment.id,
        done_on: appointment.start_at.day(),
        km: appointment.km,
        workshop: appointment.mechanic_name.clone(),
        items: items.collect(),
        services: appointment.lines.iter().map(|line| line.service_id).collect(),
        parts: split.map(|split| split.parts).unwrap_or_default(),
        labour: split.map(|split| split.labour).unwrap_or_default(),
        total: appointment.cost(),
    }
}
