//! The nightly retention job: erases whose time has come, lets everything run out by the lists of `platform::personal`, and
//! writes a line of the report.

use super::deletion;
use crate::{
    kernel::error::Result,
    modules::users::store::requests::{self, Run},
    platform::{Scope, Wires, personal::Sweep},
};
use serde_json::{Map, Value};

/// Returns the line of the report. Running it twice does the work once.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn run(wires: &Wires) -> Result<Run> {
    let (people_erased, people_failed) = deletion::erase_due(wires).await?;
    let mut counts = Map::new();
    for sweep in &wires.personal.sweeps {
        match swept(wires, sweep).await {
            Ok(rows) => drop(counts.insert(sweep.class.to_owned(), Value::from(rows))),
            // The others run out all the same; the report has no figure for this one.
            Err(error) => {
                tracing::error!(class = sweep.class, code = ?error.code, reference = error.reference, "a sweep failed");
                drop(counts.insert(sweep.class.to_owned(), Value::Null));
            }
        }
    }
    let mut scope = Scope::system(wires).await?;
    let run = Run { at: scope.now, people_erased, people_failed, counts: Value::Object(counts) };
    let kept = requests::insert_run(&mut scope, &run).await;
    scope.finish(kept).await?;
    Ok(run)
}

async fn swept(wires: &Wires, sweep: &Sweep) -> Result<u64> {
    let mut scope = Scope::system(wires).await?;
    let before = scope.now.plus_days(-sweep.days);
    let rows = (sweep.run)(&mut scope, before).await;
    scope.finish(rows).await
}
