//! A car as its owner knows it: papers, plate and chassis number over time, what the odometer said.

pub mod inputs;

#[cfg(feature = "ssr")]
pub mod mails;
#[cfg(feature = "ssr")]
pub mod model;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;
