//! The catalogue as it is searched, kept and added to.
//!
//! Words: to *find* is to name a car by any words of its brand, model and engine; the *desk* is where admins keep the
//! catalogue; to *merge* is to move everything of a double to the one that stays; a *proposal* is a car that its owner
//! missed here.
//!
//! Surprises: nothing is deleted. A double stays as an inactive row, so that the import of the shipped files does not bring
//! it back; what the desk adds has the id that the files would give it.

pub mod inputs;

#[cfg(feature = "ssr")]
pub mod asked;
#[cfg(feature = "ssr")]
pub mod events;
#[cfg(feature = "ssr")]
pub mod mails;
#[cfg(feature = "ssr")]
pub mod model;
#[cfg(feature = "ssr")]
pub mod proposals;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod sheet;
#[cfg(feature = "ssr")]
pub mod store;
