//! Reads what was typed about prices: every refused field is named at once, what passes has its type. Pure.

use super::{
    by_car::CarPrice,
    inputs::{CarPriceInput, PartsClass, Promise, PromiseInput, RaiseInput},
};
use crate::{
    kernel::{
        error::{Checks, Code, Result, Rule},
        ids::{BrandId, CategoryId, ModelId},
        money::Money,
    },
    modules::{
        mechanics::{
            model::PriceKind,
            workshop::checks::{MINUTES_MAX, MINUTES_MIN, PRICE_MAX, fuel, is_a_price, number, price, year},
        },
        vehicles::{BODIES, Fuel},
    },
    platform::reference::Reference,
};

pub const WARRANTY_MONTHS_MAX: i32 = 120;
pub const WARRANTY_KM_MIN: i32 = 500;
pub const WARRANTY_KM_MAX: i32 = 500_000;
/// Lira that prices can be rounded to.
pub const STEPS: [i64; 5] = [1, 5, 10, 50, 100];
/// In tenths of a per cent.
const TENTHS_MIN: i64 = -900;
const TENTHS_MAX: i64 = 5_000;

/// # Errors
/// `invalid` with every refused field.
pub fn promise(input: &PromiseInput) -> Result<Promise> {
    let mut checks = Checks::default();
    let typed = [input.parts_class.as_str(), &input.warranty_months, &input.warranty_km];
    let promise = promise_in(&mut checks, "", typed);
    checks.done()?;
    Ok(promise)
}

/// Parts, months and kilometres as typed; refused fields are named behind `prefix`.
pub fn promise_in(checks: &mut Checks, prefix: &str, [parts, months, km]: [&str; 3]) -> Promise {
    let name = |part: &str| format!("{prefix}{part}");
    let parts_class = match parts.trim() {
        "" => None,
        word => checks.keep(&name("parts_class"), PartsClass::parse(word).ok_or(Rule::UnknownChoice)),
    };
    let mut typed = |part: &str, text: &str, min: i32, max: i32| {
        (!text.trim().is_empty()).then(|| number(checks, &name(part), text, min, max))
    };
    let months = typed("warranty_months", months, 1, WARRANTY_MONTHS_MAX);
    let warranty_km = typed("warranty_km", km, WARRANTY_KM_MIN, WARRANTY_KM_MAX);
    Promise { parts_class, warranty_months: months.and_then(|months| i16::try_from(months).ok()), warranty_km }
}

/// A price for some cars; whether the model belongs to the brand is known by `vehicles`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarPriceDraft {
    pub brand_id: Option<BrandId>,
    pub model_id: Option<ModelId>,
    pub year_from: Option<i16>,
    pub year_to: Option<i16>,
    pub fuel: Option<Fuel>,
    pub body: Option<String>,
    pub price: Money,
    pub price_kind: PriceKind,
    pub minutes: Option<i32>,
}

impl CarPriceDraft {
    /// Does it name the same cars as a price that there is?
    pub fn names_cars_of(&self, price: &CarPrice) -> bool {
        (self.brand_id, self.model_id, self.year_from, self.year_to, self.fuel)
            == (price.brand_id, price.model_id, price.year_from, price.year_to, price.fuel)
            && self.body == price.body
    }
}

/// # Errors
/// `invalid` with every refused field.
pub fn car_price(input: &CarPriceInput, reference: &Reference) -> Result<CarPriceDraft> {
    let mut checks = Checks::default();
    let brand_id = match input.brand_id.trim() {
        "" => None,
        word => checks.keep("brand_id", reference.find_brand(word).map(|brand| brand.id).ok_or(Rule::UnknownChoice)),
    };
    let model_id = match input.model_id.trim() {
        "" => None,
        word => checks.keep("model_id", word.parse::<ModelId>().map_err(|_| Rule::UnknownChoice)),
    };
    checks.require("brand_id", model_id.is_none() || !input.brand_id.trim().is_empty(), Rule::Required);
    let year_from = year(&mut checks, "year_from", &input.year_from);
    let year_to = year(&mut checks, "year_to", &input.year_to);
    if let Some((from, to)) = year_from.zip(year_to) {
        checks.require("year_to", from <= to, Rule::DatesOrder);
    }
    let fuel = fuel(&mut checks, "fuel", &input.fuel);
    let body = match input.body.trim() {
        "" => None,
        word => checks.keep("body", BODIES.contains(&word).then(|| word.to_owned()).ok_or(Rule::UnknownChoice)),
    };
    let all = [&input.brand_id, &input.year_from, &input.year_to, &input.fuel, &input.body];
    checks.require("brand_id", all.into_iter().any(|text| !text.trim().is_empty()), Rule::Required);
    let price = price(&mut checks, "price", &input.price);
    let price_kind = match input.price_kind.trim() {
        "" => Some(PriceKind::Fixed),
        word => checks.keep("price_kind", PriceKind::parse(word).ok_or(Rule::UnknownChoice)),
    };
    checks.require("price", is_a_price(price, price_kind), Rule::OutOfRange);
    let minutes = (!input.minutes.trim().is_empty())
        .then(|| number(&mut checks, "minutes", &input.minutes, MINUTES_MIN, MINUTES_MAX));
    checks.done()?;
    match (price, price_kind) {
        (Some(price), Some(price_kind)) => {
            Ok(CarPriceDraft { brand_id, model_id, year_from, year_to, fuel, body, price, price_kind, minutes })
        }
        _ => Err(Code::Invalid.into()),
    }
}

/// By how much prices change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raise {
    /// `None`: those of the whole workshop.
    pub category: Option<CategoryId>,
    /// Of a per cent.
    pub tenths: i64,
    pub step: Money,
}

/// # Errors
/// `invalid` with every refused field.
pub fn raise(input: &RaiseInput, reference: &Reference) -> Result<Raise> {
    let mut checks = Checks::default();
    let category = match input.category.trim() {
        "" => None,
        slug => {
            let found = reference.categories.iter().find(|category| category.slug == slug);
            checks.keep("category", found.map(|category| category.id).ok_or(Rule::UnknownChoice))
        }
    };
    let tenths = checks.keep("percent", percent(&input.percent));
    let step = STEPS.into_iter().find(|step| step.to_string() == input.step.trim());
    checks.require("step", step.is_some(), Rule::UnknownChoice);
    checks.done()?;
    match (tenths, step) {
        (Some(tenths), Some(step)) => Ok(Raise { category, tenths, step: Money(step * 100) }),
        _ => Err(Code::Invalid.into()),
    }
}

/// `12`, `12,5`, `-10`, `%8` in tenths of a per cent. Nothing is a change by nothing.
fn percent(text: &str) -> std::result::Result<i64, Rule> {
    let text = text.trim().trim_matches('%').trim();
    let (is_negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() {
        return Err(Rule::Required);
    }
    let (whole, tenth) = digits.split_once([',', '.']).unwrap_or((digits, "0"));
    let plain = |part: &str, most: usize| {
        let holds = (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        holds.then(|| part.parse::<i64>().ok()).flatten().ok_or(Rule::NotANumber)
    };
    let tenths = plain(whole, 4)? * 10 + plain(tenth, 1)?;
    let tenths = if is_negative { -tenths } else { tenths };
    if tenths == 0 || !(TENTHS_MIN..=TENTHS_MAX).contains(&tenths) {
        return Err(Rule::OutOfRange);
    }
    Ok(tenths)
}

impl Raise {
    /// The new price, rounded half up to the step but never to nothing. What is free stays free. `None` above the highest
    /// price there may be.
    pub fn of(&self, price: Money) -> Option<Money> {
        if price.0 == 0 {
            return Some(price);
        }
        let exact = price.0 * (1_000 + self.tenths);
        let step = self.step.0 * 1_000;
        let raised = Money((exact + step / 2) / step * self.step.0).max(self.step);
        (raised <= PRICE_MAX).then_some(raised)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused<T>(result: Result<T>) -> Vec<String> {
        result.err().map(|error| error.fields.into_keys().collect()).unwrap_or_default()
    }

    #[test]
    fn a_promise_may_be_empty_and_names_what_is_wrong() {
        assert_eq!(promise(&PromiseInput::default()), Ok(Promise::default()));
        let input = |parts: &str, months: &str, km: &str| PromiseInput {
            service_id: String::new(),
            parts_class: parts.into(),
            warranty_months: months.into(),
            warranty_km: km.into(),
        };
        let full =
            Promise { parts_class: Some(PartsClass::Used), warranty_months: Some(120), warranty_km: Some(500_000) };
        assert_eq!(promise(&input("used", "120", "500000")), Ok(full));
        assert_eq!(refused(promise(&input("new", "121", "499"))), ["parts_class", "warranty_km", "warranty_months"]);
    }

    #[test]
    fn a_price_for_some_cars_names_some_and_costs_something() {
        let wrong = CarPriceInput {
            fuel: "su".into(),
            body: "tank".into(),
            year_from: "bir".into(),
            ..CarPriceInput::default()
        };
        assert_eq!(refused(car_price(&wrong, &Reference::default())), ["body", "fuel", "price", "year_from"]);
        let every = CarPriceInput { price: "900".into(), ..CarPriceInput::default() };
        assert_eq!(refused(car_price(&every, &Reference::default())), ["brand_id"]);
        let diesel = CarPriceInput { fuel: "diesel".into(), price: "1.250,50".into(), ..CarPriceInput::default() };
        let draft = car_price(&diesel, &Reference::default());
        assert!(draft.is_ok_and(|draft| draft.price == Money(125_050) && draft.price_kind == PriceKind::Fixed));
        let order = CarPriceInput { year_from: "2020".into(), year_to: "2010".into(), ..diesel };
        assert_eq!(refused(car_price(&order, &Reference::default())), ["year_to"]);
    }

    #[test]
    fn per_cents_are_read_as_people_type_them() {
        for (text, tenths) in [("12", 120), ("12,5", 125), ("+8.5", 85), ("-10", -100), ("%20", 200), ("500", 5_000)] {
            assert_eq!(percent(text), Ok(tenths), "{text}");
        }
        for text in ["", "%", "0", "-90,1", "500,1", "bir", "1,25", "--5", "99999"] {
            assert!(percent(text).is_err(), "{text}");
        }
    }

    #[test]
    fn raised_prices_are_round_and_never_nothing() {
        let raise = |tenths, step: i64| Raise { category: None, tenths, step: Money(step * 100) };
        assert_eq!(raise(125, 10).of(Money(100_000)), Some(Money(113_000)), "1 125 becomes 1 130");
        assert_eq!(raise(-900, 100).of(Money(10_000)), Some(Money(10_000)), "never less than one step");
        assert_eq!(raise(100, 1).of(Money(0)), Some(Money(0)));
        assert_eq!(raise(1, 1).of(PRICE_MAX), None);
    }
}
