//! Photos of a workshop, in the order its owner gave them; the first is the cover.
//!
//! Everybody sees those of public workshops; before that only the owner and the desk do. A row names two files by its id and
//! the hash of its picture, so that their address never shows another one; the files go by a job of the transaction that
//! deletes the row.

pub mod inputs;

#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;
