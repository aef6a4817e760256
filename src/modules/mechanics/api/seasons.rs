//! Server functions about seasons; for who runs the workshop.

use crate::{
    kernel::{error::AppError, ids::SeasonId},
    modules::mechanics::seasons::inputs::{SeasonIdInput, SeasonInput},
};
use leptos::prelude::*;

/// Adds a season, or changes one.
#[server(endpoint = "mechanics/save_season")]
pub async fn save_season(input: SeasonInput) -> Result<SeasonId, AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::seasons::service::save(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::workshop_season(*id))
}

/// Takes a season out; the usual week counts again.
#[server(endpoint = "mechanics/remove_season")]
pub async fn remove_season(input: SeasonIdInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::seasons::service::remove(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::WORKSHOP_HOURS.to_owned())
}
