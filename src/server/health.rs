//! Is the process alive, is it ready, what does it count.

use crate::platform::{
    Wires,
    jobs::{self, Backlog},
    telemetry,
};
use axum::{
    extract::{ConnectInfo, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{net::SocketAddr, time::Duration};
use subtle::ConstantTimeEq;

/// None of this is true a moment later, and figures are for their reader alone.
pub async fn of_this_moment(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The process answers.
pub async fn alive() -> &'static str {
    "ok"
}

/// The process can serve: the database answers within a second, and jobs that are due are taken by somebody. A site that books and
/// mails nothing of it is not ready.
pub async fn ready(State(wires): State<Wires>) -> Response {
    let asked = tokio::time::timeout(Duration::from_millis(900), jobs::backlog(&wires.db)).await;
    match asked {
        Ok(Ok(backlog)) if !backlog.is_stalled() && !wires.stopping.is_cancelled() => "ready".into_response(),
        Ok(Ok(backlog)) if backlog.is_stalled() => {
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "30")], "no worker takes jobs").into_response()
        }
        _ => (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "2")], "not ready").into_response(),
    }
}

/// Prometheus figures, for holders of the token; without a token for this machine, in development only: behind a proxy on
/// the same machine everybody comes from it.
pub async fn metrics(
    State(wires): State<Wires>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    let allowed = match &wires.config.server.metrics_token {
        Some(token) => headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .is_some_and(|given| bool::from(given.as_bytes().ct_eq(token.as_bytes()))),
        None => !wires.config.is_production() && peer.ip().is_loopback() && wires.config.server.trusted_proxies == 0,
    };
    match telemetry::metrics() {
        Some(recorder) if allowed => {
            metrics::gauge!("database_connections").set(f64::from(wires.db.size()));
            // Without the database there is nothing new to say of the queue.
            if let Ok(Ok(backlog)) = tokio::time::timeout(Duration::from_millis(900), jobs::backlog(&wires.db)).await {
                record(&backlog);
            }
            ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], recorder.render()).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn record(backlog: &Backlog) {
    let figure = |count: i64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    metrics::gauge!("jobs_due").set(figure(backlog.due));
    metrics::gauge!("jobs_running").set(figure(backlog.running));
    metrics::gauge!("jobs_given_up").set(figure(backlog.given_up));
    metrics::gauge!("jobs_oldest_due_seconds").set(figure(backlog.oldest_seconds));
}
