//! What a workshop offers: services of the taxonomy with its own price and time.

use super::{
    prices::{
        by_car::{CarPrice, price_for},
        inputs::Promise,
    },
    workshop::store,
};
use crate::{
    kernel::{
        error::Result,
        ids::{MechanicId, ServiceId},
        lang::Lang,
        money::Money,
    },
    modules::vehicles::CarFacts,
    platform::Scope,
};

pub use super::model::PriceKind;

/// A service as a workshop offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub service_id: ServiceId,
    pub name_tr: String,
    pub name_en: String,
    pub price: Money,
    pub price_kind: PriceKind,
    /// Work time.
    pub minutes: i32,
    pub promise: Promise,
    /// Other prices for some cars; empty in an offer that [`Offer::for_car`] has answered for one.
    pub car_prices: Vec<CarPrice>,
}

impl Offer {
    pub fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name_tr, &self.name_en)
    }

    /// What this offer is for a car.
    #[must_use]
    pub fn for_car(&self, car: &CarFacts<'_>) -> Self {
        let mut own = Self { car_prices: Vec::new(), ..self.clone() };
        if let Some(price) = price_for(&self.car_prices, car) {
            (own.price, own.price_kind) = (price.price, price.price_kind);
            own.minutes = price.minutes.unwrap_or(own.minutes);
        }
        own
    }

    /// The lowest and the highest of its prices, when they depend on the car.
    pub fn price_range(&self) -> Option<(Money, Money)> {
        let all = || self.car_prices.iter().map(|price| price.price).chain([self.price]);
        let (low, high) = (all().min()?, all().max()?);
        (low < high).then_some((low, high))
    }
}

/// The active offers of a workshop in the order of the taxonomy. Services that were retired from it are left out.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn offers(scope: &mut Scope, id: MechanicId) -> Result<Vec<Offer>> {
    store::offers(scope, id).await
}
