//! Announcing that an advert is over, and what it brought. May run twice, at once, or after a long stop, and tells once.

use super::{events::AdvertOver, store};
use crate::{
    kernel::error::Result,
    platform::{Scope, Wires, jobs::in_batches},
};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

/// Every morning at 09.40 in Istanbul; the crontab counts in UTC. It also runs once at start.
pub const CRONTAB: [&str; 1] = ["40 6 * * * tell_of_adverts {}"];
const BATCH: i64 = 100;

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct TellOfAdverts {}

impl TaskHandler for TellOfAdverts {
    const IDENTIFIER: &'static str = "tell_of_adverts";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let wires = context.get_ext::<Wires>().ok_or_else(|| String::from("no wires"))?;
        tell(wires).await.map(drop).map_err(|error| error.to_string())
    }
}

/// Returns how many were told of.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn tell(wires: &Wires) -> Result<usize> {
    in_batches(wires, tell_some).await
}

async fn tell_some(scope: &mut Scope) -> Result<usize> {
    let over = store::over(scope, BATCH).await?;
    let mut told = Vec::with_capacity(over.len());
    for advert in over {
        told.push(advert.id);
        scope.publish(&AdvertOver(advert)).await?;
    }
    store::note_told(scope, &told).await?;
    Ok(told.len())
}
