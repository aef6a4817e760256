//! Moving an appointment along: confirm, decline, cancel, complete, no-show, accept a proposal.

use super::{file_visits, next_slot};
use crate::{
    kernel::{
        error::{AppError, Result, Rule},
        ids::{AppointmentId, ServiceId},
    },
    modules::{
        appointments::{
            checks::Move,
            events::{AppointmentCompleted, AppointmentMoved},
            mails,
            model::{Booked, MoveInput},
            planning,
            policy::{self, Permit},
            status::{Side, State, Status, Verb},
            store::{self, Appointment, Line, NewMove, Settled, Split},
        },
        mechanics, vehicles,
    },
    platform::Scope,
};

/// # Errors
/// As every move here: `unauthenticated` for visitors, `not_found` for strangers, `forbidden` for the wrong side,
/// `wrong_status` out of turn, `invalid` for a missing reason.
pub async fn confirm(scope: &mut Scope, input: MoveInput) -> Result<Booked> {
    act(scope, input, Verb::Confirm).await
}

pub async fn decline(scope: &mut Scope, input: MoveInput) -> Result<Booked> {
    act(scope, input, Verb::Decline).await
}

pub async fn cancel(scope: &mut Scope, input: MoveInput) -> Result<Booked> {
    act(scope, input, Verb::Cancel).await
}

pub async fn complete(scope: &mut Scope, input: MoveInput) -> Result<Booked> {
    act(scope, input, Verb::Complete).await
}

pub async fn no_show(scope: &mut Scope, input: MoveInput) -> Result<Booked> {
    act(scope, input, Verb::NoShow).await
}

pub async fn accept_proposal(scope: &mut Scope, input: MoveInput) -> Result<Booked> {
    act(scope, input, Verb::AcceptProposal).await
}

/// The house closes a request that nobody answered before its time came.
///
/// # Errors
/// `wrong_status` when somebody answered after all.
pub async fn expire(scope: &mut Scope, id: AppointmentId) -> Result<Booked> {
    act_on(scope, Move::because(id, String::new()), Verb::Cancel).await
}

async fn act(scope: &mut Scope, input: MoveInput, verb: Verb) -> Result<Booked> {
    policy::signed_in(&scope.actor)?;
    act_on(scope, input.check()?, verb).await
}

async fn act_on(scope: &mut Scope, step: Move, verb: Verb) -> Result<Booked> {
    let (appointment, permit) = lock_for(scope, step.id, verb).await?;
    let state = appointment.state(scope.now).apply(verb, permit.side())?;
    let needs_reason = permit.side() == Side::Mechanic && matches!(verb, Verb::Decline | Verb::Cancel);
    if needs_reason && step.reason.is_empty() {
        return Err(AppError::field("reason", Rule::Required));
    }
    if state.status == Status::Completed {
        let (settled, lines) = (settle(&appointment, &step)?, done(&appointment, &step)?);
        let finished = Appointment { settled, lines, ..appointment.clone() };
        vehicles::note_visit(scope, file_visits::line(&finished), step.km).await?;
        if let Some(settled) = &finished.settled {
            store::save_bill(scope, finished.id, settled).await?;
        }
        store::save_given(scope, finished.id, &finished.lines).await?;
    }
    save(scope, &appointment, permit, state, &step.reason).await
}

/// What a visit costs in the end: as the workshop says, all at once or in two parts, else as agreed where prices were fixed.
/// More than agreed needs a reason.
fn settle(appointment: &Appointment, step: &Move) -> Result<Option<Settled>> {
    let agreed = appointment.is_fixed().then_some(appointment.total);
    let told = step.amount.or(step.split.map(Split::sum));
    let Some(amount) = told.or(agreed) else { return Ok(None) };
    if agreed.is_some_and(|agreed| amount > agreed) && step.amount_reason.is_empty() {
        return Err(AppError::field("amount_reason", Rule::Required));
    }
    let reason = if amount == appointment.total { String::new() } else { step.amount_reason.clone() };
    Ok(Some(Settled { amount, reason, split: step.split }))
}

/// The services as they were done: with what the workshop says of each, else with what was promised.
fn done(appointment: &Appointment, step: &Move) -> Result<Vec<Line>> {
    let is_other = |id: ServiceId| appointment.service_ids().all(|own| own != id);
    if let Some(place) = step.given.iter().position(|(id, _)| is_other(*id)) {
        return Err(AppError::field(&format!("done.{place}.service_id"), Rule::UnknownChoice));
    }
    let lines = appointment.lines.iter().map(|line| {
        let told = step.given.iter().find(|(id, _)| *id == line.service_id).map(|(_, given)| *given);
        Line { given: told.unwrap_or(line.promise), ..line.clone() }
    });
    Ok(lines.collect())
}

/// The appointment, locked after its workshop, and the permit to do what the actor wants with it.
pub async fn lock_for(scope: &mut Scope, id: AppointmentId, verb: Verb) -> Result<(Appointment, Permit)> {
    let found = store::get(scope, id).await?;
    let permit = policy::may(&scope.actor, &found, verb)?;
    mechanics::lock(scope, &[found.mechanic_id]).await?;
    Ok((store::lock(scope, id).await?, permit))
}

/// Saves a move and everything that follows from it, in one transaction.
pub async fn save(
    scope: &mut Scope,
    before: &Appointment,
    permit: Permit,
    state: State,
    reason: &str,
) -> Result<Booked> {
    let booked = record(scope, before, permit, state, reason).await?;
    let planning = planning::load_any(scope, before.mechanic_id).await?;
    next_slot::save(scope, &planning).await?;
    Ok(booked)
}

/// [`save`] without the workshop's next free slot: whoever moves many visits computes it once, in the end.
pub async fn record(
    scope: &mut Scope,
    before: &Appointment,
    permit: Permit,
    state: State,
    reason: &str,
) -> Result<Booked> {
    let reason = Some(reason).filter(|reason| !reason.is_empty());
    store::save_state(scope, before.id, state, permit.side(), reason).await?;
    let after = store::get(scope, before.id).await?;
    let step = NewMove {
        id: after.id,
        by: permit.side(),
        from: Some(before.status),
        to: after.status,
        start_at: after.start_at,
        reason,
    };
    store::insert_move(scope, &step).await?;
    mails::moved(scope, &after, permit).await?;
    announce(scope, &after, permit).await?;
    Ok(Booked { id: after.id, status: after.status })
}

async fn announce(scope: &mut Scope, after: &Appointment, permit: Permit) -> Result<()> {
    let Appointment { id, mechanic_id, customer_id, .. } = *after;
    if after.status == Status::Completed {
        mechanics::note_completed(scope, mechanic_id).await?;
        scope.publish(&AppointmentCompleted { id, mechanic_id, customer_id }).await?;
    }
    scope.publish(&AppointmentMoved { id, mechanic_id, customer_id, verb: permit.verb() }).await
}
