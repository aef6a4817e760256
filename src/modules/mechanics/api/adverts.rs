//! Server functions about adverts: for who runs the workshop, and for admins.

use crate::{
    kernel::error::AppError,
    modules::mechanics::adverts::inputs::{AdvertDecisionInput, AdvertIdInput, OrderInput, PackageInput, PaidInput},
};
use leptos::prelude::*;

/// Orders an advert at the price that was shown; it then waits for its payment.
#[server(endpoint = "mechanics/order_advert")]
pub async fn order_advert(input: OrderInput) -> Result<crate::kernel::ids::AdvertId, AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::adverts::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::order(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "advert_ordered", |_| paths::WORKSHOP_ADVERTS.to_owned())
}

/// Stops showing an advert; its days go on.
#[server(endpoint = "mechanics/pause_advert")]
pub async fn pause_advert(input: AdvertIdInput) -> Result<(), AppError> {
    use crate::{
        modules::mechanics::adverts::service,
        platform::{Scope, reply::noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::pause(&mut scope, &input, true).await;
    noticed(scope.finish(result).await, "saved")
}

/// Shows a paused advert again.
#[server(endpoint = "mechanics/resume_advert")]
pub async fn resume_advert(input: AdvertIdInput) -> Result<(), AppError> {
    use crate::{
        modules::mechanics::adverts::service,
        platform::{Scope, reply::noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::pause(&mut scope, &input, false).await;
    noticed(scope.finish(result).await, "saved")
}

/// Takes an order back before it was paid.
#[server(endpoint = "mechanics/cancel_advert")]
pub async fn cancel_advert(input: AdvertIdInput) -> Result<(), AppError> {
    use crate::{
        modules::mechanics::adverts::service,
        platform::{Scope, reply::noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::cancel(&mut scope, &input).await;
    noticed(scope.finish(result).await, "saved")
}

/// A package, new or changed; for admins.
#[server(endpoint = "mechanics/save_advert_package")]
pub async fn save_advert_package(input: PackageInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::adverts::desk,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = desk::save_package(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::ADMIN_ADVERTS.to_owned())
}

/// Notes that an order was paid; for admins.
#[server(endpoint = "mechanics/mark_advert_paid")]
pub async fn mark_advert_paid(input: PaidInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::adverts::desk,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::own_path(&input.next, paths::ADMIN_ADVERTS);
    let mut scope = Scope::begin().await?;
    let result = desk::mark_paid(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| place)
}

/// Approves, refuses or stops an advert; for admins.
#[server(endpoint = "mechanics/decide_advert")]
pub async fn decide_advert(input: AdvertDecisionInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::adverts::desk,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::own_path(&input.next, paths::ADMIN_ADVERTS);
    let mut scope = Scope::begin().await?;
    let result = desk::decide(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| place)
}
