//! Computing the figures, and reading those of one workshop.

use super::{
    model::{ANSWER_DAYS, FairPrice, Figures, PRICE_DAYS},
    store,
};
use crate::{
    kernel::error::Result,
    modules::mechanics::{Offer, PublicMechanic},
    platform::Scope,
};

/// A night's work is not done again at every start of the next day.
const FRESH_MINUTES: i64 = 20 * 60;

/// Computes all figures anew. Returns how many rows there are.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn compute(scope: &mut Scope) -> Result<u64> {
    scope.take_time().await?;
    let (year, months) = (scope.now.plus_days(-PRICE_DAYS), scope.now.plus_days(-ANSWER_DAYS));
    let prices = store::compute_prices(scope, year).await?;
    Ok(prices + store::compute_figures(scope, months, year).await?)
}

/// Were they never computed, or not for most of a day?
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn are_old(scope: &mut Scope) -> Result<bool> {
    let lately = scope.now.plus_minutes(-FRESH_MINUTES);
    Ok(store::computed_at(scope).await?.is_none_or(|at| at < lately))
}

/// What a workshop's public page tells of them.
pub struct OnProfile {
    pub figures: Figures,
    pub prices: Vec<FairPrice>,
}

/// # Errors
/// `unavailable` when the database is away.
pub async fn on_profile(scope: &mut Scope, mechanic: &PublicMechanic) -> Result<OnProfile> {
    let figures = store::figures(scope, mechanic.id).await?;
    let prices = fair_prices(scope, mechanic.province.id, &mechanic.offers).await?;
    Ok(OnProfile { figures, prices })
}

/// What the services of these offers usually cost in a province.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn fair_prices(scope: &mut Scope, province: i16, offers: &[Offer]) -> Result<Vec<FairPrice>> {
    let services: Vec<_> = offers.iter().map(|offer| offer.service_id).collect();
    store::fair_prices(scope, province, &services).await
}
