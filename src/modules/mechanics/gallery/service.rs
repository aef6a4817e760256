//! Use cases of an owner about photos, and opening one.

use super::{
    inputs::{CaptionInput, MovePhotoInput, PhotoIdInput},
    jobs::ForgetPhotos,
    store::{self, Photo},
};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        ids::PhotoId,
    },
    modules::{
        mechanics::{
            certificates::service::check_claims,
            policy::{self, Owner},
            workshop::store::lock,
        },
        users,
    },
    platform::{
        Scope, Visit,
        jobs::{When, enqueue},
        media::{self, Shot, Size},
        rate_limit::{self, Limit},
    },
    say,
};
use axum::body::Bytes;
use sha2::{Digest, Sha256};

/// Photos of one workshop at a time.
pub const PHOTOS_MAX: usize = 20;
pub const CAPTION_MAX: usize = 120;
/// Files that one person sends.
const PER_PERSON: Limit = Limit { burst: 40, every_seconds: 30 };
const TASK: &str = "forget_photos";

/// One's own photos.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people without a workshop of their own.
pub async fn mine(scope: &mut Scope) -> Result<Vec<Photo>> {
    let owner = policy::owner(&scope.actor)?;
    store::list(scope, owner.id()).await
}

/// Asked before a file is read at all.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but owners.
pub fn may_add(visit: &Visit) -> Result<()> {
    policy::owner(&visit.actor).map(drop)
}

/// Shows one more photo, drawn anew, after the others.
///
/// # Errors
/// `invalid` on the field `photo` for what is no picture, too large, shown already, or one too many; `too_many` for who
/// sends without end; as [`may_add`].
pub async fn add(visit: &Visit, bytes: Vec<u8>) -> Result<PhotoId> {
    may_add(visit)?;
    let me = visit.person()?.user_id.to_string();
    rate_limit::spend(&visit.wires, "gallery", &me, PER_PERSON).await?;
    let shot = media::shot(bytes).await?;
    let (id, hash) = (PhotoId::fresh(), Sha256::digest(&shot.large).to_vec());
    let key = store::key(id, &hash);
    let kept = async {
        media::put_shot(&visit.wires, &key, &shot).await?;
        let mut scope = Scope::write(visit).await?;
        let kept = keep(&mut scope, id, &hash, &shot).await;
        scope.finish(kept).await
    }
    .await;
    if kept.is_err() && media::forget_shot(&visit.wires, &key).await.is_err() {
        tracing::warn!(key, "a photo that nobody shows could not be deleted");
    }
    kept.map(|()| id)
}

async fn keep(scope: &mut Scope, id: PhotoId, hash: &[u8], shot: &Shot) -> Result<()> {
    let owner = editing(scope).await?;
    let photos = store::list(scope, owner.id()).await?;
    let lang = scope.lang;
    if photos.iter().any(|photo| photo.hash == hash) {
        return Err(AppError::field_saying("photo", Rule::Taken, None, say!(lang, gallery.twice).to_owned()));
    }
    if photos.len() >= PHOTOS_MAX {
        let limit = i64::try_from(PHOTOS_MAX).ok();
        return Err(AppError::field_saying(
            "photo",
            Rule::TooMany,
            limit,
            say!(lang, gallery.full, count = PHOTOS_MAX),
        ));
    }
    store::insert(scope, owner, id, hash, shot).await
}

/// The permit, and the lock that keeps two changes of one gallery apart.
async fn editing(scope: &mut Scope) -> Result<Owner> {
    let owner = policy::owner(&scope.actor)?;
    lock(scope, &[owner.id()]).await?;
    Ok(owner)
}

fn photo_id(text: &str) -> Result<PhotoId> {
    text.parse().map_err(|_| AppError::new(Code::NotFound))
}

/// Says what is to be seen. Captions stand on the public page: they claim no more than its name and story may.
///
/// # Errors
/// `invalid` on `caption`, `not_found` for the photos of others.
pub async fn save_caption(scope: &mut Scope, input: &CaptionInput) -> Result<()> {
    let owner = editing(scope).await?;
    let id = photo_id(&input.photo_id)?;
    let mut checks = Checks::default();
    let caption = checks.text("caption", &input.caption, 0, CAPTION_MAX);
    checks.done()?;
    let caption = caption.split_whitespace().collect::<Vec<_>>().join(" ");
    check_claims(scope, Some(owner.id()), [("caption", &caption)]).await?;
    store::save_caption(scope, owner, id, &caption).await
}

/// Gives a photo another place; beyond the ends it stays at the end.
///
/// # Errors
/// `invalid` on `to`, `not_found` for the photos of others.
pub async fn move_photo(scope: &mut Scope, input: &MovePhotoInput) -> Result<()> {
    let owner = editing(scope).await?;
    let id = photo_id(&input.photo_id)?;
    let mut order: Vec<PhotoId> = store::list(scope, owner.id()).await?.iter().map(|photo| photo.id).collect();
    let at = order.iter().position(|own| *own == id).ok_or(Code::NotFound)?;
    let to = match (input.to.as_str(), input.to.parse::<usize>()) {
        ("up", _) => at.saturating_sub(1),
        ("down", _) => at + 1,
        (_, Ok(place)) if place > 0 => place - 1,
        _ => return Err(AppError::field("to", Rule::UnknownChoice)),
    };
    let photo = order.remove(at);
    order.insert(to.min(order.len()), photo);
    store::arrange(scope, owner, &order).await
}

/// Takes a photo down; its files go once that is settled.
///
/// # Errors
/// `not_found` for the photos of others.
pub async fn remove(scope: &mut Scope, input: &PhotoIdInput) -> Result<()> {
    let owner = editing(scope).await?;
    let key = store::delete(scope, owner, photo_id(&input.photo_id)?).await?;
    forget(scope, vec![key]).await
}

/// With their owner the photos of a workshop go too.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn go_with(scope: &mut Scope, event: &users::PersonLeaves) -> Result<()> {
    let keys = store::keys_of(scope, event.user_id).await?;
    if keys.is_empty() { Ok(()) } else { forget(scope, keys).await }
}

async fn forget(scope: &mut Scope, keys: Vec<String>) -> Result<()> {
    enqueue(scope, TASK, &ForgetPhotos { keys }, When::default()).await
}

/// The bytes of a photo by its name, and whether everybody may see it.
///
/// # Errors
/// `not_found` for what nobody or not this reader may see.
pub async fn open(visit: &Visit, name: &str) -> Result<(Bytes, bool)> {
    let missing = || AppError::new(Code::NotFound);
    let id = photo_id(name.get(..32).ok_or_else(missing)?)?;
    let reader = policy::paper_reader(&visit.actor).ok();
    let (key, is_public) = store::find(&mut Scope::read(visit), reader, id).await?;
    // An address with another hash never showed this picture.
    let size = Size::ALL.into_iter().find(|size| name == format!("{key}{}", size.ending())).ok_or_else(missing)?;
    Ok((media::read_shot(&visit.wires, &key, size).await?, is_public))
}
