//! Ways in by an identity provider. An account is known there by issuer and subject; an address never links anything by itself.

use super::{additions::may_add, browser, carried, entry, limits};
use crate::{
    kernel::{
        actor::{FRESH_SECONDS, Kind},
        error::{AppError, Checks, Code, Result, Rule},
        ids::UserId,
        paths,
        text::Email,
        time::Instant,
    },
    modules::{
        auth::{
            mails,
            model::{
                Entered, TERMS_VERSION,
                ways::{Away, BeginOidcInput, FinishOidcInput, ProviderInput, role_of},
            },
            notices::{self, Notice},
            store::{self, entry::Attempt, oidc::Flow},
        },
        customers, users,
    },
    platform::{
        Scope, Visit, keyed,
        oidc::{self, Answered, Identity},
        token::Token,
    },
    say,
};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

/// How long somebody may take at the provider.
const MINUTES: i64 = 10;
const PURPOSE: &str = "oidc_flow";

/// What is kept, sealed, while somebody is away.
#[derive(Serialize, Deserialize)]
struct Kept {
    nonce: String,
    verifier: String,
    next: String,
}

/// Somebody new, who still has to say who they are here; carried in a sealed cookie.
#[derive(Serialize, Deserialize)]
pub struct Newcomer {
    pub identity: Identity,
    pub provider: String,
    pub next: String,
    until: Instant,
}

/// Sends a browser to a provider.
///
/// # Errors
/// `not_found` for unknown providers; for linking `unauthenticated`, `step_up` and, while the address has not proved itself,
/// `wrong_status`; `too_many`, `unavailable`.
pub async fn begin(visit: &Visit, input: &BeginOidcInput) -> Result<Away> {
    let wires = &visit.wires;
    let provider = wires.config.oidc.find(&input.provider).ok_or(Code::NotFound)?;
    let link = matches!(input.link.as_str(), "true" | "1" | "on");
    let user_id = if link { Some(may_add(&Scope::read(visit))?.user_id) } else { None };
    limits::spend_proving(visit, None).await?;
    let state = Token::fresh();
    // Before the transaction: who waits for others holds no connection.
    let begun = oidc::begin(wires, provider, state.text()).await?;
    let kept = Kept {
        nonce: begun.nonce,
        verifier: begun.verifier,
        next: if link { paths::SECURITY.to_owned() } else { input.next.clone() },
    };
    let kept = serde_json::to_vec(&kept).map_err(|error| crate::platform::db::internal(&error))?;
    let sealed = keyed::seal(&wires.config.server, PURPOSE, &state.hash(), &kept)?;
    let flow = Flow { browser_hash: browser::remember(visit), provider: provider.name.clone(), user_id, sealed };
    let mut scope = Scope::write(visit).await?;
    let kept = store::oidc::insert_flow(&mut scope, &state.hash(), &flow, visit.now.plus_minutes(MINUTES)).await;
    scope.finish(kept).await?;
    Ok(Away { address: begun.address })
}

/// What came of an answer.
pub enum Came {
    /// Go on to this place.
    In(String),
    Linked,
    /// Somebody new: `kayit/saglayici` asks for the rest.
    New,
    /// The provider's address belongs to an account here, which has not linked this provider.
    Known,
    /// The provider does not vouch for the address.
    Unverified,
    /// The person said no over there.
    Declined,
}

/// Reads a provider's answer from the query of this visit.
///
/// # Errors
/// `expired` for answers that this browser did not ask for (or not from this provider, or that came before),
/// `wrong_credentials` for those that prove nothing, `in_use` when the identity belongs to another account.
pub async fn answer(visit: &Visit, name: &str) -> Result<Came> {
    let Some(shown) = prove(visit, name).await? else { return Ok(Came::Declined) };
    let mut scope = Scope::write(visit).await?;
    let found = match shown.link {
        Some(user) => link(&mut scope, visit, user, &shown.identity).await.map(Found::Else),
        None => come_in(&mut scope, name, shown.identity, shown.next).await,
    };
    match scope.finish(found).await? {
        Found::Owner { user, identity, next } => {
            let entered = enter(visit, user, &identity, &next).await?;
            Ok(Came::In(super::after(entered, &next)))
        }
        Found::Else(came) => Ok(came),
    }
}

/// Whom an answer speaks of.
enum Found {
    Owner { user: UserId, identity: Identity, next: String },
    Else(Came),
}

/// What an answer has shown.
struct Shown {
    identity: Identity,
    next: String,
    /// Who links an account, if that is what it is for.
    link: Option<UserId>,
}

/// Asks the provider what its answer is worth, before a transaction begins; `None` when the person said no over there.
async fn prove(visit: &Visit, name: &str) -> Result<Option<Shown>> {
    let wires = &visit.wires;
    let provider = wires.config.oidc.find(name).ok_or(Code::NotFound)?;
    let state = Token::sent(visit.param("state").unwrap_or_default());
    let flow = store::oidc::take_flow(wires, &state.hash(), visit.now).await?.ok_or(Code::Expired)?;
    let is_ours = browser::bringing(visit).is_some_and(|browser| browser.ct_eq(&flow.browser_hash).into());
    if flow.provider != provider.name || !is_ours {
        return Err(Code::Expired.into());
    }
    if visit.param("error").is_some() {
        return Ok(None);
    }
    let kept = keyed::open(&wires.config.server, PURPOSE, &state.hash(), &flow.sealed)?;
    let kept: Kept = serde_json::from_slice(&kept).map_err(|_| Code::Expired)?;
    let answered = Answered { code: visit.param("code").ok_or(Code::Expired)?, issuer: visit.param("iss") };
    let identity = oidc::finish(wires, provider, &answered, kept.nonce, kept.verifier).await?;
    Ok(Some(Shown { identity, next: kept.next, link: flow.user_id }))
}

/// Only inside the session that asked for it.
async fn link(scope: &mut Scope, visit: &Visit, user: UserId, identity: &Identity) -> Result<Came> {
    if scope.stepped_up()?.user_id != user {
        return Err(Code::Expired.into());
    }
    store::oidc::link(scope, user, identity).await?;
    notices::tell(scope, user, Notice::WayLinked, &visit.user_agent, None).await?;
    Ok(Came::Linked)
}

async fn come_in(scope: &mut Scope, provider: &str, identity: Identity, next: String) -> Result<Found> {
    if let Some(user) = store::oidc::owner(scope, &identity).await? {
        return Ok(Found::Owner { user, identity, next });
    }
    let email = Email::parse(&identity.email).ok().filter(|_| identity.email_verified);
    let Some(email) = email else { return Ok(Found::Else(Came::Unverified)) };
    if users::find_id_by_email(scope, email.as_str()).await?.is_some() {
        return Ok(Found::Else(Came::Known));
    }
    let until = scope.now.plus_minutes(MINUTES);
    let newcomer = Newcomer { identity, provider: provider.to_owned(), next, until };
    let text = serde_json::to_string(&newcomer).map_err(|error| crate::platform::db::internal(&error))?;
    carried::keep(&scope.wires.config.server, carried::SIGN_UP, &text)?;
    Ok(Found::Else(Came::New))
}

/// The session is as freshly proved as the provider says: one that did not ask again has proved nothing lately, and a
/// sensitive act then wants a proof here.
async fn enter(visit: &Visit, user: UserId, identity: &Identity, next: &str) -> Result<Entered> {
    let at = identity.asked_at.unwrap_or_else(|| visit.now.plus_seconds(-FRESH_SECONDS - 1));
    let entered = entry::enter(visit, &entry::Proven { user_id: user, methods: &["oidc"], level: 1, at }, next).await?;
    let outcome = if entered.second_factor { "second_factor_asked" } else { "in" };
    let attempt = Attempt { user_id: Some(user), account: &identity.email, method: "oidc", outcome };
    store::entry::note(visit, &attempt).await?;
    Ok(entered)
}

/// Who waits to be given an account, if somebody does.
pub fn newcomer(visit: &Visit) -> Option<Newcomer> {
    let text = carried::kept(visit, carried::SIGN_UP)?;
    serde_json::from_str(&text).ok().filter(|newcomer: &Newcomer| newcomer.until > visit.now)
}

/// Makes the account of somebody new and lets them in.
///
/// # Errors
/// `expired` when nobody waits, or the address was taken meanwhile; `invalid` with the refused fields.
pub async fn sign_up(visit: &Visit, input: &FinishOidcInput) -> Result<(Entered, String)> {
    let newcomer = newcomer(visit).ok_or(Code::Expired)?;
    let mut scope = Scope::write(visit).await?;
    let made = make(&mut scope, visit, &newcomer, input).await;
    let user = scope.finish(made).await?;
    let entered = enter(visit, user, &newcomer.identity, &newcomer.next).await?;
    carried::forget(&visit.wires.config.server, carried::SIGN_UP);
    Ok((entered, newcomer.next))
}

async fn make(scope: &mut Scope, visit: &Visit, newcomer: &Newcomer, input: &FinishOidcInput) -> Result<UserId> {
    let (full_name, kind) = check(input)?;
    let user = users::NewUser {
        id: UserId::fresh(),
        email: &newcomer.identity.email,
        phone: None,
        full_name: &full_name,
        kind,
        role: role_of(kind),
        terms_version: TERMS_VERSION,
    };
    if store::not_me::keeps(scope, user.email, None).await? || !users::insert(scope, &user).await? {
        let message = say!(scope.lang, ways.oidc_known).to_owned();
        return Err(AppError { message, ..AppError::new(Code::Expired) });
    }
    super::email::verified(scope, user.id, user.email).await?;
    store::oidc::link(scope, user.id, &newcomer.identity).await?;
    customers::insert(scope, user.id).await?;
    if limits::may_mail(scope, user.email, None).await? {
        mails::welcome(scope, &user).await?;
    }
    users::registered(scope, visit, user.id, &input.consents).await?;
    Ok(user.id)
}

fn check(input: &FinishOidcInput) -> Result<(String, Kind)> {
    let mut checks = Checks::default();
    let full_name = checks.text("full_name", &input.full_name, 2, 120);
    let kind = Kind::parse(&input.kind).filter(|kind| *kind != Kind::Admin);
    let kind = checks.keep("kind", kind.ok_or(Rule::UnknownChoice));
    checks.require("accept_terms", matches!(input.accept_terms.as_str(), "true" | "on" | "1"), Rule::MustAccept);
    checks.done()?;
    Ok((full_name.split_whitespace().collect::<Vec<_>>().join(" "), kind.ok_or(Code::Invalid)?))
}

/// Takes a provider away from the ways into one's account.
///
/// # Errors
/// `unauthenticated`, `step_up`, `not_found` when it is not linked, `last_way_in` when no other way would be left.
pub async fn unlink(scope: &mut Scope, visit: &Visit, input: &ProviderInput) -> Result<()> {
    let user = scope.stepped_up()?.user_id;
    let wires = scope.wires.clone();
    let provider = wires.config.oidc.find(&input.provider).ok_or(Code::NotFound)?;
    if !store::oidc::unlink(scope, user, &provider.issuer).await? {
        return Err(Code::NotFound.into());
    }
    if !store::oidc::has_a_way_in(scope, user).await? {
        return Err(Code::LastWayIn.into());
    }
    notices::tell(scope, user, Notice::WayUnlinked, &visit.user_agent, None).await
}

/// The accounts linked with one's own.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn linked(scope: &mut Scope) -> Result<Vec<store::oidc::Linked>> {
    let user = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    store::oidc::linked(scope, user).await
}
