//! Server functions of passwords that change, proofs once more, authenticators and recovery codes.

use crate::{
    kernel::error::AppError,
    modules::auth::model::{
        factors::{
            Arrived, BeginStepUpInput, ChangePasswordInput, CodeInput, FactorAdded, PasswordRating, RatePasswordInput,
            StepUpInput, TotpBegun,
        },
        ways::Accepted,
    },
};
use leptos::prelude::*;

/// Finishes a sign-in whose first half held: a code of the authenticator or a recovery code.
#[server(endpoint = "auth/second_factor")]
pub async fn second_factor(input: CodeInput) -> Result<Arrived, AppError> {
    use crate::{
        modules::auth::service::second_factor,
        platform::{Visit, reply},
    };
    reply(second_factor::finish(&Visit::current()?, &input).await, |arrived| arrived.place.clone())
}

/// Mails a code to people who have neither password nor second factor to prove themselves with. Signed-in people.
#[server(endpoint = "auth/begin_step_up")]
pub async fn begin_step_up(input: BeginStepUpInput) -> Result<Accepted, AppError> {
    use crate::{
        kernel::paths,
        modules::auth::service::step_up,
        platform::{Scope, Visit, reply::reply_noticed},
    };
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = step_up::begin(&mut scope, &visit).await;
    reply_noticed(scope.finish(result).await, "mail_sent", |_| paths::step_up(&input.next))
}

/// Proves once more who is signed in. Signed-in people.
#[server(endpoint = "auth/step_up")]
pub async fn step_up(input: StepUpInput) -> Result<Arrived, AppError> {
    use crate::{
        modules::auth::service::second_factor,
        platform::{Visit, reply},
    };
    reply(second_factor::step_up(&Visit::current()?, input).await, |arrived| arrived.place.clone())
}

/// Makes a secret for an authenticator; it waits for its first code. After a step-up.
#[server(endpoint = "auth/begin_totp")]
pub async fn begin_totp() -> Result<TotpBegun, AppError> {
    use crate::{
        kernel::paths,
        modules::auth::service::totp,
        platform::{Scope, reply},
    };
    let mut scope = Scope::begin().await?;
    let result = totp::begin(&mut scope).await;
    reply(scope.finish(result).await, |_| paths::AUTHENTICATOR.to_owned())
}

/// Puts the waiting authenticator in force. After a step-up.
#[server(endpoint = "auth/confirm_totp")]
pub async fn confirm_totp(input: CodeInput) -> Result<FactorAdded, AppError> {
    use crate::{
        modules::auth::service::{second_factor, totp},
        platform::{Visit, reply},
    };
    let visit = Visit::current()?;
    let added = totp::confirm(&visit, &input).await;
    reply(second_factor::level_up(&visit, added, "totp").await, |added| added.place.clone())
}

/// Takes the authenticator away. After a step-up.
#[server(endpoint = "auth/remove_totp")]
pub async fn remove_totp() -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::auth::service::totp,
        platform::{Scope, Visit, reply::reply_noticed},
    };
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = totp::remove(&mut scope, &visit).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::SECURITY.to_owned())
}

/// Makes ten new recovery codes; the old ones are void. After a step-up.
#[server(endpoint = "auth/remake_recovery_codes")]
pub async fn remake_recovery_codes() -> Result<FactorAdded, AppError> {
    use crate::{
        modules::auth::service::recovery,
        platform::{Visit, reply},
    };
    reply(recovery::remake(&Visit::current()?).await, |added| added.place.clone())
}

/// Sets a new password and ends all other sessions. After a step-up.
#[server(endpoint = "auth/change_password")]
pub async fn change_password(input: ChangePasswordInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::auth::service::passwords,
        platform::{Visit, reply::reply_noticed},
    };
    reply_noticed(passwords::change(&Visit::current()?, input).await, "saved", |()| paths::SECURITY.to_owned())
}

/// Says how strong a password is; keeps nothing of it.
#[server(endpoint = "auth/rate_password")]
pub async fn rate_password(input: RatePasswordInput) -> Result<PasswordRating, AppError> {
    crate::modules::auth::service::passwords::rate(&crate::platform::Visit::current()?, &input).await
}
