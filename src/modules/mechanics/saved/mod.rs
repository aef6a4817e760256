//! Searches that a customer wants to make again.

pub mod inputs;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
