//! Keeping reminders: by rule when a car comes or its papers change, by its owner, and by what the odometer says.

use super::{
    due::{Done, Due, Rule, again},
    model::{
        DoneInput, Kind, OWN_MAX, OneReminderInput, ReminderInput, SOON_DAYS, SnoozeInput, SwitchInput, reminder_id,
    },
    store::{self, Reminder, rules, work},
};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule as FieldRule},
        ids::{ServiceId, VehicleId},
        page::Page,
        time::Day,
    },
    modules::vehicles::{
        garage::{model::Source, service as garage},
        model::{Car, CarInput, vehicle_id},
        policy, service as cars, store as cars_store,
    },
    platform::Scope,
};
use uuid::Uuid;

/// The account's first page shows so many, the page of all of them so many at once.
const SHOWN: usize = 5;
const LISTED: usize = 50;

/// A car's reminders, the next first, and the rules that hold for it.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of others.
pub async fn of_car(scope: &mut Scope, id: VehicleId) -> Result<(Car, Vec<Reminder>, Vec<Rule>)> {
    let owner = policy::reach(&scope.actor)?;
    let car = cars_store::get_for(scope, owner, id).await?;
    let reminders = store::open_of(scope, owner, id).await?;
    let held = rules::rules(scope, id, scope.now.day()).await?;
    Ok((car, reminders, held))
}

/// The first of what is overdue or due soon across all cars of the actor. People without a customer's side have none.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn due_soon(scope: &mut Scope) -> Result<Page<Reminder>> {
    due(scope, None, SHOWN).await
}

/// All of it; a cursor that is none begins anew.
///
/// # Errors
/// As [`due_soon`].
pub async fn all_due(scope: &mut Scope, after: &str) -> Result<Page<Reminder>> {
    let after = after.split_once('_').and_then(|(day, id)| Some((Day::parse(day)?, id.parse().ok()?)));
    due(scope, after, LISTED).await
}

async fn due(scope: &mut Scope, after: Option<(Day, Uuid)>, limit: usize) -> Result<Page<Reminder>> {
    let until = scope.now.day().plus(SOON_DAYS);
    match policy::owner(&scope.actor) {
        Ok(owner) => store::due_until(scope, owner, until, after, limit).await,
        Err(error) if error.code == Code::Forbidden => Ok(Page { items: Vec::new(), next: None }),
        Err(error) => Err(error),
    }
}

/// Gives a car the reminders that the rules name and it lacks, and lets all of them follow papers and odometer.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn follow(scope: &mut Scope, id: VehicleId) -> Result<()> {
    let facts = rules::facts_of(scope, id).await?;
    let rules = rules::rules(scope, id, facts.today).await?.into_iter().filter(|rule| !rule.is_advice);
    let due: Vec<(Rule, Due)> = rules.filter_map(|rule| rule.first(&facts).map(|due| (rule, due))).collect();
    store::insert_ruled(scope, id, &due).await?;
    store::follow_papers(scope, id).await?;
    store::foresee(scope, id).await
}

/// Computes anew on which days the car will have run what it may run.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn foresee(scope: &mut Scope, id: VehicleId) -> Result<()> {
    store::foresee(scope, id).await
}

/// For a car that has none yet.
///
/// # Errors
/// `not_found` for cars of others.
pub async fn set_up(scope: &mut Scope, input: &CarInput) -> Result<VehicleId> {
    let owner = policy::reach(&scope.actor)?;
    let id = vehicle_id(&input.vehicle_id)?;
    cars_store::get_for(scope, owner, id).await?;
    follow(scope, id).await?;
    Ok(id)
}

/// Adds an own reminder.
///
/// # Errors
/// `not_found` for cars of others, `invalid` with the refused fields, also beyond [`OWN_MAX`].
pub async fn add(scope: &mut Scope, input: ReminderInput) -> Result<VehicleId> {
    let owner = policy::reach(&scope.actor)?;
    let (id, new) = match input.check(scope.now.day()) {
        Ok(checked) => checked,
        Err(error) => return Err(cars::known_to(scope, owner, &input.vehicle_id, error).await?),
    };
    cars_store::lock_cars(scope, owner).await?;
    let car = cars_store::get_for(scope, owner, id).await?;
    if new.due_km.is_some_and(|due| due <= car.km) {
        return Err(AppError::field("due_km", FieldRule::InThePast));
    }
    let most = i64::try_from(OWN_MAX).unwrap_or_default();
    if store::count_own(scope, id).await? >= most {
        let mut checks = crate::kernel::error::Checks::default();
        checks.refuse_with("title", FieldRule::TooMany, Some(most));
        checks.done()?;
    }
    store::insert_own(scope, id, &new).await?;
    store::foresee(scope, id).await?;
    Ok(id)
}

/// It was done: noted, and due again as its rule says.
///
/// # Errors
/// `not_found` for reminders of others, `invalid` with the refused fields (kilometres never go back).
pub async fn done(scope: &mut Scope, input: DoneInput) -> Result<VehicleId> {
    let owner = policy::reach(&scope.actor)?;
    let today = scope.now.day();
    let (id, done_on, km) = match input.check(today) {
        Ok(checked) => checked,
        Err(error) => {
            store::lock_for(scope, owner, reminder_id(&input.reminder_id)?).await?;
            return Err(error);
        }
    };
    let reminder = store::lock_for(scope, owner, id).await?;
    let car = reminder.vehicle_id;
    if !input.occurrence.is_empty() && input.occurrence != reminder.occurrence.to_string() {
        return Ok(car);
    }
    // No car had run more then than it has today.
    if done_on < today && km.is_some_and(|km| km > reminder.km) {
        return Err(AppError::field("km", FieldRule::OutOfRange));
    }
    if let Some(km) = km.filter(|_| done_on == today) {
        garage::note_km(scope, car, km, Source::Owner).await?;
    }
    let km = km.unwrap_or(reminder.km);
    let next = next_due(scope, &reminder, Done { due_on: reminder.due_on, on: done_on, km: Some(km) }).await?;
    store::save_done(scope, &reminder, (done_on, km), next).await?;
    if let Some(on) = next.and_then(|due| due.on) {
        store::write_papers(scope, car, reminder.kind(), on).await?;
    }
    store::foresee(scope, car).await?;
    Ok(car)
}

async fn next_due(scope: &mut Scope, reminder: &Reminder, done: Done) -> Result<Option<Due>> {
    if reminder.kind() == Kind::Own {
        return Ok(again(done.on, done.km, reminder.every_months, reminder.every_km));
    }
    let rules = rules::rules(scope, reminder.vehicle_id, scope.now.day()).await?;
    Ok(rules.into_iter().find(|rule| rule.kind == reminder.kind()).and_then(|rule| rule.again(done)))
}

/// What a rule offers for a car that is not reminded of it: an advice, or what was removed before. What nobody knows a day for
/// is told by the papers.
///
/// # Errors
/// `not_found` for a car that is not kept.
pub async fn offered(scope: &mut Scope, id: VehicleId, open: &[Reminder], rules: &[Rule]) -> Result<Vec<Rule>> {
    let facts = rules::facts_of(scope, id).await?;
    let is_open = |rule: &Rule| open.iter().any(|reminder| reminder.kind() == rule.kind);
    Ok(rules.iter().filter(|rule| !is_open(rule) && rule.first(&facts).is_some()).cloned().collect())
}

/// Reminds of what a rule advises from now on.
///
/// # Errors
/// `not_found` for cars of others, `invalid` with the refused fields, also for what no rule says of this car.
pub async fn switch_on(scope: &mut Scope, input: SwitchInput) -> Result<VehicleId> {
    let owner = policy::reach(&scope.actor)?;
    let (id, kind, done_on, km) = match input.check(scope.now.day()) {
        Ok(checked) => checked,
        Err(error) => return Err(cars::known_to(scope, owner, &input.vehicle_id, error).await?),
    };
    cars_store::lock_cars(scope, owner).await?;
    let car = cars_store::get_for(scope, owner, id).await?;
    if km.is_some_and(|km| km > car.km) {
        return Err(AppError::field("km", FieldRule::OutOfRange));
    }
    let facts = rules::facts_of(scope, id).await?;
    let rule = rules::rules(scope, id, facts.today).await?.into_iter().find(|rule| rule.kind == kind);
    let done = Done { due_on: None, on: done_on.unwrap_or(facts.today), km: Some(km.unwrap_or(car.km)) };
    let due = rule.and_then(|rule| {
        let due = if rule.is_wear() { rule.again(done) } else { rule.first(&facts) };
        due.map(|due| (rule, due))
    });
    let due = [due.ok_or_else(|| AppError::field("kind", FieldRule::UnknownChoice))?];
    work::open_again(scope, id, &due).await?;
    store::insert_ruled(scope, id, &due).await?;
    store::foresee(scope, id).await?;
    Ok(id)
}

/// What services of the taxonomy finish.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn kinds_of(scope: &mut Scope, services: &[ServiceId]) -> Result<Vec<Kind>> {
    let reference = scope.wires.reference.get();
    let slugs: Vec<String> =
        services.iter().filter_map(|id| reference.service(*id)).map(|service| service.slug.clone()).collect();
    rules::kinds_of(scope, &slugs).await
}

/// Work was done on a car: what it finishes comes again later, and what nobody was reminded of begins. Older work than what is
/// known changes nothing, and what the owner has removed stays removed. The car must be locked.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn note_work(scope: &mut Scope, id: VehicleId, kinds: &[Kind], on: Day, km: Option<i32>) -> Result<()> {
    if kinds.is_empty() {
        return Ok(());
    }
    let done = Done { due_on: None, on, km };
    let mut rules = rules::rules(scope, id, scope.now.day()).await?;
    rules.retain(|rule| kinds.contains(&rule.kind));
    let begun: Vec<(Rule, Due)> =
        rules.iter().filter(|rule| rule.is_wear()).filter_map(|rule| Some((rule.clone(), rule.again(done)?))).collect();
    store::insert_ruled(scope, id, &begun).await?;
    let standing = work::standing(scope, id, kinds).await?;
    let again: Vec<_> = standing
        .into_iter()
        .filter(|reminder| reminder.done_on.is_none_or(|last| last < on))
        .filter_map(|reminder| {
            let rule = rules.iter().find(|rule| rule.kind.word() == reminder.kind)?;
            Some((reminder.id, rule.after_work(Done { due_on: reminder.due_on, ..done })?))
        })
        .collect();
    work::save_work(scope, (on, km), &again).await?;
    store::foresee(scope, id).await
}

/// Quiet for some days.
///
/// # Errors
/// `not_found` for reminders of others, `invalid` for other lengths than those offered.
pub async fn snooze(scope: &mut Scope, input: SnoozeInput) -> Result<VehicleId> {
    let owner = policy::reach(&scope.actor)?;
    let reminder = store::lock_for(scope, owner, reminder_id(&input.reminder_id)?).await?;
    let (id, days) = input.check()?;
    store::save_quiet(scope, id, scope.now.day().plus(days)).await?;
    Ok(reminder.vehicle_id)
}

/// Comes no more.
///
/// # Errors
/// `not_found` for reminders of others.
pub async fn close(scope: &mut Scope, input: &OneReminderInput) -> Result<VehicleId> {
    let owner = policy::reach(&scope.actor)?;
    let reminder = store::lock_for(scope, owner, reminder_id(&input.reminder_id)?).await?;
    store::close(scope, reminder.id).await?;
    Ok(reminder.vehicle_id)
}
