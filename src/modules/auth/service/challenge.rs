//! Challenges to an address: one mail with a link and a six-digit code, good for ten minutes and five guesses. The newest
//! of a person and purpose counts; whoever comes with an older one is told so. A reset, which anybody may ask for, is the newest
//! of its browser only: strangers who ask as well end nothing. The code counts in the browser that asked for it only, so that
//! nobody else can finish with it or spend its guesses; the link, which nobody guesses, counts anywhere.

use super::browser;
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::UserId,
        lang::Lang,
        time::Instant,
    },
    modules::auth::store,
    platform::{Scope, Visit, config::ServerConfig, keyed, token::Token},
    say,
};
use subtle::ConstantTimeEq;

pub const MINUTES: i64 = 10;
/// Guesses at a code, then the challenge is over.
pub const TRIES: i16 = 5;

/// What an address is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The address of an account shows that it is read by its owner.
    Verify,
    /// A forgotten password is replaced.
    Reset,
    /// A new address takes the place of the old one.
    Change,
    /// Who has neither password nor second factor proves themselves once more. A code only, no link.
    StepUp,
}

impl Purpose {
    /// The word of `email_verifications_purpose_is_known`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Reset => "reset",
            Self::Change => "change",
            Self::StepUp => "step_up",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Verify, Self::Reset, Self::Change, Self::StepUp].into_iter().find(|purpose| purpose.word() == word)
    }
}

/// Whose code it is said to be.
#[derive(Clone, Copy)]
pub enum Whose<'a> {
    User(UserId),
    Email(&'a str),
}

impl<'a> Whose<'a> {
    pub const fn parts(self) -> (Option<UserId>, Option<&'a str>) {
        match self {
            Self::User(id) => (Some(id), None),
            Self::Email(email) => (None, Some(email)),
        }
    }
}

/// A row of `email_verifications`.
pub struct Challenge {
    pub token_hash: Vec<u8>,
    pub user_id: UserId,
    pub purpose: Option<Purpose>,
    pub email: String,
    pub code_hash: Vec<u8>,
    pub tries: i16,
    pub expires_at: Instant,
    pub used: bool,
    pub replaced: bool,
}

/// What the mail holds. Not `Debug`.
pub struct Asked {
    pub token: Token,
    pub code: String,
}

/// Opens a challenge of this browser (`browser::asking`) and closes the one before it. The caller mails what it returns.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn ask(scope: &mut Scope, user: UserId, purpose: Purpose, email: &str, browser: &[u8]) -> Result<Asked> {
    let asked = Asked { token: Token::fresh(), code: fresh_code() };
    let code_hash = code_hash(&scope.wires.config.server, user, purpose, &asked.code);
    let until = scope.now.plus_minutes(MINUTES);
    let of = (purpose == Purpose::Reset).then_some(browser);
    store::challenge::replace(scope, user, Some(purpose), of).await?;
    let token_hash = asked.token.hash();
    store::challenge::insert(scope, user, purpose, email, &token_hash, &code_hash, browser, until).await?;
    Ok(asked)
}

/// Six random digits.
pub fn fresh_code() -> String {
    format!("{:06}", rand::random_range(0..1_000_000_u32))
}

fn code_hash(server: &ServerConfig, user: UserId, purpose: Purpose, code: &str) -> Vec<u8> {
    keyed::hash(server, "mailed_code", &format!("{user}:{}:{}", purpose.word(), code.trim()))
}

/// The challenge of a link, still open.
///
/// # Errors
/// `expired`, with a sentence of its own when a newer mail has replaced it.
pub async fn by_token(scope: &mut Scope, token: &Token, purposes: &[Purpose]) -> Result<Challenge> {
    let challenge = store::challenge::by_token(scope, &token.hash()).await?;
    let challenge = challenge
        .filter(|challenge| challenge.purpose.is_some_and(|purpose| purposes.contains(&purpose)))
        .ok_or(Code::Expired)?;
    match &challenge {
        Challenge { used: false, replaced: true, .. } => Err(replaced(scope.lang)),
        Challenge { used: true, .. } => Err(Code::Expired.into()),
        _ if challenge.expires_at <= scope.now || challenge.tries >= TRIES => Err(Code::Expired.into()),
        _ => Ok(challenge),
    }
}

/// The open challenge of this browser that a typed code fits. Each call spends a try.
///
/// # Errors
/// `invalid` (`wrong_code`, `too_many_tries`), `expired` when nothing is open, a newer mail has replaced it or another browser has
/// asked; of somebody else's address nobody learns the latter.
pub async fn by_code(visit: &Visit, whose: Whose<'_>, purpose: Purpose, code: &str) -> Result<Challenge> {
    let browser = browser::bringing(visit).ok_or_else(|| browser::elsewhere(visit))?;
    let server = &visit.wires.config.server;
    let fits = |user, hash: &[u8]| bool::from(code_hash(server, user, purpose, code).ct_eq(hash));
    let open = store::challenge::spend_try(visit, whose, purpose, &browser).await?;
    let open = match open {
        Some(open) if fits(open.user_id, &open.code_hash) => return Ok(open),
        other => other,
    };
    let others = store::challenge::others(visit, whose, purpose, &browser).await?;
    if others.older.iter().any(|(user, hash)| fits(*user, hash)) {
        return Err(replaced(visit.lang));
    }
    match open {
        Some(open) if open.tries < TRIES => Err(AppError::field("code", Rule::WrongCode)),
        Some(_) => Err(AppError::field("code", Rule::TooManyTries)),
        None if others.exhausted => Err(AppError::field("code", Rule::TooManyTries)),
        None if others.elsewhere && matches!(whose, Whose::User(_)) => Err(browser::elsewhere(visit)),
        None => Err(Code::Expired.into()),
    }
}

/// Uses a challenge up, in the scope's transaction.
///
/// # Errors
/// `expired` when somebody was faster.
pub async fn use_up(scope: &mut Scope, challenge: &Challenge) -> Result<()> {
    if store::challenge::use_up(scope, &challenge.token_hash).await? { Ok(()) } else { Err(Code::Expired.into()) }
}

fn replaced(lang: Lang) -> AppError {
    AppError { message: say!(lang, ways.replaced).to_owned(), ..AppError::new(Code::Expired) }
}
