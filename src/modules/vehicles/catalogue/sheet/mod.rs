//! The catalogue as a file: taken away, brought back with changes, compared, applied.
//!
//! Words: a *sheet* is such a file, a *line* one of its variants; to *judge* a line is to find what it would add or change; a
//! *finding* is what came of it. Nothing of a sheet reaches the catalogue before an admin has seen the findings, and then all
//! of it does in one transaction, or nothing.
//!
//! Surprises: a column that is missing changes nothing, an empty cell empties. A line with a `variant_id` is that variant
//! whatever it is called now; one without is the variant of this name, as everywhere in the catalogue. Lines that say what
//! stands are only counted, so a file that comes back unchanged has no findings.

pub mod export;
pub mod file;
pub mod finding;
pub mod jobs;
pub mod judge;
mod line;
pub mod service;
pub mod store;
