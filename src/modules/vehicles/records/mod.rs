//! The service book of a car: what was done, when, by whom and for how much.
//!
//! Words: a *record* is one thing done, written by the house when a visit is done, or *declared* by the owner; an edit is a
//! new *version* of it; the rows of a car form a *chain*, each with the hash of the one before, so that whoever knows a
//! row's *code* can see whether anything was changed. *Papers* of a declaration are its owner's, those of a visit come from its
//! workshop; either way each is a new version. The end of a chain is under a *seal*, made with a key that is not in the
//! database, so that a chain which was cut or written anew as a whole is found out as well.

pub mod inputs;

#[cfg(feature = "ssr")]
pub mod chain;
#[cfg(feature = "ssr")]
pub mod files;
#[cfg(feature = "ssr")]
pub mod model;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod visits;
