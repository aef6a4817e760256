//! What search engines read of a profile.

use crate::{
    kernel::paths,
    modules::mechanics::profile::PublicMechanic,
    platform::{Visit, media::Size},
};
use serde_json::{Value, json};

/// schema.org `AutoRepair`, with a rating only when there are reviews.
pub fn json_ld(visit: &Visit, mechanic: &PublicMechanic) -> String {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let time = |minute: i32| format!("{:02}:{:02}", minute / 60, minute % 60);
    let hours: Vec<Value> = mechanic
        .hours()
        .iter()
        .zip(DAYS)
        .filter_map(|(hours, day)| {
            let hours = (*hours)?;
            Some(json!({"@type": "OpeningHoursSpecification", "dayOfWeek": day, "opens": time(hours.opens_min), "closes": time(hours.closes_min)}))
        })
        .collect();
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
        "openingHoursSpecification": hours,
    });
    if let Some(fields) = data.as_object_mut() {
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
