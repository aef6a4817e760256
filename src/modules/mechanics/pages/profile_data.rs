//! What search engines read of a profile.

use super::structured;
use crate::{
    kernel::paths,
    modules::mechanics::{PriceKind, profile::PublicMechanic},
    platform::{Visit, media::Size},
};
use serde_json::{Value, json};

/// schema.org `AutoRepair`, with a rating only when there are reviews.
pub fn json_ld(visit: &Visit, mechanic: &PublicMechanic) -> String {
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "AutoRepair",
        "name": mechanic.name,
        "url": visit.absolute(&paths::mechanic(&mechanic.slug)),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": mechanic.street,
            "addressLocality": mechanic.district.name,
            "addressRegion": mechanic.province.name,
            "addressCountry": "TR",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": mechanic.lat, "longitude": mechanic.lon},
        "openingHoursSpecification": opening_hours(mechanic),
    });
    if let Some(fields) = data.as_object_mut() {
        if !mechanic.offers.is_empty() {
            fields.insert("makesOffer".into(), offers(visit, mechanic));
        }
        if !mechanic.photos.is_empty() {
            let address = |name: String| visit.absolute(&paths::workshop_photo(&name));
            let images: Vec<String> = mechanic.photos.iter().map(|photo| address(photo.name(Size::Large))).collect();
            fields.insert("image".into(), json!(images));
        }
        if let Some(phone) = &mechanic.phone {
            fields.insert("telephone".into(), json!(phone));
        }
        // Made-up opinions are nothing to tell search engines.
        if mechanic.review_count > 0 && !mechanic.is_demo {
            let rating = json!({"@type": "AggregateRating", "ratingValue": format!("{:.1}", mechanic.score), "reviewCount": mechanic.review_count, "bestRating": 5});
            fields.insert("aggregateRating".into(), rating);
        }
    }
    data.to_string()
}

/// What it does at which price; a price that only an inspection tells is left out, one that begins somewhere is the least.
fn offers(visit: &Visit, mechanic: &PublicMechanic) -> Value {
    let offers = mechanic.offers.iter().map(|offer| {
        let mut one = json!({
            "@type": "Offer",
            "itemOffered": {"@type": "Service", "name": offer.name(visit.lang)},
            "priceCurrency": "TRY",
        });
        let price = structured::lira(offer.price.0);
        let (name, value) = match offer.price_kind {
            PriceKind::Fixed => ("price", json!(price)),
            PriceKind::From => (
                "priceSpecification",
                json!({"@type": "PriceSpecification", "minPrice": price, "priceCurrency": "TRY"}),
            ),
            PriceKind::Inspection => return one,
        };
        if let Some(fields) = one.as_object_mut() {
            fields.insert(name.into(), value);
        }
        one
    });
    offers.collect()
}

/// The usual week, and the week of every season near with the days it counts for; a closed day of a season opens and closes at
/// midnight, so that it is not read as the usual day.
fn opening_hours(mechanic: &PublicMechanic) -> Vec<Value> {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let time = |minute: i32| format!("{:02}:{:02}", minute / 60, minute % 60);
    let spec = |day: &str, opens: i32, closes: i32| json!({"@type": "OpeningHoursSpecification", "dayOfWeek": day, "opens": time(opens), "closes": time(closes)});
    let usual = mechanic.hours().iter().zip(DAYS);
    let mut all: Vec<Value> =
        usual.filter_map(|(hours, day)| hours.map(|hours| spec(day, hours.opens_min, hours.closes_min))).collect();
    for season in &mechanic.schedule.seasons {
        all.extend(season.hours.iter().zip(DAYS).map(|(hours, day)| {
            let (opens, closes) = hours.map_or((0, 0), |hours| (hours.opens_min, hours.closes_min));
            let mut spec = spec(day, opens, closes);
            if let Some(fields) = spec.as_object_mut() {
                fields.insert("validFrom".into(), json!(season.from_on.to_string()));
                fields.insert("validThrough".into(), json!(season.to_on.to_string()));
            }
            spec
        }));
    }
    all
}
