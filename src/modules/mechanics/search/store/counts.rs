//! Counting: facets of a search, round facts of the marketplace, lines of the sitemap.

use super::Given;
use crate::{
    kernel::{error::Result, ids::ServiceId, time::Instant},
    modules::mechanics::{
        certificates::model::CertificateKind,
        search::{
            facets::Counts,
            facts::{FEW, Facts, ServiceFact},
            filter::{Rating, SearchFilter},
        },
    },
    platform::Scope,
};
use uuid::Uuid;

/// `count_places!(given, filter, by_district, holiday, kinds)`: one query, as long as a function may be. One letter each says whether a
/// workshop passes a filter: rated, open, today, instantly, certified, drives out; each count holds all filters but its own.
macro_rules! count_places {
    ($given:expr, $filter:expr, $by_district:expr, $holiday:expr, $kinds:expr) => {
        sqlx::query!(
            r#"select place as "place!",
              count(*) filter (where r and o and t and i and c and v) as "total!",
              count(*) filter (where score >= 4 and o and t and i and c and v) as "four!",
              count(*) filter (where score >= 4.5 and o and t and i and c and v) as "half!",
              count(*) filter (where r and open_now and t and i and c and v) as "open_now!",
              count(*) filter (where r and o and today and i and c and v) as "today!",
              count(*) filter (where r and o and t and instantly and c and v) as "instantly!",
              count(*) filter (where r and o and t and i and c and comes) as "comes!",
              count(*) filter (where r and o and t and i and v and kinds @> array[($18::text[])[1]]) as "kind_1!",
              count(*) filter (where r and o and t and i and v and kinds @> array[($18::text[])[2]]) as "kind_2!",
              count(*) filter (where r and o and t and i and v and kinds @> array[($18::text[])[3]]) as "kind_3!",
              count(*) filter (where r and o and t and i and v and kinds @> array[($18::text[])[4]]) as "kind_4!",
              count(*) filter (where r and o and t and i and v and kinds @> array[($18::text[])[5]]) as "kind_5!"
           from (select *, score >= $7::real as r, open_now or not $8 as o, today or not $9 as t, instantly or not $10 as i,
                        $19::text is null or coalesce(kinds @> array[$19], false) as c, comes or not $20::bool as v from (
              select case when $6::smallint is null then m.province_id::int else m.district_id end as place,
                     m.score, m.books_instantly as instantly, k.kinds,
                     m.visits_within_km is not null and ($15::float8 is null
                         or earth_distance(m.position, ll_to_earth($15, $16::float8)) <= m.visits_within_km * 1000.0) as comes,
                     coalesce(m.next_slot_at < $11::timestamptz, false) as today,
                     case when e.mechanic_id is not null then coalesce($13::int >= e.opens_min and $13 < e.closes_min, false)
                          when $14::bool and not m.works_on_holidays then false
                          when s.id is not null then coalesce($13 >= sh.opens_min and $13 < sh.closes_min
                               and not coalesce($13 >= sh.break_from_min and $13 < sh.break_to_min, false), false)
                          else coalesce($13 >= h.opens_min and $13 < h.closes_min
                               and not coalesce($13 >= h.break_from_min and $13 < h.break_to_min, false), false) end as open_now
              from mechanics m
              left join working_hours h on h.mechanic_id = m.id and h.weekday = extract(isodow from $12::date)::smallint
              left join working_seasons s on s.mechanic_id = m.id and s.covers @> $12
              left join working_season_hours sh on sh.season_id = s.id and sh.weekday = extract(isodow from $12)::smallint
              left join (select distinct on (mechanic_id) mechanic_id, opens_min, closes_min from working_exceptions
                         where to_on >= $12 and from_on <= $12 order by mechanic_id, id desc) e on e.mechanic_id = m.id
              left join (select mechanic_id, array_agg(kind) as kinds from mechanic_certificates
                         where state = 'checked' and coalesce(expires_on, $12) >= $12 group by mechanic_id) k on k.mechanic_id = m.id
              where m.verified_at is not null and m.suspended_at is null
                and ($21::bigint is null or exists (select from mechanic_services s where s.mechanic_id = m.id
                         and s.service_id = any($1) and s.is_active and $21 >= case when $2::uuid is null then s.price_kurus
                             else price_for_car(s.mechanic_id, s.service_id, s.price_kurus, $2, $3, $4, $17, $22::text) end))
                and ($1::uuid[] is null
                     or m.id in (select s.mechanic_id from mechanic_services s where s.service_id = any($1) and s.is_active))
                and ($2::uuid is null or mechanic_takes(m.id, $2, $3::uuid, $4::smallint, $17::text))
                and ($5::float8 is null or (m.position <@ earth_box(ll_to_earth($15, $16), $5)
                     and earth_distance(m.position, ll_to_earth($15::float8, $16::float8)) <= $5))
                and ($6::smallint is null or m.province_id = $6)
           ) found) said
           group by place"#,
            $given.services.as_deref(),
            $given.brand,
            $given.model,
            $given.year,
            $given.radius_m,
            $by_district,
            $filter.rating.map_or(0.0, Rating::score),
            $filter.open_now,
            $filter.slot_today,
            $filter.instantly,
            $given.day.plus(1).at(0),
            $given.day,
            $given.minute,
            $holiday,
            $given.lat,
            $given.lon,
            $given.fuel,
            $kinds,
            $given.certificate,
            $given.comes,
            $given.price_max,
            $given.body
        )
    };
}

/// Counts by district when a province is asked for, else by province. The district of the search doesn't narrow them: the
/// other districts are offered beside it. Whether a workshop is open is joined here instead of asked row by row; a test
/// holds it equal to `mechanic_is_open`.
pub async fn facets(scope: &mut Scope, filter: &SearchFilter) -> Result<Vec<(i32, Counts)>> {
    let given = Given::of(scope, filter);
    let by_district = filter.province();
    let kinds = CertificateKind::ALL.map(|kind| kind.word().to_owned());
    let holiday = given.is_holiday();
    let rows = count_places!(given, filter, by_district, holiday, &kinds).fetch_all(scope.conn().await?).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let counts = Counts {
                total: row.total,
                four: row.four,
                four_and_a_half: row.half,
                open_now: row.open_now,
                slot_today: row.today,
                instantly: row.instantly,
                comes: row.comes,
                certified: [row.kind_1, row.kind_2, row.kind_3, row.kind_4, row.kind_5],
            };
            (row.place, counts)
        })
        .collect())
}

/// How many offer what is wanted, for the named car, in each province.
pub async fn by_province(scope: &mut Scope, filter: &SearchFilter) -> Result<Vec<(i32, i64)>> {
    let given = Given::of(scope, filter);
    let rows = sqlx::query!(
        r#"select m.province_id::int as "place!", count(*) as "count!" from mechanics m
           where m.verified_at is not null and m.suspended_at is null
             and ($1::uuid[] is null
                  or m.id in (select s.mechanic_id from mechanic_services s where s.service_id = any($1) and s.is_active))
             and ($2::uuid is null or mechanic_takes(m.id, $2, $3::uuid, $4::smallint, $5::text))
           group by m.province_id order by 2 desc, m.province_id"#,
        given.services.as_deref(),
        given.brand,
        given.model,
        given.year,
        given.fuel
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.place, row.count)).collect())
}

/// `count_named!(head, tail, given, filter, steps, …)`: one query that asks for nothing but what the filters name, and of each workshop
/// once; with the many counts of [`facets`] it would take ten times as long. `head` ends before the rules, `tail` goes on with them.
macro_rules! count_named {
    ($head:tt, $tail:tt, $given:expr, $filter:expr, $steps:expr $(, $more:expr)*) => {
        sqlx::query!(
            $head
                + r#" where m.verified_at is not null and m.suspended_at is null
                and ($2::uuid is null or mechanic_takes(m.id, $2, $3::uuid, $4::smallint, $5::text))
                and ($7::smallint is null or m.province_id = $7) and ($8::int is null or m.district_id = $8)
                and ($9::float8 is null or (m.position <@ earth_box(ll_to_earth($10::float8, $11::float8), $9)
                     and earth_distance(m.position, ll_to_earth($10, $11)) <= $9))
                and m.score >= $12::real and (not $13::bool or m.books_instantly)
                and ($14::timestamptz is null or m.next_slot_at < $14)
                and (not $15::bool or mechanic_is_open(m.id, m.works_on_holidays, $16::date, $17::int, $18::int))
                and ($19::text is null or exists (select from mechanic_certificates c
                     where c.mechanic_id = m.id and c.kind = $19 and c.state = 'checked' and coalesce(c.expires_on, $16) >= $16))
                and (not $20::bool or (m.visits_within_km is not null and ($10 is null
                     or earth_distance(m.position, ll_to_earth($10, $11)) <= m.visits_within_km * 1000.0)))
             "# + $tail,
            $given.services.as_deref(),
            $given.brand,
            $given.model,
            $given.year,
            $given.fuel,
            $given.body,
            $filter.province(),
            $given.district,
            $given.radius_m,
            $given.lat,
            $given.lon,
            $given.min_score,
            $given.instantly,
            $given.slot_before,
            $given.open_now,
            $given.day,
            $given.minute,
            $given.holiday_from,
            $given.certificate,
            $given.comes,
            $steps
            $(, $more)*
        )
    };
}

/// How many the search would find at each distance: before the first of `metres`, between it and the second, and so on.
pub async fn by_distance(scope: &mut Scope, filter: &SearchFilter, metres: &[f64]) -> Result<Vec<(i32, i64)>> {
    let given = Given { radius_m: metres.last().copied(), ..Given::of(scope, filter) };
    let rows = count_named!(
        r#"select width_bucket(earth_distance(m.position, ll_to_earth($10, $11)), $21::float8[]) as "place!", count(*) as "count!" from mechanics m"#,
        "and ($1::uuid[] is null or m.id in (select s.mechanic_id from mechanic_services s where s.service_id = any($1) and s.is_active))
         and ($22::bigint is null or exists (select from mechanic_services s where s.mechanic_id = m.id and s.service_id = any($1)
                 and s.is_active and $22 >= case when $2::uuid is null then s.price_kurus
                     else price_for_car(s.mechanic_id, s.service_id, s.price_kurus, $2, $3::uuid, $4::smallint, $5::text, $6::text) end))
         group by 1",
        given,
        filter,
        metres,
        given.price_max
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.place, row.count)).collect())
}

/// How many the search would find at each price, whatever limit it has: below the first of `kurus`, between it and the second, and so on.
pub async fn by_price(scope: &mut Scope, filter: &SearchFilter, kurus: &[i64]) -> Result<Vec<(i32, i64)>> {
    let given = Given::of(scope, filter);
    let rows = count_named!(
        r#"select width_bucket(price, $21::bigint[]) as "place!", count(*) as "count!" from (
              select min(case when $2::uuid is null then s.price_kurus
                         else price_for_car(s.mechanic_id, s.service_id, s.price_kurus, $2, $3::uuid, $4::smallint, $5::text, $6::text) end)
                         as price
              from mechanics m join mechanic_services s on s.mechanic_id = m.id"#,
        "and s.service_id = any($1::uuid[]) and s.is_active group by m.id) priced group by 1",
        given,
        filter,
        kurus
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.place, row.count)).collect())
}

/// Two cheap looks: workshops by place, and for each service its first prices (an index knows them).
pub async fn facts(scope: &mut Scope) -> Result<Facts> {
    let mut facts = Facts::default();
    let places = sqlx::query!(
        r#"select province_id, district_id, count(*) as "count!" from mechanics
           where verified_at is not null and suspended_at is null group by province_id, district_id"#
    )
    .fetch_all(scope.conn().await?)
    .await?;
    for place in places {
        facts.total += place.count;
        *facts.by_province.entry(place.province_id).or_default() += place.count;
        facts.by_district.insert(place.district_id, place.count);
    }
    let services = sqlx::query!(
        r#"select v.id,
              (select count(*) from (select from mechanic_services s where s.service_id = v.id and s.is_active limit $1) few) as "offering!",
              (select s.price_kurus from mechanic_services s join mechanics m on m.id = s.mechanic_id
               where s.service_id = v.id and s.is_active and m.verified_at is not null and m.suspended_at is null
               order by s.price_kurus, s.mechanic_id limit 1) as from_kurus
           from services v"#,
        FEW
    )
    .fetch_all(scope.conn().await?)
    .await?;
    facts.services = services
        .into_iter()
        .map(|row| (ServiceId(row.id), ServiceFact { offering: row.offering, from_kurus: row.from_kurus }))
        .collect();
    let certified = sqlx::query!(
        r#"select kind, count(distinct mechanic_id) as "count!" from mechanic_certificates where state = 'checked' group by kind"#
    )
    .fetch_all(scope.conn().await?)
    .await?;
    facts.certified = certified
        .into_iter()
        .filter_map(|row| CertificateKind::parse(&row.kind).map(|kind| (kind, row.count.min(FEW))))
        .collect();
    // One in so many of the weekly plans: below that a walk passes too many who are closed.
    let few_open = facts.total / Facts::ONE_IN_OPEN;
    facts.mostly_closed = sqlx::query_scalar!(
        r#"select count(*) < $4 as "closed!" from (select from working_hours
           where weekday = $1 and opens_min <= $2 and closes_min > $2 limit $3) open"#,
        scope.now.day().weekday(),
        i16::try_from(scope.now.minute_of_day()).unwrap_or_default(),
        few_open.max(1),
        few_open
    )
    .fetch_one(scope.conn().await?)
    .await?;
    facts.visiting = sqlx::query_scalar!(
        r#"select count(*) as "count!" from (select from mechanics where visits_within_km is not null limit $1) few"#,
        FEW
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(facts)
}

/// What a landing page of a place tells about one service: who offers it, the usual prices.
pub struct PlaceFact {
    pub service_id: ServiceId,
    pub offering: i64,
    pub from_kurus: i64,
    pub median_kurus: i64,
}

/// The services that are offered most in a province (or one of its districts), with their prices.
pub async fn places(
    scope: &mut Scope,
    province: i16,
    district: Option<i32>,
    only: Option<ServiceId>,
    limit: i64,
) -> Result<Vec<PlaceFact>> {
    let rows = sqlx::query!(
        r#"select s.service_id, count(*) as "offering!", min(s.price_kurus) as "from_kurus!",
                  percentile_disc(0.5) within group (order by s.price_kurus) as "median_kurus!"
           from mechanics m join mechanic_services s on s.mechanic_id = m.id and s.is_active
           where m.verified_at is not null and m.suspended_at is null and m.province_id = $1
             and ($2::int is null or m.district_id = $2) and ($3::uuid is null or s.service_id = $3)
           group by s.service_id order by 2 desc, s.service_id limit $4"#,
        province,
        district,
        only.map(|id| *id),
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| PlaceFact {
            service_id: row.service_id.into(),
            offering: row.offering,
            from_kurus: row.from_kurus,
            median_kurus: row.median_kurus,
        })
        .collect())
}

/// Districts of a province with the services that public workshops there offer; a district whose workshops offer nothing yet
/// comes without one.
pub async fn offered_in(scope: &mut Scope, province: i16) -> Result<Vec<(i32, Option<ServiceId>)>> {
    let rows = sqlx::query!(
        r#"select distinct m.district_id, s.service_id as "service_id?"
           from mechanics m left join mechanic_services s on s.mechanic_id = m.id and s.is_active
           where m.verified_at is not null and m.suspended_at is null and m.province_id = $1"#,
        province
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.district_id, row.service_id.map(ServiceId))).collect())
}

/// Slugs of public workshops with their last change, by id; at most `limit` after `after`.
pub async fn sitemap_entries(scope: &mut Scope, after: Uuid, limit: i64) -> Result<Vec<(Uuid, String, Instant)>> {
    let rows = sqlx::query!(
        "select id, slug, updated_at from mechanics
         where verified_at is not null and suspended_at is null and id > $1 order by id limit $2",
        after,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.slug, row.updated_at)).collect())
}
