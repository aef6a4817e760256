//! Jobs of `appointments`. Each may run twice, at once, or after a long stop, and does its work once.

use super::{figures, mails, service, store};
use crate::{
    kernel::error::Result,
    platform::{Scope, Wires, jobs::in_batches},
};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

/// Lines for the crontab of the worker (UTC); all also run once at start.
pub const CRONTAB: [&str; 4] = [
    "*/5 * * * * refresh_next_slots {}",
    "*/5 * * * * send_reminders {}",
    "*/5 * * * * expire_requests {}",
    "40 0 * * * compute_figures {}",
];

const REMIND_HOURS_AHEAD: i64 = 24;
/// Who has just got the confirmation need not be reminded at once.
const FRESH_MINUTES: i64 = 60;
/// How long after its end a visit may wait before the workshop is asked to close it.
const CLOSE_WITHIN_HOURS: i64 = 20;
const BATCH: i64 = 100;
/// So many workshops are asked at once to close their visits.
const WORKSHOPS: i64 = 20;

/// Computes the next free slot of every workshop whose last one is due.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct RefreshNextSlots {}

impl TaskHandler for RefreshNextSlots {
    const IDENTIFIER: &'static str = "refresh_next_slots";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        run(&context, refresh_next_slots).await
    }
}

/// Reminds customers of tomorrow's visits, and workshops of those that are over and not closed.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct SendReminders {}

impl TaskHandler for SendReminders {
    const IDENTIFIER: &'static str = "send_reminders";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        run(&context, send_reminders).await
    }
}

/// Closes requests whose time came before anybody answered.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ExpireRequests {}

impl TaskHandler for ExpireRequests {
    const IDENTIFIER: &'static str = "expire_requests";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        run(&context, expire_requests).await
    }
}

/// Computes the figures about workshops and prices, unless that was done lately.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ComputeFigures {}

impl TaskHandler for ComputeFigures {
    const IDENTIFIER: &'static str = "compute_figures";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        run(&context, compute_figures).await
    }
}

async fn run(context: &WorkerContext, work: impl AsyncFn(&Wires) -> Result<usize>) -> Result<(), String> {
    let wires = context.get_ext::<Wires>().ok_or("the worker has no wires")?;
    work(wires).await.map(|_| ()).map_err(|error| error.to_string())
}

/// Returns how many workshops were looked at.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn refresh_next_slots(wires: &Wires) -> Result<usize> {
    in_batches(wires, service::refresh_due).await
}

/// Returns how many rows there are now; 0 when the present ones are fresh, as after a start in the middle of the day.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn compute_figures(wires: &Wires) -> Result<usize> {
    let mut scope = Scope::system(wires).await?;
    let computed = match figures::service::are_old(&mut scope).await {
        Ok(true) => figures::compute(&mut scope).await,
        fresh => fresh.map(|_| 0),
    };
    let rows = scope.finish(computed).await?;
    Ok(usize::try_from(rows).unwrap_or(usize::MAX))
}

/// Returns how many visits were written about. Mark and mail are one transaction, so each is written once.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn send_reminders(wires: &Wires) -> Result<usize> {
    Ok(in_batches(wires, remind_some).await? + in_batches(wires, ask_some).await?)
}

async fn remind_some(scope: &mut Scope) -> Result<usize> {
    let now = scope.now;
    let (until, settled) = (now.plus_minutes(REMIND_HOURS_AHEAD * 60), now.plus_minutes(-FRESH_MINUTES));
    let due = store::due_reminders(scope, now, until, settled, BATCH).await?;
    for id in &due {
        let appointment = store::get(scope, *id).await?;
        mails::reminder(scope, &appointment).await?;
        store::note_reminded(scope, *id).await?;
    }
    Ok(due.len())
}

/// One mail for each workshop, whatever number of its visits waits.
async fn ask_some(scope: &mut Scope) -> Result<usize> {
    let before = scope.now.plus_minutes(-CLOSE_WITHIN_HOURS * 60);
    let unclosed = store::take_unclosed(scope, before, WORKSHOPS).await?;
    for visits in unclosed.chunk_by(|a, b| a.mechanic_id == b.mechanic_id) {
        let Some(first) = visits.first() else { continue };
        mails::ask_to_close(scope, first.mechanic_id, visits).await?;
    }
    Ok(unclosed.len())
}

/// Returns how many requests were closed, each in its own transaction.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn expire_requests(wires: &Wires) -> Result<usize> {
    let mut scope = Scope::system(wires).await?;
    let due = store::expired_requests(&mut scope, BATCH).await;
    let due = scope.finish(due).await?;
    let mut closed = 0;
    for id in due {
        let mut scope = Scope::system(wires).await?;
        let result = service::expire(&mut scope, id).await;
        match scope.finish(result).await {
            Ok(_) => closed += 1,
            // Somebody answered in between.
            Err(error) if error.code == crate::kernel::error::Code::WrongStatus => {}
            Err(error) => return Err(error),
        }
    }
    Ok(closed)
}
