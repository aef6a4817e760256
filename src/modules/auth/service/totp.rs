//! Authenticator apps: a secret is begun, waits for its first code, and is then asked for at every sign-in (RFC 6238).

use super::{additions::may_add, recovery, removal};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::UserId,
        time::Instant,
    },
    modules::auth::{
        model::factors::{CodeInput, FactorAdded, TotpBegun},
        store::factors as store,
    },
    platform::{Scope, Visit, db, keyed},
    say,
};
use totp_rs::{Builder, Totp};

/// How long a secret waits for its first code.
const PENDING_MINUTES: i64 = 15;
const STEP_SECONDS: u64 = 30;
/// A code holds for its own thirty seconds. Who was typing it while they ran out has so many more (RFC 6238, 5.2).
const GRACE_SECONDS: u64 = 10;
const SEAL: &str = "totp";

fn open(scope: &Scope, user: UserId, sealed: &[u8]) -> Result<Vec<u8>> {
    keyed::open(&scope.wires.config.server, SEAL, user.as_bytes(), sealed)
}

fn generator(secret: Vec<u8>, account: &str, issuer: &str) -> Result<Totp> {
    // A colon would part the label in two.
    let builder = Builder::new().with_secret(secret).with_account_name(account.replace(':', " "));
    builder.with_issuer(Some(issuer)).build().map_err(|error| db::internal(&error))
}

/// The time step in which the secret says this code: the present one, or the one that has just run out.
fn matching_step(secret: Vec<u8>, code: &str, now: Instant) -> Result<Option<i64>> {
    let totp = generator(secret, "", "")?;
    let Ok(seconds) = u64::try_from(now.0.as_second()) else { return Ok(None) };
    let mut steps = (seconds.saturating_sub(GRACE_SECONDS) / STEP_SECONDS..=seconds / STEP_SECONDS).rev();
    let step = steps.find(|step| totp.generate(step * STEP_SECONDS).to_string() == code);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// Accepts a code of the secret in force: each time step once, however many ask at the same moment.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn accept(scope: &mut Scope, user: UserId, code: &str) -> Result<bool> {
    let Some(sealed) = store::totp(scope, user).await? else { return Ok(false) };
    let secret = open(scope, user, &sealed)?;
    match matching_step(secret, code, scope.now)? {
        Some(step) => store::spend_step(scope, user, step).await,
        None => Ok(false),
    }
}

fn begun(scope: &Scope, secret: Vec<u8>) -> Result<TotpBegun> {
    let account = scope.actor.person().map(|person| person.known_as().replace(':', " ")).unwrap_or_default();
    let totp = generator(secret, &account, say!(scope.lang, common.site))?;
    let uri = totp.to_url().map_err(|error| db::internal(&error))?;
    Ok(TotpBegun { secret: totp.secret().to_base32(), uri })
}

/// Makes a secret that waits for its first code; an authenticator in force stays so until then.
///
/// # Errors
/// `unauthenticated` for visitors, `step_up` without a recent proof, `wrong_status` while the address has not proved itself.
pub async fn begin(scope: &mut Scope) -> Result<TotpBegun> {
    let user = may_add(scope)?.user_id;
    let secret: [u8; 20] = rand::random();
    let sealed = keyed::seal(&scope.wires.config.server, SEAL, user.as_bytes(), &secret)?;
    store::begin_totp(scope, user, &sealed).await?;
    begun(scope, secret.to_vec())
}

/// The secret that waits, if there is one: shown until its first code, never after.
///
/// # Errors
/// `unauthenticated` for visitors, `step_up` without a recent proof.
pub async fn pending(scope: &mut Scope) -> Result<Option<TotpBegun>> {
    let user = scope.stepped_up()?.user_id;
    let since = scope.now.plus_minutes(-PENDING_MINUTES);
    let Some(sealed) = store::pending_totp(scope, user, since).await? else { return Ok(None) };
    let secret = open(scope, user, &sealed)?;
    begun(scope, secret).map(Some)
}

/// Puts the secret that waits in force. With the first factor recovery codes are made, and all other sessions end.
///
/// # Errors
/// `step_up` without a recent proof, `expired` when nothing waits, `invalid` for a wrong code.
pub async fn confirm(visit: &Visit, input: &CodeInput) -> Result<FactorAdded> {
    let user = may_add(&Scope::read(visit))?.user_id;
    // Looked at before its recovery codes are made, which takes a while, and once more in the transaction that follows.
    let mut scope = Scope::write(visit).await?;
    let shown = shown_step(&mut scope, user, input).await;
    scope.finish(shown).await?;
    let codes = recovery::make_if_none(visit, user).await?;
    let mut scope = Scope::write(visit).await?;
    let added = put_in_force(&mut scope, visit, input, codes).await;
    scope.finish(added).await
}

/// The time step in which the secret that waits says the typed code.
async fn shown_step(scope: &mut Scope, user: UserId, input: &CodeInput) -> Result<i64> {
    let since = scope.now.plus_minutes(-PENDING_MINUTES);
    let sealed = store::pending_totp(scope, user, since).await?.ok_or(Code::Expired)?;
    let secret = open(scope, user, &sealed)?;
    matching_step(secret, &digits(&input.code.0), scope.now)?.ok_or_else(|| AppError::field("code", Rule::WrongCode))
}

async fn put_in_force(
    scope: &mut Scope,
    visit: &Visit,
    input: &CodeInput,
    codes: Option<recovery::Made>,
) -> Result<FactorAdded> {
    let person = may_add(scope)?;
    let (user, session) = (person.user_id, person.session_id);
    store::lock(scope, user).await?;
    let step = shown_step(scope, user, input).await?;
    let first = store::proofs(scope, user).await?.second_factors() == 0;
    store::confirm_totp(scope, user, step).await?;
    recovery::factor_added(scope, visit, (user, session), first, codes).await
}

/// A code as people type it: with blanks in the middle.
pub fn digits(code: &str) -> String {
    code.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect()
}

/// Takes the authenticator away.
///
/// # Errors
/// `step_up` without a recent proof, `not_found` when there is none, `factor_needed` when a role needs it.
pub async fn remove(scope: &mut Scope, visit: &Visit) -> Result<()> {
    let user = scope.stepped_up()?.user_id;
    store::lock(scope, user).await?;
    if !store::proofs(scope, user).await?.totp || !store::remove_totp(scope, user).await? {
        return Err(Code::NotFound.into());
    }
    removal::removed(scope, visit, user).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_holds_for_thirty_seconds_and_a_moment_of_grace() {
        let secret = [7; 20].to_vec();
        let made = Instant::parse("2026-11-24T10:00:00+03:00").expect("an instant");
        let at = |seconds: i64| made.plus_seconds(seconds);
        let seconds = u64::try_from(made.0.as_second()).expect("after 1970");
        let code = generator(secret.clone(), "", "").expect("a generator").generate(seconds).to_string();
        let holds = |now: Instant| matching_step(secret.clone(), &code, now).expect("a step").is_some();
        assert!(holds(at(0)) && holds(at(29)) && holds(at(39)));
        assert!(!holds(at(40)) && !holds(at(-1)), "neither long after its time nor before it");
    }
}
