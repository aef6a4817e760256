//! The second half of a sign-in, and proving once more who one is.

use super::{
    entry::{self, Proven},
    known::{self, Account},
    limits::counted,
    passwords::wrong,
    recovery, totp,
};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::UserId,
        paths,
    },
    modules::{
        auth::{
            model::factors::{Arrived, CodeInput, StepUpInput},
            password,
            store::{
                entry::{Attempt, note},
                factors::{self as store, Proofs, RecoveryCode, TICKET_TRIES, Ticket},
                passwords,
            },
        },
        users,
    },
    platform::{
        Scope, Visit,
        rate_limit::{self, Limit},
        reply::set_cookie,
        token::Token,
    },
};

/// The cookie of half a sign-in.
pub const TICKET: &str = "giris";
/// Codes have six digits: guessing goes on slowly, however many tickets somebody gets with a stolen password.
pub const CODES_PER_ACCOUNT: Limit = Limit { burst: 10, every_seconds: 300 };
/// Proofs of somebody who is signed in.
pub const STEP_UPS_PER_ACCOUNT: Limit = Limit { burst: 10, every_seconds: 60 };

/// The half sign-in of this browser, while a code may still be typed for it.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn ticket(visit: &Visit) -> Result<Option<(Token, Ticket)>> {
    let Some(text) = visit.cookie(TICKET) else { return Ok(None) };
    let token = Token::sent(text);
    let ticket = store::ticket(visit, &token.hash()).await?;
    Ok(ticket.map(|ticket| (token, ticket)))
}

/// What the half sign-in of this browser can be finished with.
///
/// # Errors
/// `expired` when there is none.
pub async fn proofs(visit: &Visit) -> Result<Proofs> {
    let (_, ticket) = ticket(visit).await?.ok_or(Code::Expired)?;
    store::proofs(&mut Scope::read(visit), ticket.user_id).await
}

/// What was typed as a second factor.
enum Typed {
    Digits(String),
    /// A recovery code of this person; `None` when it is none of theirs.
    Letters(Option<RecoveryCode>),
}

/// Counts a guess. A browser that came in to the account before has a count of its own: whoever has stolen the password keeps the
/// owner out of nothing.
///
/// # Errors
/// `too_many` beyond `limit`.
pub async fn spend_guess(visit: &Visit, kind: &str, user: UserId, limit: Limit) -> Result<()> {
    let known = known::browser(visit, Account::Of(user)).await?;
    rate_limit::spend(&visit.wires, kind, &counted(&user.to_string(), known.as_deref()), limit).await
}

/// Looks at a typed code before the transaction that takes it: recovery codes are hashed slowly.
async fn look(visit: &Visit, user: UserId, typed: &str) -> Result<Typed> {
    let code = totp::digits(typed);
    if code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(Typed::Digits(code));
    }
    recovery::find(visit, user, typed).await.map(Typed::Letters)
}

/// Takes a code of the authenticator or a recovery code: the word of what it was, if it holds.
async fn take(scope: &mut Scope, visit: &Visit, user: UserId, typed: &Typed) -> Result<Option<&'static str>> {
    Ok(match typed {
        Typed::Digits(code) => totp::accept(scope, user, code).await?.then_some("totp"),
        Typed::Letters(Some(code)) => recovery::spend(scope, visit, user, code).await?.then_some("recovery"),
        Typed::Letters(None) => None,
    })
}

/// Looks at a typed code and takes it: the word of what it was, if it holds.
///
/// # Errors
/// `unavailable` when the database is away or too many hashes wait.
pub async fn accept(visit: &Visit, user: UserId, typed: &str) -> Result<Option<&'static str>> {
    let typed = look(visit, user, typed).await?;
    let mut scope = Scope::write(visit).await?;
    let method = take(&mut scope, visit, user, &typed).await;
    scope.finish(method).await
}

/// Notes an attempt of somebody who is known.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn tell(visit: &Visit, user: UserId, method: &'static str, outcome: &'static str) -> Result<()> {
    let email = users::contact(&mut Scope::read(visit), user).await?.map(|contact| contact.email);
    let attempt = Attempt { user_id: Some(user), account: email.as_deref().unwrap_or_default(), method, outcome };
    note(visit, &attempt).await
}

/// Finishes the half sign-in of this browser with a code.
///
/// # Errors
/// `expired` when there is none or its tries are spent, `invalid` for a wrong code, `too_many` beyond
/// [`CODES_PER_ACCOUNT`].
pub async fn finish(visit: &Visit, input: &CodeInput) -> Result<Arrived> {
    let (token, ticket) = ticket(visit).await?.ok_or(Code::Expired)?;
    spend_guess(visit, "second_factor", ticket.user_id, CODES_PER_ACCOUNT).await?;
    let tries = store::count_try(visit, &token.hash()).await?.ok_or(Code::Expired)?;
    let typed = look(visit, ticket.user_id, &input.code.0).await?;
    let mut scope = Scope::write(visit).await?;
    let shown = async {
        if !store::use_ticket(&mut scope, &token.hash()).await? {
            return Err(Code::Expired.into());
        }
        let method = take(&mut scope, visit, ticket.user_id, &typed).await?;
        method.ok_or_else(|| AppError::field("code", Rule::WrongCode))
    }
    .await;
    match scope.finish(shown).await {
        Ok(method) => arrive(visit, &ticket, method).await,
        Err(error) if error.code == Code::Invalid => {
            tell(visit, ticket.user_id, "totp", "wrong").await?;
            Err(if tries >= TICKET_TRIES { Code::Expired.into() } else { error })
        }
        Err(error) => Err(error),
    }
}

/// The second factor held: the session starts.
///
/// # Errors
/// `wrong_credentials` for people who were disabled, or whose account was closed, meanwhile.
pub async fn arrive(visit: &Visit, ticket: &Ticket, method: &'static str) -> Result<Arrived> {
    let entrant = entry::entrant(&mut Scope::read(visit), ticket.user_id).await?;
    let methods: Vec<&str> = ticket.methods.iter().map(String::as_str).chain([method]).collect();
    let proven = Proven { user_id: ticket.user_id, methods: &methods, level: 2, at: visit.now };
    entry::open_session(visit, &proven, &entrant).await?;
    rate_limit::refund(&visit.wires, "second_factor", &ticket.user_id.to_string()).await?;
    set_cookie(&visit.wires.config.server.cookie(TICKET, "", 0));
    tell(visit, ticket.user_id, method, "in").await?;
    Ok(Arrived { place: super::landing(entrant.kind, &ticket.next) })
}

/// Where somebody goes on to after proving themselves once more.
pub fn after_step_up(next: &str) -> String {
    paths::own_path(next, paths::ACCOUNT)
}

/// Proves once more who is signed in: by the second factor of those who have one, else by password, else by a mailed code.
///
/// # Errors
/// `unauthenticated` for visitors, `invalid` for what does not hold, `expired` when the mailed code does not count, `too_many`
/// beyond [`STEP_UPS_PER_ACCOUNT`].
pub async fn step_up(visit: &Visit, input: StepUpInput) -> Result<Arrived> {
    let user = visit.person()?.user_id;
    rate_limit::spend(&visit.wires, "step_up", &user.to_string(), STEP_UPS_PER_ACCOUNT).await?;
    let proofs = store::proofs(&mut Scope::read(visit), user).await?;
    let (by, shown) = if proofs.second_factors() > 0 {
        ("totp", by_factor(visit, user, &input.code.0).await)
    } else if proofs.password {
        ("password", by_password(visit, user, input.password.0).await)
    } else {
        ("mail", super::step_up::show(visit, user, &input.code.0).await.map(|()| ("mail", 1)))
    };
    match shown {
        Ok((method, level)) => {
            stepped(visit, user, method, level).await?;
            Ok(Arrived { place: after_step_up(&input.next) })
        }
        Err(error) => {
            if error.code == Code::Invalid {
                tell(visit, user, by, "wrong").await?;
            }
            Err(error)
        }
    }
}

async fn by_factor(visit: &Visit, user: UserId, code: &str) -> Result<(&'static str, i16)> {
    if code.trim().is_empty() {
        return Err(AppError::field("code", Rule::Required));
    }
    let method = accept(visit, user, code).await?;
    method.map(|method| (method, 2)).ok_or_else(|| AppError::field("code", Rule::WrongCode))
}

async fn by_password(visit: &Visit, user: UserId, password: String) -> Result<(&'static str, i16)> {
    if password.is_empty() {
        return Err(AppError::field("password", Rule::Required));
    }
    let hash = passwords::hash_of(&mut Scope::read(visit), user).await?;
    if password::verify(password, hash).await? { Ok(("password", 1)) } else { Err(wrong(visit, "password")) }
}

/// The session is freshly proved; that of a browser goes on under a new id.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn stepped(visit: &Visit, user: UserId, method: &'static str, level: i16) -> Result<()> {
    rate_limit::refund(&visit.wires, "step_up", &user.to_string()).await?;
    prove_session(visit, method, level).await
}

/// Browsers get a new cookie; other clients keep the token they hold.
async fn prove_session(visit: &Visit, method: &'static str, level: i16) -> Result<()> {
    let person = visit.person()?;
    if person.proof.by_token {
        return store::prove_in_place(visit, person.session_id, method, level).await;
    }
    entry::prove_again(visit, &Proven { user_id: person.user_id, methods: &[method], level, at: visit.now }).await
}

/// Hands on what came of adding a factor; the running session has shown it, and holds two factors from now on.
///
/// # Errors
/// The error of `added`.
pub async fn level_up<T>(visit: &Visit, added: Result<T>, method: &'static str) -> Result<T> {
    let added = added?;
    prove_session(visit, method, 2).await?;
    Ok(added)
}
