//! The desk reads an application, asks for more, or refuses; approving is [`verify`](crate::modules::mechanics::verify). Each
//! act leaves an audit row and tells the owner by mail.

use super::{
    model::State,
    service::{self, Application, TEXT_MAX},
    store,
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result},
        ids::MechanicId,
    },
    modules::mechanics::{
        contact, mails, policy,
        workshop::{model::DecisionInput, store as workshop},
    },
    platform::Scope,
    say,
};
use serde_json::json;

const TEXT_MIN: usize = 5;

/// Opens the application of a workshop; the log keeps who looked. Wants a scope that writes.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for an unknown workshop and for everybody but admins.
pub async fn open(scope: &mut Scope, id: &str) -> Result<Application> {
    policy::desk(&scope.actor)?;
    let id: MechanicId = id.parse().map_err(|_| AppError::new(Code::NotFound))?;
    let papers = policy::papers_of(&scope.actor, id)?;
    let application = service::read(scope, papers).await?;
    scope.audit("mechanic.read_application", "mechanic", &id.to_string(), json!({})).await?;
    Ok(application)
}

/// Asks the owner for more.
///
/// # Errors
/// `invalid` without a text, `wrong_status` unless the application lies with the desk; `not_found` for an unknown workshop and
/// for everybody but admins.
pub async fn ask_more(scope: &mut Scope, input: &DecisionInput) -> Result<()> {
    answer(scope, input, State::Asked, "mechanic.ask_more", mails::ASKED).await
}

/// Refuses, with a reason; the owner may mend it and send it again.
///
/// # Errors
/// As [`ask_more`]; also while the owner is to answer.
pub async fn refuse(scope: &mut Scope, input: &DecisionInput) -> Result<()> {
    answer(scope, input, State::Refused, "mechanic.refuse", mails::REFUSED).await
}

async fn answer(scope: &mut Scope, input: &DecisionInput, to: State, action: &str, mail: &'static str) -> Result<()> {
    let desk = policy::desk(&scope.actor)?;
    let id: MechanicId = input.mechanic_id.parse().map_err(|_| AppError::new(Code::NotFound))?;
    let mut checks = Checks::default();
    let text = checks.text("reason", &input.reason, TEXT_MIN, TEXT_MAX);
    checks.done()?;
    policy::no_stake(&scope.actor, id)?;
    let workshop = workshop::decide(scope, desk, id).await?;
    let papers = policy::papers_of(&scope.actor, id)?;
    let before = service::read(scope, papers).await?.state();
    if !before.is_pending() || before == to {
        let message = say!(scope.lang, application.not_pending).to_owned();
        return Err(AppError { message, ..AppError::new(Code::WrongStatus) });
    }
    store::answer(scope, desk, id, to, &text).await?;
    let detail = json!({ "name": workshop.name, "reason": text });
    scope.audit(action, "mechanic", &id.to_string(), detail).await?;
    let owner = contact(scope, id).await?;
    mails::decided(scope, mail, &owner, id, &workshop, &text).await
}
