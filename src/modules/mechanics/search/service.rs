//! One search: the shape, the hits, the cursor.

use super::{
    asked::Asked,
    cursor::Cursor,
    facts::{Facts, facts},
    filter::SearchFilter,
    model::{SearchAnswer, SearchItem},
    plan::{self, Shape},
    resolve,
    store::{self, Faces},
};
use crate::{
    kernel::{
        error::{Checks, Result, Rule},
        ids::{MechanicId, VehicleId},
        page::Page,
        time::Instant,
    },
    modules::{
        mechanics::certificates::model::{CertificateKind, claims_authority, without_claim},
        vehicles,
    },
    platform::{Scope, reference::District},
};

/// A workshop as search finds it.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "plain facts of a card, no state in disguise")]
pub struct Hit {
    pub id: MechanicId,
    pub slug: String,
    pub name: String,
    pub lat: f64,
    pub lon: f64,
    pub score: f32,
    pub review_count: i32,
    pub province_id: i16,
    pub district_id: i32,
    pub is_demo: bool,
    pub books_instantly: bool,
    pub next_slot_at: Option<Instant>,
    /// The first free times, on one day; `next_slot_at` is the first of them.
    pub next_slots: Vec<Instant>,
    /// In kuruş, for the services that were asked for, else the lowest of all; for the car that was named, where one was.
    pub price: Option<i64>,
    /// Whether some cars have another price.
    pub price_depends: bool,
    /// Whether the car that was named has another price than every car.
    pub price_for_car: bool,
    pub distance_km: Option<f64>,
    pub open_now: bool,
    /// Where it stands in the order; grows along the list.
    pub key: f64,
}

pub type SearchResult = Page<Hit>;

/// # Errors
/// `unavailable` when the database is away.
pub async fn search(scope: &mut Scope, filter: &SearchFilter) -> Result<SearchResult> {
    let facts = facts(scope).await?;
    let shape = plan::choose(filter, &facts, within(scope, filter, &facts));
    in_shape(scope, filter, shape).await
}

/// About how many stand in the radius of a search: those of the districts whose centre lies in it.
fn within(scope: &Scope, filter: &SearchFilter, facts: &Facts) -> i64 {
    let (Some(metres), Some((lat, lon))) = (filter.radius_m(), filter.origin) else { return 0 };
    // A degree of latitude in metres. The error over a hundred kilometres is nothing beside that of whole districts.
    let degree = 111_195.0;
    let near = |district: &&District| {
        let (north, east) = (district.lat - lat, (district.lon - lon) * lat.to_radians().cos());
        north.hypot(east) * degree <= metres
    };
    let districts = &scope.wires.reference.get().districts;
    districts.iter().filter(near).map(|district| facts.in_area(None, Some(district.id))).sum()
}

/// The search by a given shape of query; all that fit find the same.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn in_shape(scope: &mut Scope, filter: &SearchFilter, shape: Shape) -> Result<SearchResult> {
    let hits = store::hits(scope, filter, shape).await?;
    Ok(Page::cut(hits, filter.limit, |last| Cursor::after(last.key, last.id).write(filter.sort)))
}

/// Those of the named workshops that the search finds, whatever its order and page.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn among(scope: &mut Scope, filter: &SearchFilter, ids: &[MechanicId]) -> Result<Vec<Hit>> {
    store::among(scope, filter, ids).await
}

/// The search of other clients: every word must be understood.
///
/// # Errors
/// `invalid` with the words that weren't, `not_found` for somebody else's car.
pub async fn answer(scope: &mut Scope, asked: &Asked) -> Result<SearchAnswer> {
    if let Ok(car) = asked.vehicle.parse::<VehicleId>() {
        // The site goes on without a car that isn't yours; a client learns that there is none.
        vehicles::bookable(scope, car).await?;
    }
    let mut checks = Checks::default();
    let filter = resolve(scope, asked, &mut checks).await?;
    let sort = super::Sort::parse(&asked.sort).unwrap_or_default();
    // The site falls back to "best"; a client should know that its order can't be had.
    if !filter.allows(sort) {
        checks.refuse(if sort == super::Sort::Price { "service" } else { "lat" }, Rule::Required);
    }
    checks.done()?;
    let page = search(scope, &filter).await?;
    Ok(SearchAnswer { items: page.items.into_iter().map(item).collect(), next: page.next })
}

fn item(hit: Hit) -> SearchItem {
    SearchItem {
        id: hit.id,
        slug: hit.slug,
        name: hit.name,
        rating: (hit.review_count > 0).then_some(hit.score),
        review_count: hit.review_count,
        distance_km: hit.distance_km.map(|km| (km * 100.0).round() / 100.0),
        price_from_kurus: hit.price,
        next_slot: hit.next_slot_at.map(Instant::rfc3339),
    }
}

/// What the cards of these workshops show beside them, one question for a whole page. A name that calls its workshop an authorised
/// service without a certificate in force is shown without saying so.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn faces(scope: &mut Scope, hits: Vec<&mut Hit>) -> Result<Faces> {
    let ids: Vec<MechanicId> = hits.iter().map(|hit| hit.id).collect();
    let faces = store::faces(scope, &ids).await?;
    let is_authorised = |id: MechanicId| {
        let certificates = faces.get(&id).map(|face| face.certificates.as_slice()).unwrap_or_default();
        certificates.iter().any(|(kind, _)| kind == CertificateKind::Authorised.word())
    };
    for hit in hits {
        if claims_authority(&hit.name) && !is_authorised(hit.id) {
            hit.name = without_claim(&hit.name);
        }
    }
    Ok(faces)
}
