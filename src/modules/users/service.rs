//! Use cases of `users`: one's own settings here, the desk, photos and support in files of their own.

pub mod desk;
pub mod photo;
pub mod support;

pub mod consents;
pub mod deletion;
mod export_file;
pub mod exports;
pub mod merging;
pub mod requests;
pub mod retention;

use super::{
    events::PhoneChanged,
    model::{Settings, SettingsInput},
    policy, store,
};
use crate::{
    kernel::{
        error::{AppError, Code, Result},
        lang::Lang,
    },
    platform::{Scope, reply},
    say,
};

/// A year, as cookies count.
const YEAR_SECONDS: u32 = 31_536_000;

/// Keeps a person's settings; language and theme also in cookies, so that they last after signing out.
///
/// # Errors
/// `unauthenticated` for visitors, `invalid` with the refused fields, `step_up` for another number in the place of a
/// verified one, `last_way_in` when that is all there is.
pub async fn save_settings(scope: &mut Scope, input: &SettingsInput) -> Result<Settings> {
    let user = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    let settings = input.check()?;
    let number = store::reach::number(scope, user).await?;
    let stays = number.as_ref().map(|number| &number.phone) == settings.phone.as_ref();
    // A number that has proved itself opens the account.
    if !stays && number.as_ref().is_some_and(|number| number.verified) {
        let person = scope.stepped_up()?;
        if person.email.is_empty() {
            let message = say!(scope.lang, guests.number_is_all).to_owned();
            return Err(AppError { message, ..AppError::new(Code::LastWayIn) });
        }
    }
    store::save_settings(scope, user, &settings).await?;
    if let Some(number) = number.filter(|_| !stays) {
        let left = number.verified.then_some(number.phone);
        scope.publish(&PhoneChanged { user, left }).await?;
    }
    reply::set_cookie(&preference_cookie(scope, "dil", settings.lang.code()));
    reply::set_cookie(&preference_cookie(scope, "tema", &settings.theme));
    Ok(settings)
}

/// A person's own settings.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn settings(scope: &mut Scope) -> Result<Settings> {
    let user = scope.actor.user_id().ok_or(Code::Unauthenticated)?;
    store::settings(scope, user).await
}

fn preference_cookie(scope: &Scope, name: &str, value: &str) -> String {
    let secure = if scope.wires.config.server.is_https() { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; SameSite=Lax; Max-Age={YEAR_SECONDS}{secure}")
}

/// Keeps the language with the person who is signed in, for mails; visitors have only the cookie.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn keep_lang(scope: &mut Scope, lang: Lang) -> Result<()> {
    match scope.actor.user_id() {
        Some(user) => store::save_lang(scope, user, lang).await,
        None => Ok(()),
    }
}

/// How many people there are, and how many came within the last seven days.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody else without the desk.
pub async fn counts(scope: &mut Scope) -> Result<store::Counts> {
    policy::may_list(&scope.actor)?;
    store::counts(scope).await
}
