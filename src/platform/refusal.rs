//! Saying no without the site: pages that need no database, no session and no Leptos.

use super::{
    reply::{BODY_LIMIT, error_json, is_plain_form, referer_path},
    wires::Wires,
};
use crate::{
    kernel::{error::AppError, lang::Lang, paths, words},
    platform::flash::is_secret,
    say,
};
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use http_body_util::{BodyExt, Limited};
use std::fmt::Write;

/// In the address of a form that is sent again from such a page: where it stood at first.
pub const BACK: &str = "geri";

/// An error for whoever asked: JSON under `/api/`, a small page elsewhere.
pub fn speak_to(headers: &HeaderMap, path: &str, lang: Lang, mut error: AppError) -> Response {
    words::speak(&mut error, lang);
    let wants_html = headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("text/html"));
    if path.starts_with("/api/") && !wants_html { error_json(&error) } else { error_page(lang, &error) }
}

/// [`speak_to`] before anybody is known: a form gets back what was typed into it.
pub async fn turn_away(request: Request, wires: &Wires, lang: Lang, error: AppError) -> Response {
    let (parts, body) = request.into_parts();
    let (headers, path) = (&parts.headers, parts.uri.path());
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !is_plain_form(&parts.method, headers) || !kind.starts_with("application/x-www-form-urlencoded") {
        return speak_to(headers, path, lang, error);
    }
    let back = back(headers, parts.uri.query(), wires);
    match Limited::new(body, BODY_LIMIT).collect().await {
        Ok(body) => {
            let mut error = error;
            words::speak(&mut error, lang);
            form_page(lang, &error, &Form { path, back: &back, body: &body.to_bytes() })
        }
        Err(_) => speak_to(headers, path, lang, error),
    }
}

/// The page of ours that a form stands on, also when it is sent again from a page of this file.
pub fn back(headers: &HeaderMap, query: Option<&str>, wires: &Wires) -> String {
    let kept = query.and_then(|query| {
        form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == BACK).map(|(_, place)| place.into_owned())
    });
    match kept {
        Some(place) => paths::own_path(&place, paths::HOME),
        None => referer_path(headers, wires),
    }
}

/// A form that nobody could take.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// Where it was sent.
    pub path: &'a str,
    /// The page that it stands on.
    pub back: &'a str,
    pub body: &'a [u8],
}

/// An error, and nothing to do but to go home.
pub fn error_page(lang: Lang, error: &AppError) -> Response {
    page(lang, error, &format!("<p><a href=\"/\">{}</a></p>", say!(lang, home.title)))
}

/// An error, and everything that was typed but secrets, to be sent once more by a button.
pub fn form_page(lang: Lang, error: &AppError, form: &Form<'_>) -> Response {
    let action = format!("{}?{BACK}={}", form.path, paths::encoded(form.back));
    let mut inner = format!("<form method=\"post\" action=\"{}\">", escape(&action));
    for (name, value) in form_urlencoded::parse(form.body).filter(|(name, _)| !is_secret(name)) {
        let _ = write!(inner, "<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(&name), escape(&value));
    }
    let (kept, again) = (say!(lang, errors.form_kept), say!(lang, errors.send_again));
    let _ = write!(inner, "<p>{kept}</p><button type=\"submit\">{again}</button></form>");
    page(lang, error, &inner)
}

/// What stands between quotes or tags, as text.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

fn page(lang: Lang, error: &AppError, inner: &str) -> Response {
    let status = StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let reference = error
        .reference
        .as_ref()
        .map(|reference| format!("<p>{}</p>", say!(lang, common.reference, reference = reference.as_str())))
        .unwrap_or_default();
    let html = format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <title>{site}</title><link rel=\"stylesheet\" href=\"/offline.css\"></head><body><main><h1>{site}</h1><p>{}</p>{reference}\
         {inner}</main></body></html>",
        lang.code(),
        escape(&error.message),
        site = say!(lang, common.site),
    );
    let mut response = (status, Html(html)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = error.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
