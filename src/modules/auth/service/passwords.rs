//! Passwords that change, and how strong one is while it is being typed.

use crate::{
    kernel::{
        actor::Person,
        error::{Checks, Result, Rule},
        words,
    },
    modules::auth::{
        model::{
            PASSWORD_MAX, PASSWORD_MIN,
            factors::{ChangePasswordInput, PasswordRating, RatePasswordInput},
        },
        notices::{self, Notice},
        password,
        store::passwords as store,
        strength,
    },
    platform::{
        Scope, Visit,
        rate_limit::{self, Limit},
        session::{self, Ended},
    },
    say,
};

/// A meter asks at every pause of typing.
pub const RATINGS_PER_ADDRESS: Limit = Limit { burst: 120, every_seconds: 1 };

/// A new password for who is signed in and has proved themselves lately; all other sessions end.
///
/// # Errors
/// `step_up` without a recent proof, `invalid` for a password that breaks the rule.
pub async fn change(visit: &Visit, input: ChangePasswordInput) -> Result<()> {
    let asked = Scope::read(visit);
    let person = asked.stepped_up()?;
    let about = [person.email.clone(), person.full_name.clone()];
    let about = about.each_ref().map(String::as_str);
    let mut checks = Checks::default();
    strength::check(&visit.wires, &mut checks, "new_password", &input.new_password.0, &about).await?;
    checks.done()?;
    // Before the transaction: a queue of hashes must not hold connections.
    let hash = password::hash(input.new_password.0).await?;
    let mut scope = Scope::write(visit).await?;
    let result = settle(&mut scope, visit, person, &hash).await;
    scope.finish(result).await
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
/// `too_many` beyond [`RATINGS_PER_ADDRESS`], `unavailable` when too many wait already.
pub async fn rate(visit: &Visit, input: &RatePasswordInput) -> Result<PasswordRating> {
    rate_limit::spend(&visit.wires, "rate_password", &rate_limit::address(visit.ip), RATINGS_PER_ADDRESS).await?;
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
