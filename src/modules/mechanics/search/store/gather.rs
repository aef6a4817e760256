//! Everything that fits, then sorted: for areas and services that are small, and for names.

use super::{Given, select_hits};
use crate::{
    kernel::error::Result,
    modules::mechanics::search::{Hit, Mark},
    platform::Scope,
};
use uuid::Uuid;

/// Adds the sort key of every order as a lateral column, so that cursor and order read the same.
macro_rules! sorted {
    ($given:expr, $from:tt, $rule:tt $(, $more:expr)*) => {
        select_hits!($given, "k.key", $from, $rule, "k.key, m.id limit 21" $(, $more)*)
    };
}

/// All in a district, a province or within a radius.
pub(super) async fn in_area(scope: &mut Scope, given: &Given) -> Result<Vec<Hit>> {
    let connection = scope.conn().await?;
    Ok(if given.radius_m.is_some() {
        sorted!(
            given,
            "mechanics m cross join lateral (
                select min(case when $2::uuid is null then s.price_kurus
                        else price_for_car(s.mechanic_id, s.service_id, s.price_kurus, $2, $3, $4, $21, $25) end) as price
                from mechanic_services s
                where $1::uuid[] is not null and s.mechanic_id = m.id and s.service_id = any($1) and s.is_active) p
             cross join lateral (select case $19::text
                when 'best' then -m.rank_score::float8
                when 'rating' then -m.score::float8
                when 'earliest' then date_part('epoch', coalesce(m.next_slot_at, 'infinity'::timestamptz))
                when 'price' then coalesce(p.price, 0)::float8
                else m.position <-> ll_to_earth($12, $13) end as key) k",
            "m.position <@ earth_box(ll_to_earth($12, $13), $18::float8) and earth_distance(m.position, ll_to_earth($12, $13)) <= $18
             and (k.key > $14::float8 or (k.key = $14 and m.id > $15::uuid))
             and ($16::smallint is null or m.province_id = $16) and ($17::int is null or m.district_id = $17)
             and $20::text is not null"
        )
        .fetch_all(connection)
        .await?
    } else if given.district.is_some() {
        sorted!(
            given,
            "mechanics m cross join lateral (
                select min(case when $2::uuid is null then s.price_kurus
                        else price_for_car(s.mechanic_id, s.service_id, s.price_kurus, $2, $3, $4, $21, $25) end) as price
                from mechanic_services s
                where $1::uuid[] is not null and s.mechanic_id = m.id and s.service_id = any($1) and s.is_active) p
             cross join lateral (select case $19::text
                when 'best' then -m.rank_score::float8
                when 'rating' then -m.score::float8
                when 'earliest' then date_part('epoch', coalesce(m.next_slot_at, 'infinity'::timestamptz))
                when 'price' then coalesce(p.price, 0)::float8
                else m.position <-> ll_to_earth($12, $13) end as key) k",
            "m.district_id = $17::int and (k.key > $14::float8 or (k.key = $14 and m.id > $15::uuid))
             and $16::smallint is null and $18::float8 is null and $20::text is not null"
        )
        .fetch_all(connection)
        .await?
    } else {
        sorted!(
            given,
            "mechanics m cross join lateral (
                select min(case when $2::uuid is null then s.price_kurus
                        else price_for_car(s.mechanic_id, s.service_id, s.price_kurus, $2, $3, $4, $21, $25) end) as price
                from mechanic_services s
                where $1::uuid[] is not null and s.mechanic_id = m.id and s.service_id = any($1) and s.is_active) p
             cross join lateral (select case $19::text
                when 'best' then -m.rank_score::float8
                when 'rating' then -m.score::float8
                when 'earliest' then date_part('epoch', coalesce(m.next_slot_at, 'infinity'::timestamptz))
                when 'price' then coalesce(p.price, 0)::float8
                else m.position <-> ll_to_earth($12, $13) end as key) k",
            "m.province_id = $16::smallint and (k.key > $14::float8 or (k.key = $14 and m.id > $15::uuid))
             and $17::int is null and $18::float8 is null and $20::text is not null"
        )
        .fetch_all(connection)
        .await?
    })
}

/// Everybody who offers one of the services. `offset 0` keeps the way from the offers to their workshops: without it the planner,
/// which can't know how rare the work is, reads all workshops.
pub(super) async fn by_services(scope: &mut Scope, given: &Given) -> Result<Vec<Hit>> {
    let connection = scope.conn().await?;
    Ok(sorted!(
        given,
        "(select s.mechanic_id, min(case when $2::uuid is null then s.price_kurus
                        else price_for_car(s.mechanic_id, s.service_id, s.price_kurus, $2, $3, $4, $21, $25) end) as price
          from mechanic_services s where s.service_id = any($1::uuid[]) and s.is_active group by s.mechanic_id) p
         cross join lateral (select * from mechanics c where c.id = p.mechanic_id offset 0) m
         cross join lateral (select case $19::text
            when 'best' then -m.rank_score::float8
            when 'rating' then -m.score::float8
            when 'earliest' then date_part('epoch', coalesce(m.next_slot_at, 'infinity'::timestamptz))
            when 'price' then p.price::float8
            else m.position <-> ll_to_earth($12, $13) end as key) k",
        "(k.key > $14::float8 or (k.key = $14 and m.id > $15::uuid))
         and ($16::smallint is null or m.province_id = $16) and ($17::int is null or m.district_id = $17)
         and ($18::float8 is null or earth_distance(m.position, ll_to_earth($12, $13)) <= $18) and $20::text is not null"
    )
    .fetch_all(connection)
    .await?)
}

/// Those with the mark that few have: everybody who may have it, of which the rules of the search leave those who do. `offset 0` as in
/// [`by_services`]: it keeps the planner from reading all workshops first.
pub(super) async fn by_mark(scope: &mut Scope, given: &Given, mark: Mark) -> Result<Vec<Hit>> {
    let connection = scope.conn().await?;
    Ok(sorted!(
        given,
        "(select d.mechanic_id from mechanic_certificates d
          where $26::text = 'certificate' and d.kind = $23::text and d.state = 'checked'
          union select v.id from mechanics v where $26 = 'comes' and v.visits_within_km is not null
          union select h.mechanic_id from working_hours h
          where $26 = 'open' and h.weekday = extract(isodow from $9::date)::smallint and h.opens_min <= $10::int and h.closes_min > $10
          union select s.mechanic_id from working_seasons s where $26 = 'open' and s.covers @> $9
          union select e.mechanic_id from working_exceptions e where $26 = 'open' and e.to_on >= $9 and e.from_on <= $9) few
         cross join lateral (select * from mechanics c where c.id = few.mechanic_id offset 0) m
         cross join lateral (
            select min(case when $2::uuid is null then s.price_kurus
                        else price_for_car(s.mechanic_id, s.service_id, s.price_kurus, $2, $3, $4, $21, $25) end) as price
                from mechanic_services s
            where $1::uuid[] is not null and s.mechanic_id = m.id and s.service_id = any($1) and s.is_active) p
         cross join lateral (select case $19::text
            when 'best' then -m.rank_score::float8
            when 'rating' then -m.score::float8
            when 'earliest' then date_part('epoch', coalesce(m.next_slot_at, 'infinity'::timestamptz))
            when 'price' then coalesce(p.price, 0)::float8
            else m.position <-> ll_to_earth($12, $13) end as key) k",
        "(k.key > $14::float8 or (k.key = $14 and m.id > $15::uuid))
         and ($16::smallint is null or m.province_id = $16) and ($17::int is null or m.district_id = $17)
         and ($18::float8 is null or earth_distance(m.position, ll_to_earth($12, $13)) <= $18) and $20::text is not null",
        mark.word()
    )
    .fetch_all(connection)
    .await?)
}

/// Names that hold words like these (`isk oto` finds `Işık Oto`), the most alike first. A common word finds thousands: the
/// first thousand are enough to fill a page, beside a thousand that hold exactly what was typed, whichever those first ones are.
pub(super) async fn by_name(scope: &mut Scope, given: &Given) -> Result<Vec<Hit>> {
    let connection = scope.conn().await?;
    Ok(sorted!(
        given,
        "((select c.id from mechanics c
           where $20::text <% c.search_fold and c.verified_at is not null and c.suspended_at is null
             and ($16::smallint is null or c.province_id = $16) and ($17::int is null or c.district_id = $17) limit 1000)
          union
          (select c.id from mechanics c
           where c.search_fold like '%' || $20 || '%' and c.verified_at is not null and c.suspended_at is null
             and ($16 is null or c.province_id = $16) and ($17 is null or c.district_id = $17) limit 1000)) n
         join mechanics m on m.id = n.id
         cross join lateral (select null::bigint as price) p
         cross join lateral (select -10 * word_similarity($20, m.search_fold)::float8 - m.rank_score::float8 / 10 as key) k",
        "(k.key > $14::float8 or (k.key = $14 and m.id > $15::uuid))
         and ($18::float8 is null or earth_distance(m.position, ll_to_earth($12, $13)) <= $18) and $19::text is not null"
    )
    .fetch_all(connection)
    .await?)
}

/// Those of a hundred named workshops at most that the search finds, whatever its order and page.
pub(super) async fn among(scope: &mut Scope, given: &Given, ids: &[Uuid]) -> Result<Vec<Hit>> {
    let connection = scope.conn().await?;
    Ok(select_hits!(
        given,
        "0::float8",
        "mechanics m cross join lateral (
            select min(case when $2::uuid is null then s.price_kurus
                        else price_for_car(s.mechanic_id, s.service_id, s.price_kurus, $2, $3, $4, $21, $25) end) as price
                from mechanic_services s
            where $1::uuid[] is not null and s.mechanic_id = m.id and s.service_id = any($1) and s.is_active) p",
        "m.id = any($26::uuid[]) and ($16::smallint is null or m.province_id = $16) and ($17::int is null or m.district_id = $17)
         and ($18::float8 is null or earth_distance(m.position, ll_to_earth($12, $13)) <= $18)
         and $15::uuid is not null and $19::text is not null and $20::text is not null",
        "m.id limit 100",
        ids
    )
    .fetch_all(connection)
    .await?)
}
