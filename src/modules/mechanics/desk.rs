//! The admin's desk: who waits for verification, who is suspended, and the decisions. Each act leaves an audit row and
//! tells the owner by mail; deciding what is decided already changes nothing.

use super::{
    ScheduleChanged, WorkshopCloses,
    application::{self, model::Step},
    contact, mails, policy,
    workshop::{model::DecisionInput, store},
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result},
        ids::{MechanicId, UserId},
        page::Page,
        time::Instant,
    },
    platform::Scope,
    say,
};
use serde_json::{Value, json};

const REASON_MIN: usize = 5;
const REASON_MAX: usize = 500;

/// Filters of the admin's list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MechanicFilter {
    /// Part of the workshop's or owner's name or address, Turkish letters folded.
    pub text: String,
    /// `waiting` and, of those, `sent`, `asked`, `refused`; `verified`, `suspended`; `certificates`: one of its certificates waits; `changed`: verified, and a change waits; anything else: all.
    pub state: String,
    /// Id of the last row seen.
    pub after: String,
}

/// A line of the admin's list.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "plain facts of a line, no state in disguise")]
pub struct DeskRow {
    pub id: MechanicId,
    pub slug: String,
    pub name: String,
    pub phone: Option<String>,
    pub address: String,
    pub owner_name: String,
    pub owner_email: String,
    pub created_at: Instant,
    pub is_demo: bool,
    pub verified: bool,
    /// Verified, and something of it waits for a decision or a look.
    pub changed: bool,
    pub suspended: bool,
    /// Of its application, once it was sent.
    pub application: Option<String>,
    pub offers: i64,
    pub score: f32,
    pub review_count: i32,
    pub completed_count: i32,
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub async fn admin_list(scope: &mut Scope, filter: &MechanicFilter) -> Result<Page<DeskRow>> {
    let desk = policy::desk(&scope.actor)?;
    store::list(scope, desk, filter).await
}

/// [`admin_list`] as its page asks for it: it shows owners' addresses and numbers, so the log keeps who looked and by which filters,
/// not what they were set to; a line per page seen, as for people. Wants a scope that writes.
///
/// # Errors
/// As [`admin_list`].
pub async fn look_over(scope: &mut Scope, filter: &MechanicFilter) -> Result<Page<DeskRow>> {
    let page = admin_list(scope, filter).await?;
    let set = [("ara", &filter.text), ("durum", &filter.state), ("sonra", &filter.after)];
    let used: Vec<&str> = set.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, _)| name).collect();
    let detail = json!({ "filters": used, "rows": page.items.len() });
    scope.audit("mechanic.read_list", "mechanics", "list", detail).await?;
    Ok(page)
}

/// The workshop that somebody owns or works for, which their roles follow from.
#[derive(Clone, Debug)]
pub struct Workplace {
    pub id: MechanicId,
    pub name: String,
    pub is_owner: bool,
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub async fn workplace_of(scope: &mut Scope, user: UserId) -> Result<Option<Workplace>> {
    let desk = policy::desk(&scope.actor)?;
    store::workplace_of(scope, desk, user).await
}

/// Lets a workshop be found and booked. The log keeps where its application stood and what was missing in it, since an admin
/// may know better (and has been asked twice by then).
///
/// # Errors
/// `not_found` for an unknown workshop and for everybody but admins.
pub async fn verify(scope: &mut Scope, id: MechanicId) -> Result<()> {
    let desk = policy::desk(&scope.actor)?;
    policy::no_stake(&scope.actor, id)?;
    let workshop = store::decide(scope, desk, id).await?;
    if workshop.verified {
        return Ok(());
    }
    let papers = policy::papers_of(&scope.actor, id)?;
    let handed = application::service::read(scope, papers).await?;
    store::verify(scope, desk, id).await?;
    application::store::approve(scope, desk, id).await?;
    let missing: Vec<_> = handed.lacking().into_iter().map(Step::word).collect();
    let detail = json!({ "name": workshop.name, "application": handed.state().word(), "missing": missing.join(", ") });
    tell(scope, id, ("mechanic.verify", detail), mails::VERIFIED, &workshop, "").await
}

/// Takes a workshop out of search and booking and calls off its visits to come.
///
/// # Errors
/// `invalid` without a reason; `not_found` for an unknown workshop and for everybody but admins.
pub async fn suspend(scope: &mut Scope, id: MechanicId, reason: &str) -> Result<()> {
    let desk = policy::desk(&scope.actor)?;
    let mut checks = Checks::default();
    let reason = checks.text("reason", reason, REASON_MIN, REASON_MAX);
    checks.done()?;
    policy::no_stake(&scope.actor, id)?;
    let workshop = store::decide(scope, desk, id).await?;
    if workshop.suspended {
        return Ok(());
    }
    store::suspend(scope, desk, id).await?;
    scope.publish(&WorkshopCloses { mechanic_id: id }).await?;
    let detail = json!({ "name": workshop.name, "reason": reason });
    tell(scope, id, ("mechanic.suspend", detail), mails::SUSPENDED, &workshop, &reason).await
}

/// Ends a suspension; the visits that were called off stay so.
///
/// # Errors
/// `wrong_status` while the owner is kept out, `not_found` for an unknown workshop and for everybody but admins.
pub async fn reinstate(scope: &mut Scope, id: MechanicId) -> Result<()> {
    let desk = policy::desk(&scope.actor)?;
    policy::no_stake(&scope.actor, id)?;
    let workshop = store::decide(scope, desk, id).await?;
    if !workshop.suspended {
        return Ok(());
    }
    if workshop.owner_suspended {
        let message = say!(scope.lang, admin.owner_suspended).to_owned();
        return Err(AppError { message, ..AppError::new(Code::WrongStatus) });
    }
    store::reinstate(scope, desk, id).await?;
    let detail = json!({ "name": workshop.name });
    tell(scope, id, ("mechanic.reinstate", detail), mails::REINSTATED, &workshop, "").await
}

/// [`verify`] as a form asks for it.
///
/// # Errors
/// As [`verify`].
pub async fn verify_by(scope: &mut Scope, input: &DecisionInput) -> Result<()> {
    let id = decided_id(scope, input)?;
    verify(scope, id).await
}

/// [`suspend`] as a form asks for it.
///
/// # Errors
/// As [`suspend`].
pub async fn suspend_by(scope: &mut Scope, input: &DecisionInput) -> Result<()> {
    let id = decided_id(scope, input)?;
    suspend(scope, id, &input.reason).await
}

/// [`reinstate`] as a form asks for it.
///
/// # Errors
/// As [`reinstate`].
pub async fn reinstate_by(scope: &mut Scope, input: &DecisionInput) -> Result<()> {
    let id = decided_id(scope, input)?;
    reinstate(scope, id).await
}

/// The workshop a decision is about; read only after the permit, so that strangers learn nothing from it.
fn decided_id(scope: &Scope, input: &DecisionInput) -> Result<MechanicId> {
    policy::desk(&scope.actor)?;
    input.mechanic_id.parse().map_err(|_| AppError::new(Code::NotFound))
}

/// Audit row, mail to the owner, and news for those who compute slots.
async fn tell(
    scope: &mut Scope,
    id: MechanicId,
    (action, detail): (&str, Value),
    mail: &'static str,
    workshop: &store::Decided,
    reason: &str,
) -> Result<()> {
    scope.audit(action, "mechanic", &id.to_string(), detail).await?;
    let owner = contact(scope, id).await?;
    mails::decided(scope, mail, &owner, id, workshop, reason).await?;
    scope.publish(&ScheduleChanged { mechanic_id: id }).await
}
