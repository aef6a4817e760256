//! Server functions about what one's own cars cost.

use crate::{
    kernel::error::AppError,
    modules::vehicles::costs::inputs::{CostInput, OneCostInput},
};
use leptos::prelude::*;

/// Notes what was paid for a car.
#[server(endpoint = "vehicles/add_cost")]
pub async fn add_cost(input: CostInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::costs::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::add(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "added", |id| paths::car_spending(*id)).map(drop)
}

/// Takes it out again.
#[server(endpoint = "vehicles/remove_cost")]
pub async fn remove_cost(input: OneCostInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::costs::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::remove(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |id| paths::car_spending(*id)).map(drop)
}
