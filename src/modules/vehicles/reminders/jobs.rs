//! Announcing what comes due. May run twice, at once, or after a long stop, and tells each step once.

use super::{events::ReminderDue, model::STEPS, store};
use crate::{
    kernel::error::Result,
    platform::{Scope, Wires, jobs::in_batches},
};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

/// Every morning at 09.10 in Istanbul; the crontab counts in UTC. It also runs once at start.
pub const CRONTAB: [&str; 1] = ["10 6 * * * announce_reminders {}"];
const BATCH: i64 = 100;

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct AnnounceReminders {}

impl TaskHandler for AnnounceReminders {
    const IDENTIFIER: &'static str = "announce_reminders";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let wires = context.get_ext::<Wires>().ok_or_else(|| String::from("no wires"))?;
        announce(wires).await.map(drop).map_err(|error| error.to_string())
    }
}

/// Returns how many were told of.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn announce(wires: &Wires) -> Result<usize> {
    in_batches(wires, announce_some).await
}

async fn announce_some(scope: &mut Scope) -> Result<usize> {
    let today = scope.now.day();
    let reminders = store::to_announce(scope, BATCH).await?;
    let mut told = Vec::with_capacity(reminders.len());
    for reminder in reminders {
        let Some(on) = reminder.next_on else { continue };
        let days = on.days_since(today);
        // After a long stop only the step that counts now is told.
        if let Some(step) = STEPS.into_iter().filter(|step| days <= i64::from(*step)).min() {
            told.push((reminder.id, step));
            scope.publish(&ReminderDue { reminder, on, step }).await?;
        }
    }
    store::note_announced(scope, &told).await?;
    Ok(told.len())
}
