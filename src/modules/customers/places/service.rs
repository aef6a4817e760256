//! Keeping places.

use super::{
    model::{PlaceIdInput, PlaceInput, PlaceKind, place_id},
    store::{self, Place},
};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::PlaceId,
    },
    modules::customers::{policy, store::invoices},
    platform::Scope,
};

/// A home, a workplace and what else one drives to.
pub const PLACES_MAX: usize = 10;

/// The actor's places in their order: home, work, others.
///
/// # Errors
/// `unauthenticated` for visitors, `forbidden` for people without a customer's side.
pub async fn places(scope: &mut Scope) -> Result<Vec<Place>> {
    let own = policy::own(&scope.actor)?;
    store::list(scope, own).await
}

/// The same for pages that go on without: nobody else has any.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn places_if_any(scope: &mut Scope) -> Result<Vec<Place>> {
    match policy::own(&scope.actor) {
        Ok(own) => store::list(scope, own).await,
        Err(_) => Ok(Vec::new()),
    }
}

/// Makes a place or changes one.
///
/// # Errors
/// `invalid` with the refused fields (`taken` for a second home or workplace, `too_many` beyond [`PLACES_MAX`]), `not_found`
/// for places of others.
pub async fn save(scope: &mut Scope, input: &PlaceInput) -> Result<PlaceId> {
    let own = policy::own(&scope.actor)?;
    let known = if input.place_id.is_empty() { None } else { Some(place_id(&input.place_id)?) };
    // Two forms of one customer wait for each other.
    invoices::lock(scope, own).await?;
    let before = store::list(scope, own).await?;
    if known.is_some_and(|id| before.iter().all(|place| place.id != id)) {
        return Err(Code::NotFound.into());
    }
    let place = input.check(&scope.wires.reference.get())?;
    let is_second = |other: &Place| Some(other.id) != known && other.kind() == place.kind;
    if place.kind != PlaceKind::Other && before.iter().any(is_second) {
        return Err(AppError::field("kind", Rule::Taken));
    }
    match known {
        Some(id) => store::save(scope, own, id, &place).await.map(|()| id),
        None if before.len() >= PLACES_MAX => {
            Err(AppError::field_with("kind", Rule::TooMany, i64::try_from(PLACES_MAX).ok()))
        }
        None => store::insert(scope, own, &place).await,
    }
}

/// # Errors
/// `not_found` for places of others.
pub async fn remove(scope: &mut Scope, input: &PlaceIdInput) -> Result<()> {
    let own = policy::own(&scope.actor)?;
    store::delete(scope, own, place_id(&input.place_id)?).await
}
