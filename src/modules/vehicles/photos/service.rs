//! Use cases of an owner about photos of a car.

use super::{
    inputs::CarPhotoInput,
    store::{self, Photo},
};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::{PhotoId, VehicleId},
    },
    modules::vehicles::{garage::store as garage, model::Car, policy, store as cars_store},
    platform::{
        Scope, Visit,
        media::{self, Shot, Size},
        rate_limit::{self, Limit},
    },
    say,
};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Photos of one car at a time.
pub const PHOTOS_MAX: usize = 8;
/// Files that one person sends.
const PER_PERSON: Limit = Limit { burst: 40, every_seconds: 30 };

/// A car with its photos.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of others.
pub async fn photos(scope: &mut Scope, id: VehicleId) -> Result<(Car, Vec<Photo>)> {
    let owner = policy::viewer(&scope.actor)?;
    let car = cars_store::get_for(scope, owner, id).await?;
    Ok((car, store::list(scope, id).await?))
}

/// The first photo of each of one's cars that has any.
///
/// # Errors
/// `unauthenticated` for visitors. People without a customer's side have no cars, and support sees none of the photos.
pub async fn covers(scope: &mut Scope) -> Result<HashMap<VehicleId, PhotoId>> {
    match policy::viewer(&scope.actor) {
        Ok(owner) => store::covers(scope, owner).await,
        Err(error) if matches!(error.code, Code::Forbidden | Code::NotFound) => Ok(HashMap::new()),
        Err(error) => Err(error),
    }
}

/// Asked before a file is read at all.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of others.
pub async fn may_add(visit: &Visit, id: VehicleId) -> Result<()> {
    let owner = policy::viewer(&visit.actor)?;
    cars_store::get_for(&mut Scope::read(visit), owner, id).await.map(drop)
}

/// Keeps one more photo, drawn anew, after the others. [`may_add`] is asked before.
///
/// # Errors
/// `invalid` on the field `photo` for what is no picture, too large, there already, or one too many; `too_many` for who
/// sends without end; as [`may_add`].
pub async fn add(visit: &Visit, id: VehicleId, bytes: Vec<u8>) -> Result<PhotoId> {
    let me = visit.person()?.user_id.to_string();
    rate_limit::spend(&visit.wires, "car_photo", &me, PER_PERSON).await?;
    let shot = media::shot(bytes).await?;
    let mut scope = Scope::write(visit).await?;
    let kept = keep(&mut scope, id, &shot).await;
    scope.finish(kept).await
}

async fn keep(scope: &mut Scope, id: VehicleId, shot: &Shot) -> Result<PhotoId> {
    let owner = policy::viewer(&scope.actor)?;
    cars_store::get_for(scope, owner, id).await?;
    garage::lock_km(scope, id).await?;
    let photos = store::list(scope, id).await?;
    let (hash, lang) = (Sha256::digest(&shot.large).to_vec(), scope.lang);
    if photos.iter().any(|photo| photo.hash == hash) {
        return Err(AppError::field_saying("photo", Rule::Taken, None, say!(lang, gallery.twice).to_owned()));
    }
    if photos.len() >= PHOTOS_MAX {
        return Err(AppError::field_saying(
            "photo",
            Rule::TooMany,
            i64::try_from(PHOTOS_MAX).ok(),
            say!(lang, gallery.full, count = PHOTOS_MAX),
        ));
    }
    store::insert(scope, id, &hash, shot).await
}

/// The car of a photo of one's own; changes to its photos wait for each other from here on.
async fn editing(scope: &mut Scope, input: &CarPhotoInput) -> Result<(VehicleId, PhotoId)> {
    let owner = policy::viewer(&scope.actor)?;
    let photo: PhotoId = input.photo_id.parse().map_err(|_| AppError::new(Code::NotFound))?;
    let car = store::car_of(scope, owner, photo).await?;
    garage::lock_km(scope, car).await?;
    Ok((car, photo))
}

/// Puts a photo before all others.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for photos of others.
pub async fn make_cover(scope: &mut Scope, input: &CarPhotoInput) -> Result<VehicleId> {
    let (car, photo) = editing(scope, input).await?;
    store::put_first(scope, car, photo).await?;
    Ok(car)
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for photos of others.
pub async fn remove(scope: &mut Scope, input: &CarPhotoInput) -> Result<VehicleId> {
    let (car, photo) = editing(scope, input).await?;
    store::delete(scope, car, photo).await?;
    Ok(car)
}

/// The bytes of a photo by the name in its address.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for photos of others and unknown names.
pub async fn open(visit: &Visit, name: &str) -> Result<Vec<u8>> {
    let owner = policy::viewer(&visit.actor)?;
    let missing = || AppError::new(Code::NotFound);
    let id: PhotoId = name.get(..32).ok_or_else(missing)?.parse().map_err(|_| missing())?;
    let size = Size::ALL.into_iter().find(|size| name.get(32..) == Some(size.ending())).ok_or_else(missing)?;
    store::read(&mut Scope::read(visit), owner, id, size).await
}
