//! Tokens of other clients: an opaque access token for a quarter of an hour, and a refresh token that is exchanged for the
//! next pair. What was opened together is a family, and a family is a session: it stands among the devices of its owner.
//!
//! A refresh token counts once. Coming again while its successor lies unused, it belongs to a client that lost the answer, and
//! the successor is replaced. Coming again later, or after being replaced, it was stolen: the family ends, its owner is told.

use super::{devices, entry, guard, known, second_factor};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::{SessionId, UserId},
        secret::Secret,
        text::Email,
        time::Instant,
    },
    modules::{
        auth::{
            model::{
                PASSWORD_MAX,
                sessions::{RefreshInput, RevokeInput, TokenInput, Tokens},
            },
            notices::{self, Notice},
            password,
            store::{
                self,
                entry::{Attempt, note},
                tokens::{Family, NewFamily},
            },
        },
        users,
    },
    platform::{
        Scope, Visit,
        rate_limit::Limit,
        session::{self, ADMIN_HOURS, Ended},
        token::Token,
    },
    say,
};
use tokio::time;

pub const ACCESS_SECONDS: i64 = 15 * 60;
pub const REFRESH_DAYS: i64 = 60;
/// A family ends after so long, however often it was refreshed.
pub const FAMILY_DAYS: i64 = 180;
/// Codes are tried rarely, wherever from: who tries knows the password.
pub const CODES_PER_ACCOUNT: Limit = Limit { burst: 5, every_seconds: 180 };

/// Who a family is opened for.
struct Opening<'a> {
    user_id: UserId,
    methods: &'a [&'a str],
    level: i16,
    proved_at: Instant,
    privileged: bool,
}

/// A first pair for a password with its second factor, or for the browser session that asks.
///
/// # Errors
/// `wrong_credentials` for any mismatch, `merged` for an account that was emptied into another, `second_factor` when its code
/// is missing, `invalid` when it is wrong, `too_many` beyond the limits.
pub async fn issue(visit: &Visit, input: TokenInput) -> Result<Tokens> {
    if input.email.is_empty() && visit.actor.person().is_some() {
        return issue_to_session(visit).await;
    }
    let wrong = || AppError::new(Code::WrongCredentials);
    let email = Email::parse(&input.email).map_err(|_| wrong())?;
    let made = time::Instant::now();
    let pass = guard::before(visit, email.as_str()).await?;
    // Connections are given back before the hash is computed.
    let credentials = store::find(&mut Scope::read(visit), email.as_str()).await?;
    let hash = credentials.as_ref().map(|credentials| credentials.password_hash.clone());
    let hashing = time::Instant::now();
    let fits = input.password.0.chars().count() <= PASSWORD_MAX && password::verify(input.password.0, hash).await?;
    let refusal_at = guard::refusal_at(made, hashing.elapsed());
    let merged = credentials.as_ref().is_some_and(|known| known.merged);
    let user_id = credentials.map(|known| known.user_id);
    let attempt = |method, outcome| Attempt { user_id, account: email.as_str(), method, outcome };
    let Some(user_id) = user_id.filter(|_| fits) else {
        guard::failed(visit, &attempt("password", "wrong")).await?;
        time::sleep_until(refusal_at).await;
        return Err(wrong());
    };
    guard::succeeded(visit, email.as_str(), &pass).await?;
    if merged {
        note(visit, &attempt("password", "refused")).await?;
        return Err(Code::Merged.into());
    }
    let entrant = entry::entrant(&mut Scope::read(visit), user_id).await?;
    let mut methods = vec!["password"];
    if entrant.has_second_factor {
        if input.code.0.is_empty() {
            note(visit, &attempt("password", "second_factor_asked")).await?;
            let message = say!(visit.lang, ways.token_wants_code).to_owned();
            return Err(AppError { message, ..AppError::new(Code::SecondFactor) });
        }
        let Some(method) = second_factor(visit, user_id, &input.code.0).await? else {
            note(visit, &attempt("totp", "wrong")).await?;
            return Err(AppError::field("code", Rule::WrongCode));
        };
        methods.push(method);
    }
    let level = if entrant.has_second_factor { 2 } else { 1 };
    let opening = Opening { user_id, methods: &methods, level, proved_at: visit.now, privileged: entrant.privileged };
    // Whoever comes back stays, whatever the way: a planned deletion is off.
    if entrant.is_leaving {
        users::came_back(visit, user_id).await?;
    }
    let tokens = open(visit, &opening).await?;
    devices::greet(visit, user_id, &entrant).await?;
    known::remember(visit, user_id)?;
    note(visit, &attempt("password", "in")).await?;
    Ok(tokens)
}

/// For people who come in by other ways than a password: what the browser's session has proved lately counts, and for no longer
/// than it does there. Its owner is told, for this outlasts the browser.
async fn issue_to_session(visit: &Visit) -> Result<Tokens> {
    let mut scope = Scope::read(visit);
    let person = scope.stepped_up()?.clone();
    if person.proof.by_token {
        return Err(Code::Forbidden.into());
    }
    let entrant = entry::entrant(&mut scope, person.user_id).await?;
    let methods = store::tokens::methods(&mut scope, person.session_id).await?;
    let methods: Vec<&str> = methods.iter().map(String::as_str).collect();
    drop(scope);
    let opening = Opening {
        user_id: person.user_id,
        methods: &methods,
        level: person.proof.level,
        proved_at: visit.now.plus_seconds(person.proof.at - visit.now.0.as_second()),
        privileged: entrant.privileged,
    };
    let tokens = open(visit, &opening).await?;
    note(visit, &Attempt { user_id: Some(person.user_id), account: &person.email, method: "refresh", outcome: "in" })
        .await?;
    let mut scope = Scope::write(visit).await?;
    let told = notices::tell(&mut scope, person.user_id, Notice::TokensMade, &visit.user_agent, None).await;
    scope.finish(told).await?;
    Ok(tokens)
}

/// The second factor of somebody who knows the password: the word of what it was, if it holds.
async fn second_factor(visit: &Visit, user: UserId, code: &str) -> Result<Option<&'static str>> {
    second_factor::spend_guess(visit, "token_code", user, CODES_PER_ACCOUNT).await?;
    second_factor::accept(visit, user, code).await
}

async fn open(visit: &Visit, opening: &Opening<'_>) -> Result<Tokens> {
    let until =
        if opening.privileged { visit.now.plus_minutes(ADMIN_HOURS * 60) } else { visit.now.plus_days(FAMILY_DAYS) };
    let (access, refresh) = (Token::fresh(), Token::fresh());
    let mut scope = Scope::write(visit).await?;
    let result = open_in(&mut scope, visit, opening, until, &access, &refresh).await;
    scope.finish(result).await?;
    Ok(pair(&access, &refresh))
}

async fn open_in(
    scope: &mut Scope,
    visit: &Visit,
    opening: &Opening<'_>,
    until: Instant,
    access: &Token,
    refresh: &Token,
) -> Result<()> {
    let idle_until = scope.now.plus_days(REFRESH_DAYS).min(until);
    let family = NewFamily {
        user_id: opening.user_id,
        level: opening.level,
        methods: opening.methods,
        proved_at: opening.proved_at,
        access_hash: &access.hash(),
        access_until: scope.now.plus_seconds(ACCESS_SECONDS).min(until),
        idle_until,
        until,
    };
    let session = store::tokens::open(scope, visit, &family).await?;
    store::tokens::add(scope, session, &refresh.hash(), 0, idle_until).await
}

/// The next pair. `None` when the token counts for nothing: the scope must be finished all the same, for a family may have
/// ended.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn refresh(scope: &mut Scope, visit: &Visit, input: RefreshInput) -> Result<Option<Tokens>> {
    let hash = Token::sent(input.refresh_token.0).hash();
    let Some((session, _)) = store::tokens::family_of(scope, &hash).await? else { return Ok(None) };
    // Only now is the token read: whoever came before has finished.
    let family = store::tokens::lock(scope, session).await?.filter(|family| family.lives);
    let token = store::tokens::find(scope, &hash).await?;
    let (Some(family), Some(token)) = (family, token) else { return Ok(None) };
    if token.is_revoked || (token.is_used && successor_is_spent(scope, token.successor.as_deref()).await?) {
        end_stolen(scope, visit, session, &family).await?;
        return Ok(None);
    }
    if !token.lives {
        return Ok(None);
    }
    let (access, next) = (Token::fresh(), Token::fresh());
    let idle_until = scope.now.plus_days(REFRESH_DAYS).min(family.until);
    store::tokens::add(scope, session, &next.hash(), token.generation + 1, idle_until).await?;
    store::tokens::exchange(scope, &hash, token.successor.as_deref(), &next.hash()).await?;
    let access_until = scope.now.plus_seconds(ACCESS_SECONDS).min(family.until);
    store::tokens::go_on(scope, visit, session, &access.hash(), access_until, idle_until).await?;
    Ok(Some(pair(&access, &next)))
}

async fn successor_is_spent(scope: &mut Scope, successor: Option<&[u8]>) -> Result<bool> {
    let Some(hash) = successor else { return Ok(false) };
    Ok(store::tokens::find(scope, hash).await?.is_none_or(|successor| successor.is_used || successor.is_revoked))
}

async fn end_stolen(scope: &mut Scope, visit: &Visit, session: SessionId, family: &Family) -> Result<()> {
    metrics::counter!("refresh_tokens_reused_total").increment(1);
    session::end(scope, family.user_id, session, Ended::TokenReused).await?;
    notices::tell(scope, family.user_id, Notice::TokenReused, &visit.user_agent, None).await
}

/// Ends the family of a token, or all of one's own. Unknown tokens are answered like known ones.
///
/// # Errors
/// `unauthenticated` when a visitor asks for all, `step_up` without a recent proof for that, `invalid` when nothing is named.
pub async fn revoke(scope: &mut Scope, input: RevokeInput) -> Result<()> {
    if input.all {
        let user = scope.stepped_up()?.user_id;
        session::end_tokens(scope, user, Ended::ByOwner).await?;
        return Ok(());
    }
    let mut checks = Checks::default();
    checks.require("token", !input.token.0.is_empty(), Rule::Required);
    checks.done()?;
    if let Some((session, user)) = store::tokens::family_of(scope, &Token::sent(input.token.0).hash()).await? {
        session::end(scope, user, session, Ended::ByOwner).await?;
    }
    Ok(())
}

fn pair(access: &Token, refresh: &Token) -> Tokens {
    Tokens {
        access_token: Secret(access.text().to_owned()),
        token_type: "Bearer".to_owned(),
        expires_in: ACCESS_SECONDS,
        refresh_token: Secret(refresh.text().to_owned()),
    }
}
