//! The calendar file of an appointment, for either side of it.

use crate::{
    kernel::error::Result,
    modules::appointments::{
        mails::{Facts, Reader, calendar_file, method_of},
        service,
        status::Side,
    },
    platform::{Scope, Visit, refusal},
};
use axum::{
    Extension,
    extract::Path,
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};

/// `GET /hesap/randevular/{id}/takvim.ics`. Visitors are sent to sign in by the error page's status; strangers get 404.
pub async fn ics_download(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response {
    match file(&visit, &id).await {
        Ok(response) => response,
        Err(mut error) => {
            crate::kernel::words::speak(&mut error, visit.lang);
            refusal::error_page(visit.lang, &error)
        }
    }
}

async fn file(visit: &Visit, id: &str) -> Result<Response> {
    let mut scope = Scope::read(visit);
    let seen = service::see(&mut scope, id, Side::Customer).await?;
    let person = visit.person()?;
    let reader = Reader { side: seen.side, email: &person.email, name: &person.full_name };
    let facts = Facts::of(&seen.appointment, reader, visit.now);
    let config = &visit.wires.config;
    let text = calendar_file(&config.server.base_url, &config.mail.from, visit.lang, &facts);
    let kind = format!("text/calendar; charset=utf-8; method={}", method_of(facts.status));
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"randevu.ics\"".to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, text).into_response())
}
