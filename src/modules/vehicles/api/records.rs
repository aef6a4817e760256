//! Server functions about the service book of one's own car.

use crate::{
    kernel::error::AppError,
    modules::vehicles::records::inputs::{OneRecordInput, RecordFileInput, RecordInput},
};
use leptos::prelude::*;

/// Declares what was done to a car, or says it anew.
#[server(endpoint = "vehicles/save_record")]
pub async fn save_record(input: RecordInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::records::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::save(&mut scope, input).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::car_book(*id)).map(drop)
}

/// Takes a declaration back.
#[server(endpoint = "vehicles/withdraw_record")]
pub async fn withdraw_record(input: OneRecordInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::records::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::withdraw(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |id| paths::car_book(*id)).map(drop)
}

/// Takes a paper away from a declaration.
#[server(endpoint = "vehicles/remove_record_file")]
pub async fn remove_record_file(input: RecordFileInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::records::files,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = files::remove(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |(car, record)| paths::car_record(*car, *record)).map(drop)
}
