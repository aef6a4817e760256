//! What an owner changes. Every function demands the permit, and touches rows of that workshop only.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::{BayId, ExceptionId, ServiceId, SupportRuleId},
    },
    modules::{
        mechanics::{
            policy::Owner,
            workshop::checks::{BayLine, Exception, Profile, Rule, ServiceLine, Settings, WeekDay},
        },
        vehicles::Fuel,
    },
    platform::Scope,
};
use uuid::Uuid;

pub async fn save_profile(scope: &mut Scope, owner: Owner, profile: &Profile) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update mechanics set name = $2, phone = $3, story = $4, address = $5, province_id = $6, district_id = $7, lat = $8, lon = $9,
                updated_at = $10, estate = $11, estate_unit = $12, visits_within_km = $13
         where id = $1",
        *owner.id(),
        profile.name,
        profile.phone,
        profile.story,
        profile.address,
        profile.province_id,
        profile.district_id,
        profile.lat,
        profile.lon,
        now,
        profile.estate,
        profile.estate_unit,
        profile.visits_within_km
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn save_settings(scope: &mut Scope, owner: Owner, settings: &Settings) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update mechanics set books_instantly = $2, works_on_holidays = $3, lead_minutes = $4, window_days = $5, buffer_minutes = $6,
                updated_at = $7
         where id = $1",
        *owner.id(),
        settings.books_instantly,
        settings.works_on_holidays,
        settings.lead_minutes,
        settings.window_days,
        settings.buffer_minutes,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Makes `bays` the active lifts, in this order. The others are switched off, never deleted: visits stand on them. A lift
/// that comes back under its old name is the old lift.
pub async fn save_bays(scope: &mut Scope, owner: Owner, bays: &[BayLine]) -> Result<()> {
    let kept: Vec<Uuid> = bays.iter().filter_map(|bay| bay.id).map(|id| *id).collect();
    sqlx::query!(
        "update bays set is_active = false where mechanic_id = $1 and is_active and id <> all($2)",
        *owner.id(),
        &kept
    )
    .execute(scope.conn().await?)
    .await?;
    for (position, bay) in (1..).zip(bays) {
        let id = match bay.id {
            Some(id) => id,
            None => switched_off(scope, owner, &bay.name).await?.unwrap_or_else(BayId::fresh),
        };
        sqlx::query!(
            "insert into bays (id, mechanic_id, name, position, is_active) values ($1, $2, $3, $4, true)
             on conflict (id) do update set name = excluded.name, position = excluded.position, is_active = true
             where bays.mechanic_id = excluded.mechanic_id",
            *id,
            *owner.id(),
            bay.name,
            position
        )
        .execute(scope.conn().await?)
        .await?;
    }
    Ok(())
}

async fn switched_off(scope: &mut Scope, owner: Owner, name: &str) -> Result<Option<BayId>> {
    let id = sqlx::query_scalar!(
        "select id from bays where mechanic_id = $1 and name = $2 and not is_active order by position, id limit 1",
        *owner.id(),
        name
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(id.map(Into::into))
}

/// Prices that change here are kept as past prices.
pub async fn save_services(scope: &mut Scope, owner: Owner, lines: &[ServiceLine]) -> Result<()> {
    let now = scope.now;
    let ids: Vec<Uuid> = lines.iter().map(|line| *line.service_id).collect();
    let prices: Vec<i64> = lines.iter().map(|line| line.price.0).collect();
    let kinds: Vec<String> = lines.iter().map(|line| line.price_kind.word().to_owned()).collect();
    let minutes: Vec<i32> = lines.iter().map(|line| line.minutes).collect();
    let active: Vec<bool> = lines.iter().map(|line| line.is_active).collect();
    sqlx::query!(
        "with line as (
             select * from unnest($2::uuid[], $3::bigint[], $4::text[], $5::int[], $6::bool[])
                  as line (service_id, price_kurus, price_kind, minutes, is_active)
         ), past as (
             insert into mechanic_past_prices (mechanic_id, service_id, price_kurus, price_kind, priced_at, ended_at)
             select s.mechanic_id, s.service_id, s.price_kurus, s.price_kind, s.priced_at, $7
             from mechanic_services s join line on line.service_id = s.service_id
             where s.mechanic_id = $1 and (s.price_kurus, s.price_kind) is distinct from (line.price_kurus, line.price_kind)
         )
         insert into mechanic_services as s (mechanic_id, service_id, price_kurus, price_kind, minutes, is_active, priced_at)
         select $1, line.*, $7 from line
         on conflict on constraint mechanic_services_once do update
         set price_kurus = excluded.price_kurus, price_kind = excluded.price_kind, minutes = excluded.minutes, is_active = excluded.is_active,
             priced_at = case when (s.price_kurus, s.price_kind) is distinct from (excluded.price_kurus, excluded.price_kind)
                              then excluded.priced_at else s.priced_at end",
        *owner.id(),
        &ids,
        &prices,
        &kinds,
        &minutes,
        &active,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Visits booked for it keep their copy; its price and those for some cars stay among the past ones.
pub async fn delete_service(scope: &mut Scope, owner: Owner, id: ServiceId) -> Result<()> {
    let now = scope.now;
    let deleted = sqlx::query!(
        "with gone as (delete from mechanic_services where mechanic_id = $1 and service_id = $2 returning *),
         by_car as (
             insert into mechanic_past_prices (mechanic_id, service_id, price_id, brand_id, model_id, year_from, year_to, fuel, body,
                                               price_kurus, price_kind, priced_at, ended_at)
             select mechanic_id, service_id, id, brand_id, model_id, year_from, year_to, fuel, body,
                    price_kurus, price_kind, priced_at, $3
             from mechanic_service_prices where mechanic_id = $1 and service_id = $2
         )
         insert into mechanic_past_prices (mechanic_id, service_id, price_kurus, price_kind, priced_at, ended_at)
         select mechanic_id, service_id, price_kurus, price_kind, priced_at, $3 from gone",
        *owner.id(),
        *id,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    some(deleted.rows_affected())
}

/// Replaces the days that are named.
pub async fn save_week(scope: &mut Scope, owner: Owner, days: &[WeekDay]) -> Result<()> {
    let weekdays: Vec<i16> = days.iter().map(|day| day.weekday).collect();
    sqlx::query!("delete from working_hours where mechanic_id = $1 and weekday = any($2)", *owner.id(), &weekdays)
        .execute(scope.conn().await?)
        .await?;
    for day in days {
        let Some((opens, closes)) = day.hours else { continue };
        sqlx::query!(
            "insert into working_hours (mechanic_id, weekday, opens_min, closes_min, break_from_min, break_to_min)
             values ($1, $2, $3, $4, $5, $6)",
            *owner.id(),
            day.weekday,
            opens,
            closes,
            day.pause.map(|(from, _)| from),
            day.pause.map(|(_, to)| to)
        )
        .execute(scope.conn().await?)
        .await?;
    }
    Ok(())
}

pub async fn insert_exception(scope: &mut Scope, owner: Owner, id: ExceptionId, exception: &Exception) -> Result<()> {
    sqlx::query!(
        "insert into working_exceptions (id, mechanic_id, from_on, to_on, opens_min, closes_min, reason)
         values ($1, $2, $3, $4, $5, $6, $7)",
        *id,
        *owner.id(),
        exception.from_on,
        exception.to_on,
        exception.hours.map(|(opens, _)| opens),
        exception.hours.map(|(_, closes)| closes),
        exception.reason
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn delete_exception(scope: &mut Scope, owner: Owner, id: ExceptionId) -> Result<()> {
    let deleted = sqlx::query!("delete from working_exceptions where mechanic_id = $1 and id = $2", *owner.id(), *id)
        .execute(scope.conn().await?)
        .await?;
    some(deleted.rows_affected())
}

/// The same rule twice is one rule.
pub async fn insert_rule(scope: &mut Scope, owner: Owner, id: SupportRuleId, rule: &Rule) -> Result<()> {
    sqlx::query!(
        "insert into mechanic_supported_vehicles (id, mechanic_id, brand_id, model_id, year_from, year_to, includes, fuel)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict on constraint mechanic_supported_vehicles_once do nothing",
        *id,
        *owner.id(),
        rule.brand_id.map(|id| *id),
        rule.model_id.map(|id| *id),
        rule.year_from,
        rule.year_to,
        rule.includes,
        rule.fuel.map(Fuel::word)
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn delete_rule(scope: &mut Scope, owner: Owner, id: SupportRuleId) -> Result<()> {
    let deleted =
        sqlx::query!("delete from mechanic_supported_vehicles where mechanic_id = $1 and id = $2", *owner.id(), *id)
            .execute(scope.conn().await?)
            .await?;
    some(deleted.rows_affected())
}

fn some(rows: u64) -> Result<()> {
    if rows > 0 { Ok(()) } else { Err(Code::NotFound.into()) }
}
