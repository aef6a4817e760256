//! The sitemap: an index, pages that don't change with the marketplace, landing pages by province, and workshops in parts.
//! Only landing pages with somebody on them are named.

use super::search::{facts, sitemap_entries, store};
use crate::{
    kernel::{
        error::{AppError, Code, Result},
        paths,
    },
    platform::Scope,
};
use std::{collections::BTreeSet, fmt::Write};
use uuid::Uuid;

/// Workshops in one file; the format allows 50 000 lines.
pub const PART: i64 = 20_000;

/// Public pages that are always there.
const STEADY: [&str; 12] = [
    paths::HOME,
    paths::SEARCH,
    paths::SERVICES,
    paths::HOW_IT_WORKS,
    paths::BECOME_MECHANIC,
    paths::RANKING_RULES,
    paths::REVIEW_RULES,
    paths::DATA_SOURCES,
    paths::PRIVACY,
    paths::KVKK,
    paths::COOKIES,
    paths::TERMS,
];

/// Before the name of a province: its landing pages.
const PROVINCE: &str = "il-";

/// `/sitemap.xml`: names the parts, `/sitemap.xml?part=…`. A part of workshops is named by the id it begins after, and holds
/// `size` of them.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn index(scope: &mut Scope, size: i64) -> Result<String> {
    let base = scope.wires.config.server.base_url.clone();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let mut name = |part: &str| {
        let _ = writeln!(xml, "<sitemap><loc>{base}/sitemap.xml?part={part}</loc></sitemap>");
    };
    name("pages");
    let facts = facts(scope).await?;
    let reference = scope.wires.reference.get();
    for province in reference.provinces.iter().filter(|province| facts.by_province.contains_key(&province.id)) {
        name(&format!("{PROVINCE}{}", province.slug));
    }
    let mut after = Uuid::nil();
    loop {
        let rows = sitemap_entries(scope, after, size).await?;
        if rows.is_empty() {
            break;
        }
        name(&after.to_string());
        let full = i64::try_from(rows.len()).unwrap_or(0) == size;
        match rows.last() {
            Some((last, ..)) if full => after = *last,
            _ => break,
        }
    }
    xml.push_str("</sitemapindex>\n");
    Ok(xml)
}

/// One part: `pages`, the landing pages of a province, or `size` workshops after an id.
///
/// # Errors
/// `not_found` for an unknown part.
pub async fn part(scope: &mut Scope, name: &str, size: i64) -> Result<String> {
    let base = scope.wires.config.server.base_url.clone();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    if name == "pages" {
        for path in STEADY {
            let _ = writeln!(xml, "<url><loc>{base}{path}</loc></url>");
        }
    } else if let Some(province) = name.strip_prefix(PROVINCE) {
        for path in landings(scope, province).await? {
            let _ = writeln!(xml, "<url><loc>{base}{path}</loc></url>");
        }
    } else {
        let after: Uuid = name.parse().map_err(|_| AppError::new(Code::NotFound))?;
        for (_, slug, changed_at) in sitemap_entries(scope, after, size).await? {
            let _ = writeln!(
                xml,
                "<url><loc>{base}{}</loc><lastmod>{}</lastmod></url>",
                paths::mechanic(&slug),
                changed_at.day()
            );
        }
    }
    xml.push_str("</urlset>\n");
    Ok(xml)
}

/// Landing pages of a province with somebody on them: itself, its districts, and each service that somebody there offers.
async fn landings(scope: &mut Scope, slug: &str) -> Result<Vec<String>> {
    let reference = scope.wires.reference.get();
    let province = reference.find_province(slug).filter(|found| found.slug == slug);
    let province = province.ok_or_else(|| AppError::new(Code::NotFound))?;
    let own = province.slug.as_str();
    let mut found = BTreeSet::new();
    for (district, service) in store::offered_in(scope, province.id).await? {
        let Some(district) = reference.district(district) else { continue };
        let district = short_slug(&district.slug, own);
        found.extend([paths::landing_province(own), paths::landing(own, district)]);
        if let Some(service) = service.and_then(|id| reference.service(id)).filter(|service| service.is_active) {
            found
                .extend([paths::landing(own, &service.slug), paths::landing_in_district(own, district, &service.slug)]);
        }
    }
    Ok(found.into_iter().collect())
}

/// `ankara-cankaya` → `cankaya`, as it stands behind its province in addresses.
pub fn short_slug<'a>(district: &'a str, province: &str) -> &'a str {
    district.strip_prefix(province).and_then(|rest| rest.strip_prefix('-')).unwrap_or(district)
}

#[cfg(test)]
mod tests {
    #[test]
    fn districts_are_named_without_their_province() {
        assert_eq!(super::short_slug("ankara-cankaya", "ankara"), "cankaya");
        assert_eq!(super::short_slug("bozuyuk", "bilecik"), "bozuyuk");
    }
}
