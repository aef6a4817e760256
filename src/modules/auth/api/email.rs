//! Server functions of addresses and forgotten passwords.

use crate::{
    kernel::error::AppError,
    modules::auth::model::{
        Entered,
        ways::{Accepted, AddressInput, ProveEmailInput, ResetInput},
    },
};
use leptos::prelude::*;

/// Mails a new link and code to the address of whoever is signed in.
#[server(endpoint = "auth/resend_verification")]
pub async fn resend_verification() -> Result<Accepted, AppError> {
    use crate::{
        kernel::paths,
        modules::auth::service::email,
        platform::{Scope, Visit, reply::reply_noticed},
    };
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = email::resend(&mut scope, &visit).await;
    reply_noticed(scope.finish(result).await, "mail_sent", |_| paths::VERIFY_EMAIL.to_owned())
}

/// Takes the code of a mail, or the token of its link.
#[server(endpoint = "auth/verify_email")]
pub async fn verify_email(input: ProveEmailInput) -> Result<Accepted, AppError> {
    use crate::{
        modules::auth::{pages, service::email},
        platform::{Scope, Visit, reply::reply_noticed},
    };
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = email::prove(&mut scope, &visit, &input).await;
    let proved = scope.finish(result).await;
    reply_noticed(proved.map(|_| Accepted::YES), "email_verified", |_| pages::after_proof(&visit))
}

/// Asks a new address to prove itself. Signed-in people who proved themselves lately.
#[server(endpoint = "auth/change_email")]
pub async fn change_email(input: AddressInput) -> Result<Accepted, AppError> {
    use crate::{
        kernel::paths,
        modules::auth::service::email,
        platform::{Scope, Visit, reply::reply_noticed},
    };
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = email::change(&mut scope, &visit, &input).await;
    reply_noticed(scope.finish(result).await, "mail_sent", |_| paths::SECURITY.to_owned())
}

/// Asks for a mail that replaces a forgotten password. The answer is the same for known and unknown addresses.
#[server(endpoint = "auth/begin_reset")]
pub async fn begin_reset(input: AddressInput) -> Result<Accepted, AppError> {
    use crate::{
        kernel::paths,
        modules::auth::service::reset,
        platform::{Scope, Visit, reply},
    };
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = reset::begin(&mut scope, &visit, &input).await;
    reply(scope.finish(result).await, |_| format!("{}?adim=kod", paths::RESET_PASSWORD))
}

/// Sets a new password by what came with the mail, and signs in.
#[server(endpoint = "auth/reset_password")]
pub async fn reset_password(input: ResetInput) -> Result<Entered, AppError> {
    use crate::{
        modules::auth::service::{after, reset},
        platform::{Visit, reply::reply_noticed},
    };
    let entered = reset::finish(&Visit::current()?, input).await;
    reply_noticed(entered, "password_changed", |entered| after(*entered, ""))
}
