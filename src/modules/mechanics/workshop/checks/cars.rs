//! Rules about cars.

use crate::{
    kernel::{
        error::{Checks, Result, Rule as Broken},
        ids::{BrandId, ModelId},
    },
    modules::{mechanics::workshop::model::RuleInput, vehicles::Fuel},
    platform::reference::Reference,
};

const YEAR_MIN: i16 = 1950;
const YEAR_MAX: i16 = 2100;

/// A rule whose fields hold; whether the model belongs to the brand is known by `vehicles`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    pub brand_id: Option<BrandId>,
    pub model_id: Option<ModelId>,
    pub year_from: Option<i16>,
    pub year_to: Option<i16>,
    pub fuel: Option<Fuel>,
    pub includes: bool,
}

/// # Errors
/// `invalid` with every refused field.
pub fn rule(input: &RuleInput, reference: &Reference) -> Result<Rule> {
    let mut checks = Checks::default();
    let brand_id = match input.brand_id.trim() {
        "" => None,
        word => checks.keep("brand_id", reference.find_brand(word).map(|brand| brand.id).ok_or(Broken::UnknownChoice)),
    };
    let model_id = match input.model_id.trim() {
        "" => None,
        word => checks.keep("model_id", word.parse::<ModelId>().map_err(|_| Broken::UnknownChoice)),
    };
    let all = [&input.brand_id, &input.year_from, &input.year_to, &input.fuel];
    let names_some = all.into_iter().any(|text| !text.trim().is_empty());
    let has_brand = input.model_id.trim().is_empty() || !input.brand_id.trim().is_empty();
    checks.require("brand_id", names_some && has_brand, Broken::Required);
    let fuel = fuel(&mut checks, "fuel", &input.fuel);
    let year_from = year(&mut checks, "year_from", &input.year_from);
    let year_to = year(&mut checks, "year_to", &input.year_to);
    if let Some((from, to)) = year_from.zip(year_to) {
        checks.require("year_to", from <= to, Broken::DatesOrder);
    }
    let includes = match input.includes.trim() {
        "true" | "on" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    };
    checks.require("includes", includes.is_some(), Broken::UnknownChoice);
    checks.done()?;
    let includes = includes.ok_or(crate::kernel::error::Code::Invalid)?;
    Ok(Rule { brand_id, model_id, year_from, year_to, fuel, includes })
}

/// A fuel, or nothing.
pub fn fuel(checks: &mut Checks, name: &str, text: &str) -> Option<Fuel> {
    match text.trim() {
        "" => None,
        word => checks.keep(name, Fuel::parse(word).ok_or(Broken::UnknownChoice)),
    }
}

/// A model year, or nothing.
pub fn year(checks: &mut Checks, name: &str, text: &str) -> Option<i16> {
    let year = match text.trim() {
        "" => return None,
        text => text.parse::<i16>().map_err(|_| Broken::NotANumber),
    };
    let year =
        year.and_then(|year| if (YEAR_MIN..=YEAR_MAX).contains(&year) { Ok(year) } else { Err(Broken::OutOfRange) });
    checks.keep(name, year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_rules_name_their_fields() {
        let input = RuleInput {
            brand_id: "yok".into(),
            model_id: "yok".into(),
            year_from: "bir".into(),
            year_to: "1900".into(),
            fuel: "su".into(),
            includes: String::new(),
        };
        let error = rule(&input, &Reference::default()).err();
        let names: Vec<String> = error.map(|error| error.fields.into_keys().collect()).unwrap_or_default();
        assert_eq!(names, ["brand_id", "fuel", "includes", "model_id", "year_from", "year_to"]);
    }

    #[test]
    fn years_stand_in_order() {
        let input = RuleInput {
            year_from: "2020".into(),
            year_to: "2010".into(),
            includes: "true".into(),
            ..RuleInput::default()
        };
        let error = rule(&input, &Reference::default()).err();
        assert!(error.is_some_and(|error| error.fields.contains_key("year_to")));
    }
}
