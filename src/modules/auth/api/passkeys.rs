//! Server functions of passkeys. Begin hands out a challenge and a cookie, finish takes what the authenticator signed.

use crate::{
    kernel::error::AppError,
    modules::auth::model::factors::{
        AddPasskeyInput, Arrived, FactorAdded, PasskeyChallenge, PasskeyInput, PasskeyPurposeInput, RemovePasskeyInput,
        RenamePasskeyInput,
    },
};
use leptos::prelude::*;

/// The challenge for a new passkey. After a step-up.
#[server(endpoint = "auth/begin_adding_passkey")]
pub async fn begin_adding_passkey() -> Result<PasskeyChallenge, AppError> {
    use crate::{modules::auth::service::passkeys, platform::Scope};
    let mut scope = Scope::begin().await?;
    let result = passkeys::begin_adding(&mut scope).await;
    scope.finish(result).await
}

/// Keeps a new passkey. After a step-up.
#[server(endpoint = "auth/add_passkey")]
pub async fn add_passkey(input: AddPasskeyInput) -> Result<FactorAdded, AppError> {
    use crate::{
        modules::auth::service::{passkeys, second_factor},
        platform::{Visit, reply},
    };
    let visit = Visit::current()?;
    let added = passkeys::add(&visit, &input).await;
    reply(second_factor::level_up(&visit, added, "passkey").await, |added| added.place.clone())
}

/// The challenge for a passkey that is known: to sign in, to finish a sign-in, or to prove once more.
#[server(endpoint = "auth/begin_passkey")]
pub async fn begin_passkey(input: PasskeyPurposeInput) -> Result<PasskeyChallenge, AppError> {
    use crate::{
        modules::auth::service::passkeys,
        platform::{Scope, Visit},
    };
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = passkeys::begin(&mut scope, &visit, &input.purpose).await;
    scope.finish(result).await
}

/// Signs in, finishes a sign-in or proves once more, with what an authenticator signed.
#[server(endpoint = "auth/finish_passkey")]
pub async fn finish_passkey(input: PasskeyInput) -> Result<Arrived, AppError> {
    use crate::{
        modules::auth::service::passkeys,
        platform::{Visit, reply},
    };
    reply(passkeys::finish(&Visit::current()?, &input).await, |arrived| arrived.place.clone())
}

/// Gives a passkey another name. Its owner.
#[server(endpoint = "auth/rename_passkey")]
pub async fn rename_passkey(input: RenamePasskeyInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::auth::service::passkeys,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = passkeys::rename(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::SECURITY.to_owned())
}

/// Takes a passkey away. Its owner, after a step-up.
#[server(endpoint = "auth/remove_passkey")]
pub async fn remove_passkey(input: RemovePasskeyInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::auth::service::passkeys,
        platform::{Scope, Visit, reply::reply_noticed},
    };
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = passkeys::remove(&mut scope, &visit, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::SECURITY.to_owned())
}
