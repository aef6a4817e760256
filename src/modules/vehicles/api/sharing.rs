//! Server functions about links to the service book of one's own car.

use crate::{
    kernel::error::AppError,
    modules::vehicles::sharing::inputs::{OneShareInput, ShareInput, Shared},
};
use leptos::prelude::*;

/// Makes a link that shows a car's service book for a while. The next page shows it, once.
#[server(endpoint = "vehicles/share_book")]
pub async fn share_book(input: ShareInput) -> Result<Shared, AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::sharing::service,
        platform::{Scope, reply::reply},
    };
    let mut scope = Scope::begin().await?;
    let result = service::make(&mut scope, &input).await;
    let place = |(id, made): &(_, Shared)| format!("{}?yeni={}", paths::car_sharing(*id), made.token);
    reply(scope.finish(result).await, place).map(|(_, made)| made)
}

/// Closes a link.
#[server(endpoint = "vehicles/revoke_share")]
pub async fn revoke_share(input: OneShareInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::sharing::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::revoke(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |id| paths::car_sharing(*id)).map(drop)
}
