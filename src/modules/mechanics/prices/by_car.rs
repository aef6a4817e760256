//! Which price holds for a car.

use crate::{
    kernel::{
        ids::{BrandId, ModelId, PriceId},
        money::Money,
    },
    modules::{
        mechanics::model::PriceKind,
        vehicles::{CarFacts, Fuel},
    },
};
use serde::Deserialize;
use std::cmp::Reverse;

/// The price of an offer for some cars; what is `None` holds for all.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CarPrice {
    pub id: PriceId,
    pub brand_id: Option<BrandId>,
    pub model_id: Option<ModelId>,
    pub year_from: Option<i16>,
    pub year_to: Option<i16>,
    pub fuel: Option<Fuel>,
    pub body: Option<String>,
    #[serde(rename = "price_kurus")]
    pub price: Money,
    pub price_kind: PriceKind,
    /// `None`: as long as for every car.
    pub minutes: Option<i32>,
}

impl CarPrice {
    pub fn names(&self, car: &CarFacts<'_>) -> bool {
        let spec = car.spec;
        self.brand_id.is_none_or(|brand| brand == spec.brand_id)
            && self.model_id.is_none_or(|model| model == spec.model_id)
            && self.year_from.is_none_or(|year| year <= spec.year)
            && self.year_to.is_none_or(|year| spec.year <= year)
            && self.fuel.is_none_or(|fuel| spec.fuel == Some(fuel))
            && self.body.as_deref().is_none_or(|body| car.body.split(';').any(|one| one == body))
    }

    /// A model is narrower than a brand, a brand than anything else; then what says more is narrower, then fewer years.
    fn narrowness(&self) -> (bool, bool, usize, Reverse<i32>) {
        let years = i32::from(self.year_to.unwrap_or(i16::MAX)) - i32::from(self.year_from.unwrap_or_default());
        let has_years = self.year_from.is_some() || self.year_to.is_some();
        let said = [has_years, self.fuel.is_some(), self.body.is_some()].into_iter().filter(|said| *said).count();
        (self.model_id.is_some(), self.brand_id.is_some(), said, Reverse(years))
    }
}

/// The one that counts for a car, if any names it.
pub fn price_for<'a>(prices: &'a [CarPrice], car: &CarFacts<'_>) -> Option<&'a CarPrice> {
    prices
        .iter()
        .filter(|price| price.names(car))
        .max_by_key(|price| (price.narrowness(), Reverse(price.price), Reverse(price.id)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::vehicles::CarSpec;
    use uuid::Uuid;

    const FIAT: BrandId = BrandId(Uuid::from_u128(1));
    const EGEA: ModelId = ModelId(Uuid::from_u128(2));

    fn any(id: u128, price: i64) -> CarPrice {
        CarPrice {
            id: PriceId(Uuid::from_u128(id)),
            brand_id: None,
            model_id: None,
            year_from: None,
            year_to: None,
            fuel: None,
            body: None,
            price: Money(price),
            price_kind: PriceKind::Fixed,
            minutes: None,
        }
    }

    fn car(year: i16, fuel: &str, body: &'static str) -> CarFacts<'static> {
        CarFacts { spec: CarSpec { brand_id: FIAT, model_id: EGEA, year, fuel: Fuel::parse(fuel) }, body }
    }

    fn chosen(prices: &[CarPrice], car: &CarFacts<'_>) -> Option<i64> {
        price_for(prices, car).map(|price| price.price.0)
    }

    #[test]
    fn the_narrowest_counts() {
        let fiat = CarPrice { brand_id: Some(FIAT), ..any(1, 100) };
        let egea = CarPrice { model_id: Some(EGEA), ..CarPrice { price: Money(200), ..fiat.clone() } };
        let diesel = CarPrice { fuel: Some(Fuel::Diesel), ..any(3, 300) };
        let fiat_diesel = CarPrice { fuel: Some(Fuel::Diesel), ..CarPrice { price: Money(400), ..fiat.clone() } };
        let all = [diesel.clone(), fiat_diesel.clone(), egea, fiat.clone()];
        assert_eq!(chosen(&all, &car(2019, "diesel", "sedan")), Some(200), "the model");
        let rest = [diesel.clone(), fiat_diesel, fiat];
        assert_eq!(chosen(&rest, &car(2019, "diesel", "sedan")), Some(400), "the brand that says more");
        assert_eq!(chosen(&rest, &car(2019, "petrol", "sedan")), Some(100));
        assert_eq!(chosen(&[diesel], &car(2019, "petrol", "sedan")), None);
    }

    #[test]
    fn fewer_years_are_narrower_and_of_equals_the_lowest_counts() {
        let old = CarPrice { year_to: Some(2015), ..any(1, 100) };
        let few = CarPrice { year_from: Some(2010), year_to: Some(2015), ..any(2, 200) };
        assert_eq!(chosen(&[old.clone(), few.clone()], &car(2012, "petrol", "sedan")), Some(200));
        assert_eq!(chosen(&[old.clone(), few], &car(2009, "petrol", "sedan")), Some(100));
        assert_eq!(chosen(&[old], &car(2016, "petrol", "sedan")), None);
        let suv = CarPrice { body: Some("suv".into()), ..any(1, 150) };
        let diesel = CarPrice { fuel: Some(Fuel::Diesel), ..any(2, 120) };
        assert_eq!(chosen(&[suv.clone(), diesel], &car(2016, "diesel", "sedan;suv")), Some(120));
        assert_eq!(chosen(&[suv], &car(2016, "diesel", "hatchback")), None);
    }
}
