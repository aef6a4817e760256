//! Use cases of shared tablets and PINs.

use super::{
    mails,
    model::{EnterInput, PinInput, TabletInput},
    pin,
    store::{self, Face},
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::UserId,
        time::Instant,
    },
    modules::{
        auth::{
            password,
            waits::{self, Growth},
        },
        mechanics::policy,
    },
    platform::{
        Scope, Visit,
        rate_limit::{self, Limit},
        session::{self, TABLET_IDLE_MINUTES, Tablet, tablet},
    },
};
use serde_json::json;

const NAME_MAX: usize = 60;
/// Tablets of one workshop.
pub const TABLETS_MAX: i64 = 10;
/// Wrong PINs of one person at one tablet before they wait, and how long.
const PIN_FREE_TRIES: i64 = 5;
const PIN_FIRST_WAIT_SECONDS: i64 = 30;
const PIN_LONGEST_WAIT_SECONDS: i64 = 15 * 60;
/// PINs typed at one tablet, whosoever.
const PINS_PER_TABLET: Limit = Limit { burst: 30, every_seconds: 30 };

/// The tablets of the workshop.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but owners.
pub async fn tablets(scope: &mut Scope) -> Result<Vec<tablet::Kept>> {
    let employer = policy::employer(&scope.actor)?;
    tablet::list(scope, employer.id(), TABLETS_MAX).await
}

/// Makes the asking browser a tablet: its owner is signed out there, and from now on it shows who may type their PIN.
///
/// # Errors
/// `invalid` with the refused fields, `step_up`, `forbidden` for programs; `not_found` for everybody but owners.
pub async fn make(visit: &Visit, input: &TabletInput) -> Result<()> {
    let mut scope = Scope::write(visit).await?;
    let allowed = allow(&mut scope, input).await;
    let (employer, name) = scope.finish(allowed).await?;
    tablet::begin(visit, employer.id(), name).await
}

async fn allow(scope: &mut Scope, input: &TabletInput) -> Result<(policy::Employer, String)> {
    let employer = policy::employer(&scope.actor)?;
    if scope.stepped_up()?.proof.by_token {
        return Err(Code::Forbidden.into());
    }
    let mut checks = Checks::default();
    let name = checks.text("name", &input.name, 1, NAME_MAX);
    checks.done()?;
    let there = tablet::list(scope, employer.id(), TABLETS_MAX).await?.len();
    if i64::try_from(there).unwrap_or(i64::MAX) >= TABLETS_MAX {
        let mut checks = Checks::default();
        checks.refuse_with("name", Rule::TooMany, Some(TABLETS_MAX));
        checks.done()?;
    }
    scope.audit("mechanic.make_tablet", "mechanic", &employer.id().to_string(), json!({ "name": name })).await?;
    Ok((employer, name))
}

/// The tablet that this browser is, with everybody who may come in there.
///
/// # Errors
/// `not_found` for every other browser.
pub async fn faces(visit: &Visit) -> Result<Vec<Face>> {
    let seat = policy::at_tablet(visit.tablet)?;
    store::faces(&mut Scope::read(visit), seat).await
}

/// Somebody comes in by their PIN, under a new id of the session. Wrong ones make the next try wait, longer each time, and the
/// owner hears of a series.
///
/// # Errors
/// `invalid` (`pin`) for a wrong one and for who has none here, `too_many` beyond the limits; `not_found` for browsers that are
/// no tablets.
pub async fn enter(visit: &Visit, input: EnterInput) -> Result<()> {
    let seat = policy::at_tablet(visit.tablet)?;
    let tablet = seat.tablet();
    let user: UserId = input.user_id.parse().map_err(|_| AppError::field("pin", Rule::WrongCode))?;
    rate_limit::spend(&visit.wires, "pins_tablet", &tablet.session_id.to_string(), PINS_PER_TABLET).await?;
    let pair = format!("{user}\0{}", tablet.session_id);
    if let Some(until) = waits::charge(visit, "pin", &pair, &growth(visit)).await? {
        let retry_after = u64::try_from(until.seconds_since(visit.now).max(1)).ok();
        return Err(AppError { retry_after, ..AppError::new(Code::TooMany) });
    }
    let hash = store::pin_hash(&mut Scope::read(visit), seat, user).await?;
    let typed = pin::seasoned(&visit.wires.config.server, user, input.pin.0.trim());
    if !password::verify(typed, hash).await? {
        if waits::is_held(visit, "pin", &pair).await? {
            let mut scope = Scope::write(visit).await?;
            let told = mails::guessed(&mut scope, seat, user).await;
            scope.finish(told).await?;
        }
        return Err(AppError::field("pin", Rule::WrongCode));
    }
    waits::forget(visit, "pin", &pair).await?;
    let mut scope = Scope::write(visit).await?;
    let seated = sit_down(&mut scope, tablet, user).await;
    scope.finish(seated).await?;
    tablet::renew(visit, tablet).await
}

async fn sit_down(scope: &mut Scope, tablet: Tablet, user: UserId) -> Result<()> {
    let until = scope.now.plus_minutes(TABLET_IDLE_MINUTES);
    session::act_as(scope, tablet.session_id, Some((user, until))).await?;
    let detail = json!({ "mechanic": tablet.mechanic_id, "session": tablet.session_id });
    scope.audit("mechanic.enter_tablet", "user", &user.to_string(), detail).await
}

fn growth(visit: &Visit) -> Growth {
    let free = i32::try_from(PIN_FREE_TRIES * visit.wires.config.server.rate_factor).unwrap_or(i32::MAX);
    let (first_seconds, most_seconds) = (PIN_FIRST_WAIT_SECONDS, PIN_LONGEST_WAIT_SECONDS);
    Growth { free, first_seconds, most_seconds, forget_hours: 24 }
}

/// The tablet asks for a PIN again.
///
/// # Errors
/// `not_found` for browsers that are no tablets.
pub async fn lock(scope: &mut Scope, tablet: Option<Tablet>) -> Result<()> {
    let seat = policy::at_tablet(tablet)?;
    session::act_as(scope, seat.tablet().session_id, None).await
}

/// Since when the actor has a PIN.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who belong to no workshop.
pub async fn pin_since(scope: &mut Scope) -> Result<Option<Instant>> {
    let holder = policy::pin_holder(&scope.actor)?;
    store::pin_since(scope, holder).await
}

/// Sets one's PIN; whoever is in at a tablet under one's name types the new one.
///
/// # Errors
/// `invalid` (`pin`), `step_up`; `unauthenticated` for visitors, `not_found` for people who belong to no workshop.
pub async fn set_pin(visit: &Visit, input: PinInput) -> Result<()> {
    let mut scope = Scope::read(visit);
    let holder = policy::pin_holder(&scope.actor)?;
    scope.stepped_up()?;
    let phone = store::phone(&mut scope, holder).await?.unwrap_or_default();
    scope.release();
    let pin = input.pin.0.trim();
    pin::check(visit.lang, pin, &phone)?;
    let hash = password::hash(pin::seasoned(&visit.wires.config.server, holder.user_id(), pin)).await?;
    let mut scope = Scope::write(visit).await?;
    let saved = save(&mut scope, holder, Some(&hash)).await;
    scope.finish(saved).await
}

/// Takes one's PIN away; one is in at no tablet any more.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who belong to no workshop.
pub async fn remove_pin(scope: &mut Scope) -> Result<()> {
    let holder = policy::pin_holder(&scope.actor)?;
    save(scope, holder, None).await
}

async fn save(scope: &mut Scope, holder: policy::PinHolder, hash: Option<&str>) -> Result<()> {
    store::save_pin(scope, holder, hash).await?;
    tablet::stand_up(scope, holder.user_id()).await?;
    let detail = json!({ "set": hash.is_some() });
    scope.audit("mechanic.set_pin", "user", &holder.user_id().to_string(), detail).await
}
