//! A forgotten password, or a first one for people who came by a provider.

use super::{
    browser, carried,
    challenge::{self, Challenge, Purpose, Whose},
    entry, limits,
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::UserId,
        text::Email,
    },
    modules::{
        auth::{
            jobs::MailReset,
            letters,
            model::{
                Entered,
                ways::{Accepted, AddressInput, ResetInput},
            },
            notices::{self, Notice},
            password,
            store::{self, entry::Attempt, ways::Removed},
            strength,
        },
        users,
    },
    platform::{
        Scope, Visit, Wires,
        jobs::{self, When},
        session::{Ended, end_all},
    },
};
use serde_json::json;

/// Asks for a mail with a link and a code. Known or unknown, the same is done here: a job finds out whose address it is.
///
/// # Errors
/// `invalid`, `too_many`.
pub async fn begin(scope: &mut Scope, visit: &Visit, input: &AddressInput) -> Result<Accepted> {
    let mut checks = Checks::default();
    let email = checks.keep("email", Email::parse(&input.email));
    checks.done()?;
    let email = email.ok_or(Code::Invalid)?;
    let known = limits::spend_asking_at_the_door(visit, email.as_str()).await?;
    let browser = browser::asking(visit);
    let job = MailReset { email: email.as_str().to_owned(), lang: scope.lang, browser, known };
    jobs::enqueue(scope, MailReset::TASK, &job, When::default()).await?;
    carried::keep(&scope.wires.config.server, carried::RESET_EMAIL, email.as_str())?;
    Ok(Accepted::YES)
}

/// The job behind [`begin`]: mails the owner of the address, if there is one. Nobody else gets a mail.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn mail(wires: &Wires, job: &MailReset) -> Result<()> {
    let mut scope = Scope::system(wires).await?;
    scope.lang = job.lang;
    let result = mail_owner(&mut scope, job).await;
    scope.finish(result).await
}

async fn mail_owner(scope: &mut Scope, job: &MailReset) -> Result<()> {
    let email = job.email.as_str();
    let Some(user) = users::find_id_by_email(scope, email).await? else { return Ok(()) };
    // A closed account too: the mail is what opens it.
    if store::entry::entrant(scope, user).await.is_err() {
        return Ok(());
    }
    if !limits::may_mail(scope, email, job.known.as_deref()).await? {
        return Ok(());
    }
    let asked = challenge::ask(scope, user, Purpose::Reset, email, &job.browser).await?;
    letters::reset(scope, user, email, &asked).await
}

/// Sets the new password, ends every session, and lets its owner in; with a second factor that is still asked for.
///
/// # Errors
/// `invalid` (`password`, `code`), `expired`, `too_many`. A wrong code and an unknown address get the same answer.
pub async fn finish(visit: &Visit, input: ResetInput) -> Result<Entered> {
    let challenge = find(visit, &input).await?;
    // Between two transactions: a queue of hashes must not hold connections.
    let hash = password::hash(input.password.0).await?;
    let mut scope = Scope::write(visit).await?;
    let replaced = replace(&mut scope, visit, &challenge, &hash).await;
    scope.finish(replaced).await?;
    let user = challenge.user_id;
    let proven = entry::Proven { user_id: user, methods: &["mail"], level: 1, at: visit.now };
    let entered = entry::enter(visit, &proven, "").await?;
    let outcome = if entered.second_factor { "second_factor_asked" } else { "in" };
    let attempt = Attempt { user_id: Some(user), account: &challenge.email, method: "mail", outcome };
    store::entry::note(visit, &attempt).await?;
    for cookie in [carried::RESET_LINK, carried::RESET_EMAIL] {
        carried::forget(&visit.wires.config.server, cookie);
    }
    Ok(entered)
}

/// What is wrong with the new password.
async fn strong(visit: &Visit, input: &ResetInput, email: &str) -> Result<Checks> {
    let mut checks = Checks::default();
    strength::check(&visit.wires, &mut checks, "password", &input.password.0, &[email]).await?;
    Ok(checks)
}

/// The new password in the place of the old one; every session ends, and with it what was mailed before.
async fn replace(scope: &mut Scope, visit: &Visit, challenge: &Challenge, hash: &str) -> Result<()> {
    challenge::use_up(scope, challenge).await?;
    let user = challenge.user_id;
    store::challenge::replace_all(scope, user).await?;
    store::save_password(scope, user, hash).await?;
    if !users::reach::is_email_verified(scope, user).await? {
        clear(scope, user).await?;
    }
    store::ways::void_tickets(scope, user).await?;
    super::email::verified(scope, user, &challenge.email).await?;
    end_all(scope, user, None, Ended::PasswordChanged).await?;
    notices::tell(scope, user, Notice::PasswordChanged, &visit.user_agent, None).await
}

/// The address proves itself for the first time, and nobody knows who was here before: no other way in stays, and no browser
/// is known.
async fn clear(scope: &mut Scope, user: UserId) -> Result<()> {
    let removed = super::removal::take_away(scope, user, None).await?;
    store::known::forget(scope, user).await?;
    if removed == Removed::default() {
        return Ok(());
    }
    scope.audit("auth.clear_ways", "user", &user.to_string(), json!(removed)).await
}

/// The challenge that the link or the typed code belongs to.
async fn find(visit: &Visit, input: &ResetInput) -> Result<Challenge> {
    let code = input.code.0.trim();
    if code.is_empty() {
        limits::spend_proving(visit, None).await?;
        let token = carried::link(visit, carried::RESET_LINK, &input.token.0)
            .ok_or_else(|| AppError::field("code", Rule::Required))?;
        let mut scope = Scope::write(visit).await?;
        let found = challenge::by_token(&mut scope, &token, &[Purpose::Reset]).await;
        let challenge = scope.finish(found).await?;
        strong(visit, input, &challenge.email).await?.done()?;
        return Ok(challenge);
    }
    limits::spend_weighing(visit).await?;
    // A weak password costs no guess, whoever the address belongs to.
    let mut checks = strong(visit, input, &input.email).await?;
    let email = checks.keep("email", Email::parse(&input.email));
    checks.done()?;
    let email = email.ok_or(Code::Invalid)?;
    limits::spend_proving(visit, Some(email.as_str())).await?;
    match challenge::by_code(visit, Whose::Email(email.as_str()), Purpose::Reset, code).await {
        Ok(challenge) => Ok(challenge),
        Err(error) => {
            let attempt = Attempt { user_id: None, account: email.as_str(), method: "mail", outcome: "wrong" };
            store::entry::note(visit, &attempt).await?;
            Err(if may_be_told(&error) { error } else { AppError::field("code", Rule::WrongCode) })
        }
    }
}

/// Outages, what is told to every browser that has asked for nothing, and that there is a newer mail: that learns only who
/// holds an older one.
fn may_be_told(error: &AppError) -> bool {
    !error.message.is_empty() || matches!(error.code, Code::Unavailable | Code::Internal)
}
