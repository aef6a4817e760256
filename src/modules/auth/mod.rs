//! Auth: proving who one is.
//!
//! Owns `user_auth`, `user_sessions` (the session rows are written by the session store in `platform::session`), second factors
//! (`user_totp`, `recovery_codes`, `passkeys`), `user_identities` and `oidc_flows` (identity providers), `email_verifications`
//! and `phone_verifications` (codes that were sent), `refresh_tokens` (other clients), `not_me_links`, `sign_in_waits`, and what waits
//! between two requests (`sign_in_tickets`, `sealed_states`) or for an account (`guest_requests`).
//! Words: *register* makes a person and their side (customer or mechanic), *sign in* starts a session under a new id, a
//! *challenge* is a link and a code on their way to an address or number.
//!
//! A *guest* wants something before there is an account; a code to their number makes one, which has no address and no
//! password (`service::guests`).
//!
//! Surprises: registering never signs in and answers the same for a known address, so that nobody learns who is here; the
//! owner of the address gets a mail instead. Sign-in hashes for unknown addresses too, so that both take the same time.
//! What a mail or message is asked for is answered at once and alike; a job finds out whether anybody is there.
//! *Step up* is to prove once more who one is, before an act that concerns the account's safety; people with a second factor
//! do it with that. Every way in ends in `entry`; whoever has a second factor is asked for it there. A browser is
//! *known* once somebody came in with it. An account is *closed* from "this wasn't me" until there is a new password.

pub mod api;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod letters;
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
pub mod strength;

#[cfg(feature = "ssr")]
pub use pages::{ANSWER_LIMIT, mailed, provider_posts};
#[cfg(feature = "ssr")]
pub use service::desk::{attempts_of, devices_of, spoken_agent};
#[cfg(feature = "ssr")]
pub use service::entry;
#[cfg(feature = "ssr")]
pub use service::guard::{FREE_TRIES, STUFFING_ACCOUNTS};
#[cfg(feature = "ssr")]
pub use service::guests;
#[cfg(feature = "ssr")]
pub use service::tokens::{ACCESS_SECONDS, FAMILY_DAYS, REFRESH_DAYS};
#[cfg(feature = "ssr")]
pub use service::{REGISTER_PER_ADDRESS, SIGN_IN_PER_ACCOUNT, SIGN_IN_PER_ADDRESS};
#[cfg(feature = "ssr")]
pub use service::{challenge, limits, phone};
#[cfg(feature = "ssr")]
pub use store::desk::{Attempted, Device};
#[cfg(feature = "ssr")]
pub use store::{guard as waits, personal};
