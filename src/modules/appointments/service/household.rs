//! Visits that others have booked with one's own car.

use crate::{
    kernel::error::Result,
    modules::{
        appointments::store::{self, Appointment},
        vehicles::{self, model::vehicle_id},
    },
    platform::Scope,
};

/// So many are shown; what is done stands in the service book.
const SHOWN: i64 = 20;

/// What is coming, soonest first.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of others.
pub async fn by_household(scope: &mut Scope, id: &str) -> Result<Vec<Appointment>> {
    let car = vehicles::get_for(scope, vehicle_id(id)?).await?;
    store::upcoming_of_household(scope, car.id, car.customer_id, SHOWN).await
}
