//! Pages that need parts of several modules.

use crate::{
    kernel::error::Result,
    modules::{appointments, mechanics, reviews, vehicles},
    platform::{Scope, Visit},
    ui::Page,
};

/// A workshop's public page with its next free slots and its reviews.
pub async fn profile(visit: Visit, slug: String) -> Result<Page> {
    let mechanic = mechanics::shown_by_slug(&mut Scope::read(&visit), &slug).await?;
    let [slots_beside, slots_within] = appointments::pages::next_slots(&visit, &mechanic).await?;
    let parts = mechanics::pages::ProfileParts {
        slots_beside,
        slots_within,
        reviews: reviews::pages::on_profile(&visit, mechanic.id).await?,
    };
    mechanics::pages::profile(visit, mechanic, parts).await
}

/// The service book of a car, with the visits that are not in it yet.
pub async fn service_book(visit: Visit, id: String) -> Result<Page> {
    let unfiled = appointments::pages::unfiled_part(&visit, &id).await?;
    vehicles::pages::service_book(visit, id, unfiled).await
}

/// The account's first page: what comes next, what comes due, and one's cars.
pub async fn account(visit: Visit) -> Result<Page> {
    let due = vehicles::pages::due_part(&visit).await?;
    let cars = vehicles::pages::cars_part(&visit).await?;
    appointments::pages::account_home(visit, due, cars).await
}
