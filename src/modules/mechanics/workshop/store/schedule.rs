//! What bookings are computed from.

use crate::{
    kernel::{
        error::Result,
        ids::{BayId, CategoryId, MechanicId, PersonId, ServiceId},
        lang::Lang,
        money::Money,
        time::Day,
    },
    modules::mechanics::{
        model::PriceKind,
        offers::Offer,
        prices::{
            by_car::CarPrice,
            inputs::{PartsClass, Promise},
        },
        rules::VehicleRule,
        schedule::{Bay, Contact, DayException, DayHours, Schedule, Season, Week, Worker, Workshop, full_address},
    },
    modules::vehicles::{BrandsMerged, Fuel, ModelsMerged},
    platform::{Scope, reference::Reference},
};
use serde::Deserialize;
use sqlx::types::Json;
use std::collections::HashMap;
use uuid::Uuid;

/// As the query below writes them.
#[derive(Deserialize)]
struct HoursRow {
    weekday: usize,
    opens_min: i32,
    closes_min: i32,
    break_from_min: Option<i32>,
    break_to_min: Option<i32>,
}

#[derive(Deserialize)]
struct SeasonRow {
    name: String,
    from_on: Day,
    to_on: Day,
    hours: Option<Vec<HoursRow>>,
}

#[derive(Deserialize)]
struct ExceptionRow {
    from_on: Day,
    to_on: Day,
    opens_min: Option<i32>,
    closes_min: Option<i32>,
}

#[derive(Deserialize)]
struct BayRow {
    id: BayId,
    name: String,
    skills: Vec<CategoryId>,
}

#[derive(Deserialize)]
struct WorkerRow {
    id: PersonId,
    name: String,
    skills: Vec<CategoryId>,
    is_active: bool,
    away: Option<Vec<(Day, Day)>>,
}

/// A list that the query gathers; it is null where there is nothing.
fn listed<R, T>(rows: Option<Json<Vec<R>>>, into: impl Fn(R) -> T) -> Vec<T> {
    rows.map(|Json(rows)| rows.into_iter().map(into).collect()).unwrap_or_default()
}

fn week(rows: Option<Vec<HoursRow>>) -> Week {
    let mut week = [None; 7];
    for row in rows.into_iter().flatten() {
        if let Some(day) = row.weekday.checked_sub(1).and_then(|place| week.get_mut(place)) {
            *day = Some(DayHours {
                opens_min: row.opens_min,
                closes_min: row.closes_min,
                pause: row.break_from_min.zip(row.break_to_min),
            });
        }
    }
    week
}

/// A workshop with everything around it, as one row.
#[expect(clippy::struct_excessive_bools, reason = "a row of the database")]
struct ScheduleRow {
    id: Uuid,
    slug: String,
    name: String,
    address: String,
    phone: Option<String>,
    province_id: i16,
    district_id: i32,
    lat: f64,
    lon: f64,
    books_instantly: bool,
    lead_minutes: i32,
    window_days: i32,
    buffer_minutes: i32,
    works_on_holidays: bool,
    is_demo: bool,
    is_public: bool,
    owner_id: Uuid,
    owner_name: String,
    owner_email: String,
    owner_lang: String,
    hours: Option<Json<Vec<HoursRow>>>,
    seasons: Option<Json<Vec<SeasonRow>>>,
    exceptions: Option<Json<Vec<ExceptionRow>>>,
    bays: Option<Json<Vec<BayRow>>>,
    people: Option<Json<Vec<WorkerRow>>>,
}

impl ScheduleRow {
    fn schedule(self, reference: &Reference) -> Schedule {
        let workshop = Workshop {
            id: self.id.into(),
            address: full_address(reference, &self.address, self.province_id, self.district_id),
            slug: self.slug,
            name: self.name,
            phone: self.phone,
            province_id: self.province_id,
            lat: self.lat,
            lon: self.lon,
            books_instantly: self.books_instantly,
            lead_minutes: self.lead_minutes,
            window_days: self.window_days,
            buffer_minutes: self.buffer_minutes,
            works_on_holidays: self.works_on_holidays,
            owner: Contact {
                user_id: self.owner_id.into(),
                name: self.owner_name,
                email: self.owner_email,
                lang: Lang::parse(&self.owner_lang).unwrap_or_default(),
                is_demo: self.is_demo,
            },
            is_public: self.is_public,
        };
        Schedule {
            workshop,
            hours: week(self.hours.map(|Json(hours)| hours)),
            seasons: listed(self.seasons, |season| Season {
                name: season.name,
                from_on: season.from_on,
                to_on: season.to_on,
                hours: week(season.hours),
            }),
            exceptions: listed(self.exceptions, |one| DayException {
                from_on: one.from_on,
                to_on: one.to_on,
                hours: one.opens_min.zip(one.closes_min),
            }),
            bays: listed(self.bays, |bay| Bay { id: bay.id, name: bay.name, skills: bay.skills }),
            people: listed(self.people, |one| Worker {
                id: one.id,
                name: one.name,
                skills: one.skills,
                is_active: one.is_active,
                away: one.away.unwrap_or_default(),
            }),
        }
    }
}

/// In the order of `ids`; exceptions, seasons and days off as far as they touch the days from `from` to `to`. Every time that a
/// season comes between them is one of its own, whole also where it reaches beyond. One query, for every free time begins with it.
pub async fn schedules(scope: &mut Scope, ids: &[MechanicId], from: Day, to: Day) -> Result<Vec<Schedule>> {
    let plain: Vec<Uuid> = ids.iter().map(|id| **id).collect();
    let reference = scope.wires.reference.get();
    let rows = sqlx::query_as!(
        ScheduleRow,
        r#"select m.id, m.slug, m.name, m.address, m.phone, m.province_id, m.district_id, m.lat, m.lon, m.books_instantly,
                  m.lead_minutes, m.window_days, m.buffer_minutes, m.works_on_holidays, m.is_demo,
                  (m.verified_at is not null and m.suspended_at is null) as "is_public!",
                  u.id as owner_id, u.full_name as owner_name, u.email as owner_email, u.lang as owner_lang,
                  (select json_agg(h) from working_hours h where h.mechanic_id = m.id) as "hours: Json<Vec<HoursRow>>",
                  (select json_agg(json_build_object('name', s.name, 'from_on', lower(days), 'to_on', upper(days) - 1, 'hours',
                              (select json_agg(h) from working_season_hours h where h.season_id = s.id)) order by days)
                   from working_seasons s cross join lateral unnest(s.covers) as days
                   where s.mechanic_id = m.id and days && daterange($2, $3, '[]')) as "seasons: Json<Vec<SeasonRow>>",
                  (select json_agg(e order by e.id) from working_exceptions e
                   where e.mechanic_id = m.id and e.to_on >= $2 and e.from_on <= $3) as "exceptions: Json<Vec<ExceptionRow>>",
                  (select json_agg(b order by b.position, b.id) from bays b
                   where b.mechanic_id = m.id and b.is_active) as "bays: Json<Vec<BayRow>>",
                  (select json_agg(json_build_object('id', p.id, 'name', p.name, 'skills', p.skills, 'is_active', p.is_active, 'away',
                              (select json_agg(json_build_array(a.from_on, a.to_on) order by a.from_on) from mechanic_absences a
                               where a.person_id = p.id and a.to_on >= $2 and a.from_on <= $3)) order by p.position, p.id)
                   from mechanic_people p where p.mechanic_id = m.id) as "people: Json<Vec<WorkerRow>>"
           from mechanics m join users u on u.id = m.owner_user_id where m.id = any($1)"#,
        &plain,
        from as Day,
        to as Day
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let mut found: HashMap<Uuid, Schedule> = rows.into_iter().map(|row| (row.id, row.schedule(&reference))).collect();
    Ok(plain.iter().filter_map(|id| found.remove(id)).collect())
}

pub async fn contact(scope: &mut Scope, id: MechanicId) -> Result<Contact> {
    let row = sqlx::query!(
        "select u.id, u.full_name, u.email, u.lang, m.is_demo from mechanics m join users u on u.id = m.owner_user_id where m.id = $1",
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(Contact {
        user_id: row.id.into(),
        name: row.full_name,
        email: row.email,
        lang: Lang::parse(&row.lang).unwrap_or_default(),
        is_demo: row.is_demo,
    })
}

pub async fn offers(scope: &mut Scope, id: MechanicId) -> Result<Vec<Offer>> {
    let rows = sqlx::query!(
        r#"select s.service_id, s.price_kurus, s.price_kind, s.minutes, s.parts_class, s.warranty_months, s.warranty_km,
                  (select jsonb_agg(to_jsonb(p)) from mechanic_service_prices p
                   where p.mechanic_id = s.mechanic_id and p.service_id = s.service_id) as "car_prices: Json<Vec<CarPrice>>"
           from mechanic_services s where s.mechanic_id = $1 and s.is_active"#,
        *id
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let mut by_service: HashMap<ServiceId, _> =
        rows.into_iter().map(|row| (ServiceId::from(row.service_id), row)).collect();
    let reference = scope.wires.reference.get();
    let offered = reference.services.iter().filter(|service| service.is_active);
    Ok(offered
        .filter_map(|service| {
            let row = by_service.remove(&service.id)?;
            Some(Offer {
                service_id: service.id,
                name_tr: service.name_tr.clone(),
                name_en: service.name_en.clone(),
                price: Money(row.price_kurus),
                price_kind: PriceKind::parse(&row.price_kind).unwrap_or_default(),
                minutes: row.minutes,
                promise: Promise {
                    parts_class: row.parts_class.as_deref().and_then(PartsClass::parse),
                    warranty_months: row.warranty_months,
                    warranty_km: row.warranty_km,
                },
                car_prices: row.car_prices.map(|Json(prices)| prices).unwrap_or_default(),
            })
        })
        .collect())
}

pub async fn rules(scope: &mut Scope, id: MechanicId) -> Result<Vec<VehicleRule>> {
    let rows = sqlx::query!(
        "select brand_id, model_id, year_from, year_to, fuel, includes from mechanic_supported_vehicles where mechanic_id = $1",
        *id
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| VehicleRule {
            brand_id: row.brand_id.map(Into::into),
            model_id: row.model_id.map(Into::into),
            year_from: row.year_from,
            year_to: row.year_to,
            fuel: row.fuel.as_deref().and_then(Fuel::parse),
            includes: row.includes,
        })
        .collect())
}

/// The rules of all workshops about a model that became another one. One that says what stands already goes.
pub async fn rename_rules(scope: &mut Scope, event: &ModelsMerged) -> Result<()> {
    sqlx::query!(
        "delete from mechanic_supported_vehicles a using mechanic_supported_vehicles b
         where a.model_id = $1 and b.model_id = $2 and b.mechanic_id = a.mechanic_id and b.brand_id = $3 and b.includes = a.includes
           and (b.year_from, b.year_to, b.fuel) is not distinct from (a.year_from, a.year_to, a.fuel)",
        *event.from,
        *event.into,
        *event.brand
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "update mechanic_supported_vehicles set model_id = $2, brand_id = $3 where model_id = $1",
        *event.from,
        *event.into,
        *event.brand
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// The same for a brand that became another one.
pub async fn rename_brand_rules(scope: &mut Scope, event: &BrandsMerged) -> Result<()> {
    let (from, into) = (*event.from, *event.into);
    sqlx::query!(
        "delete from mechanic_supported_vehicles a using mechanic_supported_vehicles b
         where a.brand_id = $1 and b.brand_id = $2 and b.mechanic_id = a.mechanic_id and b.includes = a.includes
           and (b.model_id, b.year_from, b.year_to, b.fuel) is not distinct from (a.model_id, a.year_from, a.year_to, a.fuel)",
        from,
        into
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!("update mechanic_supported_vehicles set brand_id = $2 where brand_id = $1", from, into)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}
