//! Where papers are sent to, and where they are handed out.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::DocumentId,
        paths, words,
    },
    modules::mechanics::application::service,
    platform::{
        Scope, Visit,
        media::{MAX_BYTES, Medium},
        refusal, reply,
        upload::{AROUND, Sent},
    },
};
use axum::{
    Extension,
    extract::{Multipart, Path, multipart::MultipartRejection},
    http::{HeaderMap, Method, header},
    response::{IntoResponse, Redirect, Response},
};

/// With this in its address the desk sees a PDF in its own page.
const BESIDE: &str = "yanda";
/// The page that shows a PDF to the desk is the only one that may frame it. No sandbox: browsers refuse to show a PDF in one. They
/// show it in a program of their own that is apart from this site, and `nosniff` with the type of the answer keeps it a PDF; what
/// browsers draw around it is allowed.
const BESIDE_POLICY: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

/// Where the desk's page takes a PDF from.
pub fn beside(id: DocumentId) -> String {
    format!("{}?{BESIDE}=1", paths::document(id))
}

/// Under this name the refusal of a paper waits for its page.
pub const DOCUMENT: &str = "mechanics/document";
/// The file and the few fields around it.
pub const DOCUMENT_LIMIT: usize = MAX_BYTES + AROUND;
/// `POST /atolye/basvuru/belge`, `multipart/form-data`: kind, file. A browser goes back to the application, other clients get
/// the id.
pub async fn document_upload(
    Extension(visit): Extension<Visit>,
    method: Method,
    headers: HeaderMap,
    multipart: Result<Multipart, MultipartRejection>,
) -> Response {
    let plain = reply::is_plain_form(&method, &headers);
    let mut sent = Sent::default();
    let kept = match sent.read(multipart, service::may_send(&visit)).await {
        Ok(()) => {
            let file = std::mem::take(&mut sent.file);
            service::add_document(&visit, sent.word("kind"), file).await
        }
        Err(error) => Err(error),
    };
    match kept {
        Ok(id) => reply::received(&visit, plain, &headers, [paths::WORKSHOP_APPLICATION, DOCUMENT, "added"], &id).await,
        Err(error) => reply::refuse(&visit, plain, paths::WORKSHOP_APPLICATION, DOCUMENT, &sent.typed(), error).await,
    }
}

/// `GET /atolye/basvuru/belge/{id}?yanda=`: for the owner and for admins; strangers get 404. Nothing of it runs or is kept anywhere.
pub async fn document_download(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response {
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
    let mut scope = Scope::write(visit).await?;
    let opened = service::open_document(&mut scope, id).await;
    let (opened, is_desk) = scope.finish(opened).await?;
    // Pictures are our own drawing; a PDF is somebody else's and leaves as a file, but for who decides about it.
    let is_beside = is_desk && opened.medium == Medium::Pdf && visit.param(BESIDE).is_some();
    let way = if is_beside || opened.medium == Medium::Jpeg { "inline" } else { "attachment" };
    let ending = if opened.medium == Medium::Jpeg { "jpg" } else { "pdf" };
    let (policy, frames) =
        if is_beside { (BESIDE_POLICY, "SAMEORIGIN") } else { ("default-src 'none'; sandbox", "DENY") };
    let headers = [
        (header::CONTENT_TYPE, opened.medium.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("{way}; filename=\"{}.{ending}\"", opened.kind)),
        (header::CONTENT_SECURITY_POLICY, policy.to_owned()),
        (header::X_FRAME_OPTIONS, frames.to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, opened.bytes).into_response())
}
