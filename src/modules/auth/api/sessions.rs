//! Server functions of sessions and tokens.

use crate::{
    kernel::error::AppError,
    modules::auth::model::sessions::{
        Device, EndSessionInput, NotMeInput, RefreshInput, RevokeInput, TokenInput, Tokens,
    },
};
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// One's sessions and tokens, and what ended lately. Signed-in people.
#[server(endpoint = "auth/sessions", input = GetUrl)]
pub async fn sessions() -> Result<Vec<Device>, AppError> {
    let mut scope = crate::platform::Scope::reading()?;
    crate::modules::auth::service::sessions::devices(&mut scope).await
}

/// Ends one of one's sessions or families of tokens. All but the asking one after a step-up.
#[server(endpoint = "auth/end_session")]
pub async fn end_session(input: EndSessionInput) -> Result<(), AppError> {
    use crate::{kernel::paths, modules::auth::service, platform::Scope, platform::reply::reply_noticed};
    let mut scope = Scope::begin().await?;
    let result = service::sessions::end(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "session_ended", |()| paths::SECURITY.to_owned())
}

/// Ends all of one's sessions and tokens but this one; how many. After a step-up.
#[server(endpoint = "auth/end_other_sessions")]
pub async fn end_other_sessions() -> Result<u64, AppError> {
    use crate::{kernel::paths, modules::auth::service, platform::Scope, platform::reply::reply_noticed};
    let mut scope = Scope::begin().await?;
    let result = service::sessions::end_others(&mut scope).await;
    reply_noticed(scope.finish(result).await, "others_ended", |_| paths::SECURITY.to_owned())
}

/// The answer to a notice of safety: takes the account back and leads on to a new password.
#[server(endpoint = "auth/not_me")]
pub async fn not_me(input: NotMeInput) -> Result<(), AppError> {
    use crate::{modules::auth::pages, modules::auth::service, platform::Visit, platform::reply};
    reply(service::not_me::act(&Visit::current()?, input).await, |()| pages::reset_by_link())
}

/// A first pair of tokens for another client.
#[server(endpoint = "auth/token")]
pub async fn issue_tokens(input: TokenInput) -> Result<Tokens, AppError> {
    crate::modules::auth::service::tokens::issue(&crate::platform::Visit::current()?, input).await
}

/// The next pair for a refresh token.
#[server(endpoint = "auth/refresh")]
pub async fn refresh_tokens(input: RefreshInput) -> Result<Tokens, AppError> {
    use crate::{kernel::error::Code, modules::auth::service, platform::Scope, platform::Visit};
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = service::tokens::refresh(&mut scope, &visit, input).await;
    scope.finish(result).await?.ok_or_else(|| Code::Unauthenticated.into())
}

/// Ends the tokens of one family, or all of one's own.
#[server(endpoint = "auth/revoke_token")]
pub async fn revoke_token(input: RevokeInput) -> Result<(), AppError> {
    use crate::{modules::auth::service, platform::Scope};
    let mut scope = Scope::begin().await?;
    let result = service::tokens::revoke(&mut scope, input).await;
    scope.finish(result).await
}
