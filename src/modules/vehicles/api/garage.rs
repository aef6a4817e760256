//! Server functions about one's own car: papers, corrections, plates that moved.

use crate::{
    kernel::error::AppError,
    modules::vehicles::{
        garage::inputs::{CorrectInput, PapersInput},
        model::CarInput,
    },
};
use leptos::prelude::*;

/// Saves what stands in the papers.
#[server(endpoint = "vehicles/save_papers")]
pub async fn save_papers(input: PapersInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::garage::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::save_papers(&mut scope, input).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::car(*id)).map(drop)
}

/// Sets a wrong reading of the odometer right.
#[server(endpoint = "vehicles/correct_km")]
pub async fn correct_km(input: CorrectInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::garage::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::correct_km(&mut scope, input).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::car(*id)).map(drop)
}

/// Takes a plate back that another garage holds now.
#[server(endpoint = "vehicles/reclaim")]
pub async fn reclaim(input: CarInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::garage::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::reclaim(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::car(*id)).map(drop)
}
