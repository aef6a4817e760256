//! What an owner sees of their own workshop.

use crate::{
    kernel::{
        error::Result,
        ids::{BrandId, ExceptionId, MechanicId, ModelId, ServiceId, SupportRuleId},
        money::Money,
        time::{Day, Instant},
    },
    modules::{
        mechanics::{
            model::PriceKind,
            policy::Owner,
            prices::inputs::{PartsClass, Promise},
        },
        vehicles::Fuel,
    },
    platform::Scope,
};

/// The row of a workshop.
#[derive(Clone, Debug)]
pub struct Own {
    pub id: MechanicId,
    pub slug: String,
    pub name: String,
    pub verified_at: Option<Instant>,
    pub suspended_at: Option<Instant>,
    pub phone: Option<String>,
    pub story: String,
    pub address: String,
    pub province_id: i16,
    pub district_id: i32,
    pub lat: f64,
    pub lon: f64,
    pub estate: String,
    pub estate_unit: String,
    pub visits_within_km: Option<i16>,
}

pub async fn get(scope: &mut Scope, owner: Owner) -> Result<Own> {
    let row = sqlx::query_as!(
        Own,
        r#"select id, slug, name, verified_at as "verified_at: _", suspended_at as "suspended_at: _", phone, story, address,
                  province_id, district_id, lat, lon, estate, estate_unit, visits_within_km
           from mechanics where id = $1"#,
        *owner.id()
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(row)
}

/// An offer, also one that is paused.
#[derive(Clone, Debug)]
pub struct OwnService {
    pub service_id: ServiceId,
    pub price: Money,
    pub price_kind: PriceKind,
    pub minutes: i32,
    pub is_active: bool,
    pub promise: Promise,
    /// How many prices of its own it has for some cars.
    pub car_prices: i64,
    pub priced_at: Option<Instant>,
}

pub async fn services(scope: &mut Scope, owner: Owner) -> Result<Vec<OwnService>> {
    let rows = sqlx::query!(
        r#"select s.service_id, s.price_kurus, s.price_kind, s.minutes, s.is_active, s.parts_class, s.warranty_months, s.warranty_km,
                  s.priced_at as "priced_at: Instant",
                  (select count(*) from mechanic_service_prices p
                   where p.mechanic_id = s.mechanic_id and p.service_id = s.service_id) as "car_prices!"
           from mechanic_services s where s.mechanic_id = $1"#,
        *owner.id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| OwnService {
            service_id: row.service_id.into(),
            price: Money(row.price_kurus),
            price_kind: PriceKind::parse(&row.price_kind).unwrap_or_default(),
            minutes: row.minutes,
            is_active: row.is_active,
            promise: Promise {
                parts_class: row.parts_class.as_deref().and_then(PartsClass::parse),
                warranty_months: row.warranty_months,
                warranty_km: row.warranty_km,
            },
            car_prices: row.car_prices,
            priced_at: row.priced_at,
        })
        .collect())
}

#[derive(Clone, Debug)]
pub struct OwnException {
    pub id: ExceptionId,
    pub from_on: Day,
    pub to_on: Day,
    pub opens_min: Option<i16>,
    pub closes_min: Option<i16>,
    pub reason: String,
}

/// Those that are not over yet, soonest first.
pub async fn exceptions(scope: &mut Scope, owner: Owner, today: Day) -> Result<Vec<OwnException>> {
    let rows = sqlx::query_as!(
        OwnException,
        "select id, from_on, to_on, opens_min, closes_min, reason from working_exceptions
         where mechanic_id = $1 and to_on >= $2 order by from_on, id",
        *owner.id(),
        today
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows)
}

#[derive(Clone, Debug)]
pub struct OwnRule {
    pub id: SupportRuleId,
    pub brand_id: Option<BrandId>,
    pub model_id: Option<ModelId>,
    pub year_from: Option<i16>,
    pub year_to: Option<i16>,
    pub fuel: Option<Fuel>,
    pub includes: bool,
}

/// Including rules first, then by brand and model.
pub async fn own_rules(scope: &mut Scope, owner: Owner) -> Result<Vec<OwnRule>> {
    let rows = sqlx::query!(
        "select id, brand_id, model_id, year_from, year_to, fuel, includes from mechanic_supported_vehicles where mechanic_id = $1
         order by includes desc, brand_id nulls first, model_id nulls first, id",
        *owner.id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| OwnRule {
            id: row.id.into(),
            brand_id: row.brand_id.map(Into::into),
            model_id: row.model_id.map(Into::into),
            year_from: row.year_from,
            year_to: row.year_to,
            fuel: row.fuel.as_deref().and_then(Fuel::parse),
            includes: row.includes,
        })
        .collect())
}
