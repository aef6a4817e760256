//! Support that acts for a person: only with their permission, for half an hour, with every step in the log.

use crate::{
    kernel::{
        error::{Code, Result},
        time::Instant,
    },
    modules::users::{
        mails,
        model::desk::{PersonInput, reason, user_id},
        policy,
        store::support as store,
    },
    platform::{Scope, session::act_as},
};
use serde_json::json;

/// How long a permission lasts.
const ALLOWED_MINUTES: i64 = 24 * 60;
/// How long support acts at one go.
const ACTING_MINUTES: i64 = 30;

/// Allows support to act for oneself.
///
/// # Errors
/// `unauthenticated` for visitors, `step_up` without a fresh proof.
pub async fn allow(scope: &mut Scope) -> Result<()> {
    let me = scope.stepped_up()?.user_id;
    let until = scope.now.plus_minutes(ALLOWED_MINUTES);
    store::save(scope, me, Some(until)).await?;
    scope.audit("users.allow_support", "user", &me.to_string(), json!({ "until": until })).await
}

/// Takes the permission back; support that is acting stops with its next request.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn withdraw(scope: &mut Scope) -> Result<()> {
    let me = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    store::save(scope, me, None).await?;
    scope.audit("users.withdraw_support", "user", &me.to_string(), json!({})).await
}

/// Until when support may act for oneself.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn allowed_until(scope: &mut Scope) -> Result<Option<Instant>> {
    let me = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    store::until(scope, me).await
}

/// From the next request on this session shows the site as the person sees it; the person is told by mail.
///
/// # Errors
/// `forbidden` without permission and for people of the desk, `invalid` without a reason, `step_up`; `not_found` for an
/// unknown person and for everybody without the desk.
pub async fn impersonate(scope: &mut Scope, input: &PersonInput) -> Result<()> {
    let reader = policy::may_list(&scope.actor)?;
    let me = scope.stepped_up()?;
    let (session, by_token) = (me.session_id, me.proof.by_token);
    let id = user_id(&input.user_id)?;
    let reason = reason(&input.reason)?;
    let helped = store::helped(scope, reader, id).await?;
    let allowed = helped.allowed_until.is_some_and(|until| until > scope.now);
    if !allowed || helped.privileged || helped.suspended || by_token {
        return Err(Code::Forbidden.into());
    }
    let until = scope.now.plus_minutes(ACTING_MINUTES);
    act_as(scope, session, Some((id, until))).await?;
    let detail = json!({ "name": helped.full_name, "reason": reason, "until": until });
    scope.audit("users.impersonate", "user", &id.to_string(), detail).await?;
    mails::tell(scope, mails::SUPPORT_ENTERED, id, &reason).await
}

/// The session shows its owner again; for who acts for nobody this does nothing.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn end_impersonation(scope: &mut Scope) -> Result<()> {
    let person = scope.actor.person().ok_or(Code::Unauthenticated)?;
    if person.proof.impersonation.is_none() {
        return Ok(());
    }
    let (session, id) = (person.session_id, person.user_id);
    act_as(scope, session, None).await?;
    scope.audit("users.end_impersonation", "user", &id.to_string(), json!({})).await
}
