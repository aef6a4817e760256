//! The mechanic offers another time: the booking moves there at once, so that nobody takes it while the customer thinks.

use super::close::{lock_for, save};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::{BayId, PersonId},
    },
    modules::appointments::{
        model::{Booked, ProposeInput},
        planning::{self, slot_taken},
        policy,
        slots::{Busy, Held, Plan, Slot},
        status::Verb,
        store::{self, Appointment},
    },
    platform::Scope,
    say,
};

/// # Errors
/// As for every move, and `invalid` or `slot_taken` for a time that cannot be had.
pub async fn propose(scope: &mut Scope, input: ProposeInput) -> Result<Booked> {
    policy::signed_in(&scope.actor)?;
    let (step, start) = input.check()?;
    let (appointment, permit) = lock_for(scope, step.id, Verb::Propose).await?;
    let state = appointment.state(scope.now).apply(Verb::Propose, permit.side())?;
    if start == appointment.start_at {
        // The customer would be asked for what they asked for.
        let message = say!(scope.lang, appointments.same_time).to_owned();
        return Err(AppError::field_saying("start", Rule::UnknownChoice, None, message));
    }
    let planning = planning::load_any(scope, appointment.mechanic_id).await?;
    let mut plan = planning.plan_for(&scope.wires.reference.get(), appointment.service_ids());
    // The lead time protects the workshop; the workshop itself may offer an earlier time.
    plan.lead_minutes = 0;
    let slot = plan.check(start, appointment.minutes(), scope.now).map_err(|rule| AppError::field("start", rule))?;
    let busy = planning.busy(scope).await?;
    let until = plan.busy_until(slot);
    for pair in free_pairs(&plan, &appointment, slot, &busy) {
        match store::move_time(scope, appointment.id, slot, until, pair).await {
            Err(error) if error.code == Code::SlotTaken => {}
            Err(error) => return Err(error),
            Ok(()) => return save(scope, &appointment, permit, state, &step.reason).await,
        }
    }
    Err(slot_taken(&plan, &busy, appointment.minutes(), scope.now, slot))
}

/// Free bays with free people, the appointment's own time counting as free; its own bay and person first.
fn free_pairs(plan: &Plan, own: &Appointment, slot: Slot, busy: &[Busy]) -> Vec<(BayId, Option<PersonId>)> {
    let mine = [Some(Held::Bay(own.bay_id)), own.person_id.map(Held::Person)];
    let others: Vec<Busy> = busy
        .iter()
        .filter(|taken| !(mine.contains(&Some(taken.held)) && taken.from == own.start_at))
        .copied()
        .collect();
    let mut pairs = plan.free_pairs(slot, &others);
    pairs.sort_by_key(|(bay, person)| (*bay != own.bay_id, *person != own.person_id));
    pairs
}
