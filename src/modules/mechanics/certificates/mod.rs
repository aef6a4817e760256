//! Certificates: what a workshop has proved that it may do, each with a number, an issuer, days and a paper. An admin checks
//! it; the badge then stands on the public page until its last day is over, and mails warn the owner before.
//!
//! States: waiting → checked ⇄ refused. The words "yetkili servis" belong to those with a checked authorisation in force.

pub mod inputs;

#[cfg(feature = "ssr")]
pub mod desk;
#[cfg(feature = "ssr")]
pub mod events;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod mails;
#[cfg(feature = "ssr")]
pub mod model;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod spoken;
#[cfg(feature = "ssr")]
pub mod store;
