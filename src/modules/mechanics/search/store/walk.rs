//! Along the index of an order until the page is full. The lateral join keeps the walk: it asks each workshop for its price
//! instead of gathering prices first. Rules that are always true name the parameters a shape doesn't use.

use super::{Given, select_hits};
use crate::{kernel::error::Result, modules::mechanics::search::Hit, platform::Scope};

macro_rules! each_with_its_price {
    ($given:expr, $key:tt, $rule:tt, $order:tt) => {
        select_hits!(
            $given,
            $key,
            "mechanics m cross join lateral (
                select min(case when $2::uuid is null then s.price_kurus
                        else price_for_car(s.mechanic_id, s.service_id, s.price_kurus, $2, $3, $4, $21, $25) end) as price
                from mechanic_services s
                where $1::uuid[] is not null and s.mechanic_id = m.id and s.service_id = any($1) and s.is_active) p",
            $rule,
            $order
        )
    };
}

pub(super) async fn by_rank(scope: &mut Scope, given: &Given) -> Result<Vec<Hit>> {
    let connection = scope.conn().await?;
    Ok(if given.province.is_some() {
        each_with_its_price!(
            given,
            "-m.rank_score::float8",
            "m.rank_score <= -$14::float8 and (m.rank_score < -$14 or m.id > $15::uuid)
             and m.province_id = $16::smallint and $17::int is null and $18::float8 is null and $19::text is not null and $20::text is not null",
            "m.rank_score desc, m.id limit 21"
        )
        .fetch_all(connection)
        .await?
    } else {
        each_with_its_price!(
            given,
            "-m.rank_score::float8",
            "m.rank_score <= -$14::float8 and (m.rank_score < -$14 or m.id > $15::uuid)
             and $16::smallint is null and $17::int is null and $19::text is not null and $20::text is not null
             and ($18::float8 is null or earth_distance(m.position, ll_to_earth($12, $13)) <= $18)",
            "m.rank_score desc, m.id limit 21"
        )
        .fetch_all(connection)
        .await?
    })
}

pub(super) async fn by_score(scope: &mut Scope, given: &Given) -> Result<Vec<Hit>> {
    let connection = scope.conn().await?;
    Ok(if given.province.is_some() {
        each_with_its_price!(
            given,
            "-m.score::float8",
            "m.score <= -$14::float8 and (m.score < -$14 or m.id > $15::uuid)
             and m.province_id = $16::smallint and $17::int is null and $18::float8 is null and $19::text is not null and $20::text is not null",
            "m.score desc, m.id limit 21"
        )
        .fetch_all(connection)
        .await?
    } else {
        each_with_its_price!(
            given,
            "-m.score::float8",
            "m.score <= -$14::float8 and (m.score < -$14 or m.id > $15::uuid)
             and $16::smallint is null and $17::int is null and $19::text is not null and $20::text is not null
             and ($18::float8 is null or earth_distance(m.position, ll_to_earth($12, $13)) <= $18)",
            "m.score desc, m.id limit 21"
        )
        .fetch_all(connection)
        .await?
    })
}

pub(super) async fn by_earliest(scope: &mut Scope, given: &Given) -> Result<Vec<Hit>> {
    let connection = scope.conn().await?;
    Ok(if given.province.is_some() {
        each_with_its_price!(
            given,
            "date_part('epoch', coalesce(m.next_slot_at, 'infinity'::timestamptz))",
            "coalesce(m.next_slot_at, 'infinity'::timestamptz) >= to_timestamp($14::float8)
             and (coalesce(m.next_slot_at, 'infinity'::timestamptz) > to_timestamp($14) or m.id > $15::uuid)
             and m.province_id = $16::smallint and $17::int is null and $18::float8 is null and $19::text is not null and $20::text is not null",
            "coalesce(m.next_slot_at, 'infinity'::timestamptz), m.id limit 21"
        )
        .fetch_all(connection)
        .await?
    } else {
        each_with_its_price!(
            given,
            "date_part('epoch', coalesce(m.next_slot_at, 'infinity'::timestamptz))",
            "coalesce(m.next_slot_at, 'infinity'::timestamptz) >= to_timestamp($14::float8)
             and (coalesce(m.next_slot_at, 'infinity'::timestamptz) > to_timestamp($14) or m.id > $15::uuid)
             and $16::smallint is null and $17::int is null and $19::text is not null and $20::text is not null
             and ($18::float8 is null or earth_distance(m.position, ll_to_earth($12, $13)) <= $18)",
            "coalesce(m.next_slot_at, 'infinity'::timestamptz), m.id limit 21"
        )
        .fetch_all(connection)
        .await?
    })
}

/// From the origin outwards; only the distance alone lets the index give the order, so all of one distance come together.
/// A radius is a box for the index; the corners of the box are cut off by the rule after it.
pub(super) async fn by_distance(scope: &mut Scope, given: &Given) -> Result<Vec<Hit>> {
    let connection = scope.conn().await?;
    Ok(if given.radius_m.is_some() {
        each_with_its_price!(
            given,
            "m.position <-> ll_to_earth($12, $13)",
            "m.position <@ earth_box(ll_to_earth($12, $13), $18::float8) and earth_distance(m.position, ll_to_earth($12, $13)) <= $18
             and (m.position <-> ll_to_earth($12, $13)) >= $14::float8
             and ((m.position <-> ll_to_earth($12, $13)) > $14 or m.id > $15::uuid)
             and $16::smallint is null and $17::int is null and $19::text is not null and $20::text is not null",
            "m.position <-> ll_to_earth($12, $13) fetch first 21 rows with ties"
        )
        .fetch_all(connection)
        .await?
    } else {
        each_with_its_price!(
            given,
            "m.position <-> ll_to_earth($12, $13)",
            "(m.position <-> ll_to_earth($12, $13)) >= $14::float8
             and ((m.position <-> ll_to_earth($12, $13)) > $14 or m.id > $15::uuid)
             and ($16::smallint is null or m.province_id = $16) and ($17::int is null or m.district_id = $17)
             and $18::float8 is null and $19::text is not null and $20::text is not null",
            "m.position <-> ll_to_earth($12, $13) fetch first 21 rows with ties"
        )
        .fetch_all(connection)
        .await?
    })
}

/// Along the prices of each service; a workshop comes with its cheapest one only, so that no later page repeats it. With a car,
/// those that ask another price for it come along a walk of their own.
pub(super) async fn by_prices(scope: &mut Scope, mut given: Given) -> Result<Vec<Hit>> {
    let mut hits = Vec::new();
    for _ in 0..given.services.as_ref().map_or(0, Vec::len) {
        hits.extend(by_price(scope, &given).await?);
        if given.brand.is_some() {
            hits.extend(by_price_for_car(scope, &given).await?);
        }
        if let Some(services) = &mut given.services {
            services.rotate_left(1);
        }
    }
    Ok(hits)
}

/// Along the prices of the first service for every car. `not … >` because the planner takes an equation for rarely true, and leaves
/// the index.
async fn by_price(scope: &mut Scope, given: &Given) -> Result<Vec<Hit>> {
    let connection = scope.conn().await?;
    Ok(select_hits!(
        given,
        "p.price::float8",
        "(select s.mechanic_id, s.price_kurus as price from mechanic_services s where s.service_id = ($1::uuid[])[1] and s.is_active) p
         join mechanics m on m.id = p.mechanic_id",
        "not (p.price > (select min(case when $2::uuid is null then c.price_kurus
                                else price_for_car(c.mechanic_id, c.service_id, c.price_kurus, $2, $3, $4, $21, $25) end)
                         from mechanic_services c where c.mechanic_id = m.id and c.service_id = any($1) and c.is_active))
         and ($2 is null or p.price = price_for_car(m.id, ($1::uuid[])[1], p.price, $2, $3, $4, $21, $25))
         and p.price >= greatest($14::float8, 0)::bigint and (p.price > greatest($14, -1)::bigint or m.id > $15::uuid)
         and ($16::smallint is null or m.province_id = $16) and ($17::int is null or m.district_id = $17)
         and ($18::float8 is null or earth_distance(m.position, ll_to_earth($12, $13)) <= $18)
         and $19::text is not null and $20::text is not null",
        "p.price, p.mechanic_id limit 21"
    )
    .fetch_all(connection)
    .await?)
}

/// Along the prices of the first service for some cars, the named one among them. Rules that a row can answer by itself come before
/// the question what the workshop asks for this car.
async fn by_price_for_car(scope: &mut Scope, given: &Given) -> Result<Vec<Hit>> {
    let connection = scope.conn().await?;
    Ok(select_hits!(
        given,
        "p.price::float8",
        "(select o.mechanic_id, o.price_kurus as price from mechanic_service_prices o
          where o.service_id = ($1::uuid[])[1] and (o.brand_id is null or o.brand_id = $2) and (o.model_id is null or o.model_id = $3)
            and (o.year_from is null or o.year_from <= $4) and (o.year_to is null or o.year_to >= $4)
            and (o.fuel is null or o.fuel = $21) and (o.body is null or o.body = any (string_to_array($25, ';')))) p
         join mechanics m on m.id = p.mechanic_id",
        "not (p.price > (select min(price_for_car(c.mechanic_id, c.service_id, c.price_kurus, $2, $3, $4, $21, $25))
                         from mechanic_services c where c.mechanic_id = m.id and c.service_id = any($1) and c.is_active))
         and p.price = (select price_for_car(c.mechanic_id, c.service_id, c.price_kurus, $2, $3, $4, $21, $25)
                        from mechanic_services c where c.mechanic_id = m.id and c.service_id = ($1::uuid[])[1] and c.is_active)
         and p.price >= greatest($14::float8, 0)::bigint and (p.price > greatest($14, -1)::bigint or m.id > $15::uuid)
         and ($16::smallint is null or m.province_id = $16) and ($17::int is null or m.district_id = $17)
         and ($18::float8 is null or earth_distance(m.position, ll_to_earth($12, $13)) <= $18)
         and $19::text is not null and $20::text is not null",
        "p.price, p.mechanic_id limit 21"
    )
    .fetch_all(connection)
    .await?)
}
