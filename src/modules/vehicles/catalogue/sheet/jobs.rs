//! The job that applies a sheet.

use super::service;
use crate::{kernel::ids::ImportId, platform::Wires};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
pub struct ApplySheet {
    pub import_id: ImportId,
}

impl TaskHandler for ApplySheet {
    const IDENTIFIER: &'static str = "apply_sheet";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let wires = context.get_ext::<Wires>().ok_or_else(|| String::from("no wires"))?;
        service::carry_out(wires, self.import_id).await.map_err(|error| error.to_string())
    }
}
