//! From a workshop's schedule to the plan that slots are computed from.

use super::{
    slots::{Busy, Plan, Slot, WorkDay},
    store,
};
use crate::{
    kernel::{
        error::{Alternative, AppError, Code, Result},
        ids::MechanicId,
        time::{Day, Instant},
    },
    modules::mechanics::{self, DayHours, HORIZON_DAYS, Schedule},
    platform::{Scope, reference::Reference},
};

/// Days behind the window that long work may run into; the database allows no window wider than this, either.
const SPILL_DAYS: i64 = HORIZON_DAYS / 2;
/// How many other times the loser of a race is offered.
const ALTERNATIVES: usize = 3;

/// A workshop and what it allows.
#[derive(Debug)]
pub struct Planning {
    pub schedule: Schedule,
    pub plan: Plan,
}

impl Planning {
    pub fn id(&self) -> MechanicId {
        self.schedule.workshop.id
    }

    /// `schedule` has to hold the exceptions of [`HORIZON_DAYS`].
    pub fn new(schedule: Schedule, reference: &Reference, today: Day) -> Self {
        let plan = plan_of(&schedule, reference, today);
        Self { schedule, plan }
    }

    /// The bookings that the whole window can meet.
    pub async fn busy(&self, scope: &mut Scope) -> Result<Vec<Busy>> {
        let until = scope.now.plus_days(self.plan.window_days + SPILL_DAYS);
        store::busy(scope, self.id(), scope.now, until).await
    }

    /// The refusal of a taken time, with the nearest free ones.
    pub fn slot_taken(&self, busy: &[Busy], minutes: i64, now: Instant, wished: Slot) -> AppError {
        let nearest = self.plan.nearest(busy, minutes, now, wished.start, ALTERNATIVES);
        let alternatives = nearest
            .into_iter()
            .map(|slot| Alternative { start: slot.start.rfc3339(), end: slot.end.rfc3339() })
            .collect();
        AppError { alternatives, ..AppError::new(Code::SlotTaken) }
    }
}

/// Loads the whole booking window of a workshop that is open to the public.
///
/// # Errors
/// `not_found` when there is no such workshop or it is not public.
pub async fn load(scope: &mut Scope, id: MechanicId) -> Result<Planning> {
    let planning = load_any(scope, id).await?;
    if planning.schedule.workshop.is_public { Ok(planning) } else { Err(Code::NotFound.into()) }
}

/// The same for a workshop that may not be public (any more): its appointments stay.
///
/// # Errors
/// `not_found` when there is no such workshop.
pub async fn load_any(scope: &mut Scope, id: MechanicId) -> Result<Planning> {
    load_many(scope, &[id]).await?.pop().ok_or_else(|| Code::NotFound.into())
}

/// Plans of many workshops, by a few queries.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn load_many(scope: &mut Scope, ids: &[MechanicId]) -> Result<Vec<Planning>> {
    let today = scope.now.day();
    let schedules = mechanics::schedules(scope, ids, today, today.plus(HORIZON_DAYS)).await?;
    let reference = scope.wires.reference.get();
    Ok(schedules.into_iter().map(|schedule| Planning::new(schedule, &reference, today)).collect())
}

fn plan_of(schedule: &Schedule, reference: &Reference, today: Day) -> Plan {
    let workshop = &schedule.workshop;
    let window_days = i64::from(workshop.window_days);
    let weekly = schedule.hours.iter().flatten().map(|hours| work_day(today, *hours).working_minutes());
    Plan {
        days: (0..=window_days + SPILL_DAYS)
            .map(|n| today.plus(n))
            .filter_map(|day| schedule.hours_on(day, reference).map(|hours| work_day(day, hours)))
            .collect(),
        bays: schedule.bays.iter().map(|bay| bay.id).collect(),
        lead_minutes: i64::from(workshop.lead_minutes),
        window_days,
        buffer_minutes: i64::from(workshop.buffer_minutes),
        longest_day: weekly.max().unwrap_or_default(),
    }
}

fn work_day(day: Day, hours: DayHours) -> WorkDay {
    let pause = hours.pause.map(|(from, to)| (i64::from(from), i64::from(to)));
    WorkDay::new(day, i64::from(hours.opens_min), i64::from(hours.closes_min), pause)
}
