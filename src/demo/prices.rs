//! Plausible prices of autumn 2026 in whole lira, parts of the middle class and KDV included: `prices.csv`.

use super::dice::whole;
use std::collections::HashMap;

/// What a service costs in a middle town at a middle workshop.
#[derive(Clone, Copy, Debug)]
pub struct Price {
    pub lira: i32,
    /// `fixed`, `from` or `inspection`, as in `mechanic_services.price_kind`.
    pub kind: &'static str,
}

impl Price {
    /// For a service that the table doesn't know: a workshop hour costs about 1 600 ₺.
    pub fn by_time(minutes: i64) -> Self {
        Self { lira: i32::try_from(minutes * 1_600 / 60).unwrap_or(1_600).min(60_000), kind: "from" }
    }

    /// In kuruş, rounded to 10 ₺ as people write prices.
    pub fn kurus(self, factor: f64) -> i64 {
        whole(f64::from(self.lira) * factor / 10.0).max(5) * 1_000
    }
}

/// By service slug.
pub fn read() -> HashMap<&'static str, Price> {
    include_str!("prices.csv").lines().skip(1).filter_map(line).collect()
}

fn line(line: &'static str) -> Option<(&'static str, Price)> {
    let mut fields = line.split(',');
    let (slug, lira, kind) = (fields.next()?, fields.next()?.parse().ok()?, fields.next()?);
    Some((slug, Price { lira, kind }))
}

/// How dear a province is.
pub fn city_factor(province: &str, population: i32) -> f64 {
    match province {
        "istanbul" => 1.25,
        "ankara" | "izmir" | "antalya" | "mugla" => 1.12,
        "bursa" | "kocaeli" | "tekirdag" => 1.08,
        _ if population > 1_000_000 => 1.0,
        _ => 0.92,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_has_a_price_of_a_known_kind() {
        let prices = read();
        let services = crate::platform::reference::import::Sources::SHIPPED.services;
        // Names may hold commas, the slug in front of them doesn't: it is the only field that is a key of the table.
        let missing: Vec<&str> =
            services.lines().skip(1).filter(|line| !line.split(',').any(|field| prices.contains_key(field))).collect();
        assert!(missing.is_empty(), "{missing:?}");
        assert_eq!(prices.len(), 218);
        assert!(
            prices.values().all(|price| ["fixed", "from", "inspection"].contains(&price.kind) && price.lira >= 100)
        );
    }

    #[test]
    fn prices_are_round() {
        assert_eq!(Price { lira: 1_234, kind: "fixed" }.kurus(1.0), 123_000);
        assert_eq!(Price { lira: 100, kind: "fixed" }.kurus(0.1), 5_000);
    }
}
