//! Registering, signing in and out.

pub(super) mod devices;
pub mod entry;
pub mod guard;
pub mod not_me;
pub mod sessions;
pub mod tokens;

use super::{
    mails,
    model::{Entered, RegisterInput, Registered, SignInInput, SignedIn, TERMS_VERSION},
    password,
    store::{self, entry::Attempt},
};
use crate::{
    kernel::{
        actor::Kind,
        error::{AppError, Code, Result},
        ids::UserId,
        paths,
        text::Email,
    },
    modules::{customers, users},
    platform::{
        Scope, Visit,
        rate_limit::{self, Limit},
        session::{self, Ended},
    },
};

/// Lax, so that a victim can still come in while somebody guesses; `guard` says what else counts.
pub const SIGN_IN_PER_ACCOUNT: Limit = Limit { burst: 100, every_seconds: 36 };
pub const SIGN_IN_PER_ADDRESS: Limit = Limit { burst: 60, every_seconds: 3 };
pub const REGISTER_PER_ADDRESS: Limit = Limit { burst: 30, every_seconds: 60 };

/// Makes a person with their side. A known address changes nothing and is told by mail, not here.
///
/// # Errors
/// `invalid` with the refused fields, `too_many` beyond [`REGISTER_PER_ADDRESS`].
pub async fn register(scope: &mut Scope, visit: &Visit, input: RegisterInput) -> Result<Registered> {
    let registration = input.check()?;
    rate_limit::spend(&scope.wires, "register", &visit.ip.to_string(), REGISTER_PER_ADDRESS).await?;
    let password_hash = password::hash(input.password.0).await?;
    let user = users::NewUser {
        id: UserId::fresh(),
        email: registration.email.as_str(),
        full_name: &registration.full_name,
        kind: registration.kind,
        role: registration.role(),
        terms_version: TERMS_VERSION,
    };
    if users::insert(scope, &user).await? {
        store::insert(scope, user.id, &password_hash).await?;
        // Mechanics own cars too: everybody can book.
        customers::insert(scope, user.id).await?;
        mails::welcome(scope, &user).await?;
    } else {
        mails::already_here(scope, user.email).await?;
    }
    Ok(Registered { accepted: true })
}

/// Starts a session under a new id.
///
/// # Errors
/// `wrong_credentials` for any mismatch, `too_many` beyond the limits.
pub async fn sign_in(scope: &mut Scope, visit: &Visit, input: SignInInput) -> Result<Entered> {
    let wrong = || AppError::new(Code::WrongCredentials);
    let email = Email::parse(&input.email).map_err(|_| wrong())?;
    guard::before(visit, email.as_str()).await?;
    let credentials = store::find(scope, email.as_str()).await?;
    let hash = credentials.as_ref().map(|credentials| credentials.password_hash.clone());
    let fits = input.password.0.chars().count() <= super::model::PASSWORD_MAX
        && password::verify(input.password.0, hash).await?;
    let attempt = |outcome| Attempt {
        user_id: credentials.as_ref().map(|known| known.user_id),
        account: email.as_str(),
        method: "password",
        outcome,
    };
    let Some(known) = credentials.as_ref().filter(|_| fits) else {
        guard::failed(visit, &attempt("wrong")).await?;
        return Err(wrong());
    };
    guard::succeeded(visit, email.as_str()).await?;

    let proven = entry::Proven { user_id: known.user_id, methods: &["password"], level: 1 };
    let entered = entry::enter(scope, visit, &proven, &input.next).await?;
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
    visit.session.flush().await.map_err(|error| crate::platform::db::internal(&error))
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

/// Where somebody lands after signing in.
pub fn landing(kind: Kind, next: &str) -> String {
    let home = match kind {
        Kind::Customer => paths::ACCOUNT,
        Kind::Mechanic => paths::WORKSHOP,
        Kind::Admin => paths::ADMIN,
    };
    paths::own_path(next, home)
}
