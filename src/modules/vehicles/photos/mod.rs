//! Photos of a car, for its owner.

pub mod inputs;

#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;
