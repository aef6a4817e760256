//! Searches that a customer wants to make again, and may be told of: a mail a day at most, when workshops that fit were verified.

pub mod inputs;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod mails;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
