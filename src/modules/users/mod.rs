//! Users: people, whatever they do here.
//!
//! Owns `users` and `user_roles`. Words: *kind* is what a person registered as, *roles* what they may do. Preferences
//! (language, theme) are kept with the person and mirrored in cookies, so visitors have them too.

pub mod api;
#[cfg(feature = "ssr")]
mod events;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod policy;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use events::PhoneChanged;
#[cfg(feature = "ssr")]
pub use pages::settings_tabs;
#[cfg(feature = "ssr")]
pub use service::{admin_list, counts, keep_lang};
#[cfg(feature = "ssr")]
pub use store::reach;
#[cfg(feature = "ssr")]
pub use store::{Contact, NewUser, Row, contact, find_id_by_email, insert};
