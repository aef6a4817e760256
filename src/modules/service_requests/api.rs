//! Server functions of `service_requests`. Each reloads the taxonomy in memory once its change stands.

use super::model::{CategoryInput, RemoveInput, Saved, ServiceInput};
use crate::kernel::{
    error::AppError,
    ids::{CategoryId, ServiceId},
};
use leptos::prelude::*;

/// Adds or changes a category of services. Admins.
#[server(endpoint = "service_requests/save_category")]
pub async fn save_category(input: CategoryInput) -> Result<Saved<CategoryId>, AppError> {
    use crate::platform::{Scope, reference, reply::reply_noticed};
    let mut scope = Scope::begin().await?;
    let wires = scope.wires.clone();
    let result = super::service::save_category(&mut scope, &input).await;
    let result = reference::reload_after(&wires, scope.finish(result).await).await;
    reply_noticed(result, "saved", |saved| super::pages::category_path(saved.category))
}

/// Removes a category that nothing uses. Admins.
#[server(endpoint = "service_requests/remove_category")]
pub async fn remove_category(input: RemoveInput) -> Result<Saved<CategoryId>, AppError> {
    use crate::platform::{Scope, reference, reply::reply_noticed};
    let mut scope = Scope::begin().await?;
    let wires = scope.wires.clone();
    let result = super::service::remove_category(&mut scope, &input).await;
    let result = reference::reload_after(&wires, scope.finish(result).await).await;
    reply_noticed(result, "removed", |saved| super::pages::category_path(saved.category))
}

/// Adds or changes a service. Admins.
#[server(endpoint = "service_requests/save_service")]
pub async fn save_service(input: ServiceInput) -> Result<Saved<ServiceId>, AppError> {
    use crate::platform::{Scope, reference, reply::reply_noticed};
    let mut scope = Scope::begin().await?;
    let wires = scope.wires.clone();
    let result = super::service::save_service(&mut scope, &input).await;
    let result = reference::reload_after(&wires, scope.finish(result).await).await;
    reply_noticed(result, "saved", |saved| super::pages::category_path(saved.category))
}

/// Removes a service that nobody offers and no appointment names. Admins.
#[server(endpoint = "service_requests/remove_service")]
pub async fn remove_service(input: RemoveInput) -> Result<Saved<ServiceId>, AppError> {
    use crate::platform::{Scope, reference, reply::reply_noticed};
    let mut scope = Scope::begin().await?;
    let wires = scope.wires.clone();
    let result = super::service::remove_service(&mut scope, &input).await;
    let result = reference::reload_after(&wires, scope.finish(result).await).await;
    reply_noticed(result, "removed", |saved| super::pages::category_path(saved.category))
}
