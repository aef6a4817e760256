//! "This wasn't me": the answer to a notice of safety.

use crate::{
    kernel::error::{Code, Result},
    modules::auth::{model::sessions::NotMeInput, store},
    platform::{
        Scope, Visit,
        rate_limit::{self, Limit},
        session::{self, Ended},
        token::Token,
    },
};
use serde_json::json;

const PER_ADDRESS: Limit = Limit { burst: 30, every_seconds: 20 };

/// What a link is about; looking changes nothing, so that mail scanners may.
///
/// # Errors
/// `expired` when the link was used, is too old or never was.
pub async fn look(scope: &mut Scope, token: String) -> Result<store::not_me::Alarm> {
    store::not_me::find(scope, &Token::sent(token).hash()).await?.ok_or_else(|| Code::Expired.into())
}

/// Ends every session and token of the account at once; its password counts for nothing until it is changed.
///
/// # Errors
/// `expired` when the link was used, is too old or never was.
pub async fn act(scope: &mut Scope, visit: &Visit, input: NotMeInput) -> Result<()> {
    rate_limit::spend(&scope.wires, "not_me", &rate_limit::address(visit.ip), PER_ADDRESS).await?;
    let hash = Token::sent(input.token.0).hash();
    let (user, notice) = store::not_me::spend(scope, &hash).await?.ok_or(Code::Expired)?;
    session::end_all(scope, user, None, Ended::NotMe).await?;
    store::not_me::lock_out(scope, user).await?;
    scope.audit("auth.not_me", "user", &user.to_string(), json!({ "notice": notice })).await
}
