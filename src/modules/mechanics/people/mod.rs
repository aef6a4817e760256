//! Who works at the cars of a workshop, what they and the lifts are fit for, and when somebody is away.
//!
//! Somebody is a name first; they may have an account among the staff, and need none. *Skills* are top categories of the
//! taxonomy; without any, somebody (or a lift) is fit for everything. Who leaves is switched off: what they did stays theirs.

#[cfg(feature = "ssr")]
mod checks;
pub mod inputs;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;

#[cfg(feature = "ssr")]
pub use checks::NAME_MAX;
