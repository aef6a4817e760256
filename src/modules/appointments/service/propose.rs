//! The mechanic offers another time: the booking moves there at once, so that nobody takes it while the customer thinks.

use super::close::{lock_for, save};
use crate::{
    kernel::{
        error::{AppError, Code, Result},
        ids::BayId,
    },
    modules::appointments::{
        model::{Booked, ProposeInput},
        planning::{self, Planning},
        policy,
        slots::Slot,
        status::Verb,
        store::{self, Appointment},
    },
    platform::Scope,
};

/// # Errors
/// As for every move, and `invalid` or `slot_taken` for a time that cannot be had.
pub async fn propose(scope: &mut Scope, input: ProposeInput) -> Result<Booked> {
    policy::signed_in(&scope.actor)?;
    let (step, start) = input.check()?;
    let (appointment, permit) = lock_for(scope, step.id, Verb::Propose).await?;
    let state = appointment.state(scope.now).apply(Verb::Propose, permit.side())?;
    let mut planning = planning::load_any(scope, appointment.mechanic_id).await?;
    // The lead time protects the workshop; the workshop itself may offer an earlier time.
    planning.plan.lead_minutes = 0;
    let slot =
        planning.plan.check(start, appointment.minutes(), scope.now).map_err(|rule| AppError::field("start", rule))?;
    let bays = free_bays(scope, &planning, &appointment, slot).await?;
    let until = planning.plan.busy_until(slot);
    for bay in bays {
        match store::move_time(scope, appointment.id, slot, until, bay).await {
            Err(error) if error.code == Code::SlotTaken => {}
            Err(error) => return Err(error),
            Ok(()) => return save(scope, &appointment, permit, state, &step.reason).await,
        }
    }
    let busy = planning.busy(scope).await?;
    Err(planning.slot_taken(&busy, appointment.minutes(), scope.now, slot))
}

/// Free bays, the appointment's own time counting as free; its own bay first.
async fn free_bays(scope: &mut Scope, planning: &Planning, own: &Appointment, slot: Slot) -> Result<Vec<BayId>> {
    let mut busy = store::busy(scope, own.mechanic_id, slot.start, planning.plan.busy_until(slot)).await?;
    busy.retain(|taken| !(taken.bay == own.bay_id && taken.from == own.start_at));
    let mut bays = planning.plan.free_bays(slot, &busy);
    bays.sort_by_key(|bay| *bay != own.bay_id);
    Ok(bays)
}
