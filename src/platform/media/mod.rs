//! Pictures of people and workshops, and papers ([`document()`]): of pictures only what this program has drawn anew is ever stored or served.
//!
//! An upload is sniffed, decoded within limits, turned upright, cut to a square, made small and encoded as JPEG; nothing of
//! the file survives that: no metadata, no place where it was taken, no second file hidden behind the picture. Stored under
//! a random name that never holds another picture, so browsers keep it for good.

mod document;
mod gallery;
mod picture;

pub use document::{Document, Medium, document};
pub use gallery::{Shot, Size, forget_shot, put_shot, read_shot};
pub use picture::{MAX_BYTES, MAX_PIXELS, SHOT_SIDE, SIDE, Square, THUMB_SIDE, photo, shot, too_large};

use super::{db, wires::Wires};
use crate::kernel::error::{AppError, Code, Result};
use axum::{
    extract::{Path as UrlPath, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use object_store::{ObjectStoreExt, PutPayload, local::LocalFileSystem, path::Path};

/// The folder of photos inside of `MEDIA_DIR`.
const FOLDER: &str = "foto";

/// The store, made at its first use.
fn store(wires: &Wires) -> Result<LocalFileSystem> {
    let dir = &wires.config.media.dir;
    std::fs::create_dir_all(dir).map_err(|error| db::internal(&error))?;
    LocalFileSystem::new_with_prefix(dir).map_err(|error| db::internal(&error))
}

fn place(key: &str) -> Path {
    Path::from_iter([FOLDER, &format!("{key}.jpg")])
}

/// Names that [`put`] gives.
fn is_key(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Stores a photo under a new random name and returns the name.
///
/// # Errors
/// `internal` when the disk refuses.
pub async fn put(wires: &Wires, photo: Vec<u8>) -> Result<String> {
    let key = format!("{:032x}", rand::random::<u128>());
    store(wires)?.put(&place(&key), PutPayload::from(photo)).await.map_err(|error| db::internal(&error))?;
    Ok(key)
}

/// Deletes a photo that nobody shows any more. A failure leaves a file that has no address; the log says so.
pub async fn forget(wires: &Wires, key: Option<&str>) {
    let Some(key) = key.filter(|key| is_key(key)) else { return };
    let deleted = match store(wires) {
        Ok(store) => store.delete(&place(key)).await.map_err(|error| db::internal(&error)),
        Err(error) => Err(error),
    };
    if deleted.is_err() {
        tracing::warn!(key, "a photo could not be deleted");
    }
}

/// `GET /foto/{key}`: for good in every cache, and never anything but a picture.
pub async fn serve(State(wires): State<Wires>, UrlPath(key): UrlPath<String>) -> Response {
    match read(&wires, &key).await {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, "image/jpeg"),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
                (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
                (header::CONTENT_DISPOSITION, "inline"),
            ];
            (headers, bytes).into_response()
        }
        Err(error) => StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::NOT_FOUND).into_response(),
    }
}

/// # Errors
/// `not_found` for a name that holds nothing.
pub async fn read(wires: &Wires, key: &str) -> Result<axum::body::Bytes> {
    let missing = || AppError::new(Code::NotFound);
    if !is_key(key) {
        return Err(missing());
    }
    let found = store(wires)?.get(&place(key)).await.map_err(|error| match error {
        object_store::Error::NotFound { .. } => missing(),
        error => db::internal(&error),
    })?;
    found.bytes().await.map_err(|error| db::internal(&error))
}
