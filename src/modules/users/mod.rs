//! Users: people, whatever they do here.
//!
//! Owns `users`, `user_roles` and `user_notes`, and what the law on personal data asks for: `user_consents`, `data_exports`,
//! `deletion_requests`, `privacy_requests`, `retention_runs`. Words: *kind* is what a person registered as, *roles* what they may do. Preferences
//! (language, theme) are kept with the person and mirrored in cookies, so visitors have them too. The *desk* looks people up
//! and decides about them; *support* may act for somebody who has allowed it. Two accounts of one person are *merged*: what is
//! declared as moving (`platform::personal::Merge`) goes to the one that stays, the emptied one is closed and says where it went.

pub mod api;
#[cfg(feature = "ssr")]
pub mod consents;
#[cfg(feature = "ssr")]
mod events;
pub mod islands;
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
pub mod privacy_mails;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod spoken;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use events::{
    AccountsMerge, DeletionAsked, DeletionCancelled, PersonLeaves, PersonReinstated, PersonSuspended, PhoneChanged,
};
#[cfg(feature = "ssr")]
pub use pages::{
    UPLOAD_LIMIT, consent_boxes, export_download, photo_upload, settings_tabs, support_part, upload_line, version_line,
};
#[cfg(feature = "ssr")]
pub use policy::{may_decide, may_list};
#[cfg(feature = "ssr")]
pub use service::desk::{Export, Opened, begin_export, make_admin, open};
#[cfg(feature = "ssr")]
pub use service::{
    consents::registered, deletion::came_back, requests::warn as warn_of_requests, retention::run as retain,
};
#[cfg(feature = "ssr")]
pub use service::{counts, keep_lang, requests::open_requests};
#[cfg(feature = "ssr")]
pub use store::desk::{Held, Note, Row, Whole};
#[cfg(feature = "ssr")]
pub use store::personal;
#[cfg(feature = "ssr")]
pub use store::reach;
#[cfg(feature = "ssr")]
pub use store::staff::{grant_staff, revoke_staff};
#[cfg(feature = "ssr")]
pub use store::{Contact, NewUser, contact, find_id_by_email, insert};
