//! Service requests: what work there is to ask for.
//!
//! Owns `services_categories` (a tree) and `services` (its leaves): the taxonomy every price list, search and booking names.
//! For now this module is the taxonomy and its desk; requests and offers join here beside it.
//!
//! Readers do not ask this module: the taxonomy stands in memory in `platform::reference`. Whoever changes it here reloads
//! that snapshot after the commit, and other processes hear of it by `NOTIFY reference_changed`.
//!
//! Surprises: what a workshop offers or an appointment names is never removed (`in_use`); it is set inactive instead, so
//! that nobody can choose it any more while old records keep their meaning.

pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod policy;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;
