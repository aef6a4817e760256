//! Pages that need parts of several modules.

use crate::{
    kernel::error::Result,
    modules::{appointments, auth, customers, mechanics, reviews, vehicles},
    platform::{Scope, Visit},
    ui::Page,
};

/// What a workshop's public page tells.
pub struct Profile {
    mechanic: mechanics::PublicMechanic,
    slots: Vec<appointments::slots::Slot>,
    figures: appointments::figures::service::OnProfile,
    reviews: reviews::OnProfile,
}

impl Profile {
    /// `after` is the id of the last review seen.
    ///
    /// # Errors
    /// `not_found` for unknown workshops, and for those that are not public unless the actor decides about them.
    pub async fn load(scope: &mut Scope, slug: &str, after: &str) -> Result<Self> {
        let mechanic = mechanics::shown_by_slug(scope, slug).await?;
        let slots = appointments::free_hours(scope, &mechanic).await?;
        let figures = appointments::figures::on_profile(scope, &mechanic).await?;
        let reviews = reviews::on_profile(scope, mechanic.id, after).await?;
        Ok(Self { mechanic, slots, figures, reviews })
    }
}

/// A workshop's public page with its next free slots and its reviews.
pub async fn profile(visit: Visit, slug: String) -> Result<Page> {
    let after = visit.param("yorum_sonra").unwrap_or_default();
    let Profile { mechanic, slots, figures, reviews } = Profile::load(&mut Scope::read(&visit), &slug, &after).await?;
    mechanics::note_advert_click(&visit, mechanic.id).await;
    mechanics::note_seen(&visit, mechanic.id).await;
    Ok(page(&visit, &mechanic, &slots, &figures, reviews, false))
}

/// The same page as its owner would change it: with what is typed in the profile's form.
pub async fn profile_draft(visit: Visit) -> Result<Page> {
    let typed = mechanics::pages::typed_profile(&visit);
    let mut scope = Scope::read(&visit);
    let mechanic = mechanics::draft(&mut scope, typed.as_ref()).await?;
    let slots = appointments::free_hours(&mut scope, &mechanic).await?;
    let figures = appointments::figures::on_profile(&mut scope, &mechanic).await?;
    let reviews = reviews::on_profile(&mut scope, mechanic.id, "").await?;
    drop(scope);
    Ok(page(&visit, &mechanic, &slots, &figures, reviews, true))
}

fn page(
    visit: &Visit,
    mechanic: &mechanics::PublicMechanic,
    slots: &[appointments::slots::Slot],
    figures: &appointments::figures::service::OnProfile,
    reviews: reviews::OnProfile,
    is_draft: bool,
) -> Page {
    let [slots_beside, slots_within] = appointments::pages::next_slots(visit, mechanic, slots);
    let reviews = reviews::pages::on_profile(visit, reviews);
    let figures = appointments::pages::figures_on_profile(visit, mechanic, figures);
    let parts = mechanics::pages::ProfileParts { slots_beside, slots_within, figures, reviews, is_draft };
    mechanics::pages::profile(visit, mechanic, parts)
}

/// Every way in and every device, with the PIN of who belongs to a workshop.
pub async fn security(visit: Visit) -> Result<Page> {
    let pin = mechanics::pages::pin_part(&visit).await?;
    auth::pages::security(visit, pin).await
}

/// The service book of a car, with the visits that are not in it yet: of before, and those that its owner's household has booked.
pub async fn service_book(visit: Visit, id: String) -> Result<Page> {
    let unfiled = appointments::pages::unfiled_part(&visit, &id).await?;
    let household = appointments::pages::household_part(&visit, &id).await?;
    vehicles::pages::service_book(visit, id, [household, unfiled]).await
}

/// Places to search from, with the pin that workshops are set with.
pub async fn places(visit: Visit) -> Result<Page> {
    let pin: customers::pages::PinFields =
        |visit, state, province| mechanics::pages::pin_fields(visit, state, mechanics::pages::PinForm::Place, province);
    customers::pages::places(visit, pin).await
}

/// The account's first page: what comes next, what comes due, and one's cars.
pub async fn account(visit: Visit) -> Result<Page> {
    let due = vehicles::pages::due_part(&visit).await?;
    let cars = vehicles::pages::cars_part(&visit).await?;
    appointments::pages::account_home(visit, due, cars).await
}

/// The workshop's first page: its day, with what else waits for whoever runs it.
pub async fn workshop_home(visit: Visit) -> Result<Page> {
    let reviews = reviews::pages::unanswered_part(&visit).await?;
    let complete = mechanics::pages::workshop::complete_part(&visit).await?;
    appointments::pages::workshop_today(visit, reviews, complete).await
}
