//! The workshop's own desk: opening it, and editing profile, services, hours, settings and the cars it takes.

pub mod model;

#[cfg(feature = "ssr")]
pub mod checks;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;
