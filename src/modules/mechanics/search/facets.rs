//! How many results each filter would leave, counted in one query and kept for half a minute.

use super::{
    facts::database,
    filter::{SearchFilter, Wanted},
    store,
};
use crate::{
    kernel::error::{AppError, Result},
    modules::mechanics::certificates::model::CertificateKind,
    platform::Scope,
};
use moka::future::Cache;
use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

/// Counts of one place (province, or district inside a province) or of all together. Every count holds the other filters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub total: i64,
    pub four: i64,
    pub four_and_a_half: i64,
    pub open_now: i64,
    pub slot_today: i64,
    pub instantly: i64,
    pub comes: i64,
    /// In the order of [`CertificateKind::ALL`].
    pub certified: [i64; CertificateKind::ALL.len()],
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.total += other.total;
        self.four += other.four;
        self.four_and_a_half += other.four_and_a_half;
        self.open_now += other.open_now;
        self.slot_today += other.slot_today;
        self.instantly += other.instantly;
        self.comes += other.comes;
        for (sum, more) in self.certified.iter_mut().zip(other.certified) {
            *sum += more;
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// What the list holds, and what each filter would leave.
    pub here: Counts,
    /// Totals by province (all of Türkiye, or around a position), else by district of the province.
    pub places: Vec<(i32, i64)>,
}

static FACETS: LazyLock<Cache<String, Arc<Facets>>> =
    LazyLock::new(|| Cache::builder().max_capacity(5000).time_to_live(Duration::from_secs(30)).build());

/// # Errors
/// `unavailable` when the database is away.
pub async fn facets(scope: &mut Scope, filter: &SearchFilter) -> Result<Arc<Facets>> {
    let key = key(&database(scope), filter);
    if let Some(known) = FACETS.get(&key).await {
        return Ok(known);
    }
    // One asker counts and the others wait for it: without a connection, or nobody else would get one meanwhile.
    scope.release();
    FACETS
        .try_get_with(key, async { facets_now(scope, filter).await.map(Arc::new) })
        .await
        .map_err(|error: Arc<AppError>| (*error).clone())
}

/// Everything that changes the counts; order and page don't.
fn key(database: &str, filter: &SearchFilter) -> String {
    // Who drives to one's place depends on the origin; searches of one province or district share its centre.
    let SearchFilter { wanted, area, origin, car, rating, open_now, slot_today, instantly, .. } = filter;
    let SearchFilter { body, price_max, certificate, comes, .. } = filter;
    format!(
        "{database} {wanted:?} {area:?} {origin:?} {car:?} {body} {rating:?} {open_now} {slot_today} {instantly} {price_max:?} {certificate:?} {comes}"
    )
}

/// Counted anew.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn facets_now(scope: &mut Scope, filter: &SearchFilter) -> Result<Facets> {
    if let Wanted::Name(_) = filter.wanted {
        // A name leads to a handful; there is nothing to narrow down.
        return Ok(Facets::default());
    }
    let rows = store::facets(scope, filter).await?;
    let district = filter.district();
    let mut facets = Facets::default();
    for (place, counts) in rows {
        if district.is_none_or(|district| district == place) {
            facets.here.add(counts);
        }
        if counts.total > 0 {
            facets.places.push((place, counts.total));
        }
    }
    facets.places.sort_by_key(|&(place, count)| (-count, place));
    Ok(facets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::mechanics::search::Area;

    #[test]
    fn one_entry_serves_every_page_and_order() {
        let centre = Some((39.0, 32.0));
        let filter = SearchFilter { area: Area::Province(6), origin: centre, ..SearchFilter::default() };
        let sorted = SearchFilter { sort: super::super::Sort::Rating, ..filter.clone() };
        assert_eq!(key("a", &filter), key("a", &sorted));
        assert_ne!(key("a", &filter), key("b", &filter));
        assert_ne!(key("a", &filter), key("a", &SearchFilter { origin: None, ..filter.clone() }));
        assert_ne!(key("a", &filter), key("a", &SearchFilter { open_now: true, ..filter.clone() }));
    }
}
