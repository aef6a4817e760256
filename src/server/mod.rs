//! Composes the process: start, database, router, workers, stop.

mod assets;
mod command;
mod files;
mod health;
mod hints;
mod router;
mod run;
mod share;
mod start;
mod workers;

pub use command::Command;
pub use router::router;
pub use run::run;
pub use start::{folders, over, probe, refuse_demo, wires};
pub use workers::{migrate as migrate_jobs, run_once as run_jobs_once};
