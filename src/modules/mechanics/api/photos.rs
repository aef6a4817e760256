//! Photos of a workshop: their owner's side. Files are sent to an address of their own, because they are no plain form.

use crate::{
    kernel::error::AppError,
    modules::mechanics::gallery::inputs::{CaptionInput, MovePhotoInput, PhotoIdInput},
};
use leptos::prelude::*;

/// Says what is to be seen on a photo.
#[server(endpoint = "mechanics/caption_photo")]
pub async fn caption_photo(input: CaptionInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::gallery::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::save_caption(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::own_photo(&input.photo_id))
}

/// Gives a photo another place.
#[server(endpoint = "mechanics/move_photo")]
pub async fn move_photo(input: MovePhotoInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::gallery::service,
        platform::{Scope, reply::reply},
    };
    let mut scope = Scope::begin().await?;
    let result = service::move_photo(&mut scope, &input).await;
    reply(scope.finish(result).await, |()| paths::own_photo(&input.photo_id))
}

/// Takes a photo down.
#[server(endpoint = "mechanics/remove_photo")]
pub async fn remove_photo(input: PhotoIdInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::gallery::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::remove(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::WORKSHOP_PHOTOS.to_owned())
}
