//! Passkeys (`WebAuthn`): added by people who are signed in, then a way in of their own, a second factor, and a proof once more.
//!
//! Each ceremony has two requests: the challenge, whose state waits sealed in `sealed_states`, and what the authenticator
//! signed, which takes the state out whatever comes of it. The cookie holds the token in between.

use super::{
    additions::may_add,
    entry::{self, Proven},
    recovery, removal,
    second_factor::{self, arrive, stepped},
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::{PasskeyId, UserId},
    },
    modules::auth::{
        model::factors::{
            AddPasskeyInput, Arrived, FactorAdded, PASSKEY_NAME_MAX, PASSKEYS_MAX, PasskeyChallenge, PasskeyInput,
            RemovePasskeyInput, RenamePasskeyInput,
        },
        store::{
            factors,
            oidc::has_a_way_in,
            passkeys as store,
            states::{self, Purpose},
        },
    },
    platform::{
        Scope, Visit, Wires, db,
        rate_limit::{self, Limit},
        reply::set_cookie,
        token::Token,
    },
    say,
};
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    AuthenticationResult, CreationChallengeResponse, DiscoverableAuthentication, DiscoverableKey, Passkey,
    PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url, Webauthn,
    WebauthnBuilder, WebauthnError,
};

/// The cookie of a ceremony.
const CEREMONY: &str = "gecis";
/// How long an authenticator may take.
const CEREMONY_MINUTES: i64 = 5;
/// How long the door stays open in a browser where the suggestions of the address wait for a passkey.
const AT_THE_DOOR_MINUTES: i64 = 60;
/// Anybody may begin a sign-in; each leaves a row for some minutes.
pub const CHALLENGES_PER_ADDRESS: Limit = Limit { burst: 60, every_seconds: 3 };

fn refused(error: &WebauthnError) -> AppError {
    tracing::info!(%error, "passkey refused");
    Code::PasskeyRefused.into()
}

/// This site as authenticators know it. Numbers are no names for them: on this machine it is `localhost`.
fn relying_party(wires: &Wires) -> Result<Webauthn> {
    let mut origin = Url::parse(&wires.config.server.base_url).map_err(|error| db::internal(&error))?;
    if origin.domain().is_none() {
        origin.set_host(Some("localhost")).map_err(|error| db::internal(&error))?;
    }
    let id = origin.domain().unwrap_or_default().to_owned();
    let builder = WebauthnBuilder::new(&id, &origin).map_err(|error| db::internal(&error))?;
    builder.rp_name(say!(crate::kernel::lang::Lang::Tr, common.site)).build().map_err(|error| db::internal(&error))
}

fn stored<T: serde::Serialize>(value: &T) -> Result<Value> {
    serde_json::to_value(value).map_err(|error| db::internal(&error))
}

fn passkey(credential: Value) -> Result<Passkey> {
    serde_json::from_value(credential).map_err(|error| db::internal(&error))
}

fn read<T: serde::de::DeserializeOwned>(credential: &str) -> Result<T> {
    serde_json::from_str(credential).map_err(|_| AppError::new(Code::PasskeyRefused))
}

async fn passkeys(scope: &mut Scope, user: UserId) -> Result<Vec<Passkey>> {
    store::credentials(scope, user).await?.into_iter().map(passkey).collect()
}

/// Keeps the state of a ceremony and hands out its cookie.
async fn wait(
    scope: &mut Scope,
    purpose: Purpose,
    user: Option<UserId>,
    state: &(impl serde::Serialize + Sync),
) -> Result<()> {
    let minutes = if purpose == Purpose::PasskeySignIn { AT_THE_DOOR_MINUTES } else { CEREMONY_MINUTES };
    let token = states::keep(scope, purpose, user, state, minutes).await?;
    set_cookie(&scope.wires.config.server.cookie(CEREMONY, token.text(), minutes * 60));
    Ok(())
}

/// What was kept by [`wait`]; who was too slow is told so in words of their own.
async fn waited<T: serde::de::DeserializeOwned>(visit: &Visit, purpose: Purpose, user: Option<UserId>) -> Result<T> {
    let token = Token::sent(visit.cookie(CEREMONY).unwrap_or_default());
    let kept = states::take(visit, purpose, user, &token).await;
    kept.map_err(|error| match error.code {
        Code::Expired => AppError { message: say!(visit.lang, factors.passkey_expired).to_owned(), ..error },
        _ => error,
    })
}

/// Passkeys should know their owner, so that they can sign in without an address; keys that cannot still serve as a second
/// factor.
fn discoverable(challenge: &CreationChallengeResponse) -> Result<Value> {
    let mut options = stored(challenge)?;
    if let Some(selection) = options.pointer_mut("/publicKey/authenticatorSelection") {
        selection["residentKey"] = json!("preferred");
        selection["requireResidentKey"] = json!(false);
    }
    Ok(options)
}

/// The challenge for a new passkey.
///
/// # Errors
/// `step_up` without a recent proof, `wrong_status` while the address has not proved itself, `invalid` beyond [`PASSKEYS_MAX`].
pub async fn begin_adding(scope: &mut Scope) -> Result<PasskeyChallenge> {
    let person = may_add(scope)?;
    let (user, email, name) = (person.user_id, person.known_as().to_owned(), person.full_name.clone());
    let known = passkeys(scope, user).await?;
    if known.len() >= PASSKEYS_MAX {
        let mut checks = Checks::default();
        checks.refuse_with("name", Rule::TooMany, i64::try_from(PASSKEYS_MAX).ok());
        checks.done()?;
    }
    let known = known.iter().map(|passkey| passkey.cred_id().clone()).collect();
    let (challenge, state) = relying_party(&scope.wires)?
        .start_passkey_registration(*user, &email, &name, Some(known))
        .map_err(|error| db::internal(&error))?;
    wait(scope, Purpose::PasskeyAdd, Some(user), &state).await?;
    Ok(PasskeyChallenge { options: discoverable(&challenge)? })
}

/// Keeps a new passkey. With the first factor recovery codes are made, and all other sessions end.
///
/// # Errors
/// `step_up` without a recent proof, `expired` for a challenge that was used, `passkey_refused` for what does not hold.
pub async fn add(visit: &Visit, input: &AddPasskeyInput) -> Result<FactorAdded> {
    let user = may_add(&Scope::read(visit))?.user_id;
    let state: PasskeyRegistration = waited(visit, Purpose::PasskeyAdd, Some(user)).await?;
    let name = if input.name.trim().is_empty() { device(visit) } else { input.name.clone() };
    let name = checked_name(&name)?;
    let credential: RegisterPublicKeyCredential = read(&input.credential)?;
    let passkey = relying_party(&visit.wires)?
        .finish_passkey_registration(&credential, &state)
        .map_err(|error| refused(&error))?;
    let codes = recovery::make_if_none(visit, user).await?;
    let mut scope = Scope::write(visit).await?;
    let added = keep(&mut scope, visit, &passkey, &name, codes).await;
    scope.finish(added).await
}

async fn keep(
    scope: &mut Scope,
    visit: &Visit,
    passkey: &Passkey,
    name: &str,
    codes: Option<recovery::Made>,
) -> Result<FactorAdded> {
    let person = may_add(scope)?;
    let (user, session) = (person.user_id, person.session_id);
    factors::lock(scope, user).await?;
    let first = factors::proofs(scope, user).await?.second_factors() == 0;
    if !store::insert(scope, user, passkey.cred_id(), &stored(passkey)?, name).await? {
        return Err(Code::PasskeyRefused.into());
    }
    recovery::factor_added(scope, visit, (user, session), first, codes).await
}

fn checked_name(name: &str) -> Result<String> {
    let mut checks = Checks::default();
    let name = checks.text("name", name, 1, PASSKEY_NAME_MAX);
    checks.done()?;
    Ok(name)
}

/// What a passkey is called until its owner says otherwise: browser and system.
fn device(visit: &Visit) -> String {
    let words = woothee::parser::Parser::new().parse(&visit.user_agent);
    let known = |text: &str| !text.is_empty() && text != "UNKNOWN";
    match words.filter(|words| known(words.name)) {
        Some(words) if known(words.os) => format!("{} · {}", words.name, words.os),
        Some(words) => words.name.to_owned(),
        None => say!(visit.lang, factors.passkey).to_owned(),
    }
}

/// What a challenge is for.
///
/// # Errors
/// `invalid` for any other word.
pub fn purpose(word: &str) -> Result<Purpose> {
    match word {
        "sign_in" => Ok(Purpose::PasskeySignIn),
        "second_factor" => Ok(Purpose::PasskeySecondFactor),
        "step_up" => Ok(Purpose::PasskeyStepUp),
        _ => Err(AppError::field("purpose", Rule::UnknownChoice)),
    }
}

/// Whose passkey is asked for; nobody yet for a sign-in.
async fn owner(visit: &Visit, purpose: Purpose) -> Result<Option<UserId>> {
    match purpose {
        Purpose::PasskeySecondFactor => {
            let (_, ticket) = second_factor::ticket(visit).await?.ok_or(Code::Expired)?;
            Ok(Some(ticket.user_id))
        }
        Purpose::PasskeyStepUp => Ok(Some(visit.person()?.user_id)),
        _ => Ok(None),
    }
}

/// A challenge for a passkey that is known already.
///
/// # Errors
/// `not_found` for people without one, `expired` without a half sign-in to finish.
pub async fn begin(scope: &mut Scope, visit: &Visit, word: &str) -> Result<PasskeyChallenge> {
    let purpose = purpose(word)?;
    rate_limit::spend(&visit.wires, "passkey_address", &rate_limit::address(visit.ip), CHALLENGES_PER_ADDRESS).await?;
    let site = relying_party(&visit.wires)?;
    let Some(user) = owner(visit, purpose).await? else {
        let (challenge, state) = site.start_discoverable_authentication().map_err(|error| db::internal(&error))?;
        wait(scope, purpose, None, &state).await?;
        return Ok(PasskeyChallenge { options: stored(&challenge)? });
    };
    let known = passkeys(scope, user).await?;
    if known.is_empty() {
        return Err(Code::NotFound.into());
    }
    let (challenge, state) = site.start_passkey_authentication(&known).map_err(|error| db::internal(&error))?;
    wait(scope, purpose, Some(user), &state).await?;
    Ok(PasskeyChallenge { options: stored(&challenge)? })
}

/// Takes what an authenticator signed, for a sign-in, its second half, or a proof once more.
///
/// # Errors
/// `expired` for a challenge that was used or is too old, `passkey_refused` for what does not hold.
pub async fn finish(visit: &Visit, input: &PasskeyInput) -> Result<Arrived> {
    let purpose = purpose(&input.purpose)?;
    rate_limit::spend(&visit.wires, "passkey_address", &rate_limit::address(visit.ip), CHALLENGES_PER_ADDRESS).await?;
    match purpose {
        Purpose::PasskeySecondFactor => finish_ticket(visit, input).await,
        Purpose::PasskeyStepUp => {
            let user = visit.person()?.user_id;
            let mut scope = Scope::write(visit).await?;
            let shown = show_again(&mut scope, visit, purpose, user, input).await;
            scope.finish(shown).await?;
            stepped(visit, user, "passkey", 2).await?;
            Ok(Arrived { place: second_factor::after_step_up(&input.next) })
        }
        _ => sign_in(visit, input).await,
    }
}

/// A passkey of a known person holds.
async fn show_again(
    scope: &mut Scope,
    visit: &Visit,
    purpose: Purpose,
    user: UserId,
    input: &PasskeyInput,
) -> Result<()> {
    let state: PasskeyAuthentication = waited(visit, purpose, Some(user)).await?;
    let signed: PublicKeyCredential = read(&input.credential)?;
    let site = relying_party(&visit.wires)?;
    let result = site.finish_passkey_authentication(&signed, &state).map_err(|error| refused(&error))?;
    let stored = store::lock(scope, user, result.cred_id()).await?.ok_or(Code::PasskeyRefused)?;
    keep_counter(scope, passkey(stored)?, &result).await
}

/// Counters of authenticators only go up: one that does not belongs to a copy. The library compares with what stood there
/// when the challenge was made; here it is what stands there now.
async fn keep_counter(scope: &mut Scope, mut passkey: Passkey, result: &AuthenticationResult) -> Result<()> {
    let before = stored(&passkey)?.pointer("/cred/counter").and_then(Value::as_u64).unwrap_or_default();
    let now = u64::from(result.counter());
    if (before > 0 || now > 0) && now <= before {
        tracing::warn!("a passkey counts backwards");
        return Err(Code::PasskeyRefused.into());
    }
    passkey.update_credential(result);
    store::note_use(scope, result.cred_id(), &stored(&passkey)?).await
}

async fn finish_ticket(visit: &Visit, input: &PasskeyInput) -> Result<Arrived> {
    let (token, ticket) = second_factor::ticket(visit).await?.ok_or(Code::Expired)?;
    let mut scope = Scope::write(visit).await?;
    let shown = async {
        if !factors::use_ticket(&mut scope, &token.hash()).await? {
            return Err(Code::Expired.into());
        }
        show_again(&mut scope, visit, Purpose::PasskeySecondFactor, ticket.user_id, input).await
    }
    .await;
    scope.finish(shown).await?;
    arrive(visit, &ticket, "passkey").await
}

/// A passkey that knows its owner is both factors at once.
async fn sign_in(visit: &Visit, input: &PasskeyInput) -> Result<Arrived> {
    let state: DiscoverableAuthentication = waited(visit, Purpose::PasskeySignIn, None).await?;
    let signed: PublicKeyCredential = read(&input.credential)?;
    let site = relying_party(&visit.wires)?;
    let (user, credential_id) = site.identify_discoverable_authentication(&signed).map_err(|error| refused(&error))?;
    let user = UserId(user);
    let mut scope = Scope::write(visit).await?;
    let shown = async {
        let known = store::lock(&mut scope, user, credential_id).await?.ok_or(Code::PasskeyRefused)?;
        let known = passkey(known)?;
        let key = DiscoverableKey::from(&known);
        let result =
            site.finish_discoverable_authentication_v2(&signed, state, &key).map_err(|error| refused(&error))?;
        keep_counter(&mut scope, known, &result).await
    }
    .await;
    scope.finish(shown).await?;
    let proven = Proven { user_id: user, methods: &["passkey"], level: 2, at: visit.now };
    let entered = entry::enter(visit, &proven, &input.next).await?;
    second_factor::tell(visit, user, "passkey", "in").await?;
    Ok(Arrived { place: super::after(entered, &input.next) })
}

/// One's passkeys, oldest first.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn mine(scope: &mut Scope) -> Result<Vec<store::Row>> {
    let user = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    store::list(scope, user).await
}

/// # Errors
/// `invalid` for a name that is too long, `not_found` for what is not theirs.
pub async fn rename(scope: &mut Scope, input: &RenamePasskeyInput) -> Result<()> {
    let user = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    let id: PasskeyId = input.passkey_id.parse().map_err(|_| AppError::new(Code::NotFound))?;
    let name = checked_name(&input.name)?;
    if store::rename(scope, user, id, &name).await? { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// # Errors
/// `step_up` without a recent proof, `not_found` for what is not theirs, `factor_needed` when a role needs it,
/// `last_way_in` when nothing else would be left to sign in with.
pub async fn remove(scope: &mut Scope, visit: &Visit, input: &RemovePasskeyInput) -> Result<()> {
    let user = scope.stepped_up()?.user_id;
    let id: PasskeyId = input.passkey_id.parse().map_err(|_| AppError::new(Code::NotFound))?;
    factors::lock(scope, user).await?;
    if !store::remove(scope, user, id).await? {
        return Err(Code::NotFound.into());
    }
    if !has_a_way_in(scope, user).await? {
        return Err(Code::LastWayIn.into());
    }
    removal::removed(scope, visit, user).await
}
