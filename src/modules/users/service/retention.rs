//! The nightly retention job: erases whose time has come, lets everything run out by the lists of `platform::personal`, and
//! writes a line of the report.

use super::deletion;
use crate::{
    kernel::error::Result,
    modules::users::store::requests::{self, Run},
    platform::{Scope, Wires},
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
        let mut scope = Scope::system(wires).await?;
        let before = scope.now.plus_days(-sweep.days);
        let result = (sweep.run)(&mut scope, before).await;
        let rows = scope.finish(result).await?;
        counts.insert(sweep.class.to_owned(), Value::from(rows));
    }
    let mut scope = Scope::system(wires).await?;
    let run = Run { at: scope.now, people_erased, people_failed, counts: Value::Object(counts) };
    let kept = requests::insert_run(&mut scope, &run).await;
    scope.finish(kept).await?;
    Ok(run)
}
