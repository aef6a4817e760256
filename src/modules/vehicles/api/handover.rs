//! Server functions about a car that changes hands.

use crate::{
    kernel::error::AppError,
    modules::vehicles::{
        handover::inputs::{OfferInput, TakeInput},
        model::CarInput,
    },
};
use leptos::prelude::*;

/// Offers one's own car to somebody by mail.
#[server(endpoint = "vehicles/offer_car")]
pub async fn offer_car(input: OfferInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::handover::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::offer(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "mail_sent", |id| paths::car_handover(*id)).map(drop)
}

/// Takes an offer back.
#[server(endpoint = "vehicles/withdraw_offer")]
pub async fn withdraw_offer(input: CarInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::handover::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::withdraw(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |id| paths::car_handover(*id)).map(drop)
}

/// Takes the car that was offered; for whom it was offered to.
#[server(endpoint = "vehicles/accept_car")]
pub async fn accept_car(input: TakeInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::handover::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::take(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "added", |id| paths::car(*id)).map(drop)
}
