//! Links that show the service book of a car to whoever has them, for a while: without the owner's name, notes and, unless
//! they want it so, prices, and with the plate masked.

pub mod inputs;

#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;
