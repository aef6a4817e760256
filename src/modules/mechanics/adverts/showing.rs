//! Which adverts a search shows, and what is counted of them.
//!
//! - On the first page of "best match" only: other orders promise a row of distances, prices or times, and who asks for a name wants
//!   that name. A search without a place shows none, nor do landing pages and other programs' searches.
//! - One in five of what was found: two in ten, none among fewer than five. Places 1, 6, 11, 16.
//! - Only workshops that this very search finds, that are public, and whose score is 4.0 or more (newcomers have none yet).
//! - Each of them as often as the others: whoever was shown least today comes next. Several adverts of one workshop in one search
//!   buy no more than one.
//! - Never twice: the workshop leaves its own place on that page, and later pages leave it out.
//!
//! Counted are people: no machines, no pages fetched ahead, nobody from the workshop itself. No cookie is set. A visitor is a keyed
//! hash of network, browser and day; a booking counts when the same visitor opened the advert on that day.

use super::store::shown;
use crate::{
    kernel::{
        error::Result,
        ids::{AdvertId, MechanicId},
        paths,
    },
    modules::mechanics::search::{Hit, SearchFilter, Sort, Wanted, among},
    platform::{Scope, Visit, keyed, rate_limit},
};
use woothee::parser::Parser;

/// Of so many cards one may be an advert.
pub const ONE_IN: usize = 5;

/// A workshop at a place that it pays for.
#[derive(Clone, Debug)]
pub struct Shown {
    pub id: AdvertId,
    pub hit: Hit,
}

fn takes_adverts(filter: &SearchFilter) -> bool {
    let has_place = filter.province().is_some() || filter.radius_m().is_some();
    filter.sort == Sort::Best && filter.after.is_start() && has_place && !matches!(filter.wanted, Wanted::Name(_))
}

/// The adverts for a page on which so many workshops were found.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn choose(scope: &mut Scope, filter: &SearchFilter, found: usize) -> Result<Vec<Shown>> {
    let room = found / ONE_IN;
    if room == 0 || !takes_adverts(filter) {
        return Ok(Vec::new());
    }
    let candidates = shown::candidates(scope, filter).await?;
    if candidates.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<MechanicId> = candidates.iter().map(|candidate| candidate.mechanic_id).collect();
    let mut hits = among(scope, filter, &ids).await?;
    let mut take = |id: MechanicId| hits.iter().position(|hit| hit.id == id).map(|place| hits.swap_remove(place));
    let shown = candidates.into_iter().filter_map(|one| take(one.mechanic_id).map(|hit| Shown { id: one.id, hit }));
    Ok(shown.take(room).collect())
}

/// The cards of a page in their order: adverts at their fixed places, everybody else where they stood.
pub fn mixed<'a>(adverts: &'a [Shown], found: &'a [Hit], seen: &str) -> Vec<(Option<AdvertId>, &'a Hit)> {
    let is_seen =
        |hit: &Hit| seen.split(',').any(|slug| slug == hit.slug) || adverts.iter().any(|one| one.hit.id == hit.id);
    let mut cards: Vec<_> = found.iter().filter(|hit| !is_seen(hit)).map(|hit| (None, hit)).collect();
    for (place, advert) in adverts.iter().enumerate() {
        cards.insert((place * ONE_IN).min(cards.len()), (Some(advert.id), &advert.hit));
    }
    cards
}

/// What later pages leave out.
pub fn slugs(adverts: &[Shown]) -> String {
    adverts.iter().map(|advert| advert.hit.slug.as_str()).collect::<Vec<_>>().join(",")
}

/// The visitor as it is counted, without a name; `None` for machines and for what nobody has seen yet.
pub fn visitor(visit: &Visit) -> Option<Vec<u8>> {
    let browser = Parser::new().parse(&visit.user_agent)?;
    let is_person = matches!(browser.category, "pc" | "smartphone" | "mobilephone" | "appliance");
    if !is_person || visit.is_ahead {
        return None;
    }
    let who = format!("{} {} {} {}", visit.now.day(), rate_limit::address(visit.ip), browser.name, browser.os);
    Some(keyed::hash(&visit.wires.config.server, "advert visitor", &who))
}

/// Counts what a page shows. A page is never lost because it could not be counted.
pub async fn note_shown(visit: &Visit, adverts: &[Shown]) {
    let others = adverts.iter().filter(|advert| !visit.actor.works_at(advert.hit.id));
    let ids: Vec<AdvertId> = others.map(|advert| advert.id).collect();
    if ids.is_empty() || visitor(visit).is_none() {
        return;
    }
    let counted = async {
        let mut scope = Scope::write(visit).await?;
        let counted = shown::note_shown(&mut scope, &ids).await;
        scope.finish(counted).await
    };
    complain(counted.await);
}

/// Counts that this page of a workshop was opened from one of its adverts, if it was.
pub async fn note_click(visit: &Visit, workshop: MechanicId) {
    let id = visit.param(paths::ADVERT_PARAM).and_then(|id| id.parse::<AdvertId>().ok());
    let (Some(id), Some(visitor)) = (id, visitor(visit)) else { return };
    if visit.actor.works_at(workshop) {
        return;
    }
    let counted = async {
        let mut scope = Scope::write(visit).await?;
        let counted = shown::note_click(&mut scope, id, workshop, &visitor).await;
        scope.finish(counted).await
    };
    complain(counted.await);
}

/// Counts a booking, in its transaction.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn note_booking(scope: &mut Scope, workshop: MechanicId, visitor: Option<&[u8]>) -> Result<()> {
    match visitor {
        Some(visitor) if !scope.actor.works_at(workshop) => shown::note_booking(scope, workshop, visitor).await,
        _ => Ok(()),
    }
}

fn complain(counted: Result<()>) {
    if let Err(error) = counted {
        tracing::warn!(%error, "an advert was not counted");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn hit(n: u128) -> Hit {
        Hit {
            id: MechanicId(Uuid::from_u128(n)),
            slug: format!("usta-{n}"),
            name: String::new(),
            lat: 39.9,
            lon: 32.8,
            score: 4.5,
            review_count: 3,
            province_id: 6,
            district_id: 1,
            is_demo: false,
            books_instantly: false,
            next_slot_at: None,
            next_slots: Vec::new(),
            price: None,
            price_depends: false,
            price_for_car: false,
            distance_km: None,
            open_now: false,
            key: 0.0,
        }
    }

    fn advert(n: u128) -> Shown {
        Shown { id: AdvertId(Uuid::from_u128(100 + n)), hit: hit(n) }
    }

    fn numbers(cards: &[(Option<AdvertId>, &Hit)]) -> Vec<i128> {
        let sign = |advert: Option<AdvertId>| if advert.is_some() { -1 } else { 1 };
        cards.iter().map(|(advert, hit)| sign(*advert) * i128::try_from(hit.id.as_u128()).unwrap_or_default()).collect()
    }

    #[test]
    fn adverts_stand_first_and_sixth_of_each_ten_and_nobody_stands_twice() {
        let found: Vec<Hit> = (1..=10).map(hit).collect();
        let cards = [advert(7), advert(30)];
        assert_eq!(numbers(&mixed(&cards, &found, "")), [-7, 1, 2, 3, 4, -30, 5, 6, 8, 9, 10]);
        assert_eq!(slugs(&cards), "usta-7,usta-30");
        assert_eq!(numbers(&mixed(&[], &found, "usta-7,usta-30")), [1, 2, 3, 4, 5, 6, 8, 9, 10], "a later page");
    }
}
