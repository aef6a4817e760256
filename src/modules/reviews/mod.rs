//! Reviews: what customers say about finished visits, and the score that grows from it.
//!
//! Owns `ratings_reviews`. Words: a *signal* is a reason to look at a text before it is published; a *decision* is a
//! moderator's approval or hiding, hiding always by a *rule* that everybody can read; a *reply* is the workshop's one
//! answer, looked at and decided about like a review, apart from it.
//!
//! States: written → published, or pending when a signal fires; pending → published | hidden; published ⇄ hidden. A
//! decision can therefore be taken back by its opposite. Good and bad reviews go the same way: signals never ask whether
//! the stars are many or few, only whether the text could harm or mislead.
//!
//! Neighbours: `appointments` below proves the visit ([`write`](service::write) asks it for the copied facts), `mechanics`
//! keeps the score that is recomputed here in the same transaction, `customers` tells where the author reads mail.
//!
//! Surprises: all writers of one workshop's reviews queue on the lock of its row, so that the score never misses one of
//! two reviews published at the same moment; what the author was called and drove is copied, so old reviews do not change.

pub mod api;
#[cfg(feature = "ssr")]
pub mod mails;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod policy;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod signals;
pub mod status;
#[cfg(feature = "ssr")]
mod store;

pub use model::RuleId;
#[cfg(feature = "ssr")]
pub use service::{OnProfile, on_profile};
pub use status::Status;
#[cfg(feature = "ssr")]
pub use store::{Waiting, personal};
