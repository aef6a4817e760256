//! Use cases of an owner, or of whom they let run the workshop. Whatever may change free slots is announced as `ScheduleChanged`.

use super::{
    checks,
    model::{
        ExceptionIdInput, ExceptionInput, HoursInput, MyBay, MyDay, MyException, MyRule, MyService, MyWorkshop, Opened,
        ProfileInput, RuleIdInput, RuleInput, ServiceInput, ServicesInput, SettingsInput, clock,
    },
    store,
};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::{BayId, BrandId, ExceptionId, MechanicId, ModelId, ServiceId, SupportRuleId},
        text::slug,
    },
    modules::{
        mechanics::{
            application::store::changes as application,
            certificates::service::check_claims,
            events::ScheduleChanged,
            people,
            policy::{self, Owner},
            schedule::{Schedule, full_address, schedule},
            seasons,
        },
        vehicles,
    },
    platform::Scope,
    say,
};
use serde_json::json;
use std::collections::HashMap;

const EXCEPTIONS_MAX: usize = 200;
const RULES_MAX: usize = 300;

/// Opens the workshop of a person who registered as mechanic: unverified, with usual hours and one lift. A second time
/// (a double click) answers with the one that is there.
///
/// # Errors
/// `invalid` with the refused fields, `not_found` for people who are no mechanics.
pub async fn open(scope: &mut Scope, input: ProfileInput) -> Result<Opened> {
    let opener = policy::opener(&scope.actor)?;
    let reference = scope.wires.reference.get();
    let profile = checks::profile(&input, &reference)?;
    check_claims(scope, None, [("name", &profile.name), ("story", &profile.story)]).await?;
    let base = slug(&format!("{} {}", profile.name, profile.district_name));
    let slug = free_slug(&base, &store::slugs_like(scope, &base).await?);
    let bay_name = say!(scope.lang, workshop.bay_name, number = 1);
    let new = store::New { id: MechanicId::fresh(), slug: &slug, profile: &profile, bay_name: &bay_name };
    if store::insert(scope, opener, &new).await? {
        return Ok(Opened { id: new.id, slug });
    }
    let (id, slug) = store::own_slug(scope, opener).await?;
    Ok(Opened { id, slug })
}

/// `base`, or with the first number that is free.
fn free_slug(base: &str, taken: &[String]) -> String {
    let free = |candidate: &String| !taken.contains(candidate);
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    std::iter::once(base.to_owned()).chain(numbered).find(free).unwrap_or_default()
}

/// Name, phone, story and place. The address of the public page stays, so that links keep working.
///
/// # Errors
/// `invalid` with the refused fields.
pub async fn save_profile(scope: &mut Scope, input: ProfileInput) -> Result<()> {
    let owner = policy::owner(&scope.actor)?;
    store::lock(scope, &[owner.id()]).await?;
    let profile = checks::profile(&input, &scope.wires.reference.get())?;
    check_claims(scope, Some(owner.id()), [("name", &profile.name), ("story", &profile.story)]).await?;
    let before = store::get(scope, owner).await?;
    store::save_profile(scope, owner, &profile).await?;
    if before.verified_at.is_some() { note_change(scope, owner, &before, &profile).await } else { Ok(()) }
}

/// Another name or address of a verified workshop holds at once; the log keeps both, and the desk is told to look.
async fn note_change(scope: &mut Scope, owner: Owner, before: &store::Own, after: &checks::Profile) -> Result<()> {
    let reference = scope.wires.reference.get();
    let old = full_address(&reference, &before.address, before.province_id, before.district_id);
    let new = full_address(&reference, &after.address, after.province_id, after.district_id);
    let (old, new) = ((before.name.clone(), old), (after.name.clone(), new));
    if old == new {
        return Ok(());
    }
    application::note_unseen(scope, owner, &old, &new).await?;
    let detail = json!({ "from": [old.0, old.1], "to": [new.0, new.1] });
    scope.audit("mechanic.change_profile", "mechanic", &owner.id().to_string(), detail).await
}

/// How bookings are taken, and the lifts.
///
/// # Errors
/// `invalid` with the refused fields.
pub async fn save_booking_settings(scope: &mut Scope, input: SettingsInput) -> Result<()> {
    let owner = editing(scope).await?;
    let own: Vec<BayId> = own_schedule(scope, owner).await?.bays.iter().map(|bay| bay.id).collect();
    let settings = checks::settings(&input, &own)?;
    store::save_settings(scope, owner, &settings).await?;
    if let Some(bays) = &settings.bays {
        store::save_bays(scope, owner, bays).await?;
    }
    changed(scope, owner).await
}

/// Adds and changes offers.
///
/// # Errors
/// `invalid` with the refused fields.
pub async fn save_services(scope: &mut Scope, input: ServicesInput) -> Result<()> {
    let owner = editing(scope).await?;
    let offered: Vec<ServiceId> =
        store::services(scope, owner).await?.iter().map(|service| service.service_id).collect();
    let lines = checks::services(&input, &scope.wires.reference.get(), &offered)?;
    store::save_services(scope, owner, &lines).await?;
    changed(scope, owner).await
}

/// # Errors
/// `not_found` for a service that isn't offered.
pub async fn remove_service(scope: &mut Scope, input: &ServiceInput) -> Result<()> {
    let owner = editing(scope).await?;
    store::delete_service(scope, owner, id(&input.service_id)?).await?;
    changed(scope, owner).await
}

/// # Errors
/// `invalid` with the refused fields.
pub async fn save_hours(scope: &mut Scope, input: &HoursInput) -> Result<()> {
    let owner = editing(scope).await?;
    let week = checks::week(input)?;
    store::save_week(scope, owner, &week).await?;
    changed(scope, owner).await
}

/// # Errors
/// `invalid` with the refused fields.
pub async fn add_exception(scope: &mut Scope, input: &ExceptionInput) -> Result<ExceptionId> {
    let owner = editing(scope).await?;
    let today = scope.now.day();
    let exception = checks::exception(input, today)?;
    if store::exceptions(scope, owner, today).await?.len() >= EXCEPTIONS_MAX {
        return Err(too_many("from_on", EXCEPTIONS_MAX));
    }
    let id = ExceptionId::fresh();
    store::insert_exception(scope, owner, id, &exception).await?;
    changed(scope, owner).await?;
    Ok(id)
}

/// # Errors
/// `not_found` for an unknown or foreign one.
pub async fn remove_exception(scope: &mut Scope, input: &ExceptionIdInput) -> Result<()> {
    let owner = editing(scope).await?;
    store::delete_exception(scope, owner, id(&input.exception_id)?).await?;
    changed(scope, owner).await
}

/// # Errors
/// `invalid` with the refused fields.
pub async fn add_vehicle_rule(scope: &mut Scope, input: &RuleInput) -> Result<()> {
    let owner = editing(scope).await?;
    let rule = checks::rule(input, &scope.wires.reference.get())?;
    if let Some((brand, model)) = rule.brand_id.zip(rule.model_id) {
        let models = vehicles::models_of(scope, brand).await?;
        if models.iter().all(|known| known.id != model) {
            return Err(AppError::field("model_id", Rule::UnknownChoice));
        }
    }
    if store::own_rules(scope, owner).await?.len() >= RULES_MAX {
        return Err(too_many("brand_id", RULES_MAX));
    }
    store::insert_rule(scope, owner, SupportRuleId::fresh(), &rule).await
}

/// # Errors
/// `not_found` for an unknown or foreign one.
pub async fn remove_vehicle_rule(scope: &mut Scope, input: &RuleIdInput) -> Result<()> {
    let owner = editing(scope).await?;
    store::delete_rule(scope, owner, id(&input.rule_id)?).await
}

/// The workshop that the actor runs, whole.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people without a workshop.
pub async fn mine(scope: &mut Scope) -> Result<MyWorkshop> {
    let owner = policy::runner(&scope.actor)?;
    let own = store::get(scope, owner).await?;
    let schedule = own_schedule(scope, owner).await?;
    let reference = scope.wires.reference.get();
    let province = reference.province(own.province_id).map(|province| province.slug.clone());
    let district = reference.district(own.district_id).map(|district| district.slug.clone());
    Ok(MyWorkshop {
        id: own.id,
        slug: own.slug,
        name: own.name,
        verified: own.verified_at.is_some(),
        suspended: own.suspended_at.is_some(),
        phone: own.phone,
        story: own.story,
        address: own.address,
        il: province.unwrap_or_default(),
        ilce: district.unwrap_or_default(),
        lat: own.lat,
        lon: own.lon,
        estate: own.estate,
        estate_unit: own.estate_unit,
        visits_within_km: own.visits_within_km,
        books_instantly: schedule.workshop.books_instantly,
        works_on_holidays: schedule.workshop.works_on_holidays,
        lead_minutes: schedule.workshop.lead_minutes,
        window_days: schedule.workshop.window_days,
        buffer_minutes: schedule.workshop.buffer_minutes,
        services: my_services(scope, owner).await?,
        hours: my_hours(&schedule),
        exceptions: my_exceptions(scope, owner).await?,
        seasons: seasons::store::of_workshop(scope, owner, scope.now.day()).await?,
        bays: schedule.bays.into_iter().map(|bay| MyBay { id: bay.id, name: bay.name, skills: bay.skills }).collect(),
        people: people::store::of_workshop(scope, owner, scope.now.day()).await?,
        vehicle_rules: my_rules(scope, owner).await?,
    })
}

/// In the order of the taxonomy.
async fn my_services(scope: &mut Scope, owner: Owner) -> Result<Vec<MyService>> {
    let mut own: HashMap<ServiceId, store::OwnService> =
        store::services(scope, owner).await?.into_iter().map(|service| (service.service_id, service)).collect();
    let lang = scope.lang;
    let reference = scope.wires.reference.get();
    let services = reference.services.iter().filter_map(|service| {
        let row = own.remove(&service.id)?;
        Some(MyService {
            id: service.id,
            name: service.name(lang).to_owned(),
            price_kurus: row.price.0,
            price_kind: row.price_kind,
            minutes: row.minutes,
            active: row.is_active,
            promise: row.promise,
            car_prices: row.car_prices,
        })
    });
    Ok(services.collect())
}

fn my_hours(schedule: &Schedule) -> Vec<MyDay> {
    let open = (1..).zip(schedule.hours).filter_map(|(weekday, hours)| hours.map(|hours| (weekday, hours)));
    open.map(|(weekday, hours)| MyDay {
        weekday,
        opens: clock(hours.opens_min),
        closes: clock(hours.closes_min),
        break_from: hours.pause.map(|(from, _)| clock(from)),
        break_to: hours.pause.map(|(_, to)| clock(to)),
    })
    .collect()
}

async fn my_exceptions(scope: &mut Scope, owner: Owner) -> Result<Vec<MyException>> {
    let today = scope.now.day();
    let rows = store::exceptions(scope, owner, today).await?;
    Ok(rows
        .into_iter()
        .map(|row| MyException {
            id: row.id,
            from_on: row.from_on.to_string(),
            to_on: row.to_on.to_string(),
            opens: row.opens_min.map(|minutes| clock(minutes.into())),
            closes: row.closes_min.map(|minutes| clock(minutes.into())),
            reason: row.reason,
        })
        .collect())
}

async fn my_rules(scope: &mut Scope, owner: Owner) -> Result<Vec<MyRule>> {
    let rows = store::own_rules(scope, owner).await?;
    let mut names: HashMap<ModelId, String> = HashMap::new();
    let mut asked: Vec<BrandId> = Vec::new();
    for brand in rows.iter().filter(|row| row.model_id.is_some()).filter_map(|row| row.brand_id) {
        if !asked.contains(&brand) {
            asked.push(brand);
            names.extend(vehicles::models_of(scope, brand).await?.into_iter().map(|model| (model.id, model.name)));
        }
    }
    Ok(rows
        .into_iter()
        .map(|row| MyRule {
            id: row.id,
            brand_id: row.brand_id,
            model_id: row.model_id,
            model: row.model_id.and_then(|id| names.get(&id).cloned()),
            year_from: row.year_from,
            year_to: row.year_to,
            fuel: row.fuel,
            includes: row.includes,
        })
        .collect())
}

async fn own_schedule(scope: &mut Scope, owner: Owner) -> Result<Schedule> {
    let today = scope.now.day();
    schedule(scope, owner.id(), today, today).await
}

/// The permit, and the lock that bookings take too: nobody books by hours that are just being changed.
pub(in crate::modules::mechanics) async fn editing(scope: &mut Scope) -> Result<Owner> {
    let owner = policy::runner(&scope.actor)?;
    store::lock(scope, &[owner.id()]).await?;
    Ok(owner)
}

pub(in crate::modules::mechanics) async fn changed(scope: &mut Scope, owner: Owner) -> Result<()> {
    scope.publish(&ScheduleChanged { mechanic_id: owner.id() }).await
}

/// What is no id names nothing.
pub(in crate::modules::mechanics) fn id<T: std::str::FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| Code::NotFound.into())
}

pub(in crate::modules::mechanics) fn too_many(field: &str, limit: usize) -> AppError {
    let mut checks = crate::kernel::error::Checks::default();
    checks.refuse_with(field, Rule::TooMany, i64::try_from(limit).ok());
    checks.done().err().unwrap_or_else(|| Code::Invalid.into())
}

#[cfg(test)]
mod tests {
    use super::free_slug;

    #[test]
    fn a_taken_slug_gets_a_number() {
        assert_eq!(free_slug("isik-oto-ostim", &[]), "isik-oto-ostim");
        let taken = ["isik-oto-ostim".to_owned(), "isik-oto-ostim-2".to_owned(), "isik-oto-ostim-x".to_owned()];
        assert_eq!(free_slug("isik-oto-ostim", &taken), "isik-oto-ostim-3");
    }
}
