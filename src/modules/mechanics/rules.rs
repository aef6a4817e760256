//! Which cars a workshop takes: without an including rule every car; an excluding rule always wins.

use super::{certificates, prices, workshop::store};
use crate::{
    kernel::{
        error::Result,
        ids::{BrandId, MechanicId, ModelId},
    },
    modules::vehicles::{BrandsMerged, CarSpec, Fuel, ModelsMerged},
    platform::Scope,
};

/// One line of the rules; what is `None` holds for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VehicleRule {
    pub brand_id: Option<BrandId>,
    pub model_id: Option<ModelId>,
    pub year_from: Option<i16>,
    pub year_to: Option<i16>,
    pub fuel: Option<Fuel>,
    pub includes: bool,
}

impl VehicleRule {
    pub fn names(&self, car: &CarSpec) -> bool {
        self.brand_id.is_none_or(|brand| brand == car.brand_id)
            && self.model_id.is_none_or(|model| model == car.model_id)
            && self.year_from.is_none_or(|year| year <= car.year)
            && self.year_to.is_none_or(|year| car.year <= year)
            && self.fuel.is_none_or(|fuel| car.fuel == Some(fuel))
    }
}

/// Which rule decides about a car, by its place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    Excluded(usize),
    Included(usize),
    /// No rule includes anything, so every car is taken.
    EveryCar,
    /// Some rule includes something, none of them this car.
    NotNamed,
}

impl Reason {
    pub const fn takes(self) -> bool {
        matches!(self, Self::Included(_) | Self::EveryCar)
    }
}

/// What these rules say about a car, and why.
pub fn judge(rules: &[VehicleRule], car: &CarSpec) -> Reason {
    let naming = |includes: bool| rules.iter().position(|rule| rule.includes == includes && rule.names(car));
    match (naming(false), naming(true)) {
        (Some(rule), _) => Reason::Excluded(rule),
        (None, Some(rule)) => Reason::Included(rule),
        (None, None) if rules.iter().any(|rule| rule.includes) => Reason::NotNamed,
        (None, None) => Reason::EveryCar,
    }
}

/// Do these rules let a car in?
pub fn allow(rules: &[VehicleRule], car: &CarSpec) -> bool {
    judge(rules, car).takes()
}

/// A model became another one: rules and prices that named it name the other.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn rename_rules(scope: &mut Scope, event: &ModelsMerged) -> Result<()> {
    store::rename_rules(scope, event).await?;
    prices::store::rename(scope, event).await
}

/// A brand became another one: rules, prices and authorisations that named it name the other.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn rename_brand(scope: &mut Scope, event: &BrandsMerged) -> Result<()> {
    store::rename_brand_rules(scope, event).await?;
    prices::store::rename_brand(scope, event).await?;
    certificates::store::rename_brand(scope, event).await
}

/// Does a workshop take a car?
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn takes(scope: &mut Scope, id: MechanicId, car: &CarSpec) -> Result<bool> {
    Ok(allow(&store::rules(scope, id).await?, car))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const FIAT: BrandId = BrandId(Uuid::from_u128(1));
    const OPEL: BrandId = BrandId(Uuid::from_u128(2));
    const EGEA: ModelId = ModelId(Uuid::from_u128(3));
    const DOBLO: ModelId = ModelId(Uuid::from_u128(4));

    fn rule(brand_id: BrandId, model_id: Option<ModelId>, includes: bool) -> VehicleRule {
        VehicleRule { brand_id: Some(brand_id), model_id, year_from: None, year_to: None, fuel: None, includes }
    }

    fn car(brand_id: BrandId, model_id: ModelId, year: i16) -> CarSpec {
        CarSpec { brand_id, model_id, year, fuel: Some(Fuel::Diesel) }
    }

    #[test]
    fn without_rules_every_car_is_taken() {
        assert!(allow(&[], &car(FIAT, EGEA, 2019)));
        assert!(allow(&[rule(OPEL, None, false)], &car(FIAT, EGEA, 2019)));
    }

    #[test]
    fn an_including_rule_shuts_out_the_rest() {
        let rules = [rule(FIAT, None, true)];
        assert!(allow(&rules, &car(FIAT, DOBLO, 2010)));
        assert!(!allow(&rules, &car(OPEL, EGEA, 2010)));
    }

    #[test]
    fn an_excluding_rule_wins() {
        let rules = [rule(FIAT, None, true), rule(FIAT, Some(DOBLO), false)];
        assert!(allow(&rules, &car(FIAT, EGEA, 2019)));
        assert!(!allow(&rules, &car(FIAT, DOBLO, 2019)));
    }

    #[test]
    fn a_fuel_may_stand_alone_or_beside_a_brand() {
        let electric = VehicleRule { brand_id: None, fuel: Some(Fuel::Electric), ..rule(FIAT, None, false) };
        let own = car(FIAT, EGEA, 2019);
        assert!(allow(&[electric], &own));
        assert!(!allow(&[electric], &CarSpec { fuel: Some(Fuel::Electric), ..own }));
        let diesel = VehicleRule { fuel: Some(Fuel::Diesel), ..rule(FIAT, None, true) };
        assert!(allow(&[diesel], &own));
        assert!(!allow(&[diesel], &CarSpec { fuel: Some(Fuel::Petrol), ..own }));
        assert!(!allow(&[diesel], &CarSpec { fuel: None, ..own }), "what is not known is not named");
    }

    #[test]
    fn years_are_inclusive_and_may_be_open() {
        let rules = [VehicleRule { year_from: Some(2015), year_to: None, ..rule(FIAT, Some(EGEA), true) }];
        assert!(allow(&rules, &car(FIAT, EGEA, 2015)));
        assert!(!allow(&rules, &car(FIAT, EGEA, 2014)));
        let rules = [VehicleRule { year_to: Some(2015), ..rule(FIAT, None, false) }];
        assert!(!allow(&rules, &car(FIAT, EGEA, 2015)));
        assert!(allow(&rules, &car(FIAT, EGEA, 2016)));
    }
}
