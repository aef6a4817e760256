//! SQL of search. Every shape fills the same [`Hit`]; parameters keep their numbers in all of them.

mod counts;
mod faces;
mod gather;
mod rank;
mod walk;

use super::{
    filter::{SearchFilter, Sort, Wanted},
    plan::Shape,
    service::Hit,
};
use crate::{
    kernel::{
        error::Result,
        ids::MechanicId,
        text::fold,
        time::{Day, Instant},
    },
    modules::{mechanics::certificates::model::CertificateKind, vehicles::Fuel},
    platform::Scope,
};
use uuid::Uuid;

pub use counts::{PlaceFact, by_distance, by_price, by_province, facets, facts, offered_in, places, sitemap_entries};
pub use faces::{Face, Faces, faces};
pub(super) use rank::rank;

/// Everything the queries are given.
pub(super) struct Given {
    services: Option<Vec<Uuid>>,
    brand: Option<Uuid>,
    model: Option<Uuid>,
    year: Option<i16>,
    /// `''` when it is not known.
    fuel: Option<&'static str>,
    /// Codes of the catalogue, `''` without a car.
    body: String,
    min_score: f32,
    instantly: bool,
    /// A slot before this moment; set when one today is wanted.
    slot_before: Option<Instant>,
    open_now: bool,
    day: Day,
    minute: i32,
    holiday_from: Option<i32>,
    lat: Option<f64>,
    lon: Option<f64>,
    key: f64,
    id: Uuid,
    province: Option<i16>,
    district: Option<i32>,
    radius_m: Option<f64>,
    sort: &'static str,
    name: String,
    price_max: Option<i64>,
    certificate: Option<&'static str>,
    comes: bool,
}

/// Minutes after midnight from which a half holiday begins.
const HALF_DAY: i32 = 13 * 60;

/// The minute from which a day is a holiday, if it is one.
pub fn holiday_from(scope: &Scope, day: Day) -> Option<i32> {
    scope.wires.reference.get().holiday(day).map(|holiday| if holiday.half_day { HALF_DAY } else { 0 })
}

impl Given {
    /// Has the holiday of the day begun?
    fn is_holiday(&self) -> bool {
        self.holiday_from.is_some_and(|from| from <= self.minute)
    }

    pub(super) fn of(scope: &Scope, filter: &SearchFilter) -> Self {
        let day = scope.now.day();
        let name = match &filter.wanted {
            Wanted::Name(name) => fold(name),
            _ => String::new(),
        };
        Self {
            services: filter.wanted.services().map(|ids| ids.iter().map(|id| **id).collect()),
            brand: filter.car.map(|car| *car.brand_id),
            model: filter.car.map(|car| *car.model_id),
            year: filter.car.map(|car| car.year),
            fuel: filter.car.map(|car| car.fuel.map_or("", Fuel::word)),
            body: filter.body.clone(),
            min_score: filter.rating.map_or(0.0, super::Rating::score),
            instantly: filter.instantly,
            slot_before: filter.slot_today.then(|| day.plus(1).at(0)),
            open_now: filter.open_now,
            day,
            minute: scope.now.minute_of_day(),
            holiday_from: holiday_from(scope, day),
            lat: filter.origin.map(|(lat, _)| lat),
            lon: filter.origin.map(|(_, lon)| lon),
            key: filter.after.key,
            id: filter.after.id,
            province: if filter.district().is_some() { None } else { filter.province() },
            district: filter.district(),
            radius_m: filter.radius_m(),
            sort: filter.sort.word(),
            name,
            price_max: filter.price_max,
            certificate: filter.certificate.map(CertificateKind::word),
            comes: filter.comes,
        }
    }
}

/// One row more than a page (at most 21), in order. `Area` wants an area.
pub(super) async fn hits(scope: &mut Scope, filter: &SearchFilter, shape: Shape) -> Result<Vec<Hit>> {
    let given = Given::of(scope, filter);
    let mut hits = match (shape, filter.sort) {
        (Shape::Names, _) => gather::by_name(scope, &given).await,
        (Shape::Services, _) => gather::by_services(scope, &given).await,
        (Shape::Area, _) => gather::in_area(scope, &given).await,
        (Shape::Marked(mark), _) => gather::by_mark(scope, &given, mark).await,
        (Shape::Prices, _) => walk::by_prices(scope, given).await,
        (Shape::Walk, Sort::Distance) => walk::by_distance(scope, &given).await,
        (Shape::Walk, Sort::Rating) => walk::by_score(scope, &given).await,
        (Shape::Walk, Sort::Earliest) => walk::by_earliest(scope, &given).await,
        (Shape::Walk, Sort::Best) => walk::by_rank(scope, &given).await,
        // Prices of different work have no order to walk along.
        (Shape::Walk, Sort::Price) => gather::by_services(scope, &given).await,
    }?;
    // Those at the very same distance come unordered, and prices one service after the other.
    hits.sort_by(|a, b| a.key.total_cmp(&b.key).then_with(|| a.id.cmp(&b.id)));
    hits.dedup_by_key(|hit| hit.id);
    hits.truncate(filter.limit + 1);
    Ok(hits)
}

/// Those of the named workshops that the search finds, in no order.
pub(super) async fn among(scope: &mut Scope, filter: &SearchFilter, ids: &[MechanicId]) -> Result<Vec<Hit>> {
    let given = Given::of(scope, filter);
    let ids: Vec<Uuid> = ids.iter().map(|id| **id).collect();
    gather::among(scope, &given, &ids).await
}

/// `select_hits!(given, key, from, rule, order, $26…)`: one query, checked when compiling. The limit is written out, one more than a
/// page. `generate_series` never runs: a plan made for its parameters knows that `$14` is there and drops the clause; in a plan kept
/// for all parameters the clause looks so dear that PostgreSQL doesn't keep one. Such a plan couldn't tell rare work from common.
macro_rules! select_hits {
    ($given:expr, $key:tt, $from:tt, $rule:tt, $order:tt $(, $more:expr)*) => {
        sqlx::query_as!(
            crate::modules::mechanics::search::Hit,
            r#"select m.id, m.slug, m.name, m.lat, m.lon, m.score, m.review_count, m.province_id, m.district_id, m.is_demo, m.books_instantly,
                      m.next_slot_at as "next_slot_at: _", m.next_slots as "next_slots: _",
                      coalesce(p.price, (select min(s.price_kurus) from mechanic_services s where s.mechanic_id = m.id and s.is_active))
                          as "price: _",
                      ($1::uuid[] is null or $2::uuid is null) and exists (select from mechanic_service_prices c
                              where c.mechanic_id = m.id and ($1 is null or c.service_id = any($1))) as "price_depends!",
                      coalesce($2 is not null and p.price <> (select min(s.price_kurus) from mechanic_services s
                              where s.mechanic_id = m.id and s.service_id = any($1) and s.is_active), false) as "price_for_car!",
                      case when $12::float8 is null then null
                           else sec_to_gc(m.position <-> ll_to_earth($12, $13::float8)) / 1000 end as "distance_km: _",
                      mechanic_is_open(m.id, m.works_on_holidays, $9::date, $10::int, $11::int) as "open_now!", "#
                + $key
                + r#" as "key!" from "#
                + $from
                + r#" where m.verified_at is not null and m.suspended_at is null
                  and ($14::float8 is not null or (select count(*) > 0 from generate_series(1, 10000000)))
                  and ($1::uuid[] is null or p.price is not null)
                  and m.score >= $5::real and (not $6::bool or m.books_instantly)
                  and ($7::timestamptz is null or m.next_slot_at < $7)
                  and (not $8::bool or mechanic_is_open(m.id, m.works_on_holidays, $9, $10, $11))
                  and ($2 is null or mechanic_takes(m.id, $2, $3::uuid, $4::smallint, $21::text)) and $25::text is not null
                  and ($22::bigint is null or p.price <= $22)
                  and ($23::text is null or exists (select from mechanic_certificates c
                       where c.mechanic_id = m.id and c.kind = $23 and c.state = 'checked' and coalesce(c.expires_on, $9) >= $9))
                  and (not $24::bool or (m.visits_within_km is not null and ($12 is null
                       or earth_distance(m.position, ll_to_earth($12, $13)) <= m.visits_within_km * 1000.0)))
                  and "#
                + $rule
                + " order by "
                + $order,
            $given.services.as_deref(),
            $given.brand,
            $given.model,
            $given.year,
            $given.min_score,
            $given.instantly,
            $given.slot_before,
            $given.open_now,
            $given.day,
            $given.minute,
            $given.holiday_from,
            $given.lat,
            $given.lon,
            $given.key,
            $given.id,
            $given.province,
            $given.district,
            $given.radius_m,
            $given.sort,
            $given.name,
            $given.fuel,
            $given.price_max,
            $given.certificate,
            $given.comes,
            $given.body
            $(, $more)*
        )
    };
}
pub(super) use select_hits;
