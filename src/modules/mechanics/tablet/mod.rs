//! The shared tablet of a workshop. The owner makes a browser one; who works there types a PIN of their own and moves visits
//! under their own name. `platform::session::tablet` says what a tablet is and where it knows anybody.

pub mod model;

#[cfg(feature = "ssr")]
pub mod mails;
#[cfg(feature = "ssr")]
mod pin;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;
