//! Auth: proving who one is.
//!
//! Owns `user_auth` and `user_sessions` (the session rows are written by the session store in `platform::session`).
//! Words: *register* makes a person and their side (customer or mechanic), *sign in* starts a session under a new id.
//!
//! Surprises: registering never signs in and answers the same for a known address, so that nobody learns who is here; the
//! owner of the address gets a mail instead. Sign-in hashes for unknown addresses too, so that both take the same time.
//! More ways in (identity providers, codes, passkeys, tokens) join here as files beside `password.rs`.

pub mod api;
#[cfg(feature = "ssr")]
pub mod mails;
pub mod model;
#[cfg(feature = "ssr")]
pub mod notices;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod password;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use service::entry;
#[cfg(feature = "ssr")]
pub use service::guard::{FREE_TRIES, STUFFING_ACCOUNTS};
#[cfg(feature = "ssr")]
pub use service::tokens::{ACCESS_SECONDS, FAMILY_DAYS, REFRESH_DAYS};
#[cfg(feature = "ssr")]
pub use service::{REGISTER_PER_ADDRESS, SIGN_IN_PER_ACCOUNT, SIGN_IN_PER_ADDRESS};
