//! Staff: people who work for a workshop that another owns. The owner asks them by mail and says what they may do; each works
//! for one workshop at a time and leaves when they like.

pub mod model;

#[cfg(feature = "ssr")]
pub mod mails;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;
