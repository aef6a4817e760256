//! Addresses that prove themselves: of a new account, and in the place of an old one.

use super::{
    browser, carried,
    challenge::{self, Challenge, Purpose, Whose},
    limits,
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::UserId,
        text::Email,
    },
    modules::{
        auth::{
            letters, mails,
            model::ways::{Accepted, AddressInput, ProveEmailInput},
            notices::{self, Left, Notice},
            store,
        },
        users,
    },
    platform::{Scope, Visit},
    say,
};

/// Mails a new link and code to the address of whoever is signed in.
///
/// # Errors
/// `unauthenticated` for visitors, `wrong_status` when the address has proved itself or there is none, `too_many` beyond the limits.
pub async fn resend(scope: &mut Scope, visit: &Visit) -> Result<Accepted> {
    let person = visit.person()?;
    if person.email_verified || person.email.is_empty() {
        return Err(Code::WrongStatus.into());
    }
    limits::spend_asking(visit, &person.user_id.to_string()).await?;
    limits::spend_mail(scope, &person.email).await?;
    let asked = challenge::ask(scope, person.user_id, Purpose::Verify, &person.email, &browser::asking(visit)).await?;
    letters::verify(scope, person.user_id, &person.email, &person.full_name, &asked).await?;
    Ok(Accepted::YES)
}

/// Asks a new address to prove itself; the old one is told. The answer is the same when somebody else has the address: then
/// its owner is told by mail.
///
/// # Errors
/// `unauthenticated`, `step_up`, `invalid`, `too_many`.
pub async fn change(scope: &mut Scope, visit: &Visit, input: &AddressInput) -> Result<Accepted> {
    let person = scope.stepped_up()?.clone();
    let mut checks = Checks::default();
    let email = checks.keep("email", Email::parse(&input.email));
    checks.done()?;
    let email = email.ok_or(Code::Invalid)?;
    limits::spend_asking(visit, &person.user_id.to_string()).await?;
    limits::spend_mail(scope, email.as_str()).await?;
    let asked = challenge::ask(scope, person.user_id, Purpose::Change, email.as_str(), &browser::asking(visit)).await?;
    if is_taken(scope, person.user_id, email.as_str()).await? {
        mails::already_here(scope, email.as_str()).await?;
    } else {
        letters::change(scope, person.user_id, email.as_str(), &person.full_name, &asked).await?;
    }
    notices::tell(scope, person.user_id, Notice::EmailChangeAsked, &visit.user_agent, None).await?;
    Ok(Accepted::YES)
}

/// Somebody else's, or one that may come back to who left it lately.
async fn is_taken(scope: &mut Scope, user: UserId, email: &str) -> Result<bool> {
    Ok(users::find_id_by_email(scope, email).await?.is_some() || store::not_me::keeps(scope, email, Some(user)).await?)
}

/// The new address that a person is waiting to prove.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn pending_change(scope: &mut Scope) -> Result<Option<String>> {
    let user = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    store::challenge::asked(scope, user, Purpose::Change).await
}

/// What an address has proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proved {
    Verified,
    Changed,
}

/// Takes a code, a token, or the link that this browser opened.
///
/// # Errors
/// `invalid` (`code`), `expired`, `unauthenticated` for codes and changes without a session.
pub async fn prove(scope: &mut Scope, visit: &Visit, input: &ProveEmailInput) -> Result<Proved> {
    limits::spend_proving(visit, None).await?;
    let challenge = if input.code.0.trim().is_empty() {
        let token = carried::link(visit, carried::VERIFY_LINK, &input.token.0)
            .ok_or_else(|| AppError::field("code", Rule::Required))?;
        challenge::by_token(scope, &token, &[Purpose::Verify, Purpose::Change]).await?
    } else {
        let purpose = if input.purpose == "change" { Purpose::Change } else { Purpose::Verify };
        let whose = Whose::User(visit.person()?.user_id);
        challenge::by_code(visit, whose, purpose, &input.code.0).await?
    };
    let proved = if challenge.purpose == Some(Purpose::Change) {
        // Whoever reads the new mailbox, by a slip of the pen perhaps, must not get the account.
        if visit.person()?.user_id != challenge.user_id {
            return Err(Code::Expired.into());
        }
        finish_change(scope, visit, &challenge).await?;
        Proved::Changed
    } else {
        challenge::use_up(scope, &challenge).await?;
        verified(scope, challenge.user_id, &challenge.email).await?;
        Proved::Verified
    };
    carried::forget(&scope.wires.config.server, carried::VERIFY_LINK);
    Ok(proved)
}

/// Notes that the address is read by its owner.
///
/// # Errors
/// `expired` when it is no longer the address of the account.
pub async fn verified(scope: &mut Scope, user: UserId, email: &str) -> Result<()> {
    if users::reach::email_is_verified(scope, user, email).await? { Ok(()) } else { Err(Code::Expired.into()) }
}

async fn finish_change(scope: &mut Scope, visit: &Visit, challenge: &Challenge) -> Result<()> {
    challenge::use_up(scope, challenge).await?;
    let taken = AppError { message: say!(scope.lang, ways.address_taken).to_owned(), ..AppError::new(Code::Expired) };
    if store::not_me::keeps(scope, &challenge.email, Some(challenge.user_id)).await? {
        return Err(taken);
    }
    let old = users::reach::change_email(scope, challenge.user_id, &challenge.email, taken).await?;
    // What was mailed to the old address opens nothing any more.
    store::challenge::replace_all(scope, challenge.user_id).await?;
    let left = Left { email: &old, proved: visit.person()?.email_verified };
    if !left.proved {
        store::not_me::void(scope, challenge.user_id).await?;
    }
    notices::tell(scope, challenge.user_id, Notice::EmailChanged, &visit.user_agent, Some(left)).await?;
    scope.audit("auth.change_email", "user", &challenge.user_id.to_string(), serde_json::json!({})).await
}
