//! Logs and metrics. JSON lines in production, readable lines in development.

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

static METRICS: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Installs the log subscriber; later calls do nothing.
pub fn init(json: bool, filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let registry = tracing_subscriber::registry().with(filter);
    let outcome = if json {
        registry.with(fmt::layer().json().flatten_event(true).with_current_span(true).with_span_list(false)).try_init()
    } else {
        registry.with(fmt::layer().with_target(false).compact()).try_init()
    };
    if outcome.is_err() {
        tracing::debug!("log subscriber was installed before");
    }
}

/// The Prometheus recorder of this process, installed at first use; `None` when another one was there before.
pub fn metrics() -> Option<&'static PrometheusHandle> {
    METRICS.get_or_init(|| PrometheusBuilder::new().install_recorder().ok()).as_ref()
}
