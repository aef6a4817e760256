//! Server functions of identity providers.

use crate::{
    kernel::error::AppError,
    modules::auth::model::{
        Entered,
        ways::{Away, BeginOidcInput, FinishOidcInput, ProviderInput},
    },
};
use leptos::prelude::*;

/// Sends a browser to a provider: the address is in the answer, and plain forms go there.
#[server(endpoint = "auth/begin_oidc")]
pub async fn begin_oidc(input: BeginOidcInput) -> Result<Away, AppError> {
    use crate::{
        modules::auth::service::oidc,
        platform::{Visit, reply::reply_away},
    };
    reply_away(oidc::begin(&Visit::current()?, &input).await, |away| away.address.clone())
}

/// Makes the account of somebody new who came by a provider.
#[server(endpoint = "auth/finish_oidc")]
pub async fn finish_oidc(input: FinishOidcInput) -> Result<Entered, AppError> {
    use crate::{
        modules::auth::service::{after, oidc},
        platform::{Visit, reply},
    };
    let entered = oidc::sign_up(&Visit::current()?, &input).await;
    reply(entered, |(entered, next)| after(*entered, next)).map(|(entered, _)| entered)
}

/// Takes a provider away from the ways into one's account. Signed-in people who proved themselves lately.
#[server(endpoint = "auth/unlink_provider")]
pub async fn unlink_provider(input: ProviderInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::auth::service::oidc,
        platform::{Scope, Visit, reply::reply_noticed},
    };
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = oidc::unlink(&mut scope, &visit, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::SECURITY.to_owned())
}
