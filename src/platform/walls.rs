//! Walls around every request: who asks from where, no cross-site writes, headers, no panic reaches a reader.

use super::{
    bearer,
    config::ServerConfig,
    db, flash,
    flash::Flash,
    refusal::{speak_to, turn_away},
    reply::{FLASH_COOKIE, WAITING_COOKIE},
    session::tablet::knows_person_at,
    visit::Visit,
    wires::Wires,
};
use crate::kernel::{
    actor::Actor,
    error::{AppError, Code},
    lang::Lang,
    paths,
};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header},
    middleware::Next,
    response::Response,
};
use futures::FutureExt;
use percent_encoding::percent_decode_str;
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    panic::AssertUnwindSafe,
    sync::Arc,
    time::Duration,
};
use tower_sessions::Session;
use tracing::Instrument;

pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Finds out who asks and hands the [`Visit`] on; one query for a signed-in person, none for a visitor.
pub async fn attach_visit(State(wires): State<Wires>, session: Session, mut request: Request, next: Next) -> Response {
    let request_id = request.extensions().get::<RequestId>().map_or_else(db::new_reference, |id| id.0.clone());
    let headers = request.headers();
    let actor = match bearer::person(&wires, &session, headers).await {
        Ok(person) => person.map_or(Actor::Visitor, |person| Actor::Person(Box::new(person))),
        Err(error) if error.code == Code::Unauthenticated => {
            return bearer::refused(language(headers, request.uri().query(), None));
        }
        Err(error) => {
            let lang = language(headers, request.uri().query(), None);
            return turn_away(request, &wires, lang, error).await;
        }
    };
    let tablet = match bearer::tablet(&session, headers).await {
        Ok(tablet) => tablet,
        Err(error) => {
            let lang = language(headers, None, None);
            return turn_away(request, &wires, lang, error).await;
        }
    };
    // Whoever is in at a tablet is known where visits are, and nowhere else.
    let is_known = tablet.is_none() || knows_person_at(request.uri().path());
    let actor = if is_known { actor } else { Actor::Visitor };
    let person = actor.person();
    let lang = language(headers, request.uri().query(), person.map(|p| p.lang));
    let theme = cookie(headers, "tema")
        .filter(|theme| matches!(theme.as_str(), "light" | "dark" | "system"))
        .or_else(|| person.map(|p| p.theme.clone()))
        .unwrap_or_else(|| String::from("system"));
    let (flash, spent) = take_flash(&wires, request.method(), headers, request.uri()).await;
    let ip = client_ip(&request, wires.config.server.trusted_proxies);
    let visit = Visit {
        actor,
        tablet,
        lang,
        theme,
        now: wires.clock.now(),
        request_id,
        ip,
        user_agent: headers
            .get(header::USER_AGENT)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
            .chars()
            .take(300)
            .collect(),
        is_ahead: headers.get("sec-purpose").and_then(|v| v.to_str().ok()).is_some_and(|v| v.starts_with("prefetch")),
        path: request.uri().path().to_owned(),
        query: request.uri().query().unwrap_or_default().to_owned(),
        cookies: cookies(headers),
        flash,
        session,
        wires: wires.clone(),
    };
    if let Err(error) = super::audit::note_support(&visit, request.method()).await {
        return speak_to(request.headers(), request.uri().path(), lang, error);
    }
    request.extensions_mut().insert(visit);
    let mut response = next.run(request).await;
    for name in spent {
        forget_cookie(&mut response, &wires.config.server, name);
    }
    response
}

/// Refuses addresses that nothing here can have: PostgreSQL text holds no null bytes, and names are UTF-8.
pub async fn refuse_garbled(request: Request, next: Next) -> Response {
    let uri = request.uri();
    let is_call = uri.path().starts_with("/api/");
    let code = if percent_decode_str(uri.path()).decode_utf8().is_err() || uri.path().contains("%00") {
        Code::NotFound
    } else if uri.query().is_some_and(|query| query.contains("%00")) {
        if is_call { Code::Invalid } else { Code::NotFound }
    } else {
        return next.run(request).await;
    };
    speak_to(request.headers(), uri.path(), language(request.headers(), None, None), code.into())
}

/// For addresses that are asked in another way than they know.
pub async fn refuse_method(request: Request) -> Response {
    let (headers, path) = (request.headers(), request.uri().path());
    speak_to(headers, path, language(headers, None, None), Code::MethodNotAllowed.into())
}

/// What waits for this page, and the cookies that are of no use any more.
async fn take_flash(
    wires: &Wires,
    method: &Method,
    headers: &HeaderMap,
    uri: &Uri,
) -> (Option<Arc<Flash>>, Vec<&'static str>) {
    // A page fetched ahead is not seen yet.
    let is_seen = *method == Method::GET && !headers.contains_key("sec-purpose");
    // Neither calls nor pictures show what a form left behind.
    if !is_seen || ["/api/", "/foto/"].iter().any(|area| uri.path().starts_with(area)) {
        return (None, Vec::new());
    }
    let address = uri.path_and_query().map_or_else(|| uri.path(), |whole| whole.as_str());
    let (mut found, mut spent) = (None, Vec::new());
    for (name, page) in [(WAITING_COOKIE, Some(address)), (FLASH_COOKIE, None)] {
        let Some(token) = cookie(headers, &wires.config.server.cookie_name(name)) else { continue };
        let flash = flash::take(wires, &token, page).await.ok().flatten();
        if flash.is_some() || page.is_none() {
            spent.push(name);
        }
        found = flash.or(found);
    }
    (found.map(Arc::new), spent)
}

fn forget_cookie(response: &mut Response, server: &ServerConfig, name: &str) {
    if let Ok(value) = HeaderValue::from_str(&server.cookie(name, "", 0)) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// Refuses unsafe requests and upgrades that another site makes a browser send. Clients that are no browsers send
/// neither `Sec-Fetch-Site` nor `Origin` and hold no ambient cookies of a victim, so they pass. So do answers that an identity
/// provider's page posts: they change nothing there and go on as a `GET`, which looks at what this browser asked for.
pub async fn refuse_cross_site(State(wires): State<Wires>, mut request: Request, next: Next) -> Response {
    // Who comes with a token comes without cookies, so that no other site can make use of them.
    if bearer::token(request.headers()).is_some() {
        request.headers_mut().remove(header::COOKIE);
        return next.run(request).await;
    }
    let headers = request.headers();
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let is_answer = *request.method() == Method::POST && wires.config.oidc.is_posted_to(request.uri().path());
    if is_answer {
        return next.run(request).await;
    }
    if (!is_safe || headers.contains_key(header::UPGRADE)) && !is_same_origin(headers, &wires.config.server) {
        tracing::warn!(path = %paths::logged(request.uri().path()), "cross-site request refused");
        return speak_to(headers, request.uri().path(), language(headers, None, None), Code::CrossSite.into());
    }
    next.run(request).await
}

fn is_same_origin(headers: &HeaderMap, server: &ServerConfig) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN) else { return true };
    let host = text(header::HOST).unwrap_or_default();
    origin == server.base_url
        || origin.split_once("://").is_some_and(|(_, authority)| !host.is_empty() && authority == host)
}

/// Headers that every answer carries; pages set their own CSP with the request's nonce.
pub async fn security_headers(State(wires): State<Wires>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("permissions-policy", "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    // What stands in a frame of another page says so itself: the map of a search, a paper beside the desk's decision.
    headers.entry(header::X_FRAME_OPTIONS).or_insert(HeaderValue::from_static("DENY"));
    // So do pages whose address is a key.
    headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static("strict-origin-when-cross-origin"));
    if wires.config.server.is_https() {
        headers
            .insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"));
    }
    response
}

/// The id of a request, made at the outermost wall.
#[derive(Clone, Debug)]
struct RequestId(String);

/// One id, one log line and one set of figures per request; every line that is logged meanwhile carries the id.
pub async fn measure(mut request: Request, next: Next) -> Response {
    let started = tokio::time::Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let id = db::new_reference();
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).instrument(tracing::info_span!("request", id)).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let (status, seconds) = (response.status().as_u16(), started.elapsed().as_secs_f64());
    let area = if path.starts_with("/api/") { "api" } else { "page" };
    metrics::counter!("http_requests_total", "area" => area, "status" => status.to_string()).increment(1);
    metrics::histogram!("http_request_seconds", "area" => area).record(seconds);
    tracing::info!(%method, path = %paths::logged(&path), status, ms = (seconds * 1000.0).round(), request_id = id, "request");
    response
}

/// Longer than the database takes for any statement: what waits then waits for a line that has gone dead.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// So many times longer while files come in: a phone on a bad line sends eight megabytes in two minutes.
const SLOW_LINE: u32 = 9;

/// No caller waits for ever, whatever is stuck behind the handler; a stream counts as answered once it begins.
pub async fn bound_waiting(State(patience): State<Duration>, request: Request, next: Next) -> Response {
    let lang = language(request.headers(), request.uri().query(), None);
    let (headers, path) = (request.headers().clone(), request.uri().path().to_owned());
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let patience = if kind.starts_with("multipart/form-data") { patience * SLOW_LINE } else { patience };
    if let Ok(response) = tokio::time::timeout(patience, next.run(request)).await {
        return response;
    }
    tracing::error!(path = %paths::logged(&path), "given up on");
    speak_to(&headers, &path, lang, AppError { retry_after: Some(5), ..AppError::new(Code::Unavailable) })
}

/// A panic becomes a 500 with a reference, in the caller's form and language; the text of the panic goes to the log only.
pub async fn catch_panics(request: Request, next: Next) -> Response {
    let lang = language(request.headers(), request.uri().query(), None);
    let (headers, path) = (request.headers().clone(), request.uri().path().to_owned());
    // What the handler held is dropped with it; nothing half-changed is looked at again.
    let panic = match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => return response,
        Err(panic) => panic,
    };
    let reference = db::new_reference();
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("?");
    tracing::error!(%reference, panic = text, "handler panicked");
    speak_to(&headers, &path, lang, AppError { reference: Some(reference), ..AppError::new(Code::Internal) })
}

fn cookies(headers: &HeaderMap) -> String {
    let values = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    values.collect::<Vec<_>>().join("; ")
}

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name).then(|| value.to_owned())
        })
}

/// `?lang=` (for links in both languages), then the cookie `dil`, then the person's own, then the browser's wish; Turkish first.
fn language(headers: &HeaderMap, query: Option<&str>, own: Option<Lang>) -> Lang {
    let asked = query.and_then(|query| {
        form_urlencoded::parse(query.as_bytes())
            .find(|(key, _)| key == "lang")
            .and_then(|(_, value)| Lang::parse(&value))
    });
    asked.or_else(|| cookie(headers, "dil").and_then(|code| Lang::parse(&code))).or(own).unwrap_or_else(|| {
        let wish = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        wish.split(',').find_map(|part| Lang::parse(part.trim().get(..2)?)).unwrap_or_default()
    })
}

/// The client's address. With n trusted proxies it is the n-th entry of `X-Forwarded-For` from the right; everything
/// further left is what the client claims and counts for nothing.
fn client_ip(request: &Request, trusted_proxies: usize) -> IpAddr {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.ip());
    if trusted_proxies == 0 {
        return peer;
    }
    let forwarded =
        request.headers().get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(','));
    let chain: Vec<&str> = forwarded.map(str::trim).collect();
    chain
        .len()
        .checked_sub(trusted_proxies)
        .and_then(|place| chain.get(place))
        .and_then(|ip| ip.parse().ok())
        .unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: &[&str], proxies: usize) -> String {
        let mut request = Request::builder();
        for value in forwarded {
            request = request.header("x-forwarded-for", *value);
        }
        let mut request = request.body(axum::body::Body::empty()).expect("request");
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer.parse().expect("ip"), 1)));
        client_ip(&request, proxies).to_string()
    }

    #[test]
    fn forged_forwarding_changes_nothing() {
        assert_eq!(from("10.0.0.1", &["1.2.3.4"], 0), "10.0.0.1");
        assert_eq!(from("10.0.0.1", &["6.6.6.6, 1.2.3.4"], 1), "1.2.3.4");
        assert_eq!(from("10.0.0.1", &["6.6.6.6", "1.2.3.4"], 1), "1.2.3.4");
        assert_eq!(from("10.0.0.1", &["1.2.3.4, 10.0.0.9"], 2), "1.2.3.4");
        assert_eq!(from("10.0.0.1", &["nonsense"], 1), "10.0.0.1");
        assert_eq!(from("10.0.0.1", &[], 1), "10.0.0.1");
    }
}
