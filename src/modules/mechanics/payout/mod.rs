//! Where a workshop's money goes: one Turkish bank account, set by its owner with two factors and a fresh proof.

pub mod inputs;
#[cfg(feature = "ssr")]
pub mod mails;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
