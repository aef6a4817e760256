//! Jobs of `users`: making the copy of one's data, the nightly retention, and warnings about requests that wait.

use super::service::{exports, requests, retention};
use crate::{kernel::ids::ExportId, platform::Wires};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

/// Every night at 03.41 and every morning at 08.50 in Istanbul; the crontab counts in UTC.
pub const CRONTAB: [&str; 2] = ["41 0 * * * retain_data {}", "50 5 * * * warn_requests {}"];

/// Makes the file of one copy.
#[derive(Debug, Serialize, Deserialize)]
pub struct ExportData {
    pub export_id: ExportId,
}

impl TaskHandler for ExportData {
    const IDENTIFIER: &'static str = exports::EXPORT_JOB;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let wires = context.get_ext::<Wires>().ok_or_else(|| String::from("no wires"))?;
        exports::make(wires, self.export_id).await.map_err(|error| error.to_string())
    }
}

/// Erases whose time has come and what has run out.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct RetainData {}

impl TaskHandler for RetainData {
    const IDENTIFIER: &'static str = "retain_data";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let wires = context.get_ext::<Wires>().ok_or_else(|| String::from("no wires"))?;
        retention::run(wires).await.map(drop).map_err(|error| error.to_string())
    }
}

/// Warns admins before the time of a request is over. It also runs once at start.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct WarnRequests {}

impl TaskHandler for WarnRequests {
    const IDENTIFIER: &'static str = "warn_requests";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let wires = context.get_ext::<Wires>().ok_or_else(|| String::from("no wires"))?;
        requests::warn(wires).await.map(drop).map_err(|error| error.to_string())
    }
}
