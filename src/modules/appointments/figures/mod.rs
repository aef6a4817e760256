//! What visits that took place say about workshops and prices: how fast requests are answered, how often a workshop calls off
//! what it confirmed, and what a service usually costs in a province.
//!
//! Computed every night, from real visits only, and shown only where at least [`model::LEAST`] of them stand behind a figure.

pub mod model;
pub mod service;
mod store;

pub use service::{compute, on_profile};
