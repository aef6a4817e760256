//! The file with everything kept about a person, for that person.

use crate::{
    kernel::{
        error::{AppError, Code, Result},
        paths, words,
    },
    modules::users::service,
    platform::{Scope, Visit, refusal},
};
use axum::{
    Extension,
    body::{Body, Bytes},
    extract::Path,
    http::{HeaderName, header},
    response::{IntoResponse, Redirect, Response},
};
use futures::stream;

/// `GET /hesap/ayarlar/gizlilik/dosya/{id}`. Visitors sign in first, a stale proof is renewed first; strangers get 404.
pub async fn export_download(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response {
    match file(&visit, &id).await {
        Ok(response) => response,
        Err(error) if error.code == Code::Unauthenticated => {
            Redirect::to(&format!("{}?next={}", paths::SIGN_IN, paths::encoded(&visit.address()))).into_response()
        }
        Err(error) if error.code == Code::StepUp => Redirect::to(&paths::step_up(&visit.address())).into_response(),
        Err(mut error) => {
            words::speak(&mut error, visit.lang);
            refusal::error_page(visit.lang, &error)
        }
    }
}

async fn file(visit: &Visit, id: &str) -> Result<Response> {
    let file = service::exports::open(&mut Scope::read(visit), id).await?;
    let headers: [(HeaderName, String); 4] = [
        (header::CONTENT_LENGTH, file.size.to_string()),
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"sana-iyi-usta-{}.zip\"", visit.now.day())),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    let pieces = stream::try_unfold((visit.clone(), file), async |(visit, mut file)| {
        Ok::<_, AppError>(file.next(&visit).await?.map(|piece| (Bytes::from(piece), (visit, file))))
    });
    Ok((headers, Body::from_stream(pieces)).into_response())
}
