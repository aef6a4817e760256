//! Keeping a car's papers, its plate and chassis number, and what the odometer said.

use super::{
    mails,
    model::{CorrectInput, Mark, MarkLine, Papers, PapersInput, Reading, Source},
    store,
};
use crate::{
    kernel::{
        error::{AppError, Result, Rule},
        ids::VehicleId,
        page::Page,
    },
    modules::vehicles::{
        model::{Car, CarInput, NewCar, vehicle_id},
        policy,
        records::{
            service::{self as records, DoneVisit},
            store::warranty::{Warranted, under_warranty},
        },
        reminders::service as reminders,
        service as cars, store as cars_store,
    },
    platform::{
        Scope,
        rate_limit::{self, Limit},
    },
};

/// Plates and chassis numbers that one person may claim: enough for a whole yard, too few to trouble others with mails.
const CLAIMS: Limit = Limit { burst: 20, every_seconds: 3 * 3600 };

/// A car with everything its owner knows about it.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub car: Car,
    pub papers: Papers,
    /// Newest first, as the readings.
    pub marks: Vec<MarkLine>,
    pub elsewhere: Vec<MarkLine>,
    pub readings: Page<Reading>,
    /// What workshops still answer for.
    pub warranties: Vec<Warranted>,
}

/// `before`: the last reading that was seen.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of others.
pub async fn sheet(scope: &mut Scope, id: VehicleId, before: Option<i64>) -> Result<Sheet> {
    let owner = policy::reach(&scope.actor)?;
    let car = cars_store::get_for(scope, owner, id).await?;
    Ok(Sheet {
        papers: store::papers_for(scope, owner, id).await?,
        marks: store::marks_of(scope, id).await?,
        elsewhere: store::marks_elsewhere(scope, id).await?,
        readings: store::readings_of(scope, id, before).await?,
        warranties: under_warranty(scope, id).await?,
        car,
    })
}

/// Saves what stands in the papers.
///
/// # Errors
/// `not_found` for cars of others, `invalid` with the refused fields.
pub async fn save_papers(scope: &mut Scope, input: PapersInput) -> Result<VehicleId> {
    let owner = policy::reach(&scope.actor)?;
    let (id, papers) = match input.check(scope.now.day()) {
        Ok(checked) => checked,
        Err(error) => return Err(cars::known_to(scope, owner, &input.vehicle_id, error).await?),
    };
    cars_store::lock_cars(scope, owner).await?;
    let before = store::papers_for(scope, owner, id).await?;
    store::save_papers(scope, owner, id, &papers).await?;
    match &papers.vin {
        Some(vin) if before.vin.as_ref() != Some(vin) => claim(scope, id, Mark::Vin, vin).await?,
        Some(_) => {}
        None => store::release_marks(scope, id, Some(Mark::Vin)).await?,
    }
    reminders::follow(scope, id).await?;
    Ok(id)
}

/// Sets a wrong reading right; the history keeps both, and the reason.
///
/// # Errors
/// `not_found` for cars of others, `invalid` with the refused fields.
pub async fn correct_km(scope: &mut Scope, input: CorrectInput) -> Result<VehicleId> {
    let owner = policy::reach(&scope.actor)?;
    let (id, km, reason) = match input.check() {
        Ok(checked) => checked,
        Err(error) => return Err(cars::known_to(scope, owner, &input.vehicle_id, error).await?),
    };
    cars_store::get_for(scope, owner, id).await?;
    store::lock_km(scope, id).await?;
    read(scope, id, km, Source::Correction, Some(&reason)).await?;
    Ok(id)
}

/// Takes plate and chassis number back from the garage that holds them now.
///
/// # Errors
/// `not_found` for cars of others.
pub async fn reclaim(scope: &mut Scope, input: &CarInput) -> Result<VehicleId> {
    let owner = policy::reach(&scope.actor)?;
    let id = vehicle_id(&input.vehicle_id)?;
    cars_store::lock_cars(scope, owner).await?;
    hold(scope, owner, id, false).await?;
    Ok(id)
}

/// The car is called by its plate and chassis number from now on; `anew`: what it was called until now was with another owner.
///
/// # Errors
/// `not_found` for cars of others.
pub async fn hold(scope: &mut Scope, owner: policy::Owner, id: VehicleId, anew: bool) -> Result<()> {
    let plate = cars_store::get_for(scope, owner, id).await?.plate;
    let vin = store::papers_for(scope, owner, id).await?.vin;
    store::lock_marks(scope, id, &[Some(plate.clone()), vin.clone()].into_iter().flatten().collect::<Vec<_>>()).await?;
    if anew {
        store::release_marks(scope, id, None).await?;
    }
    take(scope, id, Mark::Plate, &plate).await?;
    match vin {
        Some(vin) => take(scope, id, Mark::Vin, &vin).await,
        None => Ok(()),
    }
}

/// The history of a new car begins.
pub async fn begin(scope: &mut Scope, id: VehicleId, car: &NewCar) -> Result<()> {
    store::insert_reading(scope, id, car.km, Source::Owner, None).await?;
    claim(scope, id, Mark::Plate, car.plate.as_str()).await?;
    reminders::follow(scope, id).await
}

/// A removed car is called by nothing any more.
pub async fn give_up(scope: &mut Scope, id: VehicleId) -> Result<()> {
    store::lock_marks(scope, id, &[]).await?;
    store::release_marks(scope, id, None).await
}

/// The car is called by this from now on, and no other car.
///
/// # Errors
/// `too_many` beyond [`CLAIMS`].
pub async fn claim(scope: &mut Scope, id: VehicleId, kind: Mark, value: &str) -> Result<()> {
    if let Some(person) = scope.actor.user_id() {
        rate_limit::spend_in(scope, "claim", &person.to_string(), CLAIMS).await?;
    }
    store::lock_marks(scope, id, &[value.to_owned()]).await?;
    take(scope, id, kind, value).await
}

/// The marks must be locked. Whoever had a plate until now is told.
async fn take(scope: &mut Scope, id: VehicleId, kind: Mark, value: &str) -> Result<()> {
    let lost = store::end_marks(scope, id, kind, value).await?;
    store::begin_mark(scope, id, kind, value).await?;
    match lost {
        Some((car, customer)) if kind == Mark::Plate => mails::plate_moved(scope, car, customer, value).await,
        _ => Ok(()),
    }
}

/// Writes down what the odometer says, when it says more than before.
///
/// # Errors
/// `invalid` when it says less.
pub async fn note_km(scope: &mut Scope, id: VehicleId, km: i32, source: Source) -> Result<()> {
    match store::lock_km(scope, id).await? {
        Some(before) if km < before => Err(AppError::field("km", Rule::KmRollback)),
        Some(before) if km > before => read(scope, id, km, source, None).await,
        _ => Ok(()),
    }
}

/// A line of the odometer's history; what comes due by kilometres is foreseen anew.
async fn read(scope: &mut Scope, id: VehicleId, km: i32, source: Source, reason: Option<&str>) -> Result<()> {
    store::insert_reading(scope, id, km, source, reason).await?;
    reminders::foresee(scope, id).await
}

/// A visit is done: the odometer's history and the service book get their lines. Called by `appointments` in its own
/// transaction. `km_read` is what the workshop read, when it did; what the owner said when booking is only a reading as long
/// as nothing newer is known.
///
/// # Errors
/// `invalid` when the workshop has read less than is known.
pub async fn note_visit(scope: &mut Scope, visit: DoneVisit, km_read: Option<i32>) -> Result<()> {
    let (id, booked) = (visit.vehicle_id, visit.km);
    // A car that was removed or handed over meanwhile keeps no history of it.
    let Some(known) = store::lock_km(scope, id).await? else { return Ok(()) };
    if !store::is_of(scope, id, visit.customer_id, visit.booked_at).await? {
        return Ok(());
    }
    match km_read {
        Some(km) if km < known => return Err(AppError::field("km", Rule::KmRollback)),
        Some(km) => read(scope, id, km, Source::Workshop, None).await?,
        None if booked < known => {}
        None => read(scope, id, booked, Source::Appointment, None).await?,
    }
    records::write_visit(scope, DoneVisit { km: km_read.unwrap_or(booked), ..visit }).await
}

/// A visit that was done before there was a service book: the book gets its line, the odometer none.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn file_visit(scope: &mut Scope, visit: DoneVisit) -> Result<()> {
    match store::lock_km(scope, visit.vehicle_id).await? {
        Some(_) => records::write_visit(scope, visit).await,
        None => Ok(()),
    }
}
