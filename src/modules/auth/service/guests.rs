//! Guests: what a visitor wants is kept for their browser until their number has proved itself by a code. Then it is an
//! account's: of whoever has the number, or of a new one, born as soon as its owner has said who they are.
//!
//! Known and unknown numbers get the same message and the same answers; only whoever reads the code learns whether there was an
//! account. What is wanted is the business of the module that asks; here it is a value.

use super::{challenge, entry, limits, phone};
use crate::{
    kernel::{
        actor::Kind,
        error::{AppError, Code, Result, Rule},
        ids::{GuestId, UserId},
        paths,
        time::Instant,
    },
    modules::{
        auth::{
            model::{
                Entered, TERMS_VERSION,
                ways::{Accepted, PhoneCodeInput, role_of},
            },
            store::{
                entry::{Attempt, note},
                guests::{self as store, NewGuest, Waits},
            },
        },
        customers,
        users::{self, model::privacy::ConsentsInput},
    },
    platform::{
        Scope, Visit, Wires, db, keyed,
        rate_limit::{self, Limit},
        reply::set_cookie,
        sms,
        token::Token,
    },
    say,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use subtle::ConstantTimeEq;

/// How long it waits.
pub const HOURS: i64 = 24;
/// How long after the code an account may still be born with its number.
pub const PROVED_MINUTES: i64 = 60;
/// Another code for the same request.
pub const AGAIN: Limit = Limit { burst: 1, every_seconds: 60 };
/// Codes typed for one number, whatever browser it is: fifteen, and as many again each day.
pub const GUESSES_PER_NUMBER: Limit = Limit { burst: 15, every_seconds: 5760 };
/// Messages to guests altogether, so that nobody spends the day's money on numbers that never heard of the site.
pub const GUESTS_IN_ALL: Limit = Limit { burst: 100, every_seconds: 120 };

const COOKIE: &str = "misafir";
const SEAL: &str = "guest_request";

/// All that a guest says of themselves before the code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Guest {
    /// E.164.
    pub phone: String,
}

/// What an account needs besides its number.
pub struct Newcomer<'a> {
    pub full_name: &'a str,
    pub consents: &'a ConsentsInput,
}

/// What a right code has shown.
pub enum Proved {
    /// The number is somebody's, who is in, or asked for the second factor.
    Known(Entered),
    /// It is nobody's yet: [`bring_in`] waits for who they are.
    New,
}

#[derive(Serialize, Deserialize)]
struct Kept<T> {
    guest: Guest,
    wish: T,
}

/// What waits for this browser.
pub struct Waiting<T> {
    pub id: GuestId,
    /// Whose it is: of who has the number, from the code on.
    pub user_id: Option<UserId>,
    /// The number has proved itself, not long ago.
    pub is_proved: bool,
    /// `None` once it was carried out.
    pub wish: Option<(Guest, T)>,
}

fn code_hash(wires: &Wires, id: GuestId, phone: &str, code: &str) -> Vec<u8> {
    keyed::hash(&wires.config.server, "guest_code", &format!("{id}:{phone}:{}", code.trim()))
}

/// Keeps what a visitor wants and texts a code to their number. An earlier wish of the same browser makes place.
///
/// # Errors
/// `too_many` beyond the limits, or when today's budget for messages is used up.
pub async fn keep<T: Serialize + Sync>(scope: &mut Scope, visit: &Visit, guest: &Guest, wish: &T) -> Result<Accepted> {
    let (id, token) = (GuestId::fresh(), Token::fresh());
    spend_message(visit, id, &guest.phone).await?;
    if let Some(before) = sent(visit) {
        store::drop_unproved(scope, &before.hash()).await?;
    }
    let kept = Kept { guest: guest.clone(), wish };
    let text = serde_json::to_vec(&kept).map_err(|error| db::internal(&error))?;
    let sealed = keyed::seal(&scope.wires.config.server, SEAL, id.as_bytes(), &text)?;
    let code = challenge::fresh_code();
    let new = NewGuest {
        id,
        token_hash: &token.hash(),
        sealed: &sealed,
        code_hash: &code_hash(&scope.wires, id, &guest.phone, &code),
        code_until: scope.now.plus_minutes(phone::MINUTES),
        until: scope.now.plus_minutes(HOURS * 60),
    };
    store::insert(scope, &new).await?;
    text_code(scope, &guest.phone, &code).await?;
    set_cookie(&scope.wires.config.server.cookie(COOKIE, token.text(), HOURS * 3600));
    Ok(Accepted::YES)
}

async fn spend_message(visit: &Visit, id: GuestId, number: &str) -> Result<()> {
    rate_limit::spend(&visit.wires, "guest_again", &id.to_string(), AGAIN).await?;
    phone::spend_message(visit, number).await?;
    rate_limit::spend(&visit.wires, "sms_guests", "all", GUESTS_IN_ALL).await
}

async fn text_code(scope: &mut Scope, number: &str, code: &str) -> Result<()> {
    let text = say!(scope.lang, ways.sms_text, code = code);
    sms::enqueue(scope, number, &text).await
}

fn sent(visit: &Visit) -> Option<Token> {
    visit.cookie(COOKIE).filter(|cookie| cookie.len() == Token::LETTERS).map(Token::sent)
}

async fn row(scope: &mut Scope, visit: &Visit) -> Result<Option<Waits>> {
    match sent(visit) {
        Some(token) => store::find(scope, &token.hash()).await,
        None => Ok(None),
    }
}

/// What waits for this browser, if something does.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn waiting<T: DeserializeOwned>(visit: &Visit) -> Result<Option<Waiting<T>>> {
    if sent(visit).is_none() {
        return Ok(None);
    }
    let mut scope = Scope::read_fresh(visit).await?;
    let Some(row) = row(&mut scope, visit).await? else { return Ok(None) };
    let wish = match &row.sealed {
        Some(sealed) => {
            let kept: Kept<T> = open(visit, row.id, sealed)?;
            Some((kept.guest, kept.wish))
        }
        None => None,
    };
    Ok(Some(Waiting { id: row.id, user_id: row.user_id, is_proved: row.is_proved(visit.now), wish }))
}

fn open<T: DeserializeOwned>(visit: &Visit, id: GuestId, sealed: &[u8]) -> Result<Kept<T>> {
    let text = keyed::open(&visit.wires.config.server, SEAL, id.as_bytes(), sealed)?;
    serde_json::from_slice(&text).map_err(|error| db::internal(&error))
}

/// The request of this browser that is nobody's yet, and who waits there.
async fn unclaimed(scope: &mut Scope, visit: &Visit) -> Result<(GuestId, Guest)> {
    let row = row(scope, visit).await?.ok_or(Code::NotFound)?;
    let sealed = row.sealed.filter(|_| row.user_id.is_none()).ok_or(Code::Expired)?;
    let kept: Kept<serde::de::IgnoredAny> = open(visit, row.id, &sealed)?;
    Ok((row.id, kept.guest))
}

/// Texts another code to the same number; the one before counts no more, nor what it has proved.
///
/// # Errors
/// `not_found` in a browser where nothing waits, `expired` once it is somebody's, `too_many` beyond the limits.
pub async fn text_again(scope: &mut Scope, visit: &Visit) -> Result<Accepted> {
    let mut asked = Scope::read_fresh(visit).await?;
    let (id, guest) = unclaimed(&mut asked, visit).await?;
    drop(asked);
    spend_message(visit, id, &guest.phone).await?;
    let code = challenge::fresh_code();
    let hash = code_hash(&scope.wires, id, &guest.phone, &code);
    let until = scope.now.plus_minutes(phone::MINUTES);
    store::renew(scope, id, &hash, until).await?;
    text_code(scope, &guest.phone, &code).await?;
    Ok(Accepted::YES)
}

/// Takes the code: the number's owner comes in, as by a code for signing in. A number without one is proved.
///
/// # Errors
/// `not_found` in a browser where nothing waits; `invalid` (`code`) for a wrong one; `expired` when it is too old, its tries
/// are spent or it was used; `wrong_credentials` for a closed account; `too_many` beyond the limits.
pub async fn prove(visit: &Visit, input: &PhoneCodeInput) -> Result<Proved> {
    let mut asked = Scope::read_fresh(visit).await?;
    let (id, guest) = unclaimed(&mut asked, visit).await?;
    drop(asked);
    // Counted by request: nobody else uses up the guesses of this browser.
    limits::spend_proving(visit, Some(&id.to_string())).await?;
    rate_limit::spend(&visit.wires, "guest_guess", &guest.phone, GUESSES_PER_NUMBER).await?;
    let open = store::spend_try(visit, id).await?.ok_or(Code::Expired)?;
    let hash = code_hash(&visit.wires, id, &guest.phone, &input.code.0);
    if !bool::from(hash.ct_eq(&open.code_hash)) {
        let user_id = users::reach::owner_of_number(&mut Scope::read(visit), &guest.phone).await?;
        note(visit, &Attempt { user_id, account: &guest.phone, method: "sms", outcome: "wrong" }).await?;
        let rule = if open.tries < challenge::TRIES { Rule::WrongCode } else { Rule::TooManyTries };
        return Err(AppError::field("code", rule));
    }
    let mut scope = Scope::write(visit).await?;
    let found = settle(&mut scope, visit, id, &guest, None).await;
    match scope.finish(found).await? {
        Some(user_id) => Ok(Proved::Known(enter(visit, user_id, &guest, visit.now).await?)),
        None => Ok(Proved::New),
    }
}

/// Lets in who has proved a number without an account: they are born with it. Whoever has got the number meanwhile comes in.
///
/// # Errors
/// `not_found` in a browser where nothing waits; `expired` when it is somebody's already or its code too long ago;
/// `wrong_credentials` for a closed account.
pub async fn bring_in(visit: &Visit, newcomer: &Newcomer<'_>) -> Result<Entered> {
    let mut asked = Scope::read_fresh(visit).await?;
    let row = row(&mut asked, visit).await?.ok_or(Code::NotFound)?;
    drop(asked);
    let proved_at = row.proved_at.filter(|_| row.user_id.is_none() && row.is_proved(visit.now)).ok_or(Code::Expired)?;
    let sealed = row.sealed.ok_or(Code::Expired)?;
    let kept: Kept<serde::de::IgnoredAny> = open(visit, row.id, &sealed)?;
    let mut scope = Scope::write(visit).await?;
    let found = settle(&mut scope, visit, row.id, &kept.guest, Some(newcomer)).await;
    let user_id = scope.finish(found).await?.ok_or(Code::Expired)?;
    enter(visit, user_id, &kept.guest, proved_at).await
}

async fn enter(visit: &Visit, user_id: UserId, guest: &Guest, at: Instant) -> Result<Entered> {
    let proven = entry::Proven { user_id, methods: &["sms"], level: 1, at };
    let entered = entry::enter(visit, &proven, paths::GUEST_ON).await?;
    let outcome = if entered.second_factor { "second_factor_asked" } else { "in" };
    note(visit, &Attempt { user_id: Some(user_id), account: &guest.phone, method: "sms", outcome }).await?;
    Ok(entered)
}

/// Whose number it is, or who is born with it. What waits is theirs from now on; `None` while there is nobody.
async fn settle(
    scope: &mut Scope,
    visit: &Visit,
    id: GuestId,
    guest: &Guest,
    newcomer: Option<&Newcomer<'_>>,
) -> Result<Option<UserId>> {
    store::lock_number(scope, &guest.phone).await?;
    let user = match (users::reach::holder_of_number(scope, &guest.phone).await?, newcomer) {
        (Some(user), _) => {
            entry::entrant(scope, user).await.map_err(|error| closed(visit, error))?;
            Some(user)
        }
        (None, Some(newcomer)) => Some(bear(scope, visit, guest, newcomer).await?),
        (None, None) => None,
    };
    if store::prove(scope, id, user).await? { Ok(user) } else { Err(Code::Expired.into()) }
}

/// Whoever reads the messages of a number may know that its account is closed.
fn closed(visit: &Visit, error: AppError) -> AppError {
    if error.code != Code::WrongCredentials || !error.message.is_empty() {
        return error;
    }
    AppError { message: say!(visit.lang, guests.closed).to_owned(), ..error }
}

/// An account without address or password: its number is the way in.
async fn bear(scope: &mut Scope, visit: &Visit, guest: &Guest, newcomer: &Newcomer<'_>) -> Result<UserId> {
    let user = users::NewUser {
        id: UserId::fresh(),
        email: "",
        phone: Some(&guest.phone),
        full_name: newcomer.full_name,
        kind: Kind::Customer,
        role: role_of(Kind::Customer),
        terms_version: TERMS_VERSION,
    };
    if !users::insert(scope, &user).await? {
        return Err(Code::Expired.into());
    }
    customers::insert(scope, user.id).await?;
    users::registered(scope, visit, user.id, newcomer.consents).await?;
    Ok(user.id)
}

/// What waited was carried out; what was typed is forgotten.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn close(scope: &mut Scope, id: GuestId) -> Result<()> {
    store::close(scope, id).await
}
