//! The next free slots of a workshop, kept with it so that search can order by it.

use super::people;
use crate::{
    kernel::{error::Result, ids::MechanicId, time::Instant},
    modules::{
        appointments::{
            planning::{self, Planning},
            slots::{Busy, Slot},
            store,
        },
        mechanics::{self, PublicMechanic, ScheduleChanged},
    },
    platform::Scope,
};

/// The visit that "next free" speaks of.
pub const TYPICAL_MINUTES: i64 = 60;
/// Workshops per transaction: few enough that a booking never waits long for the lock.
const BATCH: i64 = 100;

/// The free times of a workshop's whole window for a visit of an hour; the booking page computes with the chosen work.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn free_hours(scope: &mut Scope, mechanic: &PublicMechanic) -> Result<Vec<Slot>> {
    if !mechanic.is_public() {
        return Ok(Vec::new());
    }
    let today = scope.now.day();
    let planning = Planning::new(mechanic.schedule.clone(), &scope.wires.reference.get(), today);
    let busy = planning.busy(scope).await?;
    Ok(planning.plan.free(&busy, TYPICAL_MINUTES, scope.now, today, today.plus(planning.plan.window_days)))
}

/// The first free starts for a visit of an hour, all on one day; none while the workshop is not public.
fn next_slots(planning: &Planning, busy: &[Busy], now: Instant) -> Vec<Instant> {
    if !planning.schedule.workshop.is_public {
        return Vec::new();
    }
    planning.plan.first_free(busy, TYPICAL_MINUTES, now, mechanics::SLOTS_KEPT)
}

/// Saves the next slot of a workshop that is locked already.
pub async fn save(scope: &mut Scope, planning: &Planning) -> Result<()> {
    let busy = planning.busy(scope).await?;
    save_with(scope, planning, &busy).await
}

/// The same by what holds the bays, as it was read under the lock.
pub async fn save_with(scope: &mut Scope, planning: &Planning, busy: &[Busy]) -> Result<()> {
    let next = next_slots(planning, busy, scope.now);
    mechanics::set_next_slot(scope, planning.id(), next).await
}

/// Computes and saves the next slots of some workshops under their locks.
pub async fn refresh(scope: &mut Scope, ids: &[MechanicId]) -> Result<()> {
    mechanics::lock(scope, ids).await?;
    let plannings = planning::load_many(scope, ids).await?;
    let furthest = plannings.iter().map(|p| p.plan.window_days).max().unwrap_or_default();
    let (now, until) = (scope.now, scope.now.plus_days(furthest + 2));
    let busy = store::busy_of_many(scope, ids, now, until).await?;
    let next: Vec<_> = plannings
        .iter()
        .map(|planning| {
            let busy = busy.get(&planning.id()).map_or(&[][..], Vec::as_slice);
            (planning.id(), next_slots(planning, busy, now))
        })
        .collect();
    mechanics::set_next_slots(scope, &next).await
}

/// Listens to changes of hours, bays, people, settings, services and standing.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn refresh_next_slot(scope: &mut Scope, change: &ScheduleChanged) -> Result<()> {
    mechanics::lock(scope, &[change.mechanic_id]).await?;
    let planning = planning::load_any(scope, change.mechanic_id).await?;
    people::fill(scope, &planning).await?;
    save(scope, &planning).await
}

/// Refreshes one batch of workshops whose next slot is due; returns how many there were.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn refresh_due(scope: &mut Scope) -> Result<usize> {
    let due = mechanics::due_for_next_slot(scope, BATCH).await?;
    if !due.is_empty() {
        refresh(scope, &due).await?;
    }
    Ok(due.len())
}
