//! Cars that people miss in the catalogue, and what becomes of them.

use super::{
    inputs::{ProposeInput, RefuseInput},
    mails, service,
    store::proposals::{self as store, Proposal},
};
use crate::{
    kernel::{
        error::{AppError, Code, Result},
        ids::{ProposalId, VariantId},
        page::Page,
    },
    modules::vehicles::{
        policy::{self, Keeper},
        store::lock_cars,
    },
    platform::Scope,
};
use serde_json::json;

/// Nobody has more cars to write down in one day.
pub const A_DAY: i64 = 5;
const DAY_SECONDS: u64 = 24 * 3600;

/// # Errors
/// `unauthenticated` for visitors, `invalid` with the refused fields, `too_many` beyond [`A_DAY`].
pub async fn propose(scope: &mut Scope, input: &ProposeInput) -> Result<ProposalId> {
    let owner = policy::owner(&scope.actor)?;
    let draft = input.check(service::last_year(scope))?;
    // Two at once wait for each other, so that the limit holds.
    lock_cars(scope, owner).await?;
    let since = scope.now.plus_days(-1);
    if store::count_since(scope, owner, since).await? >= A_DAY {
        return Err(AppError { retry_after: Some(DAY_SECONDS), ..AppError::new(Code::TooMany) });
    }
    store::insert(scope, owner, &draft).await
}

/// One's own proposals, the newest first.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn mine(scope: &mut Scope) -> Result<Vec<Proposal>> {
    let owner = policy::owner(&scope.actor)?;
    store::of(scope, owner).await
}

/// The desk's queue: those that wait, or those that were decided.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins; so for everything below.
pub async fn queue(scope: &mut Scope, decided: bool, after: &str) -> Result<Page<Proposal>> {
    let keeper = policy::keeper(&scope.actor)?;
    let after = after.parse().ok();
    if decided { store::decided(scope, &keeper, after).await } else { store::waiting(scope, &keeper, after).await }
}

/// # Errors
/// As [`queue`].
pub async fn count_waiting(scope: &mut Scope) -> Result<i64> {
    let keeper = policy::keeper(&scope.actor)?;
    store::count_waiting(scope, &keeper).await
}

/// One that still waits; nothing for others.
///
/// # Errors
/// As [`queue`].
pub async fn open(scope: &mut Scope, word: &str) -> Result<Option<Proposal>> {
    let keeper = policy::keeper(&scope.actor)?;
    let Ok(id) = word.parse() else { return Ok(None) };
    let found = store::get(scope, &keeper, id).await?;
    Ok(Some(found).filter(|proposal| proposal.state == "waiting"))
}

/// It came into the catalogue; whoever proposed it is told.
pub async fn accept(scope: &mut Scope, keeper: &Keeper, id: ProposalId, variant: VariantId, name: &str) -> Result<()> {
    let proposal = store::get(scope, keeper, id).await?;
    store::decide(scope, keeper, id, Some(variant), "").await?;
    mails::accepted(scope, &proposal, variant, name).await
}

/// Tells whoever proposed it why it does not come into the catalogue.
///
/// # Errors
/// As [`queue`]; `not_found` for unknown ones, `invalid` without a reason, `wrong_status` when it was decided before.
pub async fn refuse(scope: &mut Scope, input: &RefuseInput) -> Result<()> {
    let keeper = policy::keeper(&scope.actor)?;
    let (id, reason) = input.check()?;
    let proposal = store::get(scope, &keeper, id).await?;
    store::decide(scope, &keeper, id, None, &reason).await?;
    mails::refused(scope, &proposal, &reason).await?;
    let detail = json!({ "car": proposal.label(), "reason": reason });
    scope.audit("vehicles.refuse_proposal", "proposal", &id.to_string(), detail).await
}
