//! Proving once more who one is by a mailed code, for people who have neither password nor second factor: they came by an
//! identity provider or a number.

use super::{
    browser,
    challenge::{self, Purpose, Whose},
    limits,
};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::UserId,
    },
    modules::auth::{
        letters,
        model::ways::Accepted,
        store::{self, factors},
    },
    platform::{Scope, Visit},
};

/// Mails a code to the address of whoever is signed in.
///
/// # Errors
/// `unauthenticated` for visitors, `forbidden` for who acts for another, `wrong_status` for people who have something
/// better, or no address, `too_many` beyond the limits.
pub async fn begin(scope: &mut Scope, visit: &Visit) -> Result<Accepted> {
    let person = visit.person()?;
    if visit.actor.impersonation().is_some() {
        return Err(Code::Forbidden.into());
    }
    let proofs = factors::proofs(&mut Scope::read_fresh(visit).await?, person.user_id).await?;
    if person.email.is_empty() || !proofs.are_none() {
        return Err(Code::WrongStatus.into());
    }
    limits::spend_asking(visit, &person.user_id.to_string()).await?;
    limits::spend_mail(scope, &person.email).await?;
    let browser = browser::asking(visit);
    let asked = challenge::ask(scope, person.user_id, Purpose::StepUp, &person.email, &browser).await?;
    letters::step_up(scope, person.user_id, &person.email, &person.full_name, &asked).await?;
    Ok(Accepted::YES)
}

/// Is a code under way?
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn is_asked(scope: &mut Scope, user: UserId) -> Result<bool> {
    Ok(store::challenge::asked(scope, user, Purpose::StepUp).await?.is_some())
}

/// Takes the code.
///
/// # Errors
/// `invalid` (`code`), `expired` when this browser has asked for none.
pub(super) async fn show(visit: &Visit, user: UserId, code: &str) -> Result<()> {
    if code.trim().is_empty() {
        return Err(AppError::field("code", Rule::Required));
    }
    let challenge = challenge::by_code(visit, Whose::User(user), Purpose::StepUp, code).await?;
    let mut scope = Scope::write(visit).await?;
    let used = challenge::use_up(&mut scope, &challenge).await;
    scope.finish(used).await
}
