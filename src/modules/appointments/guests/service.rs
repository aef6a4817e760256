//! Keeping a guest's wish, and carrying it out for whoever they turn out to be.

use super::model::{GuestInput, GuestRestInput, GuestWent};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::{ServiceId, VehicleId},
        paths,
        text::{Phone, Plate},
        time::Instant,
    },
    modules::{
        appointments::{
            model::{BookInput, Booked, NOTE_MAX, SERVICES_MAX},
            service as visits,
        },
        auth::{
            guests::{self, Guest, Newcomer, Proved, Waiting},
            model::{
                Entered,
                ways::{Accepted, PhoneCodeInput},
            },
        },
        mechanics::{self, Asked},
        users::model::{NAME_MAX, privacy::is_ticked},
        vehicles::{self, model::AddInput},
    },
    platform::{Scope, Visit, reply, session},
};
use std::collections::BTreeMap;

/// The form that books, where a guest's wish waits when it cannot be carried out at once.
const BOOK: &str = "appointments/book";

impl GuestInput {
    /// # Errors
    /// `invalid` with every refused field.
    pub fn check(&self) -> Result<Guest> {
        let mut checks = Checks::default();
        let phone = checks.keep("phone", Phone::parse(&self.phone));
        checks.keep("plate", Plate::parse(&self.plate));
        checks.text("note", &self.note, 0, NOTE_MAX);
        if self.service_ids.len() > SERVICES_MAX {
            checks.refuse_with("service_ids", Rule::TooMany, i64::try_from(SERVICES_MAX).ok());
        }
        let start = self.start.trim();
        checks.require("start", start.is_empty() || Instant::parse(start).is_some(), Rule::UnknownChoice);
        checks.done()?;
        Ok(Guest { phone: phone.ok_or(Code::Invalid)?.as_str().to_owned() })
    }

    /// The services it names that there are, each once.
    pub fn services(&self, scope: &Scope) -> Vec<ServiceId> {
        let reference = scope.wires.reference.get();
        let mut found = Vec::new();
        for id in self.service_ids.iter().filter_map(|word| reference.find_service(word)).map(|service| service.id) {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }

    /// The search that this wish is, for a car of one's own.
    fn search(&self, scope: &Scope, car: VehicleId) -> String {
        let reference = scope.wires.reference.get();
        let service = self.services(scope).first().and_then(|id| reference.service(*id)).map(|s| s.slug.clone());
        let asked = Asked {
            service: service.unwrap_or_default(),
            il: self.il.clone(),
            ilce: self.ilce.clone(),
            vehicle: car.to_string(),
            ..Asked::default()
        };
        asked.href()
    }
}

impl GuestRestInput {
    fn car(&self, plate: &str) -> AddInput {
        AddInput {
            plate: plate.to_owned(),
            variant_id: self.variant_id.clone(),
            model_year: self.model_year.clone(),
            km: self.km.clone(),
            next: String::new(),
        }
    }

    /// What a newcomer says, who has to name a car as well; their name.
    ///
    /// # Errors
    /// `invalid` with every refused field.
    pub fn check(&self, plate: &str) -> Result<String> {
        let mut checks = Checks::default();
        let full_name = checks.text("full_name", &self.full_name, 2, NAME_MAX);
        if let Err(error) = self.car(plate).check() {
            for (name, refused) in &error.fields {
                checks.refuse_with(name, refused.rule, refused.limit);
            }
        }
        checks.require("accept_terms", is_ticked(&self.accept_terms), Rule::MustAccept);
        checks.done()?;
        Ok(full_name.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// Keeps a visitor's wish and texts a code to their number.
///
/// # Errors
/// `wrong_status` for people who are signed in, `invalid` with the refused fields, `not_found` for a workshop that is not
/// public, `too_many` beyond the limits of messages.
pub async fn begin(scope: &mut Scope, visit: &Visit, input: &GuestInput) -> Result<Accepted> {
    if visit.actor.person().is_some() {
        return Err(Code::WrongStatus.into());
    }
    let guest = input.check()?;
    if !input.mechanic.is_empty() {
        // On a connection that is back before the counts of `keep` ask for one.
        let mut asked = Scope::read_fresh(visit).await?;
        visits::plan_for(&mut asked, &input.mechanic).await?;
    }
    guests::keep(scope, visit, &guest, input).await
}

/// Takes the code. Whoever is in by it goes on at once; whoever is asked for a second factor, after that. A newcomer says on the
/// same page who they are.
///
/// # Errors
/// Those of `auth::guests::prove`; `unavailable` when the database is away.
pub async fn prove(visit: &Visit, input: &PhoneCodeInput) -> Result<GuestWent> {
    match guests::prove(visit, input).await? {
        Proved::Known(entered) => entered_with(visit, &entered, &GuestRestInput::default()).await,
        Proved::New => Ok(on()),
    }
}

fn on() -> GuestWent {
    GuestWent { place: paths::GUEST_ON.to_owned(), second_factor: false }
}

/// Goes on for whoever has just come in.
async fn entered_with(visit: &Visit, entered: &Entered, rest: &GuestRestInput) -> Result<GuestWent> {
    if entered.second_factor {
        return Ok(GuestWent { place: paths::SECOND_FACTOR.to_owned(), second_factor: true });
    }
    // Whatever comes now, they are in: the page where they go on says what is still to be done.
    let arrived = session::arrived(visit).await?;
    match carry_out(&arrived, rest).await {
        Err(error) if error.code != Code::Unavailable => Ok(on()),
        went => went,
    }
}

/// What waits for whoever is signed in, or for a visitor while it is nobody's.
///
/// # Errors
/// `unauthenticated` for visitors when it is somebody's; `not_found` in a browser where nothing waits, or only something of
/// another.
pub async fn own(visit: &Visit) -> Result<Waiting<GuestInput>> {
    let me = visit.actor.person().map(|person| person.user_id);
    let waiting: Waiting<_> = guests::waiting(visit).await?.ok_or(Code::NotFound)?;
    match (me, waiting.user_id) {
        (None, Some(_)) => Err(Code::Unauthenticated.into()),
        (me, owner) if me == owner => Ok(waiting),
        _ => Err(Code::NotFound.into()),
    }
}

/// Is the car of a wish in one's garage already? Visitors have none.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn has_car(scope: &mut Scope, wish: &GuestInput) -> Result<bool> {
    let Ok(plate) = Plate::parse(&wish.plate) else { return Ok(false) };
    Ok(scope.actor.person().is_some() && vehicles::own_with_plate(scope, &plate).await?.is_some())
}

/// Goes on with a proved wish. A newcomer says with it who they are, and comes in.
///
/// # Errors
/// Those of [`own`]; `expired` when it was carried out before or the code is too long ago; `invalid` with the refused fields;
/// those of adding a car.
pub async fn go_on(visit: &Visit, rest: &GuestRestInput) -> Result<GuestWent> {
    if visit.actor.person().is_some() {
        return carry_out(visit, rest).await;
    }
    let waiting = own(visit).await?;
    let (_, wish) = waiting.wish.filter(|_| waiting.is_proved).ok_or(Code::Expired)?;
    let full_name = rest.check(&wish.plate)?;
    let car = rest.car(&wish.plate).check()?;
    if vehicles::spec_of(&mut Scope::read(visit), car.variant_id, car.model_year).await?.is_none() {
        return Err(AppError::field("variant_id", Rule::UnknownChoice));
    }
    let entered = guests::bring_in(visit, &Newcomer { full_name: &full_name, consents: &rest.consents }).await?;
    entered_with(visit, &entered, rest).await
}

/// Carries a wish out for who is signed in: the car becomes one's own, the visit is booked. What cannot be, waits in the form
/// of its page.
async fn carry_out(visit: &Visit, rest: &GuestRestInput) -> Result<GuestWent> {
    let waiting = own(visit).await?;
    let (_, wish) = waiting.wish.ok_or(Code::Expired)?;
    let mut scope = Scope::write(visit).await?;
    let car = own_car(&mut scope, &wish, rest).await;
    // The car stays, also when the time is gone.
    let car = scope.finish(car).await?;
    let place = if wish.mechanic.is_empty() {
        wish.search(&Scope::read(visit), car)
    } else {
        book(visit, &wish, car, &waiting.id.to_string()).await?
    };
    let mut scope = Scope::write(visit).await?;
    let closed = guests::close(&mut scope, waiting.id).await;
    scope.finish(closed).await?;
    Ok(GuestWent { place, second_factor: false })
}

/// The car with this plate that one has already, or a new one.
async fn own_car(scope: &mut Scope, wish: &GuestInput, rest: &GuestRestInput) -> Result<VehicleId> {
    let plate = Plate::parse(&wish.plate).map_err(|rule| AppError::field("plate", rule))?;
    match vehicles::own_with_plate(scope, &plate).await? {
        Some(id) => Ok(id),
        None => vehicles::add(scope, rest.car(&wish.plate)).await.map(|added| added.id),
    }
}

/// Books, or leaves everything in the form of the booking page. Says where to go on.
async fn book(visit: &Visit, wish: &GuestInput, car: VehicleId, key: &str) -> Result<String> {
    let mut scope = Scope::read(visit);
    let mechanic = match visits::plan_for(&mut scope, &wish.mechanic).await {
        // It has closed meanwhile: others do the same work.
        Err(error) if error.code == Code::NotFound => return Ok(wish.search(&scope, car)),
        planning => planning?.id(),
    };
    let services: Vec<String> = wish.services(&scope).iter().map(ToString::to_string).collect();
    scope.release();
    let refused = if services.is_empty() || wish.start.is_empty() {
        None
    } else {
        let input = BookInput {
            mechanic_id: mechanic.to_string(),
            vehicle_id: car.to_string(),
            service_ids: services.clone(),
            start: wish.start.clone(),
            note: wish.note.clone(),
            idempotency_key: key.to_owned(),
        };
        match write(visit, input).await {
            Ok(booked) => return Ok(paths::appointment(booked.id)),
            Err(error) if error.code == Code::Unavailable => return Err(error),
            Err(error) => Some(error),
        }
    };
    let one = |text: &str| vec![text.to_owned()];
    let values = BTreeMap::from([
        ("vehicle_id".to_owned(), vec![car.to_string()]),
        ("service_ids".to_owned(), services),
        ("start".to_owned(), one(&wish.start)),
        ("note".to_owned(), one(&wish.note)),
    ]);
    let page = paths::book(&wish.mechanic);
    reply::fill_form(visit, &page, BOOK, values, refused).await?;
    Ok(page)
}

async fn write(visit: &Visit, input: BookInput) -> Result<Booked> {
    let visitor = mechanics::advert_visitor(visit);
    let mut scope = Scope::write(visit).await?;
    let booked = visits::book(&mut scope, input, visitor.as_deref()).await;
    scope.finish(booked).await
}
