//! Where papers are sent to, and where they are handed out.

use crate::{
    kernel::{
        error::{Code, Result},
        paths, words,
    },
    modules::mechanics::application::service,
    platform::{
        Scope, Visit,
        media::{MAX_BYTES, Medium},
        reply,
        upload::{AROUND, Sent},
        walls,
    },
};
use axum::{
    Extension,
    extract::{Multipart, Path, multipart::MultipartRejection},
    http::{HeaderMap, Method, header},
    response::{IntoResponse, Redirect, Response},
};

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
    let kept = match sent.read(multipart).await {
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

/// `GET /atolye/basvuru/belge/{id}`: for the owner and for admins; strangers get 404. Nothing of it runs or is kept anywhere.
pub async fn document_download(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response {
    match file(&visit, &id).await {
        Ok(response) => response,
        Err(error) if error.code == Code::Unauthenticated => {
            Redirect::to(&format!("{}?next={}", paths::SIGN_IN, paths::encoded(&visit.address()))).into_response()
        }
        Err(mut error) => {
            words::speak(&mut error, visit.lang);
            walls::error_page(visit.lang, &error)
        }
    }
}

async fn file(visit: &Visit, id: &str) -> Result<Response> {
    let mut scope = Scope::write(visit).await?;
    let opened = service::open_document(&mut scope, id).await;
    let opened = scope.finish(opened).await?;
    // Pictures are our own drawing; a PDF is somebody else's program and only leaves as a file.
    let disposition = match opened.medium {
        Medium::Jpeg => format!("inline; filename=\"{}.jpg\"", opened.kind),
        Medium::Pdf => format!("attachment; filename=\"{}.pdf\"", opened.kind),
    };
    let headers = [
        (header::CONTENT_TYPE, opened.medium.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, opened.bytes).into_response())
}
