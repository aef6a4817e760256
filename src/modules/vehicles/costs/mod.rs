//! What a car costs beside its service book: fuel, insurance, tax, as its owner notes them. Nobody else sees them, and they do not
//! go along when the car is handed over.

pub mod inputs;

#[cfg(feature = "ssr")]
pub mod model;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;
