//! One answer for three kinds of callers: other clients and islands get JSON and a proper status, plain forms a redirect.
//!
//! Server functions always run as if JSON was asked for. [`answer`] then turns their answer into what the caller reads:
//! for a plain form success is 303 to the place that [`reply`] named, refusal 303 back to the form with a flash (typed
//! input kept, secrets never). This is the only place that sets statuses of server functions.

use super::{flash, flash::Flash, refusal, visit::Visit, wires::Wires};
use crate::kernel::{
    error::{AppError, Code, Result},
    paths, words,
};
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::collections::BTreeMap;

/// The largest body of a form or API call.
pub const BODY_LIMIT: usize = 256 * 1024;
/// Set by `server_fn` on every error answer.
const ERROR_MARK: HeaderName = HeaderName::from_static("serverfnerror");
/// From [`reply_noticed`] to [`answer`]; never leaves the process.
const NOTICE: HeaderName = HeaderName::from_static("x-notice");
/// Sent by browsers alone: with it, a call that wants no HTML comes from an island.
const FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
/// Cookies for what the next page shows, and for a form that waits for its own page.
pub const FLASH_COOKIE: &str = "flash";
pub const WAITING_COOKIE: &str = "bekleyen";
/// Key of the notice over a form that waited.
const FORM_KEPT: &str = "form_kept";
/// From [`carry`] to [`answer`]; never leaves the process.
const CARRIED: HeaderName = HeaderName::from_static("x-carried");

/// Ends a server function: on success a plain form goes on to `place`.
///
/// # Errors
/// Hands on the error it was given.
pub fn reply<T>(result: Result<T>, place: impl FnOnce(&T) -> String) -> Result<T> {
    let value = result?;
    leptos_axum::redirect(&paths::own_path(&place(&value), paths::HOME));
    Ok(value)
}

/// Ends a server function whose form goes back to the page it stands on, which then shows the notice with this key.
///
/// # Errors
/// Hands on the error it was given.
pub fn noticed<T>(result: Result<T>, notice: &'static str) -> Result<T> {
    let value = result?;
    if let Some(options) = use_context::<ResponseOptions>() {
        options.insert_header(NOTICE, HeaderValue::from_static(notice));
    }
    Ok(value)
}

/// Like [`reply`], for the one place outside this site that a form may lead to: an identity provider's own address, which
/// comes from its configuration and never from a request.
///
/// # Errors
/// Hands on the error it was given.
pub fn reply_away<T>(result: Result<T>, address: impl FnOnce(&T) -> String) -> Result<T> {
    let value = result?;
    leptos_axum::redirect(&address(&value));
    Ok(value)
}

/// Like [`reply`], and the next page shows the notice with this key (`common.*` words, e.g. `saved`).
///
/// # Errors
/// Hands on the error it was given.
pub fn reply_noticed<T>(result: Result<T>, notice: &'static str, place: impl FnOnce(&T) -> String) -> Result<T> {
    noticed(reply(result, place), notice)
}

/// The page that a plain form goes on to has a form of `endpoint`: there `field` is typed already, as it was typed here.
pub fn carry(endpoint: &str, field: &str) {
    if let (Some(options), Ok(value)) =
        (use_context::<ResponseOptions>(), HeaderValue::from_str(&format!("{endpoint} {field}")))
    {
        options.insert_header(CARRIED, value);
    }
}

/// Adds a cookie to the answer of the running server function.
pub fn set_cookie(cookie: &str) {
    if let (Some(options), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(cookie)) {
        options.append_header(header::SET_COOKIE, value);
    }
}

/// Lets browsers and proxies keep the answer of the running server function for an hour: only for data that is the same for
/// everybody. Every other answer is `no-store`.
pub fn cacheable<T>(value: T) -> T {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    }
    value
}

/// Does a browser form (not an island, not another client) ask?
pub fn is_plain_form(method: &Method, headers: &HeaderMap) -> bool {
    let accepts_html =
        headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("text/html"));
    accepts_html && *method != Method::GET
}

/// The middleware around all server functions; pages pass.
pub async fn answer(request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let Some(visit) = request.extensions().get::<Visit>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let plain = is_plain_form(request.method(), request.headers());
    let island = request.headers().contains_key(FETCH_MODE);
    let back = refusal::back(request.headers(), request.uri().query(), &visit.wires);
    let endpoint = request.uri().path().trim_start_matches("/api/").to_owned();

    let (mut parts, body) = request.into_parts();
    let body = match Limited::new(body, BODY_LIMIT).collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) => {
            let code = if error.is::<LengthLimitError>() { Code::TooLarge } else { Code::Invalid };
            return refuse(&visit, plain, &back, &endpoint, &[], code.into()).await;
        }
    };
    if !plausible(&body) {
        return refuse(&visit, plain, &back, &endpoint, &body, Code::Invalid.into()).await;
    }
    parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    // Functions are found by their method; the server sends no body to who asks for none.
    if parts.method == Method::HEAD {
        parts.method = Method::GET;
    }
    let typed = if plain { body.clone() } else { axum::body::Bytes::default() };
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;

    let notice = response.headers().get(NOTICE).and_then(|v| v.to_str().ok()).map(ToOwned::to_owned);
    if response.headers().contains_key(&ERROR_MARK) {
        let error = read_error(response).await;
        return refuse(&visit, plain, &back, &endpoint, &typed, error).await;
    }
    if plain {
        return go_on(&visit, &back, endpoint, &typed, notice, response).await;
    }
    let mut response = strip(response);
    if let Some(notice) = notice
        && island
    {
        // The island goes on to the next page by itself, which then says the same as to a plain form.
        let flash = Flash { endpoint, notice: Some(notice), ..Flash::default() };
        leave_flash(&visit, &flash, &mut response).await;
    }
    response
}

/// PostgreSQL text holds no null bytes, and letters that are none would be kept damaged; refusing both here spares every field the
/// check.
fn plausible(body: &[u8]) -> bool {
    let is_damaged = |text: &str| text.contains(char::REPLACEMENT_CHARACTER);
    !body.contains(&0)
        && !body.windows(3).any(|window| window == b"%00")
        && !form_urlencoded::parse(body).any(|(name, value)| is_damaged(&name) || is_damaged(&value))
}

fn strip(mut response: Response) -> Response {
    response.headers_mut().remove(NOTICE);
    response.headers_mut().remove(CARRIED);
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

async fn read_error(response: Response) -> AppError {
    let body = response.into_body().collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    serde_json::from_slice(&body).unwrap_or_else(|error| super::db::internal(&error))
}

/// A plain form succeeded: 303 to the place named by `reply`, or back to the form.
async fn go_on(
    visit: &Visit,
    back: &str,
    endpoint: String,
    typed: &[u8],
    notice: Option<String>,
    response: Response,
) -> Response {
    let headers = response.headers();
    let place =
        headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).map_or_else(|| back.to_owned(), ToOwned::to_owned);
    let mut redirect = see_other(&place);
    for cookie in headers.get_all(header::SET_COOKIE) {
        redirect.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    if let Some(notice) = notice {
        let flash = Flash { endpoint, notice: Some(notice), ..Flash::default() };
        leave_flash(visit, &flash, &mut redirect).await;
    }
    let carried = headers.get(CARRIED).and_then(|v| v.to_str().ok()).and_then(|carried| carried.split_once(' '));
    if let Some((form, field)) = carried {
        let mut values = Flash::typed(typed);
        values.retain(|name, _| name == field);
        let flash = Flash { endpoint: form.to_owned(), values, page: Some(place), ..Flash::default() };
        leave_flash(visit, &flash, &mut redirect).await;
    }
    redirect
}

/// Where somebody proves who they are before the same again; the form waits for them as they typed it.
fn door(visit: &Visit, code: Code, back: &str) -> Option<String> {
    match code {
        Code::Unauthenticated if visit.tablet.is_some() => Some(paths::TABLET.to_owned()),
        Code::Unauthenticated => Some(format!("{}?next={}", paths::SIGN_IN, paths::encoded(back))),
        Code::StepUp => Some(paths::step_up(back)),
        _ => None,
    }
}

/// Speaks an error to the caller.
pub async fn refuse(
    visit: &Visit,
    plain: bool,
    back: &str,
    endpoint: &str,
    typed: &[u8],
    mut error: AppError,
) -> Response {
    words::speak(&mut error, visit.lang);
    if !plain {
        return error_json(&error);
    }
    if error.code == Code::Unavailable && typed.is_empty() {
        return refusal::error_page(visit.lang, &error);
    }
    if error.code == Code::Unavailable {
        // Nothing can be kept here; the page itself holds what was typed.
        return refusal::form_page(visit.lang, &error, &refusal::Form { path: &visit.path, back, body: typed });
    }
    let (endpoint, values) = (endpoint.to_owned(), Flash::typed(typed));
    match door(visit, error.code, back) {
        Some(door) => {
            let (notice, page) = (Some(FORM_KEPT.to_owned()), Some(back.to_owned()));
            waiting(visit, &door, Flash { endpoint, values, error: None, notice, page }).await
        }
        None => waiting(visit, back, Flash { endpoint, values, error: Some(error), ..Flash::default() }).await,
    }
}

/// 303 to `place`, where a form waits as it was typed; who lets too many wait is told so instead.
async fn waiting(visit: &Visit, place: &str, mut flash: Flash) -> Response {
    if visit.actor.user_id().is_none() && flash.size() > flash::VISITORS_MOST {
        flash.values.clear();
    }
    match flash::spend(visit).await {
        Err(mut error) if error.code == Code::TooMany => {
            words::speak(&mut error, visit.lang);
            refusal::error_page(visit.lang, &error)
        }
        _ => {
            let mut redirect = see_other(place);
            leave_flash(visit, &flash, &mut redirect).await;
            redirect
        }
    }
}

/// An error as JSON with its status.
pub fn error_json(error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, axum::Json(error)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Leptos' own client tells errors from answers by this mark.
    response.headers_mut().insert(ERROR_MARK, HeaderValue::from_static("1"));
    if let Some(seconds) = error.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// A plain form succeeded that is no server function: 303 to `place`, which shows the notice with this key.
pub async fn go_back(visit: &Visit, place: &str, endpoint: &str, notice: &str) -> Response {
    let mut redirect = see_other(place);
    let flash = Flash { endpoint: endpoint.to_owned(), notice: Some(notice.to_owned()), ..Flash::default() };
    leave_flash(visit, &flash, &mut redirect).await;
    redirect
}

/// Files came in. A plain form goes on to `place`, as by [`go_back`]; a script of ours gets what was made, and `place` to go on to,
/// which says the same as to a plain form; other clients get what was made.
pub async fn received<T: serde::Serialize>(
    visit: &Visit,
    plain: bool,
    headers: &HeaderMap,
    [place, endpoint, notice]: [&str; 3],
    made: &T,
) -> Response {
    if plain {
        return go_back(visit, place, endpoint, notice).await;
    }
    let mut response = axum::Json(made).into_response();
    if headers.contains_key(FETCH_MODE) {
        let flash = Flash { endpoint: endpoint.to_owned(), notice: Some(notice.to_owned()), ..Flash::default() };
        leave_flash(visit, &flash, &mut response).await;
        let place = HeaderValue::from_str(place).unwrap_or_else(|_| HeaderValue::from_static(paths::HOME));
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

/// A plain form that wants to be looked at before it is sent: 303 to `place`, which finds `values` under `endpoint`.
pub async fn show_typed(visit: &Visit, place: &str, endpoint: &str, values: BTreeMap<String, Vec<String>>) -> Response {
    waiting(visit, place, Flash { endpoint: endpoint.to_owned(), values, ..Flash::default() }).await
}

/// Fills the form at `page` with what was typed elsewhere, and says there why it was refused, if it was. Only in a server function.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn fill_form(
    visit: &Visit,
    page: &str,
    endpoint: &str,
    values: BTreeMap<String, Vec<String>>,
    error: Option<AppError>,
) -> Result<()> {
    let error = error.map(|mut error| {
        words::speak(&mut error, visit.lang);
        error
    });
    let notice = error.is_none().then(|| FORM_KEPT.to_owned());
    let flash = Flash { endpoint: endpoint.to_owned(), error, values, notice, page: Some(page.to_owned()) };
    let token = flash::keep(&visit.wires, &flash).await?;
    set_cookie(&visit.wires.config.server.cookie(WAITING_COOKIE, &token, flash::WAITING_MINUTES * 60));
    Ok(())
}

async fn leave_flash(visit: &Visit, flash: &Flash, response: &mut Response) {
    // Without a database the redirect still works; only the kept input is lost.
    if let Ok(token) = flash::keep(&visit.wires, flash).await {
        let (name, minutes) = match flash.page {
            Some(_) => (WAITING_COOKIE, flash::WAITING_MINUTES),
            None => (FLASH_COOKIE, flash::LIFETIME_MINUTES),
        };
        let cookie = visit.wires.config.server.cookie(name, &token, minutes * 60);
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
}

fn see_other(place: &str) -> Response {
    let place = HeaderValue::from_str(place).unwrap_or_else(|_| HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, place), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))])
        .into_response()
}

/// The page of ours that a form stands on: path and query of a Referer of this site, else the home page.
pub fn referer_path(headers: &HeaderMap, wires: &Wires) -> String {
    let referer = headers.get(header::REFERER).and_then(|v| v.to_str().ok()).and_then(|v| url::Url::parse(v).ok());
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let Some(referer) = referer else { return paths::HOME.to_owned() };
    let authority = match (referer.host_str(), referer.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (Some(host), None) => host.to_owned(),
        _ => String::new(),
    };
    if authority != host && !wires.config.server.base_url.ends_with(&format!("//{authority}")) {
        return paths::HOME.to_owned();
    }
    let place =
        referer.query().map_or_else(|| referer.path().to_owned(), |query| format!("{}?{query}", referer.path()));
    paths::own_path(&place, paths::HOME)
}
