//! Registering, signing in and out.

pub mod additions;
pub mod browser;
pub mod carried;
pub mod challenge;
pub mod desk;
pub(super) mod devices;
pub mod email;
pub mod entry;
pub mod guard;
pub mod guests;
pub mod known;
pub mod limits;
pub mod not_me;
pub mod oidc;
pub mod passkeys;
pub mod passwords;
pub mod phone;
pub mod recovery;
mod removal;
pub mod reset;
pub mod second_factor;
pub mod sessions;
pub mod step_up;
pub mod tokens;
pub mod totp;

use super::{
    letters, mails,
    model::{Entered, RegisterInput, Registered, Registration, SignInInput, SignedIn, TERMS_VERSION},
    password,
    store::{self, entry::Attempt},
    strength,
};
use crate::{
    kernel::{
        actor::Kind,
        error::{AppError, Checks, Code, Result},
        ids::UserId,
        paths,
        text::Email,
    },
    modules::{
        customers,
        users::{self, model::privacy::ConsentsInput},
    },
    platform::{
        Scope, Visit,
        rate_limit::{self, Limit},
        session::{self, Ended},
    },
};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// Lax, so that a victim can still come in while somebody guesses; `guard` says what else counts.
pub const SIGN_IN_PER_ACCOUNT: Limit = Limit { burst: 100, every_seconds: 36 };
pub const SIGN_IN_PER_ADDRESS: Limit = Limit { burst: 60, every_seconds: 3 };
pub const REGISTER_PER_ADDRESS: Limit = Limit { burst: 30, every_seconds: 60 };
/// A new account takes more work than a mail to the owner of a known one. Both answers come so long after the question, which
/// is longer than either takes.
const REGISTERED_AFTER: Duration = Duration::from_millis(100);

/// Makes a person with their side. A known address changes nothing and is told by mail, not here.
///
/// # Errors
/// `invalid` with the refused fields, `too_many` beyond [`REGISTER_PER_ADDRESS`].
pub async fn register(visit: &Visit, input: RegisterInput) -> Result<Registered> {
    // Weighing a password keeps a core busy: not without end, also for who is refused.
    limits::spend_weighing(visit).await?;
    let mut checks = Checks::default();
    let about = [input.email.as_str(), input.full_name.as_str()];
    strength::check(&visit.wires, &mut checks, "password", &input.password.0, &about).await?;
    let registration = input.check(checks)?;
    rate_limit::spend(&visit.wires, "register", &rate_limit::address(visit.ip), REGISTER_PER_ADDRESS).await?;
    let answer_at = Instant::now() + REGISTERED_AFTER;
    // Before the transaction: a queue of hashes must not hold connections.
    let password_hash = password::hash(input.password.0).await?;
    // For known addresses too: the answers must not differ.
    let browser = browser::asking(visit);
    let mut scope = Scope::write(visit).await?;
    let result = settle(&mut scope, visit, &registration, &password_hash, &input.consents, &browser).await;
    let registered = scope.finish(result).await?;
    sleep_until(answer_at).await;
    Ok(registered)
}

async fn settle(
    scope: &mut Scope,
    visit: &Visit,
    registration: &Registration,
    password_hash: &str,
    consents: &ConsentsInput,
    browser: &[u8],
) -> Result<Registered> {
    let user = users::NewUser {
        id: UserId::fresh(),
        email: registration.email.as_str(),
        phone: None,
        full_name: &registration.full_name,
        kind: registration.kind,
        role: registration.role(),
        terms_version: TERMS_VERSION,
    };
    let is_free = !store::not_me::keeps(scope, user.email, None).await?;
    if is_free && users::insert(scope, &user).await? {
        store::insert(scope, user.id, password_hash).await?;
        // Mechanics own cars too: everybody can book.
        customers::insert(scope, user.id).await?;
        users::registered(scope, visit, user.id, consents).await?;
        // Without a mail the account is there all the same; the person asks for another one later.
        if limits::may_mail(scope, user.email, None).await? {
            let asked = challenge::ask(scope, user.id, challenge::Purpose::Verify, user.email, browser).await?;
            letters::welcome(scope, &user, &asked).await?;
        }
    } else if limits::may_mail(scope, user.email, None).await? {
        mails::already_here(scope, user.email).await?;
    }
    Ok(Registered { accepted: true })
}

/// Starts a session under a new id.
///
/// # Errors
/// `wrong_credentials` for any mismatch, `merged` for an account that was emptied into another, `too_many` beyond the limits.
pub async fn sign_in(scope: &mut Scope, visit: &Visit, input: SignInInput) -> Result<Entered> {
    let wrong = || AppError::new(Code::WrongCredentials);
    let email = Email::parse(&input.email).map_err(|_| wrong())?;
    let made = Instant::now();
    let pass = guard::before(visit, email.as_str()).await?;
    let credentials = store::find(scope, email.as_str()).await?;
    scope.release();
    let hash = credentials.as_ref().map(|credentials| credentials.password_hash.clone());
    let hashing = Instant::now();
    let fits = input.password.0.chars().count() <= super::model::PASSWORD_MAX
        && password::verify(input.password.0.clone(), hash).await?;
    let refusal_at = guard::refusal_at(made, hashing.elapsed());
    let attempt = |outcome| Attempt {
        user_id: credentials.as_ref().map(|known| known.user_id),
        account: email.as_str(),
        method: "password",
        outcome,
    };
    let Some(known) = credentials.as_ref().filter(|_| fits) else {
        guard::failed(visit, &attempt("wrong")).await?;
        sleep_until(refusal_at).await;
        return Err(wrong());
    };
    guard::succeeded(visit, email.as_str(), &pass).await?;
    // Said only to who knows the password, and without the other address.
    if known.merged {
        store::entry::note(visit, &attempt("refused")).await?;
        return Err(Code::Merged.into());
    }

    if password::is_outdated(&known.password_hash) {
        let new = password::hash(input.password.0).await?;
        store::passwords::upgrade(scope, known.user_id, &known.password_hash, &new).await?;
    }
    let proven = entry::Proven { user_id: known.user_id, methods: &["password"], level: 1, at: visit.now };
    let entered = entry::enter(visit, &proven, &input.next).await?;
    let outcome = if entered.second_factor { "second_factor_asked" } else { "in" };
    store::entry::note(visit, &attempt(outcome)).await?;
    Ok(entered)
}

/// Ends the session of this device.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn sign_out(visit: &Visit) -> Result<()> {
    if let Some(person) = visit.actor.person().filter(|person| person.proof.by_token) {
        let mut scope = Scope::write(visit).await?;
        let result = session::end(&mut scope, person.user_id, person.session_id, Ended::SignedOut).await;
        return scope.finish(result.map(drop)).await;
    }
    session::leave(visit).await
}

/// # Errors
/// `unauthenticated` for visitors.
pub fn me(scope: &Scope) -> Result<SignedIn> {
    let person = scope.actor.person().ok_or_else(|| AppError::new(Code::Unauthenticated))?;
    Ok(SignedIn {
        id: person.user_id,
        kind: person.kind,
        full_name: person.full_name.clone(),
        roles: person.roles.clone(),
    })
}

/// Where a browser goes on to from a way in.
pub fn after(entered: Entered, next: &str) -> String {
    if entered.second_factor { paths::SECOND_FACTOR.to_owned() } else { landing(entered.kind, next) }
}

/// Where a browser goes on to once registered: to sign in, and from there to where it was going.
pub fn after_registering(next: &str) -> String {
    match paths::own_path(next, "") {
        none if none.is_empty() => format!("{}?yeni=1", paths::SIGN_IN),
        next => format!("{}?yeni=1&next={}", paths::SIGN_IN, paths::encoded(&next)),
    }
}

/// Where somebody lands after signing in.
pub fn landing(kind: Kind, next: &str) -> String {
    let home = match kind {
        Kind::Customer => paths::ACCOUNT,
        Kind::Mechanic => paths::WORKSHOP,
        Kind::Admin => paths::ADMIN,
    };
    paths::own_path(next, home)
}
