//! Where photos of a workshop are sent to, and where they are handed out.

use crate::{
    kernel::{error::Result, ids::PhotoId, paths},
    modules::mechanics::gallery::service::{self, PHOTOS_MAX},
    platform::{
        Visit,
        media::MAX_BYTES,
        reply,
        upload::{AROUND, Photos},
    },
};
use axum::{
    Extension,
    extract::{Multipart, Path, multipart::MultipartRejection},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};

/// Under this name the refusal of files waits for their page.
pub const UPLOAD: &str = "mechanics/photos";
/// As many files as a gallery holds, and what stands between them.
pub const PHOTOS_LIMIT: usize = PHOTOS_MAX * MAX_BYTES + AROUND;
/// `POST /atolye/fotograflar`, `multipart/form-data`: every part with a file name is a photo. A browser goes back to the page,
/// other clients get the ids. Each file is looked at by itself: a refused one keeps none of the others out.
pub async fn photo_upload(
    Extension(visit): Extension<Visit>,
    method: Method,
    headers: HeaderMap,
    multipart: Result<Multipart, MultipartRejection>,
) -> Response {
    let plain = reply::is_plain_form(&method, &headers);
    match take(&visit, multipart).await {
        Ok(added) => reply::received(&visit, plain, &headers, [paths::WORKSHOP_PHOTOS, UPLOAD, "added"], &added).await,
        Err(error) => reply::refuse(&visit, plain, paths::WORKSHOP_PHOTOS, UPLOAD, &[], error).await,
    }
}

async fn take(visit: &Visit, multipart: Result<Multipart, MultipartRejection>) -> Result<Vec<PhotoId>> {
    service::may_add(visit)?;
    let (mut photos, mut kept) = (Photos::read(visit.lang, multipart)?, Vec::new());
    while let Some(file) = photos.next().await? {
        match service::add(visit, file).await {
            Ok(id) => kept.push(id),
            Err(error) => photos.refuse(error)?,
        }
    }
    photos.done(kept)
}

/// `GET /foto/atolye/{name}`: photos of public workshops for everybody and for good; before that for the owner and the desk.
pub async fn photo_file(Extension(visit): Extension<Visit>, Path(name): Path<String>) -> Response {
    match service::open(&visit, &name).await {
        Ok((bytes, is_public)) => {
            let kept = if is_public { "public, max-age=31536000, immutable" } else { "private, no-store" };
            let headers = [
                (header::CONTENT_TYPE, "image/jpeg"),
                (header::CACHE_CONTROL, kept),
                (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
                (header::CONTENT_DISPOSITION, "inline"),
            ];
            (headers, bytes).into_response()
        }
        Err(error) => StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::NOT_FOUND).into_response(),
    }
}
