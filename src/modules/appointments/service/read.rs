//! Looking: free slots, one's own appointments, the workshop's calendar.

use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::{AppointmentId, BayId, CustomerId, MechanicId},
        lang::Lang,
        time::{Day, Instant},
    },
    modules::{
        appointments::{
            checks,
            model::{AppointmentItem, DAYS_MAX, FreeSlot},
            planning::{self, Planning},
            policy,
            slots::Slot,
            status::{Side, Status, Verb},
            store::{self, Appointment, Cursor, ListFilter, Moved},
        },
        mechanics::{self, Workshop},
        vehicles,
    },
    platform::{Scope, reference::Reference},
};
use std::sync::Arc;

const MINE_LIMIT: i64 = 200;
const TIMES_TO_OFFER: usize = 120;

/// Free starts of a public workshop for a visit of these services, by that car if one is named.
///
/// # Errors
/// `not_found` for an unknown or hidden workshop and for a car that the actor may not book with, `invalid` for services, a day or a number
/// that cannot be read.
pub async fn free_slots(
    scope: &mut Scope,
    mechanic: &str,
    services: &str,
    vehicle: &str,
    from: &str,
    days: &str,
) -> Result<Vec<FreeSlot>> {
    let mut fields = Checks::default();
    let services = checks::services(&mut fields, "services", &checks::service_list(services));
    let from = match from.trim() {
        "" => Some(scope.now.day()),
        text => fields.keep("from", Day::parse(text).ok_or(Rule::UnknownChoice)),
    };
    let days = match days.trim() {
        "" => Some(7),
        text => fields.keep("days", text.parse::<i64>().map_err(|_| Rule::NotANumber)),
    };
    fields.require("days", days.is_none_or(|days| (1..=DAYS_MAX).contains(&days)), Rule::OutOfRange);
    fields.done()?;
    let (Some(from), Some(days)) = (from, days) else { return Err(Code::Invalid.into()) };

    let id = mechanic_id(scope, mechanic).await?;
    let planning = planning::load(scope, id).await?;
    let offers = mechanics::offers(scope, id).await?;
    let car = match vehicle.trim() {
        "" => None,
        word => Some(vehicles::bookable(scope, word.parse().map_err(|_| Code::NotFound)?).await?),
    };
    let mut minutes = 0;
    for service in &services {
        let offer = offers.iter().find(|offer| offer.service_id == *service);
        let offer = offer.ok_or_else(|| AppError::field("services", Rule::ServiceNotOffered))?;
        let own = car.as_ref().map(|car| offer.for_car(&car.facts()).minutes);
        minutes += i64::from(own.unwrap_or(offer.minutes));
    }
    let plan = planning.plan_for(&scope.wires.reference.get(), services);
    let busy = planning.busy(scope).await?;
    let slots = plan.free(&busy, minutes, scope.now, from, from.plus(days - 1));
    Ok(slots.into_iter().map(|slot| FreeSlot { start: slot.start.rfc3339(), end: slot.end.rfc3339() }).collect())
}

/// A workshop named by id or slug.
async fn mechanic_id(scope: &mut Scope, word: &str) -> Result<MechanicId> {
    match word.parse() {
        Ok(id) => Ok(id),
        Err(_) => mechanics::id_of_slug(scope, word).await,
    }
}

/// The plan of a public workshop by slug, for pages.
///
/// # Errors
/// `not_found` for an unknown or hidden workshop.
pub async fn plan_for(scope: &mut Scope, slug: &str) -> Result<Planning> {
    let id = mechanics::id_of_slug(scope, slug).await?;
    planning::load(scope, id).await
}

/// The actor's appointments: upcoming first, then past ones, newest first. With `as_workshop` those of their workshop.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people without a workshop when they ask for its list.
pub async fn mine(scope: &mut Scope, as_workshop: bool) -> Result<Vec<AppointmentItem>> {
    let found = if as_workshop {
        let mechanic = policy::may_keep_calendar(&scope.actor)?;
        store::list_of_workshop(scope, mechanic, ListFilter::default(), MINE_LIMIT).await?
    } else {
        policy::signed_in(&scope.actor)?;
        let Some(customer) = scope.actor.customer_id() else { return Ok(Vec::new()) };
        let mut found = store::upcoming_of_customer(scope, customer, MINE_LIMIT).await?;
        found.extend(store::past_of_customer(scope, customer, None, MINE_LIMIT).await?);
        found
    };
    let lang = scope.lang;
    Ok(found.into_iter().map(|appointment| item(appointment, lang)).collect())
}

fn item(appointment: Appointment, lang: Lang) -> AppointmentItem {
    let services = appointment.lines.iter().map(|line| lang.pick(&line.name_tr, &line.name_en).to_owned()).collect();
    AppointmentItem {
        id: appointment.id,
        status: appointment.status,
        awaits: appointment.awaits,
        start: appointment.start_at.rfc3339(),
        end: appointment.end_at.rfc3339(),
        mechanic_id: appointment.mechanic_id,
        mechanic_name: appointment.mechanic_name,
        customer_name: appointment.customer_name,
        vehicle_id: appointment.vehicle_id,
        plate: appointment.plate,
        vehicle_label: appointment.vehicle_label,
        services,
        total_kurus: appointment.total,
    }
}

/// An appointment as one side sees it.
#[derive(Debug)]
pub struct Seen {
    pub appointment: Appointment,
    pub side: Side,
    pub moves: Vec<Moved>,
    /// What this side may do now.
    pub verbs: Vec<Verb>,
    /// Who does the work, for the workshop's own eyes.
    pub worker: Option<String>,
    /// The workshop as it is today; what was promised stands in the appointment.
    pub workshop: Workshop,
}

/// What a side may do with an appointment now; pages show exactly these buttons.
pub fn verbs(appointment: &Appointment, side: Side, now: Instant) -> Vec<Verb> {
    let state = appointment.state(now);
    Verb::ALL.into_iter().filter(|verb| state.apply(*verb, side).is_ok()).collect()
}

/// Times the workshop could offer instead, soonest first.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn times_to_offer(scope: &mut Scope, appointment: &Appointment) -> Result<Vec<Slot>> {
    let planning = planning::load_any(scope, appointment.mechanic_id).await?;
    let mut plan = planning.plan_for(&scope.wires.reference.get(), appointment.service_ids());
    plan.lead_minutes = 0;
    let busy = planning.busy(scope).await?;
    let today = scope.now.day();
    let mut times = plan.free(&busy, appointment.minutes(), scope.now, today, today.plus(plan.window_days));
    times.retain(|slot| slot.start != appointment.start_at);
    times.truncate(TIMES_TO_OFFER);
    Ok(times)
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for strangers.
pub async fn see(scope: &mut Scope, id: &str, wished: Side) -> Result<Seen> {
    policy::signed_in(&scope.actor)?;
    let id: AppointmentId = id.parse().map_err(|_| AppError::new(Code::NotFound))?;
    let appointment = store::get(scope, id).await?;
    let side = policy::may_see(&scope.actor, &appointment, wished)?;
    let moves = store::moves(scope, id, side).await?;
    let today = scope.now.day();
    let schedule = mechanics::schedule(scope, appointment.mechanic_id, today, today).await?;
    let worker = appointment.person_id.filter(|_| side == Side::Mechanic).and_then(|id| schedule.worker(id));
    let worker = worker.map(|worker| worker.name.clone());
    let verbs = verbs(&appointment, side, scope.now);
    Ok(Seen { appointment, side, moves, verbs, worker, workshop: schedule.workshop })
}

/// A visit that was made, as reviews speak of it.
#[derive(Clone, Debug)]
pub struct Visited {
    pub id: AppointmentId,
    pub mechanic_id: MechanicId,
    pub customer_id: CustomerId,
    pub mechanic_name: String,
    pub vehicle_label: String,
    pub services_tr: String,
    pub services_en: String,
    pub visited_at: Instant,
    /// Closed before a quarter of its time had passed.
    pub is_hasty: bool,
}

/// The actor's own visit that was made: completed, or left open by its workshop long after its end.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but its customer, `wrong_status` for every other visit.
pub async fn visited_for(scope: &mut Scope, id: AppointmentId) -> Result<Visited> {
    policy::signed_in(&scope.actor)?;
    let appointment = store::get(scope, id).await?;
    if policy::may_see(&scope.actor, &appointment, Side::Customer)? != Side::Customer {
        return Err(Code::NotFound.into());
    }
    if appointment.status != Status::Completed && !appointment.is_left_open(scope.now) {
        return Err(Code::WrongStatus.into());
    }
    let least = appointment.start_at.plus_minutes(appointment.minutes() / 4);
    Ok(Visited {
        id,
        is_hasty: appointment.closed_at.is_some_and(|closed| closed < least),
        mechanic_id: appointment.mechanic_id,
        customer_id: appointment.customer_id,
        services_tr: appointment.services(Lang::Tr),
        services_en: appointment.services(Lang::En),
        mechanic_name: appointment.mechanic_name,
        vehicle_label: appointment.vehicle_label,
        visited_at: appointment.start_at,
    })
}

/// A stretch of days in a workshop's calendar.
#[derive(Debug)]
pub struct Week {
    pub planning: Planning,
    /// Holidays, for drawing closed days.
    pub reference: Arc<Reference>,
    pub from: Day,
    pub days: i64,
    pub appointments: Vec<Appointment>,
    /// Requests that wait for the workshop's answer, longest waiting first.
    pub waiting: Vec<Appointment>,
    /// Confirmed visits of earlier days that nobody closed.
    pub to_close: Vec<Appointment>,
}

impl Week {
    /// Where the visits stand: the lifts in use, then those that are switched off and have a visit on these days all the same,
    /// under the words that say so.
    pub fn bays(&self, switched_off: &str) -> Vec<(BayId, String)> {
        let mut bays: Vec<_> = self.planning.schedule.bays.iter().map(|bay| (bay.id, bay.name.clone())).collect();
        for visit in &self.appointments {
            if !bays.iter().any(|(id, _)| *id == visit.bay_id) {
                bays.push((visit.bay_id, switched_off.to_owned()));
            }
        }
        bays
    }

    /// The name of who does a visit.
    pub fn worker_of(&self, appointment: &Appointment) -> Option<String> {
        appointment.person_id.and_then(|id| self.planning.schedule.worker(id)).map(|worker| worker.name.clone())
    }
}

const DESK_LIMIT: i64 = 50;

/// The workshop's today.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people without a workshop.
pub async fn today(scope: &mut Scope) -> Result<Week> {
    let today = scope.now.day();
    let mut week = calendar(scope, today, 1).await?;
    let mechanic = week.planning.id();
    week.waiting = store::waiting_of_workshop(scope, mechanic, DESK_LIMIT).await?;
    week.to_close = store::to_close_of_workshop(scope, mechanic, today.at(0), DESK_LIMIT).await?;
    Ok(week)
}

/// Some days of the workshop's calendar.
///
/// # Errors
/// As [`today`].
pub async fn calendar(scope: &mut Scope, from: Day, days: i64) -> Result<Week> {
    let mechanic = policy::may_keep_calendar(&scope.actor)?;
    let planning = planning::load_any(scope, mechanic).await?;
    let appointments = store::day_of_workshop(scope, mechanic, from.at(0), from.plus(days).at(0)).await?;
    let reference = scope.wires.reference.get();
    Ok(Week { planning, reference, from, days, appointments, waiting: Vec::new(), to_close: Vec::new() })
}

/// The workshop's appointments by filter, newest first, one more than `limit` when there are more.
///
/// # Errors
/// As [`today`].
pub async fn workshop_list(scope: &mut Scope, filter: ListFilter, limit: i64) -> Result<Vec<Appointment>> {
    let mechanic = policy::may_keep_calendar(&scope.actor)?;
    store::list_of_workshop(scope, mechanic, filter, limit).await
}

/// How many requests wait for this workshop: the count in its menu.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn waiting_count(scope: &mut Scope, mechanic: MechanicId) -> Result<i64> {
    store::waiting_count(scope, mechanic).await
}

/// The customer's appointments in two lists: what is coming, soonest first, and what is over, newest first, from `before`
/// on and one more than `limit` when there are more.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn my_lists(
    scope: &mut Scope,
    before: Option<Cursor>,
    limit: i64,
) -> Result<(Vec<Appointment>, Vec<Appointment>)> {
    policy::signed_in(&scope.actor)?;
    let Some(customer) = scope.actor.customer_id() else { return Ok((Vec::new(), Vec::new())) };
    let upcoming = store::upcoming_of_customer(scope, customer, MINE_LIMIT).await?;
    let past = store::past_of_customer(scope, customer, before, limit).await?;
    Ok((upcoming, past))
}
