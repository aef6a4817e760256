//! The account that a workshop's money goes to.

use crate::{kernel::error::AppError, modules::mechanics::payout::inputs::PayoutInput};
use leptos::prelude::*;

/// Sets the account; its owner must have come in with two factors, and lately.
#[server(endpoint = "mechanics/save_payout_account")]
pub async fn save_payout_account(input: PayoutInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::payout::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::save(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::WORKSHOP_PAYOUT.to_owned())
}

/// Takes the account away.
#[server(endpoint = "mechanics/remove_payout_account")]
pub async fn remove_payout_account() -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::payout::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::remove(&mut scope).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::WORKSHOP_PAYOUT.to_owned())
}
