//! SQL of `mechanic_service_prices` and `mechanic_past_prices`, and of the promises of an offer.

use super::{
    by_car::CarPrice,
    checks::CarPriceDraft,
    inputs::{PartsClass, Promise},
    table::Line,
};
use crate::{
    kernel::{
        error::{Code, Result},
        ids::{PriceId, ServiceId},
        money::Money,
        page::Page,
        time::Instant,
    },
    modules::{
        mechanics::{model::PriceKind, policy::Owner},
        vehicles::{BrandsMerged, Fuel, ModelsMerged},
    },
    platform::Scope,
};
use std::collections::HashMap;
use uuid::Uuid;

/// The page of a service shows so many past prices.
const PAST_SHOWN: usize = 50;

/// `end_prices!(which a, what of them, $1, $2, now)`: takes prices for some cars away and keeps them as past ones.
macro_rules! end_prices {
    ($which:tt, $what:tt $(, $given:expr)* $(,)?) => {
        sqlx::query!(
            "with gone as (delete from mechanic_service_prices a "
                + $which
                + " returning a.*)
                insert into mechanic_past_prices (mechanic_id, service_id, price_id, brand_id, model_id, year_from, year_to, fuel, body,
                                                  price_kurus, price_kind, priced_at, ended_at)
                select mechanic_id, service_id, id, brand_id, model_id, year_from, year_to, fuel, body,
                       price_kurus, price_kind, priced_at, $3 from gone"
                + $what
            $(, $given)*
        )
    };
}

pub async fn save_promise(scope: &mut Scope, owner: Owner, service: ServiceId, promise: Promise) -> Result<()> {
    let saved = sqlx::query!(
        "update mechanic_services set parts_class = $3, warranty_months = $4, warranty_km = $5
         where mechanic_id = $1 and service_id = $2",
        *owner.id(),
        *service,
        promise.parts_class.map(PartsClass::word),
        promise.warranty_months,
        promise.warranty_km
    )
    .execute(scope.conn().await?)
    .await?;
    if saved.rows_affected() > 0 { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// What is promised with many offers at once.
pub async fn save_promises(scope: &mut Scope, owner: Owner, lines: &[Line]) -> Result<()> {
    let ids: Vec<Uuid> = lines.iter().map(|line| *line.offer.service_id).collect();
    let promised = |line: &Line| line.promise.parts_class.map(|class| class.word().to_owned());
    let parts: Vec<Option<String>> = lines.iter().map(promised).collect();
    let months: Vec<Option<i16>> = lines.iter().map(|line| line.promise.warranty_months).collect();
    let km: Vec<Option<i32>> = lines.iter().map(|line| line.promise.warranty_km).collect();
    sqlx::query!(
        "update mechanic_services s set parts_class = line.parts, warranty_months = line.months, warranty_km = line.km
         from unnest($2::uuid[], $3::text[], $4::smallint[], $5::int[]) as line (service_id, parts, months, km)
         where s.mechanic_id = $1 and s.service_id = line.service_id",
        *owner.id(),
        &ids,
        &parts as &[Option<String>],
        &months as &[Option<i16>],
        &km as &[Option<i32>]
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Those of one offer, the narrowest names last.
pub async fn of_service(scope: &mut Scope, owner: Owner, service: ServiceId) -> Result<Vec<CarPrice>> {
    let rows = sqlx::query!(
        "select id, brand_id, model_id, year_from, year_to, fuel, body, price_kurus, price_kind, minutes
         from mechanic_service_prices where mechanic_id = $1 and service_id = $2
         order by brand_id nulls first, model_id nulls first, year_from nulls first, id",
        *owner.id(),
        *service
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| CarPrice {
            id: row.id.into(),
            brand_id: row.brand_id.map(Into::into),
            model_id: row.model_id.map(Into::into),
            year_from: row.year_from,
            year_to: row.year_to,
            fuel: row.fuel.as_deref().and_then(Fuel::parse),
            body: row.body,
            price: Money(row.price_kurus),
            price_kind: PriceKind::parse(&row.price_kind).unwrap_or_default(),
            minutes: row.minutes,
        })
        .collect())
}

pub async fn count(scope: &mut Scope, owner: Owner) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from mechanic_service_prices where mechanic_id = $1"#,
        *owner.id()
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(count)
}

/// For cars that have a price already it is a new one; the old one is kept as a past price.
pub async fn put(
    scope: &mut Scope,
    owner: Owner,
    service: ServiceId,
    id: PriceId,
    draft: &CarPriceDraft,
) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "with past as (
             insert into mechanic_past_prices (mechanic_id, service_id, price_id, brand_id, model_id, year_from, year_to, fuel, body,
                                               price_kurus, price_kind, priced_at, ended_at)
             select mechanic_id, service_id, id, brand_id, model_id, year_from, year_to, fuel, body,
                    price_kurus, price_kind, priced_at, $13 from mechanic_service_prices
             where mechanic_id = $2 and service_id = $3
               and (brand_id, model_id, year_from, year_to, fuel, body) is not distinct from ($4, $5, $6, $7, $8, $9)
               and (price_kurus, price_kind) is distinct from ($10, $11)
         )
         insert into mechanic_service_prices as p
             (id, mechanic_id, service_id, brand_id, model_id, year_from, year_to, fuel, body, price_kurus, price_kind, minutes, priced_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         on conflict on constraint mechanic_service_prices_once do update
         set price_kurus = excluded.price_kurus, price_kind = excluded.price_kind, minutes = excluded.minutes,
             priced_at = case when (p.price_kurus, p.price_kind) is distinct from (excluded.price_kurus, excluded.price_kind)
                              then excluded.priced_at else p.priced_at end",
        *id,
        *owner.id(),
        *service,
        draft.brand_id.map(|id| *id),
        draft.model_id.map(|id| *id),
        draft.year_from,
        draft.year_to,
        draft.fuel.map(Fuel::word),
        draft.body,
        draft.price.0,
        draft.price_kind.word(),
        draft.minutes,
        now as Instant
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// The service it was a price of; `not_found` for another workshop's. It stays among the past prices.
pub async fn delete(scope: &mut Scope, owner: Owner, id: PriceId) -> Result<ServiceId> {
    let now = scope.now;
    let gone = end_prices!(
        "where a.mechanic_id = $1 and a.id = $2",
        " returning service_id",
        *owner.id(),
        *id,
        now as Instant
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(gone.service_id.into())
}

/// A price that there is, for every car or for some.
pub struct Priced {
    pub service_id: ServiceId,
    /// `None`: for every car.
    pub price_id: Option<PriceId>,
    pub price: Money,
}

pub async fn all(scope: &mut Scope, owner: Owner) -> Result<Vec<Priced>> {
    let rows = sqlx::query_as!(
        Priced,
        r#"select service_id as "service_id!: _", null::uuid as "price_id: _", price_kurus as "price!: _"
           from mechanic_services where mechanic_id = $1
           union all
           select service_id, id, price_kurus from mechanic_service_prices where mechanic_id = $1"#,
        *owner.id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows)
}

/// New prices for what is there; those that change are kept as past prices.
pub async fn reprice(scope: &mut Scope, owner: Owner, prices: &[Priced]) -> Result<()> {
    let now = scope.now;
    let (every, some): (Vec<&Priced>, Vec<&Priced>) = prices.iter().partition(|price| price.price_id.is_none());
    let services: Vec<Uuid> = every.iter().map(|price| *price.service_id).collect();
    let kurus: Vec<i64> = every.iter().map(|price| price.price.0).collect();
    sqlx::query!(
        "with line as (select * from unnest($2::uuid[], $3::bigint[]) as line (service_id, kurus)),
         changed as (
             select s.mechanic_id, s.service_id, s.price_kurus, s.price_kind, s.priced_at, line.kurus
             from mechanic_services s join line on line.service_id = s.service_id
             where s.mechanic_id = $1 and s.price_kurus <> line.kurus
         ), past as (
             insert into mechanic_past_prices (mechanic_id, service_id, price_kurus, price_kind, priced_at, ended_at)
             select mechanic_id, service_id, price_kurus, price_kind, priced_at, $4 from changed
         )
         update mechanic_services s set price_kurus = c.kurus, priced_at = $4
         from changed c where s.mechanic_id = c.mechanic_id and s.service_id = c.service_id",
        *owner.id(),
        &services,
        &kurus,
        now as Instant
    )
    .execute(scope.conn().await?)
    .await?;
    let ids: Vec<Uuid> = some.iter().filter_map(|price| price.price_id.map(|id| *id)).collect();
    let kurus: Vec<i64> = some.iter().map(|price| price.price.0).collect();
    sqlx::query!(
        "with changed as (
             select p.*, line.kurus
             from mechanic_service_prices p join unnest($2::uuid[], $3::bigint[]) as line (id, kurus) on line.id = p.id
             where p.mechanic_id = $1 and p.price_kurus <> line.kurus
         ), past as (
             insert into mechanic_past_prices (mechanic_id, service_id, price_id, brand_id, model_id, year_from, year_to, fuel, body,
                                               price_kurus, price_kind, priced_at, ended_at)
             select mechanic_id, service_id, id, brand_id, model_id, year_from, year_to, fuel, body,
                    price_kurus, price_kind, priced_at, $4 from changed
         )
         update mechanic_service_prices p set price_kurus = c.kurus, priced_at = $4 from changed c where p.id = c.id",
        *owner.id(),
        &ids,
        &kurus,
        now as Instant
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// A price that ended.
#[derive(Clone, Debug)]
pub struct PastPrice {
    pub id: i64,
    /// `None`: for every car.
    pub cars: Option<CarPrice>,
    pub price: Money,
    pub price_kind: PriceKind,
    pub priced_at: Option<Instant>,
    pub ended_at: Instant,
}

/// Latest first, from the one after `before` on.
pub async fn past(scope: &mut Scope, owner: Owner, service: ServiceId, before: Option<i64>) -> Result<Page<PastPrice>> {
    let rows = sqlx::query!(
        r#"select id, price_id, brand_id, model_id, year_from, year_to, fuel, body, price_kurus, price_kind,
                  priced_at as "priced_at: Instant", ended_at as "ended_at: Instant"
           from mechanic_past_prices
           where mechanic_id = $1 and service_id = $2 and ($3::bigint is null or (ended_at, id) < (
               select l.ended_at, l.id from mechanic_past_prices l where l.id = $3 and l.mechanic_id = $1))
           order by ended_at desc, id desc limit $4"#,
        *owner.id(),
        *service,
        before,
        i64::try_from(PAST_SHOWN + 1).unwrap_or(i64::MAX)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let past = rows.into_iter().map(|row| {
        let (price, price_kind) = (Money(row.price_kurus), PriceKind::parse(&row.price_kind).unwrap_or_default());
        let cars = row.price_id.map(|id| CarPrice {
            id: id.into(),
            brand_id: row.brand_id.map(Into::into),
            model_id: row.model_id.map(Into::into),
            year_from: row.year_from,
            year_to: row.year_to,
            fuel: row.fuel.as_deref().and_then(Fuel::parse),
            body: row.body,
            price,
            price_kind,
            minutes: None,
        });
        PastPrice { id: row.id, cars, price, price_kind, priced_at: row.priced_at, ended_at: row.ended_at }
    });
    Ok(Page::cut(past.collect(), PAST_SHOWN, |last| last.id.to_string()))
}

/// The lowest price for every car that held at some moment since then, the present one included; `None` for a service that is
/// neither offered nor was.
pub async fn lowest_since(
    scope: &mut Scope,
    owner: Owner,
    service: ServiceId,
    since: Instant,
) -> Result<Option<Money>> {
    let lowest = sqlx::query_scalar!(
        "select min(price_kurus) from (
             select price_kurus from mechanic_services where mechanic_id = $1 and service_id = $2
             union all
             select price_kurus from mechanic_past_prices
             where mechanic_id = $1 and service_id = $2 and price_id is null and ended_at > $3) p",
        *owner.id(),
        *service,
        since as Instant
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(lowest.map(Money))
}

/// The median price for every car of services that at least `least` public workshops of a province offer.
pub async fn medians(
    scope: &mut Scope,
    province: i16,
    services: &[ServiceId],
    least: i64,
) -> Result<HashMap<ServiceId, Money>> {
    let services: Vec<Uuid> = services.iter().map(|id| **id).collect();
    let rows = sqlx::query!(
        r#"select s.service_id, percentile_disc(0.5) within group (order by s.price_kurus) as "median!"
           from mechanics m join mechanic_services s on s.mechanic_id = m.id and s.is_active
           where m.verified_at is not null and m.suspended_at is null and m.province_id = $1 and s.service_id = any($2)
           group by s.service_id having count(*) >= $3"#,
        province,
        &services,
        least
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.service_id.into(), Money(row.median))).collect())
}

/// The prices of all workshops about a model that became another one, past ones too. One that stands there already stays, and
/// the double of it is a past price.
pub async fn rename(scope: &mut Scope, event: &ModelsMerged) -> Result<()> {
    let now = scope.now;
    end_prices!(
        "using mechanic_service_prices b
         where a.model_id = $1 and b.model_id = $2 and b.mechanic_id = a.mechanic_id and b.service_id = a.service_id
           and (b.year_from, b.year_to, b.fuel, b.body) is not distinct from (a.year_from, a.year_to, a.fuel, a.body)",
        "",
        *event.from,
        *event.into,
        now as Instant
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "with past as (update mechanic_past_prices set model_id = $2, brand_id = $3 where model_id = $1)
         update mechanic_service_prices set model_id = $2, brand_id = $3 where model_id = $1",
        *event.from,
        *event.into,
        *event.brand
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// The prices of all workshops about a brand that became another one, past ones too. One that stands there already stays, and
/// the double of it is a past price.
pub async fn rename_brand(scope: &mut Scope, event: &BrandsMerged) -> Result<()> {
    let now = scope.now;
    end_prices!(
        "using mechanic_service_prices b
         where a.brand_id = $1 and b.brand_id = $2 and b.mechanic_id = a.mechanic_id and b.service_id = a.service_id
           and (b.model_id, b.year_from, b.year_to, b.fuel, b.body)
               is not distinct from (a.model_id, a.year_from, a.year_to, a.fuel, a.body)",
        "",
        *event.from,
        *event.into,
        now as Instant
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "with past as (update mechanic_past_prices set brand_id = $2 where brand_id = $1)
         update mechanic_service_prices set brand_id = $2 where brand_id = $1",
        *event.from,
        *event.into
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}
