//! How many results each filter would leave, counted in one query and kept for a while.

use super::{
    filter::{Area, SearchFilter, Wanted},
    store,
};
use crate::{
    kernel::error::Result,
    modules::mechanics::certificates::model::CertificateKind,
    platform::{Scope, kept::Kept},
};
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
    /// How many each of [`RADII_KM`] would leave, where distances are measured from a position.
    pub radii: Option<[i64; RADII_KM.len()]>,
    /// Round prices, in kuruş, and how many offer the work for that much at most; where it is looked for somewhere.
    pub prices: Vec<(i64, i64)>,
    /// Totals by province (all of Türkiye, or around a position), else by district of the province.
    pub places: Vec<(i32, i64)>,
}

/// Radii to choose from.
pub const RADII_KM: [i32; 4] = [5, 10, 25, 50];
/// Round prices to choose from, in liras; those are offered that part what there is.
const LADDER: [i64; 18] = [
    100, 150, 200, 300, 400, 500, 750, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000, 7_500, 10_000, 15_000, 20_000, 30_000,
];
/// So many parts are aimed at, with a price between any two.
const PARTS: i64 = 4;

/// Searches whose counts are kept, the last that were asked for.
const MOST: u64 = 5000;
/// After this they are made anew for the next reader, who sees the old ones.
const FRESH: Duration = Duration::from_secs(30);
/// Older ones are shown to nobody.
const OLDEST: Duration = Duration::from_mins(10);

static FACETS: LazyLock<Kept<Facets>> = LazyLock::new(|| Kept::new(MOST, FRESH, OLDEST));

/// # Errors
/// `unavailable` when the database is away.
pub async fn facets(scope: &mut Scope, filter: &SearchFilter) -> Result<Arc<Facets>> {
    let asked = filter.clone();
    FACETS.get(scope, &key(filter), |mut scope| async move { facets_now(&mut scope, &asked).await }).await
}

/// Provinces by id, each with how many it has.
type ByProvince = Vec<(i32, i64)>;

static BY_PROVINCE: LazyLock<Kept<ByProvince>> = LazyLock::new(|| Kept::new(MOST, FRESH, OLDEST));

/// How many offer what is wanted, for the named car, in each province that has any, the most first: whatever else narrows the search, so
/// that one count serves every combination of filters. Nobody is counted for a name.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn by_province(scope: &mut Scope, filter: &SearchFilter) -> Result<Arc<ByProvince>> {
    if let Wanted::Name(_) = filter.wanted {
        return Ok(Arc::default());
    }
    let key = format!("{:?} {:?}", filter.wanted, filter.car);
    let asked = filter.clone();
    BY_PROVINCE.get(scope, &key, |mut scope| async move { store::by_province(&mut scope, &asked).await }).await
}

/// Everything that changes the counts; order and page don't.
fn key(filter: &SearchFilter) -> String {
    // Who drives to one's place depends on the origin; searches of one province or district share its centre.
    let SearchFilter { wanted, area, origin, car, rating, open_now, slot_today, instantly, .. } = filter;
    let SearchFilter { body, price_max, certificate, comes, .. } = filter;
    format!(
        "{wanted:?} {area:?} {origin:?} {car:?} {body} {rating:?} {open_now} {slot_today} {instantly} {price_max:?} {certificate:?} {comes}"
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
    if filter.origin.is_some() && matches!(filter.area, Area::Near { .. } | Area::Anywhere) {
        let metres = RADII_KM.map(|km| f64::from(km) * 1000.0);
        let counts = store::by_distance(scope, filter, &metres).await?;
        facets.radii = Some(std::array::from_fn(|step| up_to(&counts, step)));
    }
    // Without a place everybody who offers the work would have to be asked for the price.
    if filter.wanted.services().is_some() && filter.area != Area::Anywhere {
        // A price counts with the step that it is itself.
        let counts = store::by_price(scope, filter, &LADDER.map(|lira| lira * 100 + 1)).await?;
        facets.prices = price_steps(&std::array::from_fn(|step| up_to(&counts, step)), total(&counts));
    }
    Ok(facets)
}

fn total(counts: &[(i32, i64)]) -> i64 {
    counts.iter().map(|(_, count)| count).sum()
}

/// Everything below the step at this place.
fn up_to(counts: &[(i32, i64)], step: usize) -> i64 {
    counts.iter().filter(|(own, _)| usize::try_from(*own).is_ok_and(|own| own <= step)).map(|(_, count)| count).sum()
}

/// The round prices that part `all` into about equal parts, with how many cost that much at most.
fn price_steps(running: &[i64; LADDER.len()], all: i64) -> Vec<(i64, i64)> {
    let step = |part: i64| {
        let steps = LADDER.iter().zip(running);
        steps.map(|(lira, count)| (lira * 100, *count)).find(|(_, count)| *count > 0 && count * PARTS >= all * part)
    };
    let mut steps: Vec<(i64, i64)> = (1..PARTS).filter_map(step).filter(|(_, count)| *count < all).collect();
    steps.dedup();
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_part_what_there_is_and_leave_some_out() {
        let running = |costs: &[i64]| -> [i64; LADDER.len()] {
            LADDER.map(|lira| costs.iter().filter(|cost| **cost <= lira).map(|_| 1).sum())
        };
        let steps = |costs: &[i64]| price_steps(&running(costs), costs.iter().map(|_| 1).sum());
        assert_eq!(
            steps(&[900, 950, 1_400, 1_500, 1_900, 4_500, 9_000, 20_000]),
            [(100_000, 2), (150_000, 4), (500_000, 6)]
        );
        assert!(steps(&[1_000, 1_000, 1_000]).is_empty(), "they all cost the same");
        assert!(steps(&[]).is_empty());
        assert!(steps(&[90_000]).is_empty(), "beyond the ladder");
    }

    #[test]
    fn one_entry_serves_every_page_and_order() {
        let centre = Some((39.0, 32.0));
        let filter = SearchFilter { area: Area::Province(6), origin: centre, ..SearchFilter::default() };
        let sorted = SearchFilter { sort: super::super::Sort::Rating, ..filter.clone() };
        assert_eq!(key(&filter), key(&sorted));
        assert_ne!(key(&filter), key(&SearchFilter { origin: None, ..filter.clone() }));
        assert_ne!(key(&filter), key(&SearchFilter { open_now: true, ..filter.clone() }));
    }
}
