//! Services with price and time.

use crate::{
    kernel::{
        error::{Checks, Result, Rule},
        ids::ServiceId,
        money::Money,
    },
    modules::mechanics::{
        model::PriceKind,
        workshop::model::{ServiceRow, ServicesInput, ticked},
    },
    platform::reference::{Reference, Service},
};

pub const ROWS_MAX: usize = 400;
pub const PRICE_MAX: Money = Money(100_000_000);
pub const MINUTES_MIN: i32 = 5;
pub const MINUTES_MAX: i32 = 14_400;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceLine {
    pub service_id: ServiceId,
    pub price: Money,
    pub price_kind: PriceKind,
    pub minutes: i32,
    pub is_active: bool,
}

/// `offered` are the services this workshop has already; a retired one may be changed but not added.
///
/// # Errors
/// `invalid` with every refused field, as `rows.0.price`.
pub fn services(input: &ServicesInput, reference: &Reference, offered: &[ServiceId]) -> Result<Vec<ServiceLine>> {
    let mut checks = Checks::default();
    if input.rows.len() > ROWS_MAX {
        checks.refuse_with("rows", Rule::TooMany, i64::try_from(ROWS_MAX).ok());
    }
    let mut lines: Vec<ServiceLine> = Vec::new();
    for (place, row) in input.rows.iter().enumerate().take(ROWS_MAX) {
        let found = row.service_id.parse::<ServiceId>().ok().and_then(|id| reference.service(id));
        let known = found.filter(|service| {
            (service.is_active || offered.contains(&service.id))
                && lines.iter().all(|line| line.service_id != service.id)
        });
        let Some(service) = known else {
            checks.refuse(&format!("rows.{place}.service_id"), Rule::UnknownChoice);
            continue;
        };
        if row.price.trim().is_empty() && !offered.contains(&service.id) {
            continue;
        }
        lines.extend(line(&mut checks, place, row, service));
    }
    checks.done()?;
    Ok(lines)
}

fn line(checks: &mut Checks, place: usize, row: &ServiceRow, service: &Service) -> Option<ServiceLine> {
    let name = |part: &str| format!("rows.{place}.{part}");
    let price = price(checks, &name("price"), &row.price);
    let price_kind = match row.price_kind.trim() {
        "" => Some(PriceKind::Fixed),
        word => PriceKind::parse(word),
    };
    checks.require(&name("price_kind"), price_kind.is_some(), Rule::UnknownChoice);
    checks.require(&name("price"), is_a_price(price, price_kind), Rule::OutOfRange);
    let minutes = match row.minutes.trim() {
        "" => service.typical_minutes,
        text => super::number(checks, &name("minutes"), text, MINUTES_MIN, MINUTES_MAX),
    };
    Some(ServiceLine {
        service_id: service.id,
        price: price?,
        price_kind: price_kind?,
        minutes,
        is_active: ticked(&row.active),
    })
}

/// A price in lira that must be there.
pub fn price(checks: &mut Checks, name: &str, text: &str) -> Option<Money> {
    let price = match Money::parse(text) {
        Some(price) if price <= PRICE_MAX => Ok(price),
        Some(_) => Err(Rule::OutOfRange),
        None if text.trim().is_empty() => Err(Rule::Required),
        None if Money::parse(text.trim().trim_start_matches('-')).is_some() => Err(Rule::OutOfRange),
        None => Err(Rule::NotANumber),
    };
    checks.keep(name, price)
}

/// Only a first look may be free: work for nothing would head every list by price.
pub fn is_a_price(price: Option<Money>, kind: Option<PriceKind>) -> bool {
    price != Some(Money(0)) || kind == Some(PriceKind::Inspection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_the_turkish_way() {
        let mut checks = Checks::default();
        assert_eq!(price(&mut checks, "p", "1.250,50"), Some(Money(125_050)));
        assert_eq!(price(&mut checks, "p", " ₺ 1250 "), Some(Money(125_000)));
        assert!(checks.is_clean());
        for text in ["", "-5", "bin", "1,234", "1000001"] {
            let mut checks = Checks::default();
            assert_eq!(price(&mut checks, "p", text), None, "{text}");
            assert!(!checks.is_clean());
        }
    }

    #[test]
    fn nothing_costs_nothing_but_a_first_look() {
        let free = |kind| is_a_price(Some(Money(0)), Some(kind));
        assert_eq!([PriceKind::Fixed, PriceKind::From, PriceKind::Inspection].map(free), [false, false, true]);
        assert!(is_a_price(Some(Money(1)), Some(PriceKind::Fixed)) && is_a_price(None, None));
        let mut checks = Checks::default();
        assert_eq!(price(&mut checks, "p", "-5"), None);
        assert_eq!(checks.done().map_err(|error| error.fields["p"].rule), Err(Rule::OutOfRange));
    }

    #[test]
    fn unknown_services_are_refused_by_their_row() {
        let row = ServiceRow {
            service_id: "00000000-0000-0000-0000-000000000001".into(),
            price: "5".into(),
            ..ServiceRow::default()
        };
        let error = services(&ServicesInput { rows: vec![row] }, &Reference::default(), &[]).err();
        let names: Vec<String> = error.map(|error| error.fields.into_keys().collect()).unwrap_or_default();
        assert_eq!(names, ["rows.0.service_id"]);
    }
}
