//! Cars and the catalogue as pages, islands and other clients see them, and the checks of what people type.

use crate::kernel::{
    error::{AppError, Checks, Result, Rule},
    ids::{BrandId, CustomerId, ModelId, VariantId, VehicleId},
    text::{Plate, fold},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub const KM_MAX: i32 = 3_000_000;

/// A car somebody owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Car {
    pub id: VehicleId,
    pub customer_id: CustomerId,
    /// In normal form: `34 ABC 123`.
    pub plate: String,
    /// Brand, model and variant: `Fiat Egea 1.4 Fire 95`.
    pub label: String,
    pub brand_id: BrandId,
    pub model_id: ModelId,
    pub variant_id: VariantId,
    pub model_year: i16,
    pub km: i32,
    pub is_default: bool,
    /// Codes of the catalogue: `petrol`, `manual`, `sedan;wagon`.
    pub fuel: String,
    pub transmission: String,
    pub body: String,
}

impl Car {
    pub fn spec(&self) -> CarSpec {
        CarSpec {
            brand_id: self.brand_id,
            model_id: self.model_id,
            year: self.model_year,
            fuel: Fuel::parse(&self.fuel),
        }
    }

    pub fn facts(&self) -> CarFacts<'_> {
        CarFacts { spec: self.spec(), body: &self.body }
    }
}

/// What workshops' prices ask about a car.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CarFacts<'a> {
    pub spec: CarSpec,
    /// One or several codes of the catalogue: `sedan;wagon`.
    pub body: &'a str,
}

/// What workshops' rules ask about a car.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CarSpec {
    pub brand_id: BrandId,
    pub model_id: ModelId,
    pub year: i16,
    /// `None` where it is not known.
    pub fuel: Option<Fuel>,
}

/// What a car burns, or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fuel {
    Petrol,
    Diesel,
    Lpg,
    Hybrid,
    PlugInHybrid,
    Electric,
}

impl Fuel {
    pub const ALL: [Self; 6] =
        [Self::Petrol, Self::Diesel, Self::Lpg, Self::Hybrid, Self::PlugInHybrid, Self::Electric];

    /// The code of the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Petrol => "petrol",
            Self::Diesel => "diesel",
            Self::Lpg => "lpg",
            Self::Hybrid => "hybrid",
            Self::PlugInHybrid => "plug_in_hybrid",
            Self::Electric => "electric",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fuel| fuel.word() == word)
    }
}

/// A car in `GET vehicles/mine`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarItem {
    pub id: VehicleId,
    pub plate: String,
    pub label: String,
    pub brand_id: BrandId,
    pub model_id: ModelId,
    pub variant_id: VariantId,
    pub model_year: i16,
    pub km: i32,
    pub is_default: bool,
}

impl From<Car> for CarItem {
    fn from(car: Car) -> Self {
        Self {
            id: car.id,
            plate: car.plate,
            label: car.label,
            brand_id: car.brand_id,
            model_id: car.model_id,
            variant_id: car.variant_id,
            model_year: car.model_year,
            km: car.km,
            is_default: car.is_default,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandItem {
    pub id: BrandId,
    pub name: String,
    pub slug: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelItem {
    pub id: ModelId,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearItem {
    pub id: Uuid,
    pub name: String,
    pub year: i16,
}

/// `generation` and `body` tell variants of the same name apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantItem {
    pub id: VariantId,
    pub name: String,
    pub fuel: String,
    pub transmission: String,
    pub generation: String,
    pub body: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddInput {
    #[serde(default)]
    pub plate: String,
    #[serde(default)]
    pub variant_id: String,
    #[serde(default)]
    pub model_year: String,
    #[serde(default)]
    pub km: String,
    /// Where a plain form goes on to; a path of this site.
    #[serde(default)]
    pub next: String,
}

/// A new car whose fields hold by themselves; whether the variant was built that year, the catalogue knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCar {
    pub plate: Plate,
    pub variant_id: VariantId,
    pub model_year: i16,
    pub km: i32,
}

impl AddInput {
    /// # Errors
    /// `invalid` with every refused field.
    pub fn check(&self) -> Result<NewCar> {
        let mut checks = Checks::default();
        let plate = checks.keep("plate", Plate::parse(&self.plate));
        let variant_id = checks.keep("variant_id", choice(&self.variant_id));
        let model_year = checks.keep("model_year", year(&self.model_year));
        let km = checks.keep("km", kilometres(&self.km));
        checks.done()?;
        match (plate, variant_id, model_year, km) {
            (Some(plate), Some(variant_id), Some(model_year), Some(km)) => {
                Ok(NewCar { plate, variant_id, model_year, km })
            }
            _ => Err(crate::kernel::error::Code::Invalid.into()),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    pub id: VehicleId,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct EditInput {
    #[serde(default)]
    pub vehicle_id: String,
    #[serde(default)]
    pub plate: String,
    #[serde(default)]
    pub km: String,
}

impl EditInput {
    /// # Errors
    /// `not_found` for what is no id, `invalid` with every refused field.
    pub fn check(&self) -> Result<(VehicleId, Plate, i32)> {
        let id = vehicle_id(&self.vehicle_id)?;
        let mut checks = Checks::default();
        let plate = checks.keep("plate", Plate::parse(&self.plate));
        let km = checks.keep("km", kilometres(&self.km));
        checks.done()?;
        plate.zip(km).map(|(plate, km)| (id, plate, km)).ok_or_else(|| crate::kernel::error::Code::Invalid.into())
    }
}

/// The car was chosen wrongly: what it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CorrectionInput {
    #[serde(default)]
    pub vehicle_id: String,
    #[serde(default)]
    pub variant_id: String,
    #[serde(default)]
    pub model_year: String,
}

impl CorrectionInput {
    /// # Errors
    /// `not_found` for what is no id, `invalid` with every refused field.
    pub fn check(&self) -> Result<(VehicleId, VariantId, i16)> {
        let id = vehicle_id(&self.vehicle_id)?;
        let mut checks = Checks::default();
        let variant = checks.keep("variant_id", choice(&self.variant_id));
        let year = checks.keep("model_year", year(&self.model_year));
        checks.done()?;
        variant
            .zip(year)
            .map(|(variant, year)| (id, variant, year))
            .ok_or_else(|| crate::kernel::error::Code::Invalid.into())
    }
}

/// Names one car: for removing it and for making it the default.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CarInput {
    #[serde(default)]
    pub vehicle_id: String,
}

/// # Errors
/// `not_found` for what is no id: no such car.
pub fn vehicle_id(text: &str) -> Result<VehicleId> {
    text.parse().map_err(|_| AppError::new(crate::kernel::error::Code::NotFound))
}

fn choice(text: &str) -> Result<VariantId, Rule> {
    if text.trim().is_empty() {
        return Err(Rule::Required);
    }
    text.parse().map_err(|_| Rule::UnknownChoice)
}

/// Four digits.
///
/// # Errors
/// [`Rule::Required`] when empty, [`Rule::NotANumber`] otherwise.
pub fn year(text: &str) -> Result<i16, Rule> {
    let text = text.trim();
    match text.len() {
        0 => Err(Rule::Required),
        4 if text.bytes().all(|b| b.is_ascii_digit()) => text.parse().map_err(|_| Rule::NotANumber),
        _ => Err(Rule::NotANumber),
    }
}

/// Kilometres as people write them: `84250`, `84.250`, `84,250`, `84 250`. A mark that does not group thousands is no such number.
///
/// # Errors
/// [`Rule::Required`] when empty, [`Rule::NotANumber`], [`Rule::OutOfRange`] beyond [`KM_MAX`].
pub fn kilometres(text: &str) -> Result<i32, Rule> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Rule::Required);
    }
    let groups: Vec<&str> = text.split(['.', ',', ' ', '\u{a0}']).collect();
    let digits_only = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
    let grouped = groups.len() == 1
        || (groups.first().is_some_and(|g| g.len() <= 3) && groups.iter().skip(1).all(|g| g.len() == 3));
    if !(digits_only && grouped) {
        return Err(Rule::NotANumber);
    }
    // More digits than an i64 holds are digits all the same, only too many.
    let km: i64 = groups.concat().parse().unwrap_or(i64::MAX);
    i32::try_from(km).ok().filter(|km| *km <= KM_MAX).ok_or(Rule::OutOfRange)
}

/// Does a name of the catalogue answer to what was typed? Every typed word begins a word of the name, folded.
pub fn answers_to(name: &str, typed: &str) -> bool {
    let (name, typed) = (fold(name), fold(typed));
    typed.split(' ').all(|word| name.split(' ').any(|candidate| candidate.starts_with(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> AddInput {
        AddInput {
            plate: "34abc123".into(),
            variant_id: "0190b1a0-0000-7000-8000-000000000001".into(),
            model_year: "2019".into(),
            km: "84.250".into(),
            next: String::new(),
        }
    }

    fn rules(input: &AddInput) -> Vec<(String, Rule)> {
        input
            .check()
            .err()
            .map(|e| e.fields.into_iter().map(|(name, field)| (name, field.rule)).collect())
            .unwrap_or_default()
    }

    #[test]
    fn a_whole_car_passes_in_normal_form() {
        let car = input().check().ok();
        assert_eq!(
            car.map(|car| (car.plate.to_string(), car.model_year, car.km)),
            Some(("34 ABC 123".into(), 2019, 84_250))
        );
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let empty = ["km", "model_year", "plate", "variant_id"].map(|name| (name.to_owned(), Rule::Required));
        assert_eq!(rules(&AddInput::default()), empty);
        assert_eq!(rules(&AddInput { plate: "99 ABC 1".into(), ..input() }), [("plate".to_owned(), Rule::Plate)]);
        assert_eq!(
            rules(&AddInput { variant_id: "egea".into(), ..input() }),
            [("variant_id".to_owned(), Rule::UnknownChoice)]
        );
        assert_eq!(
            rules(&AddInput { model_year: "MMXIX".into(), ..input() }),
            [("model_year".to_owned(), Rule::NotANumber)]
        );
    }

    #[test]
    fn kilometres_are_read_as_people_write_them() {
        for (typed, km) in
            [("0", 0), ("84250", 84_250), ("84.250", 84_250), ("1 234 567", 1_234_567), (" 3000000 ", KM_MAX)]
        {
            assert_eq!(kilometres(typed), Ok(km), "{typed}");
        }
        for (typed, rule) in [
            ("", Rule::Required),
            ("-1", Rule::NotANumber),
            ("84.25", Rule::NotANumber),
            ("8,4", Rule::NotANumber),
            ("1..000", Rule::NotANumber),
            ("١٢٣", Rule::NotANumber),
            ("3000001", Rule::OutOfRange),
            ("99999999999999999999999", Rule::OutOfRange),
        ] {
            assert_eq!(kilometres(typed), Err(rule), "{typed}");
        }
    }

    #[test]
    fn names_answer_to_their_beginnings_in_any_spelling() {
        assert!(answers_to("Citroën C4 Cactus", "c4"));
        assert!(answers_to("Škoda", ""));
        assert!(answers_to("Tofaş Şahin", "SAHIN tofas"));
        assert!(!answers_to("Mercedes-Benz", "enz"));
    }
}
