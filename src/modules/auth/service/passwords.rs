//! Passwords that change, and how strong one is while it is being typed.

use super::{guard, limits};
use crate::{
    kernel::{
        actor::Person,
        error::{AppError, Checks, Code, FieldError, Result, Rule},
        words,
    },
    modules::auth::{
        model::{
            PASSWORD_MAX, PASSWORD_MIN,
            factors::{ChangePasswordInput, PasswordRating, RatePasswordInput},
        },
        notices::{self, Notice},
        password,
        store::{entry::Attempt, passwords as store},
        strength,
    },
    platform::{
        Scope, Visit,
        session::{self, Ended},
    },
    say,
};

/// A new password for who is signed in, has proved themselves lately and knows the one there was; all other sessions end.
///
/// # Errors
/// `step_up` without a recent proof, `invalid` for a password that breaks the rule or is not the present one, `too_many`
/// beyond the limits of signing in.
pub async fn change(visit: &Visit, input: ChangePasswordInput) -> Result<()> {
    let mut asked = Scope::read(visit);
    let person = asked.stepped_up()?.clone();
    let present = store::hash_of(&mut asked, person.user_id).await?;
    // Before the transaction, and without a connection: a queue of hashes must not hold them.
    asked.release();
    let about = [person.email.clone(), person.full_name.clone()];
    let about = about.each_ref().map(String::as_str);
    let mut checks = Checks::default();
    checks.require("current_password", present.is_none() || !input.current_password.0.is_empty(), Rule::Required);
    strength::check(&visit.wires, &mut checks, "new_password", &input.new_password.0, &about).await?;
    checks.done()?;
    if present.is_some() {
        know(visit, &person, input.current_password.0, present).await?;
    }
    let hash = password::hash(input.new_password.0).await?;
    let mut scope = Scope::write(visit).await?;
    let result = settle(&mut scope, visit, &person, &hash).await;
    scope.finish(result).await
}

/// Whoever sits down at an open browser does not know the present password. Guesses count as those at the door do.
async fn know(visit: &Visit, person: &Person, typed: String, present: Option<String>) -> Result<()> {
    // Without an address no password comes in; guesses count all the same, each person's for themselves.
    let id = person.user_id.to_string();
    let account = if person.email.is_empty() { id.as_str() } else { person.email.as_str() };
    let pass = guard::before(visit, account).await?;
    if !password::verify(typed, present).await? {
        let attempt = Attempt { user_id: Some(person.user_id), account, method: "password", outcome: "wrong" };
        guard::failed(visit, &attempt).await?;
        return Err(wrong(visit, "current_password"));
    }
    guard::succeeded(visit, account, &pass).await
}

/// A password that does not fit, in words of its own.
pub fn wrong(visit: &Visit, field: &str) -> AppError {
    let message = say!(visit.lang, factors.wrong_password).to_owned();
    let refused = FieldError { rule: Rule::WrongCode, limit: None, message };
    AppError { fields: [(field.to_owned(), refused)].into(), ..AppError::new(Code::Invalid) }
}

async fn settle(scope: &mut Scope, visit: &Visit, person: &Person, hash: &str) -> Result<()> {
    let (user, session) = (person.user_id, person.session_id);
    store::replace(scope, user, hash).await?;
    session::end_all(scope, user, Some(session), Ended::PasswordChanged).await?;
    notices::tell(scope, user, Notice::PasswordChanged, &visit.user_agent, None).await
}

/// How strong a password is that is being typed. Nothing of it is kept.
///
/// # Errors
/// `too_many` beyond [`limits::WEIGHINGS_PER_ADDRESS`], `unavailable` when too many wait already.
pub async fn rate(visit: &Visit, input: &RatePasswordInput) -> Result<PasswordRating> {
    limits::spend_weighing(visit).await?;
    let lang = visit.lang;
    let length = input.password.0.chars().count();
    let limit = |count: usize| i64::try_from(count).ok();
    if length < PASSWORD_MIN {
        let sentence = words::rule(lang, Rule::TooShort, limit(PASSWORD_MIN));
        return Ok(PasswordRating { sentence, ..PasswordRating::default() });
    }
    if length > PASSWORD_MAX {
        let sentence = words::rule(lang, Rule::TooLong, limit(PASSWORD_MAX));
        return Ok(PasswordRating { sentence, ..PasswordRating::default() });
    }
    let person = visit.actor.person();
    let [email, name] = person.map(|person| [person.email.as_str(), person.full_name.as_str()]).unwrap_or_default();
    let about = [email, name, input.email.as_str(), input.full_name.as_str()];
    let score = strength::rate(&visit.wires, &input.password.0, &about).await?;
    let sentence = match score {
        0 | 1 => say!(lang, factors.strength_weak),
        2 => say!(lang, factors.strength_fair),
        3 => say!(lang, factors.strength_good),
        _ => say!(lang, factors.strength_strong),
    };
    let accepted = score >= strength::SCORE_MIN;
    Ok(PasswordRating { score: i32::from(score), accepted, sentence: sentence.to_owned() })
}
