//! Who does the work of a visit. Customers are not told.

use super::next_slot;
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::{AppointmentId, PersonId},
    },
    modules::{
        appointments::{
            model::PersonInput,
            planning::{self, Planning},
            policy,
            slots::{Busy, Held},
            store::{self, Appointment},
        },
        mechanics::{self, WorkerLeaves},
    },
    platform::Scope,
};

/// Gives a visit to another free person who is fit for it.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for strangers, `forbidden` for its customer, `wrong_status` when it is over,
/// `invalid` for somebody who is not free then or not fit for the work.
pub async fn change_person(scope: &mut Scope, input: &PersonInput) -> Result<AppointmentId> {
    policy::signed_in(&scope.actor)?;
    let id: AppointmentId = input.appointment_id.parse().map_err(|_| AppError::new(Code::NotFound))?;
    let found = store::get(scope, id).await?;
    policy::may_give(&scope.actor, &found)?;
    mechanics::lock(scope, &[found.mechanic_id]).await?;
    let appointment = store::lock(scope, id).await?;
    if !appointment.status.is_live() {
        return Err(Code::WrongStatus.into());
    }
    let planning = planning::load_any(scope, appointment.mechanic_id).await?;
    let free = free_for(scope, &planning, &appointment).await?;
    let wished = input.person_id.parse::<PersonId>().ok().filter(|person| free.contains(person));
    let person = wished.ok_or_else(|| AppError::field("person_id", Rule::UnknownChoice))?;
    store::give(scope, &[(id, Some(person))]).await?;
    next_slot::save(scope, &planning).await?;
    Ok(id)
}

/// Who could do a visit, with their names; who has it now among them.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn people_to_offer(scope: &mut Scope, appointment: &Appointment) -> Result<Vec<(PersonId, String)>> {
    let planning = planning::load_any(scope, appointment.mechanic_id).await?;
    let free = free_for(scope, &planning, appointment).await?;
    let named = |id: PersonId| planning.schedule.worker(id).map(|worker| (id, worker.name.clone()));
    Ok(free.into_iter().filter_map(named).collect())
}

/// Fit people who are free for a visit, its own time counting as free.
async fn free_for(scope: &mut Scope, planning: &Planning, own: &Appointment) -> Result<Vec<PersonId>> {
    let plan = planning.plan_for(&scope.wires.reference.get(), own.service_ids());
    let held = own.person_id.map(Held::Person);
    let mut busy = planning.busy(scope).await?;
    busy.retain(|taken| !(Some(taken.held) == held && taken.from == own.start_at));
    Ok(plan.people_free(own.start_at, own.busy_until, &busy))
}

/// Listens to somebody who stops working: their visits to come go to others. Where nobody is left, nobody is needed.
///
/// # Errors
/// `invalid` with the number of visits that nobody else can do.
pub async fn replace_worker(scope: &mut Scope, event: &WorkerLeaves) -> Result<()> {
    let planning = planning::load_any(scope, event.mechanic_id).await?;
    let mut visits = store::to_come_of_workshop(scope, event.mechanic_id).await?;
    visits.retain(|visit| visit.person_id == Some(event.person_id));
    if planning.plan.people.is_none() {
        let given: Vec<_> = visits.iter().map(|visit| (visit.id, None)).collect();
        return store::give(scope, &given).await;
    }
    match assign(scope, &planning, &visits).await? {
        0 => Ok(()),
        left => Err(AppError::field_with("person_id", Rule::NobodyElse, Some(left))),
    }
}

/// Visits to come that were booked before anybody was named get somebody, as far as somebody is free then.
pub async fn fill(scope: &mut Scope, planning: &Planning) -> Result<()> {
    if planning.plan.people.is_none() {
        return Ok(());
    }
    let mut visits = store::to_come_of_workshop(scope, planning.id()).await?;
    visits.retain(|visit| visit.person_id.is_none());
    assign(scope, planning, &visits).await.map(drop)
}

/// Finds a free and fit person for each visit, soonest first; returns how many nobody can do.
async fn assign(scope: &mut Scope, planning: &Planning, visits: &[Appointment]) -> Result<i64> {
    if visits.is_empty() {
        return Ok(0);
    }
    let reference = scope.wires.reference.get();
    let mut busy = planning.busy(scope).await?;
    let (mut given, mut left) = (Vec::new(), 0);
    for visit in visits {
        let plan = planning.plan_for(&reference, visit.service_ids());
        match plan.people_free(visit.start_at, visit.busy_until, &busy).first() {
            Some(person) => {
                busy.push(Busy { held: Held::Person(*person), from: visit.start_at, until: visit.busy_until });
                given.push((visit.id, Some(*person)));
            }
            None => left += 1,
        }
    }
    store::give(scope, &given).await?;
    Ok(left)
}
