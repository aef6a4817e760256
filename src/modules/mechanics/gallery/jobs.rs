//! Deleting the files of photos that nobody shows any more. May run twice.

use crate::platform::{Wires, media};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ForgetPhotos {
    /// Names of their files.
    pub keys: Vec<String>,
}

impl TaskHandler for ForgetPhotos {
    const IDENTIFIER: &'static str = "forget_photos";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let wires = context.get_ext::<Wires>().ok_or_else(|| String::from("no wires"))?;
        for key in &self.keys {
            media::forget_shot(wires, key).await.map_err(|error| error.to_string())?;
        }
        Ok::<(), String>(())
    }
}
