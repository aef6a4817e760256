//! Times of the year with a weekly plan of their own: summer hours, Ramadan, the weeks in which everybody changes tyres.
//!
//! The database compares any two seasons of a workshop, also those that come every year: they never overlap. A new one
//! starts as a copy of the usual week.

#[cfg(feature = "ssr")]
mod checks;
pub mod inputs;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;

#[cfg(feature = "ssr")]
pub use checks::NAME_MAX;
