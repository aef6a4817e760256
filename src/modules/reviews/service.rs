//! Use cases of `reviews`.

use super::{
    mails,
    model::{ModerateInput, PublicReview, ReplyInput, WINDOW_DAYS, WriteInput, Written, author_name},
    policy, signals,
    status::{Decision, Status},
    store,
};
use crate::{
    kernel::{
        actor::Actor,
        error::{AppError, Code, Result},
        ids::{AppointmentId, MechanicId, ReviewId},
        page::Page,
    },
    modules::{appointments, mechanics},
    platform::Scope,
    say,
};
use serde_json::json;

/// Writes the review of a finished visit. It is published at once unless a signal fires.
///
/// # Errors
/// `invalid`, `not_found` for a stranger's visit, `forbidden` for who works at the workshop by now, `wrong_status` before it is completed or after 90 days,
/// `already_reviewed`.
pub async fn write(scope: &mut Scope, input: &WriteInput) -> Result<Written> {
    let author = scope.actor.person().ok_or(Code::Unauthenticated)?.full_name.clone();
    let draft = input.check()?;
    let visit = appointments::visited_for(scope, draft.appointment_id).await?;
    // They were a customer when they booked.
    if scope.actor.works_at(visit.mechanic_id) {
        let message = say!(scope.lang, reviews.own_workshop).to_owned();
        return Err(AppError { message, ..AppError::new(Code::Forbidden) });
    }
    if scope.now > visit.visited_at.plus_days(WINDOW_DAYS) {
        let message = say!(scope.lang, reviews.too_late).to_owned();
        return Err(AppError { message, ..AppError::new(Code::WrongStatus) });
    }
    mechanics::lock(scope, &[visit.mechanic_id]).await?;
    let around =
        signals::Around { hasty: visit.is_hasty, ..store::around(scope, visit.mechanic_id, &draft.text).await? };
    let signals = signals::signals(&draft.text, draft.stars, around);
    let status = if signals.is_empty() { Status::Published } else { Status::Pending };
    let mechanic_id = visit.mechanic_id;
    let id =
        store::insert(scope, &store::NewReview { visit, draft, author: author_name(&author), status, signals }).await?;
    if status == Status::Published {
        recompute(scope, mechanic_id).await?;
    }
    Ok(Written { id, status })
}

/// The workshop's one answer. It is published at once unless a signal fires.
///
/// # Errors
/// `invalid`, `not_found` for the review of another workshop, `wrong_status` when it is answered already or not public.
pub async fn reply(scope: &mut Scope, input: &ReplyInput) -> Result<Written> {
    let permit = policy::may_reply(&scope.actor)?;
    let (id, text) = input.check()?;
    // 404 for another workshop's review, before anything is said about its state.
    store::get_for(scope, &permit, id).await?;
    let signals = signals::of_reply(&text);
    let status = if signals.is_empty() { Status::Published } else { Status::Pending };
    if store::save_reply(scope, &permit, id, &store::NewReply { text, status, signals }).await? {
        Ok(Written { id, status })
    } else {
        let message = say!(scope.lang, reviews.reply_refused).to_owned();
        Err(AppError { message, ..AppError::new(Code::WrongStatus) })
    }
}

/// Approves or hides a review, tells its author, recomputes the score.
///
/// # Errors
/// `invalid`, `not_found`, `forbidden` for who wrote it and for who works at the workshop, `wrong_status` when somebody else decided
/// the same meanwhile.
pub async fn moderate(scope: &mut Scope, input: &ModerateInput) -> Result<Written> {
    let permit = policy::may_moderate(&scope.actor)?;
    let verdict = input.check()?;
    let before = store::get(scope, &permit, verdict.review_id).await?;
    mechanics::lock(scope, &[before.mechanic_id]).await?;
    let Some(decided) = store::decide(scope, &permit, &verdict).await? else {
        let message = say!(scope.lang, reviews.decided_already).to_owned();
        return Err(AppError { message, ..AppError::new(Code::WrongStatus) });
    };
    policy::no_stake(&scope.actor, decided.mechanic_id, Some(decided.customer_id))?;
    recompute(scope, decided.mechanic_id).await?;
    let detail = json!({
        "decision": verdict.decision,
        "rule": verdict.rule,
        "from": before.status,
        "signals": before.signals,
        "mechanic_id": decided.mechanic_id,
    });
    let action = match verdict.decision {
        Decision::Approve => "reviews.approve",
        Decision::Hide => "reviews.hide",
    };
    scope.audit(action, "review", &decided.id.to_string(), detail).await?;
    mails::decided(scope, &decided).await?;
    Ok(Written { id: decided.id, status: decided.status })
}

/// Approves or hides the answer to a review and tells the workshop; the review stays as it is.
///
/// # Errors
/// As [`moderate`]; `wrong_status` also for a review without an answer.
pub async fn moderate_reply(scope: &mut Scope, input: &ModerateInput) -> Result<Written> {
    let permit = policy::may_moderate(&scope.actor)?;
    let verdict = input.check()?;
    let before = store::get(scope, &permit, verdict.review_id).await?;
    let Some(decided) = store::decide_reply(scope, &permit, &verdict).await? else {
        let message = say!(scope.lang, reviews.reply_decided_already).to_owned();
        return Err(AppError { message, ..AppError::new(Code::WrongStatus) });
    };
    policy::no_stake(&scope.actor, decided.mechanic_id, None)?;
    let detail = json!({
        "decision": verdict.decision,
        "rule": verdict.rule,
        "from": before.reply.as_ref().map(|reply| reply.status),
        "signals": before.reply.as_ref().map(|reply| reply.signals.clone()),
        "mechanic_id": decided.mechanic_id,
    });
    let action = match verdict.decision {
        Decision::Approve => "reviews.approve_reply",
        Decision::Hide => "reviews.hide_reply",
    };
    scope.audit(action, "review", &decided.id.to_string(), detail).await?;
    mails::reply_decided(scope, &decided).await?;
    Ok(Written { id: decided.id, status: decided.status })
}

/// The score follows from the published reviews and nothing else.
async fn recompute(scope: &mut Scope, mechanic: MechanicId) -> Result<()> {
    let (sum, count) = store::published_sum(scope, mechanic).await?;
    mechanics::save_score(scope, mechanic, sum, count).await
}

/// Published reviews of a public workshop, by id or slug.
///
/// # Errors
/// `not_found` for an unknown workshop or one that is not public.
pub async fn of(scope: &mut Scope, mechanic: &str, after: &str) -> Result<Page<PublicReview>> {
    let id = match mechanic.parse::<MechanicId>() {
        Ok(id) => id,
        Err(_) => mechanics::id_of_slug(scope, mechanic).await?,
    };
    let today = scope.now.day();
    if !mechanics::schedule(scope, id, today, today).await?.workshop.is_public {
        return Err(Code::NotFound.into());
    }
    let lang = scope.lang;
    Ok(store::published(scope, id, after, store::API_PAGE, false).await?.map(|row| row.public(lang)))
}

/// What a workshop's profile shows of its reviews.
pub struct OnProfile {
    pub summary: store::Summary,
    pub reviews: Page<store::Shown>,
    /// Nothing newer was left out.
    pub is_first: bool,
}

/// The summary and a page of the published reviews of one workshop; `after` is the id of the last one seen.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn on_profile(scope: &mut Scope, mechanic: MechanicId, after: &str) -> Result<OnProfile> {
    let summary = store::summary(scope, mechanic).await?;
    let reviews = store::published(scope, mechanic, after, store::PROFILE_PAGE, false).await?;
    Ok(OnProfile { summary, reviews, is_first: after.is_empty() })
}

/// The signed-in owner's own workshop: summary and reviews.
///
/// # Errors
/// `unauthenticated`, `not_found` for people without a workshop.
pub async fn workshop(scope: &mut Scope, after: &str) -> Result<(store::Summary, Page<store::Shown>)> {
    let mechanic = policy::may_reply(&scope.actor)?.mechanic_id;
    let summary = store::summary(scope, mechanic).await?;
    let reviews = store::published(scope, mechanic, after, store::WORKSHOP_PAGE, true).await?;
    Ok((summary, reviews))
}

/// The customer's own review of a visit, whatever its state; `None` while there is none.
///
/// # Errors
/// `unauthenticated` for visitors, `unavailable` when the database is away.
pub async fn mine(scope: &mut Scope, id: AppointmentId) -> Result<Option<store::Mine>> {
    if scope.actor == Actor::Visitor {
        return Err(Code::Unauthenticated.into());
    }
    match scope.actor.customer_id() {
        Some(customer) => store::find_mine(scope, customer, id).await,
        None => Ok(None),
    }
}

/// What waits for a moderator and what was decided today.
///
/// # Errors
/// `unauthenticated`, `not_found` for everybody who does not moderate.
pub async fn waiting(scope: &mut Scope) -> Result<store::Waiting> {
    let permit = policy::may_moderate(&scope.actor)?;
    store::waiting(scope, &permit).await
}

/// A page of the moderation desk.
///
/// # Errors
/// `unauthenticated`, `not_found` for everybody who does not moderate.
pub async fn queue(scope: &mut Scope, filter: &store::QueueFilter) -> Result<Page<store::Queued>> {
    let permit = policy::may_moderate(&scope.actor)?;
    let page = store::queue(scope, &permit, filter).await?;
    name_workshops(scope, page).await
}

/// One review of the desk, for "taken back?" after a decision.
///
/// # Errors
/// `unauthenticated`, `not_found`.
pub async fn decided(scope: &mut Scope, id: ReviewId) -> Result<store::Queued> {
    let permit = policy::may_moderate(&scope.actor)?;
    let row = store::get(scope, &permit, id).await?;
    let page = name_workshops(scope, Page { items: vec![row], next: None }).await?;
    page.items.into_iter().next().ok_or_else(|| Code::NotFound.into())
}

/// The names of workshops are not ours; they are asked for once per page.
async fn name_workshops(scope: &mut Scope, mut page: Page<store::Queued>) -> Result<Page<store::Queued>> {
    let mut ids: Vec<MechanicId> = page.items.iter().map(|row| row.mechanic_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let today = scope.now.day();
    let workshops = mechanics::schedules(scope, &ids, today, today).await?;
    for row in &mut page.items {
        if let Some(found) = workshops.iter().find(|found| found.workshop.id == row.mechanic_id) {
            row.mechanic_name.clone_from(&found.workshop.name);
            row.mechanic_slug.clone_from(&found.workshop.slug);
        }
    }
    Ok(page)
}
