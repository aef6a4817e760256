//! Is the process alive, is it ready, what does it count.

use crate::platform::{Wires, telemetry};
use axum::{
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{net::SocketAddr, time::Duration};
use subtle::ConstantTimeEq;

/// The process answers.
pub async fn alive() -> &'static str {
    "ok"
}

/// The process can serve: the database answers within a second.
pub async fn ready(State(wires): State<Wires>) -> Response {
    let asked =
        tokio::time::timeout(Duration::from_millis(900), sqlx::query_scalar!("select 1 as one").fetch_one(&wires.db))
            .await;
    match asked {
        Ok(Ok(_)) if !wires.stopping.is_cancelled() => "ready".into_response(),
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
            ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], recorder.render()).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
