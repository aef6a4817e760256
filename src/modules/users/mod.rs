//! Users: people, whatever they do here.
//!
//! Owns `users` and `user_roles`, and what the law on personal data asks for: `user_consents`, `data_exports`,
//! `deletion_requests`, `privacy_requests`, `retention_runs`. Words: *kind* is what a person registered as, *roles* what they may do. Preferences
//! (language, theme) are kept with the person and mirrored in cookies, so visitors have them too.

pub mod api;
#[cfg(feature = "ssr")]
pub mod consents;
#[cfg(feature = "ssr")]
mod events;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod mails;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod policy;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod spoken;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use events::{DeletionAsked, DeletionCancelled, PersonLeaves};
#[cfg(feature = "ssr")]
pub use pages::{consent_boxes, export_download, settings_tabs, version_line};
#[cfg(feature = "ssr")]
pub use service::{admin_list, counts, keep_lang};
#[cfg(feature = "ssr")]
pub use service::{consents::registered, deletion::came_back, retention::run as retain};
#[cfg(feature = "ssr")]
pub use store::personal;
#[cfg(feature = "ssr")]
pub use store::{Contact, NewUser, Row, contact, find_id_by_email, insert};
