//! Where photos of a workshop are sent to, and where they are handed out.

use crate::{
    kernel::{
        error::{AppError, Code, FieldError, Result, Rule},
        ids::PhotoId,
        lang::Lang,
        paths, words,
    },
    modules::mechanics::gallery::service::{self, PHOTOS_MAX},
    platform::{
        Visit,
        media::{MAX_BYTES, too_large},
        reply,
    },
    say,
};
use axum::{
    Extension,
    extract::{
        Multipart, Path,
        multipart::{Field, MultipartError, MultipartRejection},
    },
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};

/// Under this name the refusal of files waits for their page.
pub const UPLOAD: &str = "mechanics/photos";
/// As many files as a gallery holds, and what stands between them.
pub const PHOTOS_LIMIT: usize = PHOTOS_MAX * MAX_BYTES + 64 * 1024;
/// Letters of a file's name that a refusal repeats.
const NAME_MAX: usize = 60;

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
        Ok(_) if plain => reply::go_back(&visit, paths::WORKSHOP_PHOTOS, UPLOAD, "added").await,
        Ok(added) => axum::Json(added).into_response(),
        Err(error) => reply::refuse(&visit, plain, paths::WORKSHOP_PHOTOS, UPLOAD, &[], error).await,
    }
}

/// What became of the files.
#[derive(Default)]
struct Taken {
    added: Vec<PhotoId>,
    refused: Vec<(String, FieldError)>,
}

async fn take(visit: &Visit, multipart: Result<Multipart, MultipartRejection>) -> Result<Vec<PhotoId>> {
    service::may_add(visit)?;
    let nothing = || AppError::field("photo", Rule::Required);
    let mut multipart = multipart.map_err(|_| nothing())?;
    let mut taken = Taken::default();
    while let Some(field) = multipart.next_field().await.map_err(|error| unread(&error))? {
        let Some(name) = field.file_name().map(ToOwned::to_owned) else { continue };
        let kept = match read(field).await {
            // A form whose file was never chosen sends a file without name and content.
            Ok(file) if file.is_empty() && name.is_empty() => continue,
            Ok(file) => service::add(visit, file).await,
            Err(error) => Err(error),
        };
        match kept {
            Ok(id) => taken.added.push(id),
            Err(error) if error.code == Code::Invalid => taken.refused.push((name, complaint(visit.lang, error))),
            Err(error) => return Err(error),
        }
    }
    match (taken.added.is_empty(), taken.refused.is_empty()) {
        (true, true) => Err(nothing()),
        (_, true) => Ok(taken.added),
        (_, false) => Err(told(visit.lang, taken)),
    }
}

/// One file, and no more of it than a photo may have; the rest is passed over, so that the files behind it are still read.
async fn read(mut field: Field<'_>) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    let mut fits = true;
    while let Some(part) = field.chunk().await.map_err(|error| unread(&error))? {
        fits = fits && file.len() + part.len() <= MAX_BYTES;
        if fits {
            file.extend_from_slice(&part);
        }
    }
    if fits { Ok(file) } else { Err(too_large()) }
}

fn unread(error: &MultipartError) -> AppError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return too_large();
    }
    AppError::field("photo", Rule::FileType)
}

/// What is wrong with one file, as a sentence.
fn complaint(lang: Lang, mut error: AppError) -> FieldError {
    words::speak(&mut error, lang);
    let unknown = || FieldError { rule: Rule::FileType, limit: None, message: error.message.clone() };
    error.fields.remove("photo").unwrap_or_else(unknown)
}

/// Every refused file by its name, and how many came in all the same.
fn told(lang: Lang, taken: Taken) -> AppError {
    let (added, count) = (taken.added.len(), taken.refused.len());
    let mut error = AppError::new(Code::Invalid);
    error.message = say!(lang, gallery.some_refused, added = added, count = count);
    let lines: Vec<String> =
        taken.refused.iter().map(|(name, complaint)| format!("{}: {}", shown(name), complaint.message)).collect();
    if let Some((_, first)) = taken.refused.into_iter().next() {
        error.fields.insert("photo".to_owned(), FieldError { message: lines.join("\n"), ..first });
    }
    error
}

/// A file's name as a line can hold it.
fn shown(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_control()).take(NAME_MAX).collect()
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
