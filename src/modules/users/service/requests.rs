//! The request desk (ilgili kişi başvurusu): asked on the privacy page, answered by an admin within thirty days.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::PrivacyRequestId,
        page::Page,
    },
    modules::users::{
        model::privacy::{AnswerInput, RequestInput},
        policy, privacy_mails,
        store::{self, deletion, requests},
    },
    platform::{
        Scope, Wires,
        jobs::in_batches,
        rate_limit::{self, Limit},
    },
};
use serde_json::json;

/// Days the law gives for an answer (KVKK art. 13).
pub const ANSWER_DAYS: i64 = 30;
/// Admins are warned so long before those days are over.
pub const WARN_DAYS: i64 = 7;
const BATCH: i64 = 100;
/// Five at once, then one a day.
pub const REQUEST_LIMIT: Limit = Limit { burst: 5, every_seconds: 24 * 3600 };
/// The page shows so many of one's own.
const OWN: i64 = 50;
/// The desk shows so many planned deletions and nights; the figures tell the whole number.
const LISTED: i64 = 50;
const NIGHTS: i64 = 14;

/// # Errors
/// `unauthenticated` for visitors, `forbidden` for who acts for another, `invalid` with the refused fields, `too_many` beyond
/// [`REQUEST_LIMIT`].
pub async fn send_request(scope: &mut Scope, input: &RequestInput) -> Result<PrivacyRequestId> {
    let user = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    if scope.actor.impersonation().is_some() {
        return Err(Code::Forbidden.into());
    }
    let (kind, text) = input.check()?;
    rate_limit::spend_in(scope, "privacy_request", &user.to_string(), REQUEST_LIMIT).await?;
    let (id, due_at) = (PrivacyRequestId::fresh(), scope.now.plus_days(ANSWER_DAYS));
    requests::insert(scope, id, user, kind, &text, due_at).await?;
    if let Some(contact) = store::contact(scope, user).await? {
        privacy_mails::request_received(scope, &contact, id, kind, due_at).await?;
    }
    for admin in store::admins(scope).await? {
        privacy_mails::request_arrived(scope, &admin, id, kind.word(), due_at).await?;
    }
    Ok(id)
}

/// Tells admins of open requests whose time runs out within [`WARN_DAYS`], of each once. Returns how many there were.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn warn(wires: &Wires) -> Result<usize> {
    in_batches(wires, warn_some).await
}

async fn warn_some(scope: &mut Scope) -> Result<usize> {
    let running = requests::running_out(scope, scope.now.plus_days(WARN_DAYS), BATCH).await?;
    let admins = store::admins(scope).await?;
    for request in &running {
        for admin in &admins {
            privacy_mails::request_running(scope, admin, request).await?;
        }
    }
    let ids: Vec<PrivacyRequestId> = running.iter().map(|request| request.id).collect();
    requests::note_warned(scope, &ids).await?;
    Ok(ids.len())
}

/// One's own requests, the newest first.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn own_requests(scope: &mut Scope) -> Result<Vec<requests::Request>> {
    let user = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    requests::of(scope, user, OWN).await
}

/// How many requests are open and since when, for the desk's front page.
///
/// # Errors
/// As [`desk`].
pub async fn open_requests(scope: &mut Scope) -> Result<requests::Figures> {
    policy::may_answer(&scope.actor)?;
    requests::figures(scope).await
}

/// What the desk shows.
pub struct Desk {
    pub figures: requests::Figures,
    pub requests: Page<requests::Request>,
    pub pending_count: i64,
    pub pending: Vec<deletion::Pending>,
    pub runs: Vec<requests::Run>,
}

/// The desk; looking at it is noted, with whose data was seen. Needs a writing scope.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub async fn desk(scope: &mut Scope, closed: bool, after: &str) -> Result<Desk> {
    policy::may_answer(&scope.actor)?;
    let after = after.parse().ok();
    let requests = if closed { requests::closed(scope, after).await? } else { requests::open(scope, after).await? };
    let desk = Desk {
        figures: requests::figures(scope).await?,
        pending_count: deletion::pending_count(scope).await?,
        pending: deletion::pending(scope, LISTED).await?,
        runs: requests::runs(scope, NIGHTS).await?,
        requests,
    };
    let mut seen: Vec<String> = desk.requests.items.iter().map(|row| row.user_id.to_string()).collect();
    seen.extend(desk.pending.iter().map(|row| row.user_id.to_string()));
    seen.sort();
    seen.dedup();
    if !seen.is_empty() {
        let detail = json!({ "users": seen });
        scope.audit("privacy.read_desk", "privacy_desk", if closed { "closed" } else { "open" }, detail).await?;
    }
    Ok(desk)
}

/// Answers a request by mail and closes it.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for unknown requests and for everybody but admins, `invalid` with the refused
/// fields, `wrong_status` when it was answered before.
pub async fn answer_request(scope: &mut Scope, input: &AnswerInput) -> Result<()> {
    policy::may_answer(&scope.actor)?;
    let (id, state, answer) = input.check()?;
    let (user, kind) = requests::answer(scope, id, state, &answer).await?.ok_or(Code::WrongStatus)?;
    if let Some(contact) = store::contact(scope, user).await? {
        privacy_mails::request_answered(scope, &contact, id, &kind, state, &answer).await?;
    }
    let detail = json!({ "state": state, "kind": kind, "user": user });
    scope.audit("privacy.answer_request", "privacy_request", &id.to_string(), detail).await
}
