//! Photos of one's own cars. Files are sent to an address of their own, because they are no plain form.

use crate::{kernel::error::AppError, modules::vehicles::photos::inputs::CarPhotoInput};
use leptos::prelude::*;

/// Puts a photo before the others.
#[server(endpoint = "vehicles/cover_photo")]
pub async fn cover_car_photo(input: CarPhotoInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::photos::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::make_cover(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::car_photos(*id)).map(drop)
}

/// Takes a photo away.
#[server(endpoint = "vehicles/remove_photo")]
pub async fn remove_car_photo(input: CarPhotoInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::photos::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::remove(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |id| paths::car_photos(*id)).map(drop)
}
