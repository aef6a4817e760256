//! Numbers: they prove themselves by a code, and then open their account by one.

use super::{
    additions::may_add,
    browser, carried, challenge, entry,
    known::{self, Account},
    limits,
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::UserId,
        lang::Lang,
        text::Phone,
    },
    modules::{
        auth::{
            jobs::TextSignIn,
            model::{
                Entered,
                ways::{Accepted, PhoneCodeInput, PhoneInput, PhoneSignInInput},
            },
            notices::{self, Notice},
            store::{self, entry::Attempt},
        },
        users,
    },
    platform::{
        Scope, Visit, Wires,
        jobs::{self, When},
        keyed,
        rate_limit::{self, Limit},
        sms,
    },
    say,
};
use subtle::ConstantTimeEq;

pub const MINUTES: i64 = 5;
/// Messages to one number, and as many again for each browser that came in to its account before: three at once, then one in
/// half an hour.
pub const SMS_PER_NUMBER: Limit = Limit { burst: 3, every_seconds: 1800 };
/// Messages that one address of a caller may ask for.
pub const SMS_PER_ADDRESS: Limit = Limit { burst: 10, every_seconds: 120 };

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Verify,
    SignIn,
}

impl Purpose {
    /// The word of `phone_verifications_purpose_is_known`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::SignIn => "sign_in",
        }
    }
}

/// An open row of `phone_verifications`, one of its tries spent.
pub struct Challenge {
    pub id: i64,
    pub user_id: UserId,
    pub code_hash: Vec<u8>,
    pub tries: i16,
}

fn code_hash(wires: &Wires, user: UserId, purpose: Purpose, phone: &str, code: &str) -> Vec<u8> {
    let text = format!("{user}:{}:{phone}:{}", purpose.word(), code.trim());
    keyed::hash(&wires.config.server, "texted_code", &text)
}

/// Texts a code to a number.
async fn ask(scope: &mut Scope, user: UserId, purpose: Purpose, phone: &str, browser: &[u8]) -> Result<()> {
    let code = challenge::fresh_code();
    let hash = code_hash(&scope.wires, user, purpose, phone, &code);
    let until = scope.now.plus_minutes(MINUTES);
    store::phone::insert(scope, user, purpose, phone, &hash, browser, until).await?;
    let text = say!(scope.lang, ways.sms_text, code = code.as_str());
    sms::enqueue(scope, phone, &text).await
}

/// Counts one message to a number. A browser that came in to its account before has a count of its own, so that nobody keeps
/// the owner out by asking for codes.
///
/// # Errors
/// `too_many` beyond the limits.
pub(super) async fn spend_message(visit: &Visit, phone: &str) -> Result<()> {
    rate_limit::spend(&visit.wires, "sms_address", &rate_limit::address(visit.ip), SMS_PER_ADDRESS).await?;
    match known::browser(visit, Account::Number(phone)).await? {
        Some(browser) => {
            rate_limit::spend(&visit.wires, "sms_known", &format!("{phone}\0{browser}"), SMS_PER_NUMBER).await
        }
        None => rate_limit::spend(&visit.wires, "sms_number", phone, SMS_PER_NUMBER).await,
    }
}

/// The number of whoever is signed in, and whether a code is under way to it.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn own(scope: &mut Scope) -> Result<Option<(users::reach::Number, bool)>> {
    let user = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    let Some(number) = users::reach::number(scope, user).await? else { return Ok(None) };
    let asked = store::phone::is_asked(scope, user, &number.phone).await?;
    Ok(Some((number, asked)))
}

/// Texts a code to the number of whoever is signed in.
///
/// # Errors
/// `unauthenticated`, `step_up`, `invalid` without a number, `wrong_status` when it has proved itself or the address has not,
/// `too_many`.
pub async fn begin(scope: &mut Scope, visit: &Visit) -> Result<Accepted> {
    let user = may_add(scope)?.user_id;
    // On a connection that is back before the counts ask for one.
    let number = users::reach::number(&mut Scope::read_fresh(visit).await?, user).await?;
    let number = number.ok_or_else(|| AppError::field("phone", Rule::Required))?;
    if number.verified {
        return Err(Code::WrongStatus.into());
    }
    spend_message(visit, &number.phone).await?;
    ask(scope, user, Purpose::Verify, &number.phone, &browser::asking(visit)).await?;
    Ok(Accepted::YES)
}

/// Takes the code; from now on the number opens this account.
///
/// # Errors
/// `unauthenticated`, `step_up`, `invalid` (`code`), `expired` when this browser has asked for no code or the number is
/// another's.
pub async fn confirm(scope: &mut Scope, visit: &Visit, input: &PhoneCodeInput) -> Result<Accepted> {
    let user = may_add(scope)?.user_id;
    limits::spend_proving(visit, None).await?;
    let browser = browser::bringing(visit).ok_or_else(|| browser::elsewhere(visit))?;
    let number = users::reach::number(&mut Scope::read_fresh(visit).await?, user).await?.ok_or(Code::Expired)?;
    let open = store::phone::spend_try(visit, Purpose::Verify, &number.phone, Some(user), &browser).await?;
    let open = open.ok_or(Code::Expired)?;
    if !fits(&scope.wires, &open, Purpose::Verify, &number.phone, &input.code.0) {
        let rule = if open.tries < challenge::TRIES { Rule::WrongCode } else { Rule::TooManyTries };
        return Err(AppError::field("code", rule));
    }
    let taken = AppError { message: say!(scope.lang, ways.phone_taken).to_owned(), ..AppError::new(Code::Expired) };
    let fresh = store::phone::use_up(scope, open.id).await?;
    if !fresh || !users::reach::number_is_verified(scope, user, &number.phone, taken).await? {
        return Err(Code::Expired.into());
    }
    notices::tell(scope, user, Notice::WayLinked, &visit.user_agent, None).await?;
    Ok(Accepted::YES)
}

fn fits(wires: &Wires, open: &Challenge, purpose: Purpose, phone: &str, code: &str) -> bool {
    code_hash(wires, open.user_id, purpose, phone, code).ct_eq(&open.code_hash).into()
}

fn parse(text: &str) -> Result<Phone> {
    let mut checks = Checks::default();
    let phone = checks.keep("phone", Phone::parse(text));
    checks.done()?;
    phone.ok_or_else(|| Code::Invalid.into())
}

/// Asks for a code to sign in with. Known or unknown, the same is done here: a job finds out whose number it is.
///
/// # Errors
/// `invalid`, `too_many` (also when today's budget for messages is used up).
pub async fn begin_sign_in(scope: &mut Scope, visit: &Visit, input: &PhoneInput) -> Result<Accepted> {
    let phone = parse(&input.phone)?;
    spend_message(visit, phone.as_str()).await?;
    sms::affordable(scope).await?;
    let job = TextSignIn { phone: phone.as_str().to_owned(), lang: scope.lang, browser: browser::asking(visit) };
    jobs::enqueue(scope, TextSignIn::TASK, &job, When::default()).await?;
    carried::keep(&scope.wires.config.server, carried::PHONE, phone.as_str())?;
    Ok(Accepted::YES)
}

/// The job behind [`begin_sign_in`]: texts the owner of the number, if there is one. Nobody else gets a message.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn text_owner(wires: &Wires, phone: &str, lang: Lang, browser: &[u8]) -> Result<()> {
    let mut scope = Scope::system(wires).await?;
    scope.lang = lang;
    let result = match users::reach::owner_of_number(&mut scope, phone).await {
        Ok(Some(user)) if entry::entrant(&mut scope, user).await.is_ok() => {
            ask(&mut scope, user, Purpose::SignIn, phone, browser).await
        }
        other => other.map(drop),
    };
    match scope.finish(result).await {
        // The budget ran out meanwhile: trying again would not help.
        Err(error) if error.code == Code::TooMany => Ok(()),
        other => other,
    }
}

/// Signs in by number and code.
///
/// # Errors
/// `invalid` (`code`) for any mismatch, known number or not; `expired` in a browser that has asked for nothing; `too_many`.
pub async fn sign_in(visit: &Visit, input: &PhoneSignInInput) -> Result<Entered> {
    let phone = parse(&input.phone)?;
    let phone = phone.as_str();
    limits::spend_proving(visit, Some(phone)).await?;
    let browser = browser::bringing(visit).ok_or_else(|| browser::elsewhere(visit))?;
    let mut scope = Scope::write(visit).await?;
    let shown = show(&mut scope, visit, phone, input, &browser).await;
    let (owner, user) = scope.finish(shown).await?;
    let mut attempt = Attempt { user_id: owner, account: phone, method: "sms", outcome: "wrong" };
    let Some(user_id) = user else {
        store::entry::note(visit, &attempt).await?;
        return Err(AppError::field("code", Rule::WrongCode));
    };
    let proven = entry::Proven { user_id, methods: &["sms"], level: 1, at: visit.now };
    let entered = entry::enter(visit, &proven, &input.next).await?;
    attempt.outcome = if entered.second_factor { "second_factor_asked" } else { "in" };
    store::entry::note(visit, &attempt).await?;
    carried::forget(&visit.wires.config.server, carried::PHONE);
    Ok(entered)
}

/// Whose number it is, and who has shown its code; the code is used up.
async fn show(
    scope: &mut Scope,
    visit: &Visit,
    phone: &str,
    input: &PhoneSignInInput,
    browser: &[u8],
) -> Result<(Option<UserId>, Option<UserId>)> {
    let open = store::phone::spend_try(visit, Purpose::SignIn, phone, None, browser).await?;
    let owner = users::reach::owner_of_number(scope, phone).await?;
    let open = open
        .filter(|open| owner == Some(open.user_id) && fits(&scope.wires, open, Purpose::SignIn, phone, &input.code.0));
    let user = match open {
        Some(open) if store::phone::use_up(scope, open.id).await? => Some(open.user_id),
        _ => None,
    };
    Ok((owner, user))
}
