//! From a workshop's schedule to the plan that slots are computed from.

use super::{
    slots::{Busy, Held, Plan, Slot, WorkDay},
    store,
};
use crate::{
    kernel::{
        error::{Alternative, AppError, Code, Result},
        ids::{CategoryId, MechanicId, ServiceId},
        time::{Day, Instant},
    },
    modules::mechanics::{self, DayHours, HORIZON_DAYS, Schedule, Week, Worker},
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
    /// For work that every bay and everybody is fit for; see [`Planning::plan_for`].
    pub plan: Plan,
}

impl Planning {
    pub fn id(&self) -> MechanicId {
        self.schedule.workshop.id
    }

    /// `schedule` has to hold the exceptions and seasons of [`HORIZON_DAYS`].
    pub fn new(schedule: Schedule, reference: &Reference, today: Day) -> Self {
        let plan = plan_of(&schedule, reference, today);
        Self { schedule, plan }
    }

    /// The bookings that the whole window can meet.
    pub async fn busy(&self, scope: &mut Scope) -> Result<Vec<Busy>> {
        let until = scope.now.plus_days(self.plan.window_days + SPILL_DAYS);
        store::busy(scope, self.id(), scope.now, until).await
    }

    /// The plan for these services: only the bays and people that are fit for all of them, the least versatile first, so that
    /// those who can do more are left for who needs it.
    pub fn plan_for(&self, reference: &Reference, services: impl IntoIterator<Item = ServiceId>) -> Plan {
        let needs = needs(reference, services);
        let bays = self.schedule.bays.iter().map(|bay| (bay.id, bay.skills.as_slice()));
        let workers = self.schedule.workers();
        Plan {
            bays: fit(bays, &needs),
            people: workers.map(|workers| fit(workers.map(|worker| (worker.id, worker.skills.as_slice())), &needs)),
            ..self.plan.clone()
        }
    }
}

/// The top categories of some services, each once.
fn needs(reference: &Reference, services: impl IntoIterator<Item = ServiceId>) -> Vec<CategoryId> {
    let mut needs: Vec<CategoryId> = Vec::new();
    for service in services.into_iter().filter_map(|id| reference.service(id)) {
        if let Some(top) = reference.top_category(service.category_id).filter(|top| !needs.contains(top)) {
            needs.push(top);
        }
    }
    needs
}

/// Without skills somebody is fit for everything, which is more than any list.
fn fit<'a, I>(all: impl Iterator<Item = (I, &'a [CategoryId])>, needs: &[CategoryId]) -> Vec<I> {
    let is_fit = |skills: &[CategoryId]| skills.is_empty() || needs.iter().all(|need| skills.contains(need));
    let mut fit: Vec<(I, &[CategoryId])> = all.filter(|(_, skills)| is_fit(skills)).collect();
    fit.sort_by_key(|(_, skills)| if skills.is_empty() { usize::MAX } else { skills.len() });
    fit.into_iter().map(|(id, _)| id).collect()
}

/// The refusal of a taken time, with the nearest free ones.
pub fn slot_taken(plan: &Plan, busy: &[Busy], minutes: i64, now: Instant, wished: Slot) -> AppError {
    let nearest = plan.nearest(busy, minutes, now, wished.start, ALTERNATIVES);
    let alternatives =
        nearest.into_iter().map(|slot| Alternative { start: slot.start.rfc3339(), end: slot.end.rfc3339() }).collect();
    AppError { alternatives, ..AppError::new(Code::SlotTaken) }
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
    let longest = |week: &Week| {
        week.iter().flatten().map(|hours| work_day(today, *hours).working_minutes()).max().unwrap_or_default()
    };
    Plan {
        days: (0..=window_days + SPILL_DAYS)
            .map(|n| today.plus(n))
            .filter_map(|day| {
                let season_longest = schedule.season_on(day).map(|season| longest(&season.hours));
                let work = work_day(day, schedule.hours_on(day, reference)?);
                Some(WorkDay { season_longest, ..work })
            })
            .collect(),
        bays: schedule.bays.iter().map(|bay| bay.id).collect(),
        people: schedule.workers().map(|workers| workers.map(|worker| worker.id).collect()),
        away: schedule.workers().into_iter().flatten().flat_map(absences).collect(),
        lead_minutes: i64::from(workshop.lead_minutes),
        window_days,
        buffer_minutes: i64::from(workshop.buffer_minutes),
        longest_day: longest(&schedule.hours),
    }
}

fn absences(worker: &Worker) -> impl Iterator<Item = Busy> + '_ {
    let held = Held::Person(worker.id);
    worker.away.iter().map(move |(from, to)| Busy { held, from: from.at(0), until: to.plus(1).at(0) })
}

fn work_day(day: Day, hours: DayHours) -> WorkDay {
    let pause = hours.pause.map(|(from, to)| (i64::from(from), i64::from(to)));
    WorkDay::new(day, i64::from(hours.opens_min), i64::from(hours.closes_min), pause)
}
