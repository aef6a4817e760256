//! Keeping reminders: by rule when a car comes or its papers change, by its owner, and by what the odometer says.

use super::{
    due::{Done, Due, Rule, again},
    model::{DoneInput, Kind, OWN_MAX, OneReminderInput, ReminderInput, SOON_DAYS, SnoozeInput, reminder_id},
    store::{self, Reminder},
};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule as FieldRule},
        ids::VehicleId,
    },
    modules::vehicles::{
        garage::{model::Source, service as garage},
        model::{Car, CarInput, vehicle_id},
        policy, service as cars, store as cars_store,
    },
    platform::Scope,
};

/// The account's first page shows so many.
const SHOWN: i64 = 5;

/// A car's reminders, the next first, and the rules that hold for it.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of others.
pub async fn of_car(scope: &mut Scope, id: VehicleId) -> Result<(Car, Vec<Reminder>, Vec<Rule>)> {
    let owner = policy::reach(&scope.actor)?;
    let car = cars_store::get_for(scope, owner, id).await?;
    let reminders = store::open_of(scope, owner, id).await?;
    let (facts, is_commercial) = store::facts_of(scope, id).await?;
    let rules = store::rules(scope, facts.today, is_commercial).await?;
    Ok((car, reminders, rules))
}

/// What is overdue or due soon across all cars of the actor. People without a customer's side have none.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn due_soon(scope: &mut Scope) -> Result<Vec<Reminder>> {
    let until = scope.now.day().plus(SOON_DAYS);
    match policy::owner(&scope.actor) {
        Ok(owner) => store::due_until(scope, owner, until, SHOWN).await,
        Err(error) if error.code == Code::Forbidden => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Gives a car the reminders that the rules name and it lacks, and lets all of them follow papers and odometer.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn follow(scope: &mut Scope, id: VehicleId) -> Result<()> {
    let (facts, is_commercial) = store::facts_of(scope, id).await?;
    let rules = store::rules(scope, facts.today, is_commercial).await?;
    let due: Vec<(Rule, Due)> =
        rules.into_iter().filter_map(|rule| rule.first(&facts).map(|due| (rule, due))).collect();
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
    if let Some(km) = km.filter(|_| done_on == today) {
        garage::note_km(scope, car, km, Source::Owner).await?;
    }
    let km = km.unwrap_or(reminder.km);
    let next = next_due(scope, &reminder, Done { due_on: reminder.due_on, on: done_on, km }).await?;
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
    let (facts, is_commercial) = store::facts_of(scope, reminder.vehicle_id).await?;
    let rules = store::rules(scope, facts.today, is_commercial).await?;
    Ok(rules.into_iter().find(|rule| rule.kind == reminder.kind()).and_then(|rule| rule.again(done)))
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
