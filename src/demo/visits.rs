//! Visits: past ones with their reviews, and those to come.

use super::{
    calendar::Place,
    copy::{Cell, Sheets},
    dice::{Dice, whole},
    id_of,
    people::{Car, Customer},
    words,
    workshops::{Offer, Workshop},
    world::World,
};
use crate::kernel::time::Instant;
use uuid::Uuid;

/// Work longer than this needs no demo visit: it would fill the lift for days.
/// One in so many visits costs more than was agreed.
const DEARER_EACH: usize = 17;
const LONGEST: i64 = 240;
/// Who opens or closes a visit.
const CUSTOMER: &str = "customer";
const MECHANIC: &str = "mechanic";

/// Everybody and everything that visits are made between.
#[derive(Debug)]
pub struct Scene<'a, 'w> {
    pub world: &'w World,
    pub customers: &'a [Customer],
    pub sheets: &'a mut Sheets,
    /// Counts appointments through the whole marketplace.
    pub count: usize,
    pub reviews: usize,
}

/// One visit as it came out.
struct Visit<'a, 'w> {
    id: Uuid,
    customer: &'a Customer,
    car: &'a Car,
    offers: Vec<&'a Offer<'w>>,
    place: Place,
    status: &'static str,
    /// When it was asked for.
    created_at: Instant,
    closed_at: Option<Instant>,
    closed_by: Option<&'static str>,
    reason: Option<&'static str>,
}

/// How a workshop's calendar is filled.
#[derive(Clone, Copy, Debug)]
pub struct Crowd {
    pub past: i64,
    pub coming: i64,
}

/// The past and the future of one workshop. `most` is the number of finished visits of the busiest.
pub fn make(scene: &mut Scene<'_, '_>, workshop: &mut Workshop<'_>, most: i32) {
    let mut dice = Dice::new("visits", workshop.number);
    let skewed = dice.unit().powi(2);
    let crowd = match workshop.number {
        0 => Crowd { past: 26, coming: 6 },
        _ if !workshop.is_verified => Crowd { past: 0, coming: 0 },
        _ => Crowd {
            past: whole(skewed * f64::from(most)),
            coming: if dice.chance(30) { dice.between(1, 4) } else { 0 },
        },
    };
    for _ in 0..crowd.past {
        past(scene, &mut dice, workshop);
    }
    for place in 0..crowd.coming {
        coming(scene, &mut dice, workshop, place);
    }
    if workshop.number == 0 {
        demo_customer(scene, &mut dice, workshop);
    }
}

/// A customer whose car the workshop takes, and work that fits into a morning.
fn guest<'a, 'w>(
    scene: &Scene<'a, 'w>,
    dice: &mut Dice,
    workshop: &'a Workshop<'w>,
) -> Option<(&'a Customer, &'a Car, Vec<&'a Offer<'w>>)> {
    let (customer, car) = (0..10).find_map(|_| {
        // The demo customer's visits are written by hand.
        let customer = scene.customers.get(1 + dice.below(scene.customers.len().saturating_sub(1)))?;
        let car = customer.cars.get(dice.below(customer.cars.len()))?;
        workshop.takes(car.brand_id).then_some((customer, car))
    })?;
    let wanted = 1 + dice.weighted([62, 28, 10]);
    let mut chosen: Vec<&Offer<'w>> = Vec::new();
    let mut minutes = 0;
    for _ in 0..wanted * 4 {
        let Some(offer) = workshop.offers.get(dice.below(workshop.offers.len())) else { continue };
        let is_new = chosen.iter().all(|other| other.service.id != offer.service.id);
        if is_new && minutes + offer.minutes <= LONGEST && chosen.len() < wanted {
            minutes += offer.minutes;
            chosen.push(offer);
        }
    }
    (!chosen.is_empty()).then_some((customer, car, chosen))
}

fn past(scene: &mut Scene<'_, '_>, dice: &mut Dice, workshop: &mut Workshop<'_>) {
    let mut calendar = workshop.calendar.clone();
    let Some((customer, car, offers)) = guest(scene, dice, workshop) else { return };
    let oldest = (workshop.age - 4).min(540);
    let minutes = offers.iter().map(|offer| offer.minutes).sum();
    let Some(place) = calendar.take(scene.world, dice, (-oldest, -6), minutes) else { return };
    let (status, closed_by) = match dice.below(100) {
        0..=87 => ("completed", MECHANIC),
        88..=92 => ("cancelled", CUSTOMER),
        93..=94 => ("cancelled", MECHANIC),
        95..=96 => ("declined", MECHANIC),
        _ => ("no_show", MECHANIC),
    };
    let created_at = place.start.plus_minutes(-dice.between(1_440, 7_200));
    let (closed_at, reason) = match status {
        "completed" => (place.end.plus_minutes(dice.between(0, 25)), None),
        "no_show" => (place.start.plus_minutes(45), None),
        _ => {
            (created_at.plus_minutes(dice.between(60, 1_200)), Some(words::cancel_reason(dice, closed_by == MECHANIC)))
        }
    };
    scene.count += 1;
    let visit = Visit {
        id: id_of("appointment", scene.count),
        customer,
        car,
        offers,
        place,
        status,
        created_at,
        closed_at: Some(closed_at),
        closed_by: Some(closed_by),
        reason,
    };
    write(scene, dice, workshop, &visit);
    if status == "completed" && dice.chance(78) {
        review(scene, dice, workshop, &visit);
    }
    workshop.calendar = calendar;
}

fn coming(scene: &mut Scene<'_, '_>, dice: &mut Dice, workshop: &mut Workshop<'_>, place_in_row: i64) {
    let mut calendar = workshop.calendar.clone();
    let Some((customer, car, offers)) = guest(scene, dice, workshop) else { return };
    let minutes = offers.iter().map(|offer| offer.minutes).sum();
    let Some(place) = calendar.take(scene.world, dice, (2, 14), minutes) else { return };
    // The demo workshop always has requests to decide and confirmed visits to look forward to.
    let waits = if workshop.number == 0 { place_in_row < 4 } else { !workshop.books_instantly && dice.chance(45) };
    let status = if waits { "requested" } else { "confirmed" };
    let created_at = scene.world.today.at(0).plus_minutes(-dice.between(30, 2_000));
    scene.count += 1;
    let id = id_of("appointment", scene.count);
    let visit =
        Visit { id, customer, car, offers, place, status, created_at, closed_at: None, closed_by: None, reason: None };
    write(scene, dice, workshop, &visit);
    workshop.calendar = calendar;
}

/// The demo customer at the demo workshop: an old visit with a review, a new one still without, one to come.
fn demo_customer(scene: &mut Scene<'_, '_>, dice: &mut Dice, workshop: &mut Workshop<'_>) {
    let customers = scene.customers;
    let Some(customer) = customers.first() else { return };
    let wishes = [
        ("periyodik-bakim-yag-ve-filtreler", (-60, -45), "completed", true),
        ("on-fren-balatasi-degisimi", (-6, -1), "completed", false),
        ("genel-kontrol-21-nokta", (3, 9), "confirmed", false),
    ];
    for (place_in_row, (service, days, status, with_review)) in wishes.into_iter().enumerate() {
        let mut calendar = workshop.calendar.clone();
        let car = customer.cars.get(place_in_row % 2).or_else(|| customer.cars.first());
        let offer = workshop.offers.iter().find(|offer| offer.service.slug == service);
        let (Some(car), Some(offer)) = (car, offer) else { continue };
        // More throws than others get: these three have to stand.
        let Some(place) = (0..20).find_map(|_| calendar.take(scene.world, dice, days, offer.minutes)) else { continue };
        let is_done = status == "completed";
        let latest = scene.world.today.at(0).plus_minutes(-600);
        let created_at = place.start.plus_minutes(-2_880).min(latest);
        scene.count += 1;
        let visit = Visit {
            id: id_of("appointment", scene.count),
            customer,
            car,
            offers: vec![offer],
            place,
            status,
            created_at,
            closed_at: is_done.then(|| place.end.plus_minutes(10)),
            closed_by: is_done.then_some(MECHANIC),
            reason: None,
        };
        write(scene, dice, workshop, &visit);
        if with_review {
            review(scene, dice, workshop, &visit);
        }
        workshop.calendar = calendar;
    }
}

fn write(scene: &mut Scene<'_, '_>, dice: &mut Dice, workshop: &Workshop<'_>, visit: &Visit<'_, '_>) {
    let Visit { id, customer, car, offers, place, status, created_at, closed_at, closed_by, reason } = visit;
    let bay = workshop.bays.get(place.bay).copied();
    let total: i64 = offers.iter().map(|offer| offer.price_kurus).sum();
    // The odometer runs about 35 km a day, backwards from today.
    let days_ago = scene.world.today.days_since(place.start.day()).max(0);
    let km = (car.km - days_ago * 35).max(500);
    let is_agreed = !matches!(*status, "requested" | "declined");
    let agreed_after = if workshop.books_instantly { 0 } else { dice.between(5, 55) };
    let confirmed_at = is_agreed.then(|| created_at.plus_minutes(agreed_after));
    let awaits = (*status == "requested").then_some(MECHANIC);
    let is_fixed = offers.iter().all(|offer| offer.service.price.kind == "fixed");
    let bill = (*status == "completed" && is_fixed).then(|| match scene.count % DEARER_EACH {
        0 => (total + total / 10, "Bağlantı parçası da değişti"),
        _ => (total, ""),
    });
    scene.sheets.appointments.row(&[
        id,
        &workshop.id,
        &customer.id,
        &car.id,
        &bay,
        status,
        &awaits,
        &place.start,
        &place.end,
        &place.busy_until,
        &words::note(dice),
        &workshop.name,
        &workshop.full_address(),
        &customer.name.full(),
        &customer.phone,
        &car.plate,
        &car.label,
        &km,
        &total,
        closed_by,
        reason,
        &format!("demo-{id}"),
        &format!("\\x{}", id.simple()),
        created_at,
        &confirmed_at,
        closed_at,
        &bill.map(|(kurus, _)| kurus),
        &bill.map_or("", |(_, reason)| reason),
        &workshop.people.get(place.bay).copied(),
    ]);
    for (position, offer) in offers.iter().enumerate() {
        let service = offer.service;
        scene.sheets.appointment_services.row(&[
            id,
            &position,
            &service.id,
            &service.name_tr,
            &service.name_en,
            &offer.price_kurus,
            &service.price.kind,
            &offer.minutes,
        ]);
    }
    moves(scene, workshop, visit, confirmed_at);
}

/// Who moved it when: asked for, agreed, closed.
fn moves(scene: &mut Scene<'_, '_>, workshop: &Workshop<'_>, visit: &Visit<'_, '_>, confirmed_at: Option<Instant>) {
    let (id, start, customer) = (visit.id, visit.place.start, visit.customer);
    let by = |role: &str| if role == CUSTOMER { customer.user_id } else { workshop.owner_id };
    let mut row = |at: Instant,
                   role: &'static str,
                   from: Option<&'static str>,
                   to: &'static str,
                   reason: Option<&'static str>| {
        let cells: [&dyn Cell; 8] = [&id, &at, &by(role), &role, &from, &to, &start, &reason];
        scene.sheets.moves.row(&cells);
    };
    let first = if workshop.books_instantly && confirmed_at.is_some() { "confirmed" } else { "requested" };
    row(visit.created_at, CUSTOMER, None, first, None);
    let mut state = first;
    if let (Some(at), "requested") = (confirmed_at, first) {
        row(at, MECHANIC, Some("requested"), "confirmed", None);
        state = "confirmed";
    }
    if let (Some(at), Some(role)) = (visit.closed_at, visit.closed_by) {
        row(at, role, Some(state), visit.status, visit.reason);
    }
}

fn review(scene: &mut Scene<'_, '_>, dice: &mut Dice, workshop: &Workshop<'_>, visit: &Visit<'_, '_>) {
    let Visit { id, customer, car, offers, place, .. } = visit;
    let latest = scene.world.today.at(0).plus_minutes(-30);
    let written_at = place.end.plus_minutes(dice.between(90, 5_400)).min(latest);
    // The mood of the day moves all five dimensions together, each a little on its own.
    let mood = workshop.quality + 0.45 * dice.bell();
    let mut stars = || whole(mood + 0.3 * dice.bell()).clamp(1, 5);
    let dimensions = [stars(), stars(), stars(), stars(), stars()];
    let [quality, price, punctuality, communication, cleanliness] = dimensions;
    let overall = f64::from(i32::try_from(dimensions.iter().sum::<i64>()).unwrap_or(25)) / 5.0;
    let names = |pick: fn(&Offer<'_>) -> String| offers.iter().map(|offer| pick(offer)).collect::<Vec<_>>().join(", ");
    let work = offers.first().map_or("", |offer| offer.service.name_tr.as_str());
    let doubtful = dice.below(90) == 0;
    let (text, status, signals) = if doubtful {
        let (text, signal) = words::doubtful(dice);
        (text.to_owned(), "pending", format!("{{{signal}}}"))
    } else {
        (words::review(dice, overall, work), "published", String::from("{}"))
    };
    let replied_at =
        (!doubtful && dice.chance(24)).then(|| written_at.plus_minutes(dice.between(60, 2_880)).min(latest));
    let reply = replied_at.map(|_| words::reply(dice, overall));
    scene.reviews += 1;
    scene.sheets.reviews.row(&[
        &Uuid::new_v5(id, b"review"),
        id,
        &workshop.id,
        &customer.id,
        &customer.name.public(),
        &car.label,
        &names(|offer| offer.service.name_tr.clone()),
        &names(|offer| offer.service.name_en.clone()),
        &quality,
        &price,
        &punctuality,
        &communication,
        &cleanliness,
        &text,
        &status,
        &signals,
        &reply,
        &replied_at,
        &place.start,
        &written_at,
    ]);
}
