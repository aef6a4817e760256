//! What bookings are computed from.

use crate::{
    kernel::{
        error::Result,
        ids::{MechanicId, ServiceId},
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
        schedule::{Bay, Contact, DayException, DayHours, Schedule, Season, Worker, Workshop, full_address},
    },
    modules::vehicles::{BrandsMerged, Fuel, ModelsMerged},
    platform::Scope,
};
use sqlx::types::Json;
use std::collections::HashMap;
use uuid::Uuid;

/// In the order of `ids`.
pub async fn schedules(scope: &mut Scope, ids: &[MechanicId], from: Day, to: Day) -> Result<Vec<Schedule>> {
    let plain: Vec<Uuid> = ids.iter().map(|id| **id).collect();
    let mut found = workshops(scope, &plain).await?;
    fill_hours(scope, &plain, &mut found).await?;
    fill_seasons(scope, &plain, (from, to), &mut found).await?;
    fill_exceptions(scope, &plain, (from, to), &mut found).await?;
    fill_bays(scope, &plain, &mut found).await?;
    fill_people(scope, &plain, (from, to), &mut found).await?;
    Ok(plain.iter().filter_map(|id| found.remove(id)).collect())
}

async fn workshops(scope: &mut Scope, ids: &[Uuid]) -> Result<HashMap<Uuid, Schedule>> {
    let reference = scope.wires.reference.get();
    let rows = sqlx::query!(
        r#"select m.id, m.slug, m.name, m.address, m.phone, m.province_id, m.district_id, m.lat, m.lon, m.books_instantly,
                  m.lead_minutes, m.window_days, m.buffer_minutes, m.works_on_holidays, m.is_demo,
                  (m.verified_at is not null and m.suspended_at is null) as "is_public!",
                  u.id as owner_id, u.full_name as owner_name, u.email as owner_email, u.lang as owner_lang
           from mechanics m join users u on u.id = m.owner_user_id where m.id = any($1)"#,
        ids
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let schedule = |workshop| Schedule {
        workshop,
        hours: [None; 7],
        seasons: Vec::new(),
        exceptions: Vec::new(),
        bays: Vec::new(),
        people: Vec::new(),
    };
    Ok(rows
        .into_iter()
        .map(|row| {
            let workshop = Workshop {
                id: row.id.into(),
                address: full_address(&reference, &row.address, row.province_id, row.district_id),
                slug: row.slug,
                name: row.name,
                phone: row.phone,
                province_id: row.province_id,
                lat: row.lat,
                lon: row.lon,
                books_instantly: row.books_instantly,
                lead_minutes: row.lead_minutes,
                window_days: row.window_days,
                buffer_minutes: row.buffer_minutes,
                works_on_holidays: row.works_on_holidays,
                owner: Contact {
                    user_id: row.owner_id.into(),
                    name: row.owner_name,
                    email: row.owner_email,
                    lang: Lang::parse(&row.owner_lang).unwrap_or_default(),
                    is_demo: row.is_demo,
                },
                is_public: row.is_public,
            };
            (row.id, schedule(workshop))
        })
        .collect())
}

async fn fill_hours(scope: &mut Scope, ids: &[Uuid], found: &mut HashMap<Uuid, Schedule>) -> Result<()> {
    let rows = sqlx::query!(
        "select mechanic_id, weekday, opens_min, closes_min, break_from_min, break_to_min
         from working_hours where mechanic_id = any($1)",
        ids
    )
    .fetch_all(scope.conn().await?)
    .await?;
    for row in rows {
        let place = usize::try_from(row.weekday - 1).unwrap_or(usize::MAX);
        if let Some(day) = found.get_mut(&row.mechanic_id).and_then(|schedule| schedule.hours.get_mut(place)) {
            *day = Some(DayHours {
                opens_min: row.opens_min.into(),
                closes_min: row.closes_min.into(),
                pause: row.break_from_min.zip(row.break_to_min).map(|(from, to)| (from.into(), to.into())),
            });
        }
    }
    Ok(())
}

/// Every time that a season comes between two days is one of its own, whole also where it reaches beyond them.
async fn fill_seasons(
    scope: &mut Scope,
    ids: &[Uuid],
    days: (Day, Day),
    found: &mut HashMap<Uuid, Schedule>,
) -> Result<()> {
    let rows = sqlx::query!(
        r#"select s.mechanic_id, s.name, lower(days) as "from_on!: Day", upper(days) - 1 as "to_on!: Day",
                  h.weekday as "weekday?", h.opens_min as "opens_min?", h.closes_min as "closes_min?", h.break_from_min, h.break_to_min
           from working_seasons s cross join lateral unnest(s.covers) as days left join working_season_hours h on h.season_id = s.id
           where s.mechanic_id = any($1) and days && daterange($2, $3, '[]')
           order by s.mechanic_id, days"#,
        ids,
        days.0,
        days.1
    )
    .fetch_all(scope.conn().await?)
    .await?;
    for row in rows {
        let Some(schedule) = found.get_mut(&row.mechanic_id) else { continue };
        if schedule.seasons.last().is_none_or(|season| season.from_on != row.from_on) {
            let season = Season { name: row.name, from_on: row.from_on, to_on: row.to_on, hours: [None; 7] };
            schedule.seasons.push(season);
        }
        let place = row.weekday.and_then(|weekday| usize::try_from(weekday - 1).ok()).unwrap_or(usize::MAX);
        let season = schedule.seasons.last_mut();
        if let Some(day) = season.and_then(|season| season.hours.get_mut(place)) {
            *day = row.opens_min.zip(row.closes_min).map(|(opens, closes)| DayHours {
                opens_min: opens.into(),
                closes_min: closes.into(),
                pause: row.break_from_min.zip(row.break_to_min).map(|(from, to)| (from.into(), to.into())),
            });
        }
    }
    Ok(())
}

async fn fill_exceptions(
    scope: &mut Scope,
    ids: &[Uuid],
    days: (Day, Day),
    found: &mut HashMap<Uuid, Schedule>,
) -> Result<()> {
    let rows = sqlx::query!(
        "select mechanic_id, from_on, to_on, opens_min, closes_min from working_exceptions
         where mechanic_id = any($1) and to_on >= $2 and from_on <= $3 order by id",
        ids,
        days.0,
        days.1
    )
    .fetch_all(scope.conn().await?)
    .await?;
    for row in rows {
        if let Some(schedule) = found.get_mut(&row.mechanic_id) {
            schedule.exceptions.push(DayException {
                from_on: row.from_on,
                to_on: row.to_on,
                hours: row.opens_min.zip(row.closes_min).map(|(opens, closes)| (opens.into(), closes.into())),
            });
        }
    }
    Ok(())
}

async fn fill_bays(scope: &mut Scope, ids: &[Uuid], found: &mut HashMap<Uuid, Schedule>) -> Result<()> {
    let rows = sqlx::query!(
        "select id, mechanic_id, name, skills from bays where mechanic_id = any($1) and is_active order by position, id",
        ids
    )
    .fetch_all(scope.conn().await?)
    .await?;
    for row in rows {
        if let Some(schedule) = found.get_mut(&row.mechanic_id) {
            let skills = row.skills.into_iter().map(Into::into).collect();
            schedule.bays.push(Bay { id: row.id.into(), name: row.name, skills });
        }
    }
    Ok(())
}

/// Everybody, with the days off that touch the stretch.
async fn fill_people(
    scope: &mut Scope,
    ids: &[Uuid],
    days: (Day, Day),
    found: &mut HashMap<Uuid, Schedule>,
) -> Result<()> {
    let rows = sqlx::query!(
        r#"select p.id, p.mechanic_id, p.name, p.skills, p.is_active, a.from_on as "from_on?: Day", a.to_on as "to_on?: Day"
           from mechanic_people p left join mechanic_absences a on a.person_id = p.id and a.to_on >= $2 and a.from_on <= $3
           where p.mechanic_id = any($1) order by p.position, p.id, a.from_on"#,
        ids,
        days.0,
        days.1
    )
    .fetch_all(scope.conn().await?)
    .await?;
    for row in rows {
        let Some(schedule) = found.get_mut(&row.mechanic_id) else { continue };
        if schedule.people.last().is_none_or(|last| *last.id != row.id) {
            let skills = row.skills.into_iter().map(Into::into).collect();
            let (name, is_active) = (row.name, row.is_active);
            schedule.people.push(Worker { id: row.id.into(), name, skills, is_active, away: Vec::new() });
        }
        if let Some(worker) = schedule.people.last_mut() {
            worker.away.extend(row.from_on.zip(row.to_on));
        }
    }
    Ok(())
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
