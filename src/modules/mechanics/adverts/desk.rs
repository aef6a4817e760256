//! The desk sells packages, notes payments (so does finance) and decides. Each act leaves an audit row, each decision is announced;
//! deciding what is decided already changes nothing.

use super::{
    events::AdvertDecided,
    inputs::{AdvertDecisionInput, PackageInput, PaidInput},
    model::{Package, REASON_MIN, State, TEXT_MAX, advert_id},
    store::{self, Advert},
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        page::Page,
    },
    modules::mechanics::policy,
    platform::Scope,
};
use serde_json::json;

/// Orders in a state (`''`: all), the newest first.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins and finance.
pub async fn list(scope: &mut Scope, state: &str, after: &str) -> Result<Page<Advert>> {
    let till = policy::till(&scope.actor)?;
    store::all(scope, till, state, after).await
}

/// Every package, also those no longer sold.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub async fn packages(scope: &mut Scope) -> Result<Vec<Package>> {
    policy::desk(&scope.actor)?;
    store::packages(scope, true).await
}

/// How many orders wait for a payment or a decision.
///
/// # Errors
/// As [`list`].
pub async fn waiting(scope: &mut Scope) -> Result<i64> {
    let till = policy::till(&scope.actor)?;
    store::count_waiting(scope, till).await
}

/// A new package, or other words and prices for one: what was ordered keeps its own.
///
/// # Errors
/// `invalid` with the refused fields; `not_found` for a package that is not there, and for everybody but admins.
pub async fn save_package(scope: &mut Scope, input: &PackageInput) -> Result<()> {
    let desk = policy::desk(&scope.actor)?;
    let package = input.check()?;
    let is_new = input.package_id.trim().is_empty();
    if !is_new && !store::packages(scope, true).await?.iter().any(|known| known.id == package.id) {
        return Err(Code::NotFound.into());
    }
    store::save_package(scope, desk, &package).await?;
    let detail = json!({ "name": package.name_tr, "day_price_kurus": package.day_price, "active": package.is_active });
    scope.audit("mechanic.save_advert_package", "advert_package", &package.id.to_string(), detail).await
}

/// Notes that an order was paid, and how; it then waits for approval.
///
/// # Errors
/// `invalid` without a note; `wrong_status` for what waits for no payment; `not_found` for unknown orders and for everybody but
/// admins and finance.
pub async fn mark_paid(scope: &mut Scope, input: &PaidInput) -> Result<()> {
    let till = policy::till(&scope.actor)?;
    let id = advert_id(&input.advert_id)?;
    let mut checks = Checks::default();
    let note = checks.text("note", &input.note, 2, TEXT_MAX);
    checks.done()?;
    let advert = store::lock_any(scope, till, id).await?;
    match advert.state(scope.now.day()) {
        State::AwaitingPayment => {}
        State::AwaitingApproval => return Ok(()),
        _ => return Err(Code::WrongStatus.into()),
    }
    store::mark_paid(scope, till, id, &note).await?;
    let detail = json!({ "workshop": advert.workshop, "total_kurus": advert.total, "note": note });
    scope.audit("mechanic.mark_advert_paid", "advert", &id.to_string(), detail).await
}

/// Approves a paid order, refuses one that waits, or stops one that stands; the last two with a reason.
///
/// # Errors
/// `invalid` with the refused fields; `wrong_status` for what cannot be decided so; `not_found` for unknown orders and for everybody
/// but admins.
pub async fn decide(scope: &mut Scope, input: &AdvertDecisionInput) -> Result<()> {
    let desk = policy::desk(&scope.actor)?;
    let id = advert_id(&input.advert_id)?;
    let advert = store::lock_any(scope, desk.into(), id).await?;
    let state = advert.state(scope.now.day());
    let (decided, action) = match input.decision.as_str() {
        "approve" => ("approved", "mechanic.approve_advert"),
        "refuse" => ("refused", "mechanic.refuse_advert"),
        "stop" => ("stopped", "mechanic.stop_advert"),
        _ => return Err(AppError::field("decision", Rule::UnknownChoice)),
    };
    if advert.kept == decided {
        return Ok(());
    }
    let may = match decided {
        "approved" => state == State::AwaitingApproval,
        "refused" => matches!(state, State::AwaitingPayment | State::AwaitingApproval),
        _ => state.is_standing(),
    };
    if !may {
        return Err(Code::WrongStatus.into());
    }
    let mut reason = String::new();
    if decided == "approved" {
        store::approve(scope, desk, id).await?;
    } else {
        let mut checks = Checks::default();
        reason = checks.text("reason", &input.reason, REASON_MIN, TEXT_MAX);
        checks.done()?;
        store::end(scope, desk, id, decided, &reason).await?;
    }
    let detail =
        json!({ "workshop": advert.workshop, "total_kurus": advert.total, "paid": advert.was_paid, "reason": reason });
    scope.audit(action, "advert", &id.to_string(), detail).await?;
    // Approved late it has other days now.
    let advert = store::lock_any(scope, desk.into(), id).await?;
    scope.publish(&AdvertDecided { id, advert, reason }).await
}
