//! Where photos of cars and papers of the service book are sent to, and where they are handed out. All of them are private.

use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::{FileId, PhotoId},
        paths, words,
    },
    modules::vehicles::{
        model::vehicle_id,
        photos::service::{self as photos, PHOTOS_MAX},
        records::{
            files::{self, FILES_MAX},
            inputs::OneRecordInput,
            model::record_id,
        },
    },
    platform::{
        Scope, Visit,
        media::{MAX_BYTES, Medium},
        refusal, reply,
        upload::{AROUND, Photos, Sent},
    },
    say,
};
use axum::{
    Extension,
    extract::{Multipart, Path, multipart::MultipartRejection},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};

/// Under these names refusals wait for their pages.
pub(super) const PHOTOS: &str = "vehicles/photos";
pub(super) const PAPER: &str = "vehicles/record_file";
/// As many files as a car shows, and what stands between them.
pub const CAR_PHOTOS_LIMIT: usize = PHOTOS_MAX * MAX_BYTES + AROUND;
/// One file, and the little around it.
pub const CAR_FILE_LIMIT: usize = MAX_BYTES + AROUND;
/// What a file may do in a browser: nothing, and stay nowhere.
const PRIVATE: [(header::HeaderName, &str); 3] = [
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CACHE_CONTROL, "private, no-store"),
];

/// `POST /hesap/araclar/{id}/fotograflar`, `multipart/form-data`: every part with a file name is a photo. A browser goes back to
/// the page, other clients get the ids. Each file is looked at by itself.
pub async fn car_photo_upload(
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    method: Method,
    headers: HeaderMap,
    multipart: Result<Multipart, MultipartRejection>,
) -> Response {
    let plain = reply::is_plain_form(&method, &headers);
    let here = format!("{}/{}/fotograflar", paths::CARS, paths::encoded(&id));
    match take_photos(&visit, &id, multipart).await {
        Ok(added) => reply::received(&visit, plain, &headers, [&here, PHOTOS, "added"], &added).await,
        Err(error) => reply::refuse(&visit, plain, &here, PHOTOS, &[], error).await,
    }
}

async fn take_photos(
    visit: &Visit,
    id: &str,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Vec<PhotoId>> {
    let id = vehicle_id(id)?;
    photos::may_add(visit, id).await?;
    let (mut files, mut kept) = (Photos::read(visit.lang, multipart)?, Vec::new());
    while let Some(file) = files.next().await? {
        match photos::add(visit, id, file).await {
            Ok(photo) => kept.push(photo),
            Err(error) => files.refuse(error)?,
        }
    }
    files.done(kept)
}

/// `GET /foto/arac/{name}`: for the car's owner; everybody else gets 404.
pub async fn car_photo_file(Extension(visit): Extension<Visit>, Path(name): Path<String>) -> Response {
    match photos::open(&visit, &name).await {
        Ok(bytes) => {
            let picture = [(header::CONTENT_TYPE, "image/jpeg"), (header::CONTENT_DISPOSITION, "inline")];
            (PRIVATE, picture, bytes).into_response()
        }
        // A picture inside a page: there is nobody to read a form for signing in.
        Err(error) if error.code == Code::Unauthenticated => StatusCode::NOT_FOUND.into_response(),
        Err(error) => StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::NOT_FOUND).into_response(),
    }
}

/// `POST /hesap/araclar/{id}/defter/{record}/belge`, `multipart/form-data`: file. A browser goes back to the record, other
/// clients get the id.
pub async fn record_file_upload(
    Extension(visit): Extension<Visit>,
    Path((id, record)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
    multipart: Result<Multipart, MultipartRejection>,
) -> Response {
    let plain = reply::is_plain_form(&method, &headers);
    let here = format!("{}/{}/defter/{}", paths::CARS, paths::encoded(&id), paths::encoded(&record));
    match take_paper(&visit, &id, record, multipart).await {
        Ok(id) => reply::received(&visit, plain, &headers, [&here, PAPER, "added"], &id).await,
        Err(error) => reply::refuse(&visit, plain, &here, PAPER, &[], error).await,
    }
}

async fn take_paper(
    visit: &Visit,
    id: &str,
    record: String,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<FileId> {
    let input = OneRecordInput { record_id: record_id(&record)?.to_string() };
    let mut sent = Sent::default();
    let may = async {
        if files::may_add(visit, &input).await? == vehicle_id(id)? { Ok(()) } else { Err(Code::NotFound.into()) }
    };
    sent.read(multipart, may).await?;
    files::add(visit, &input, &sent.name, sent.file).await.map_err(|error| spoken(visit, error))
}

/// That there are enough papers is said in words about papers.
fn spoken(visit: &Visit, mut error: AppError) -> AppError {
    if let Some(refusal) = error.fields.get_mut("file") {
        match refusal.rule {
            Rule::TooMany => refusal.message = say!(visit.lang, carfiles.full, count = FILES_MAX),
            Rule::Taken => say!(visit.lang, carfiles.twice).clone_into(&mut refusal.message),
            _ => {}
        }
    }
    error
}

/// `GET /hesap/belgeler/{id}`: for the owner of the book; everybody else gets 404.
pub async fn record_file(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response {
    match file(&visit, &id).await {
        Ok(response) => response,
        Err(error) if error.code == Code::Unauthenticated => {
            Redirect::to(&format!("{}?next={}", paths::SIGN_IN, paths::encoded(&visit.address()))).into_response()
        }
        Err(mut error) => {
            words::speak(&mut error, visit.lang);
            refusal::error_page(visit.lang, &error)
        }
    }
}

async fn file(visit: &Visit, id: &str) -> Result<Response> {
    let opened = files::open(&mut Scope::read(visit), id).await?;
    // Pictures are our own drawing; a PDF is somebody else's program and only leaves as a file.
    let (way, ending) = match opened.medium {
        Medium::Jpeg => ("inline", ".jpg"),
        Medium::Pdf => ("attachment", ".pdf"),
    };
    let stem = opened.name.rsplit_once('.').map_or(opened.name.as_str(), |(stem, _)| stem);
    let name = paths::encoded(&format!("{stem}{ending}"));
    let headers = [
        (header::CONTENT_TYPE, opened.medium.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("{way}; filename*=UTF-8''{name}")),
    ];
    Ok((PRIVATE, headers, opened.bytes).into_response())
}
