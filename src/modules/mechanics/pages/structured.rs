//! What search engines read beside the page: the way to it, and what a service costs in a place.

use crate::{
    kernel::{lang::Lang, paths},
    modules::mechanics::search::store::PlaceFact,
    platform::Visit,
    say,
};
use serde_json::{Value, json};

/// schema.org `BreadcrumbList`: the search, then names with their paths.
pub fn breadcrumb(visit: &Visit, way: &[(String, String)]) -> String {
    let first = (say!(visit.lang, search.title).to_owned(), paths::SEARCH.to_owned());
    let items: Vec<Value> = [&first]
        .into_iter()
        .chain(way)
        .zip(1..)
        .map(|((name, path), position)| json!({"@type": "ListItem", "position": position, "name": name, "item": visit.absolute(path)}))
        .collect();
    json!({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}).to_string()
}

/// schema.org `Service` in a place, with its lowest price and how many workshops offer it.
pub fn service(lang: Lang, name: &str, place: &str, fact: &PlaceFact) -> String {
    json!({
        "@context": "https://schema.org",
        "@type": "Service",
        "name": name,
        "serviceType": name,
        "inLanguage": lang.code(),
        "areaServed": {"@type": "AdministrativeArea", "name": place},
        "offers": {"@type": "AggregateOffer", "priceCurrency": "TRY", "lowPrice": lira(fact.from_kurus), "offerCount": fact.offering},
    })
    .to_string()
}

/// Lira with two decimals, as schema.org writes prices: `1250.00`.
pub fn lira(kurus: i64) -> String {
    format!("{}.{:02}", kurus / 100, kurus % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_written_for_machines() {
        assert_eq!((lira(125_000).as_str(), lira(5).as_str()), ("1250.00", "0.05"));
    }
}
