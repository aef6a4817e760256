//! Booking.
//!
//! Everything is read before the workshop is locked, so that losers of a race learn it without waiting; under the lock
//! only the taken times are read again, once, and everything is computed from them. The exclusion constraint holds whatever this code does.

use super::next_slot;
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::{AppointmentId, CustomerId, ServiceId},
        lang::Lang,
        time::Instant,
    },
    modules::{
        appointments::{
            checks::Booking,
            events::AppointmentBooked,
            mails,
            model::{BookInput, Booked},
            planning::{self, Planning, slot_taken},
            policy,
            slots::{Busy, Held, Plan, Slot},
            status::{Side, State, Status},
            store::{self, Line, NewAppointment, NewMove},
        },
        customers::{self, Contact},
        mechanics::{self, Promise},
        vehicles::{self, Car},
    },
    platform::{
        Scope,
        rate_limit::{self, Limit},
    },
    say,
};

/// How many visits one person books: so that nobody fills the calendars of a town. Per person; twelve at once, then one every two hours.
pub const BOOKINGS: Limit = Limit { burst: 12, every_seconds: 2 * 60 * 60 };

/// Books a visit. The same idempotency key with the same body gets the same answer again. `visitor` is whom adverts have counted.
///
/// # Errors
/// `unauthenticated` for visitors; `invalid` with the refused fields, the workshop among them when the actor works there;
/// `too_many` beyond [`BOOKINGS`]; `not_found` for a workshop that is not public or a
/// car that is neither the actor's nor shared with them, `forbidden` for one that is shared to be seen only; `slot_taken` with
/// the nearest free times, also when the car has another visit then; `key_reused` for another body.
pub async fn book(scope: &mut Scope, input: BookInput, visitor: Option<&[u8]>) -> Result<Booked> {
    let customer = policy::may_book(&scope.actor)?;
    let booking = input.check()?;
    let hash = booking.fingerprint();
    if let Some(booked) = booked_before(scope, customer, &booking.key, &hash).await? {
        return Ok(booked);
    }
    let order = check(scope, &booking).await?;
    let mut busy = order.planning.busy(scope).await?;
    if !order.plan.free_pairs(order.slot, &busy).is_empty() {
        rate_limit::spend_in(scope, "bookings", &customer.to_string(), BOOKINGS).await?;
        let contact = customers::contact(scope, customer).await?;
        mechanics::lock_public(scope, booking.mechanic_id).await?;
        vehicles::hold(scope, &order.car).await?;
        busy = order.planning.busy(scope).await?;
        let elsewhere = store::times_of_car(scope, order.car.id, scope.now).await?;
        if elsewhere.iter().any(|visit| visit.overlaps(order.slot))
            && booked_before(scope, customer, &booking.key, &hash).await?.is_none()
        {
            return Err(in_two_places(scope, &order, &busy, &elsewhere));
        }
        if let Some(booked) = take(scope, customer, &contact, &booking, &hash, &order, &mut busy).await? {
            mechanics::note_advert_booking(scope, booking.mechanic_id, visitor).await?;
            return Ok(booked);
        }
    }
    // What took it may be the first click of a double click.
    match booked_before(scope, customer, &booking.key, &hash).await? {
        Some(booked) => Ok(booked),
        None => Err(slot_taken(&order.plan, &busy, order.minutes, scope.now, order.slot)),
    }
}

/// A car is in one place at a time. Told like any other time that is gone, with those that suit the workshop and the car.
fn in_two_places(scope: &Scope, order: &Order, busy: &[Busy], elsewhere: &[Slot]) -> AppError {
    let mut error = slot_taken(&order.plan, busy, order.minutes, scope.now, order.slot);
    error.alternatives.retain(|free| {
        let times = Instant::parse(&free.start).zip(Instant::parse(&free.end));
        times.is_some_and(|(start, end)| !elsewhere.iter().any(|visit| visit.overlaps(Slot { start, end })))
    });
    say!(scope.lang, appointments.car_is_elsewhere).clone_into(&mut error.message);
    error
}

async fn booked_before(scope: &mut Scope, customer: CustomerId, key: &str, hash: &[u8]) -> Result<Option<Booked>> {
    match store::find_by_key(scope, customer, key).await? {
        None => Ok(None),
        Some(known) if known.hash == hash => Ok(Some(Booked { id: known.id, status: known.first_status })),
        Some(_) => Err(Code::KeyReused.into()),
    }
}

/// A booking that everything but other bookings allows.
struct Order {
    planning: Planning,
    /// For the chosen services.
    plan: Plan,
    car: Car,
    lines: Vec<Line>,
    minutes: i64,
    slot: Slot,
}

async fn check(scope: &mut Scope, booking: &Booking) -> Result<Order> {
    let planning = planning::load(scope, booking.mechanic_id).await?;
    let at_start = |rule| AppError::field("start", rule);
    planning.plan.check_start(booking.start, scope.now).map_err(at_start)?;
    let car = vehicles::bookable(scope, booking.vehicle_id).await?;
    if scope.actor.works_at(booking.mechanic_id) {
        return Err(AppError::field("mechanic_id", Rule::OwnWorkshop));
    }
    let lines = lines(scope, booking, &car).await?;
    if !mechanics::takes(scope, booking.mechanic_id, &car.spec()).await? {
        return Err(AppError::field("vehicle_id", Rule::VehicleNotTaken));
    }
    let minutes = lines.iter().map(|line| i64::from(line.minutes)).sum();
    let plan = planning.plan_for(&scope.wires.reference.get(), booking.services.iter().copied());
    let slot = plan.check(booking.start, minutes, scope.now).map_err(|rule| too_long(scope.lang, rule))?;
    Ok(Order { planning, plan, car, lines, minutes, slot })
}

/// Work could start then: when it may not, it does not end in time.
fn too_long(lang: Lang, rule: Rule) -> AppError {
    match rule {
        Rule::OutsideHours => {
            AppError::field_saying("start", rule, None, say!(lang, appointments.too_long_for_start).to_owned())
        }
        rule => AppError::field("start", rule),
    }
}

/// The chosen services as the workshop offers them now for this car: this is what is copied.
async fn lines(scope: &mut Scope, booking: &Booking, car: &Car) -> Result<Vec<Line>> {
    let reference = scope.wires.reference.get();
    if booking.services.iter().any(|id| reference.service(*id).is_none()) {
        return Err(AppError::field("service_ids", Rule::UnknownChoice));
    }
    let offers = mechanics::offers(scope, booking.mechanic_id).await?;
    let line = |id: &ServiceId| {
        offers.iter().find(|offer| offer.service_id == *id).map(|offer| offer.for_car(&car.facts())).map(|offer| Line {
            service_id: offer.service_id,
            name_tr: offer.name_tr,
            name_en: offer.name_en,
            price: offer.price,
            price_kind: offer.price_kind,
            minutes: offer.minutes,
            promise: offer.promise,
            given: Promise::default(),
        })
    };
    let lines: Option<Vec<Line>> = booking.services.iter().map(line).collect();
    lines.ok_or_else(|| AppError::field("service_ids", Rule::ServiceNotOffered))
}

/// How many pairs of a bay and a person are tried. Under the lock the first one holds, unless the key has booked already.
const TRIES: usize = 8;

/// Tries the free bays and people in order and notes what is taken in `busy`; `None` when none is left, or the key has booked
/// already.
async fn take(
    scope: &mut Scope,
    customer: CustomerId,
    contact: &Contact,
    booking: &Booking,
    hash: &[u8],
    order: &Order,
    busy: &mut Vec<Busy>,
) -> Result<Option<Booked>> {
    let workshop = &order.planning.schedule.workshop;
    let new = NewAppointment {
        id: AppointmentId::fresh(),
        mechanic_id: workshop.id,
        customer_id: customer,
        vehicle_id: order.car.id,
        state: State::booked(workshop.books_instantly),
        slot: order.slot,
        busy_until: order.planning.plan.busy_until(order.slot),
        note: &booking.note,
        mechanic_name: &workshop.name,
        mechanic_address: &workshop.address,
        customer_name: &contact.name,
        customer_phone: contact.phone.as_deref(),
        plate: &order.car.plate,
        vehicle_label: &order.car.label,
        km: order.car.km,
        lines: &order.lines,
        key: &booking.key,
        hash,
    };
    for (bay, person) in order.plan.free_pairs(order.slot, busy).into_iter().take(TRIES) {
        if store::insert(scope, &new, bay, person).await? {
            let held = [Some(Held::Bay(bay)), person.map(Held::Person)].into_iter().flatten();
            busy.extend(held.map(|held| Busy { held, from: new.slot.start, until: new.busy_until }));
            return booked(scope, &new, order, busy).await.map(Some);
        }
    }
    Ok(None)
}

/// What follows from a booking, in its transaction: memory, mails, the next free slot, the news.
async fn booked(scope: &mut Scope, new: &NewAppointment<'_>, order: &Order, busy: &[Busy]) -> Result<Booked> {
    let step = NewMove {
        id: new.id,
        by: Side::Customer,
        from: None,
        to: new.state.status,
        start_at: new.slot.start,
        reason: None,
    };
    store::insert_move(scope, &step).await?;
    let appointment = store::get(scope, new.id).await?;
    mails::booked(scope, &appointment).await?;
    if order.car.customer_id != new.customer_id {
        mails::booked_by_member(scope, &appointment, order.car.customer_id).await?;
    }
    next_slot::save_with(scope, &order.planning, busy).await?;
    let confirmed = new.state.status == Status::Confirmed;
    let news = AppointmentBooked { id: new.id, mechanic_id: new.mechanic_id, customer_id: new.customer_id, confirmed };
    scope.publish(&news).await?;
    Ok(Booked { id: new.id, status: new.state.status })
}
