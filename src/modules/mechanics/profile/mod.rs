//! A workshop as everybody may see it. Unverified and suspended ones are found by nobody.

pub mod model;

#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use service::{PublicMechanic, answer, draft, public_by_slug, shown_by_slug};
