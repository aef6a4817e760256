//! Adverts: places in the search that workshops pay for, each marked "Reklam". The desk sells packages (a province or a district,
//! so much a day); a workshop orders days of one, for work of one category or of every kind; the desk notes the payment and approves.
//!
//! States: awaiting payment → awaiting approval → approved ⇄ paused, until its last day is over; refused, cancelled before it was
//! paid, stopped by the desk. Scheduled, running and ended are read off the days, so that nothing ends late.
//!
//! What an advert can and cannot buy stands in [`showing`]: it must match the very search, it never outweighs what was found, and
//! all who pay are shown equally often.

pub mod inputs;

#[cfg(feature = "ssr")]
pub mod desk;
#[cfg(feature = "ssr")]
pub mod events;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod mails;
#[cfg(feature = "ssr")]
pub mod model;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod showing;
#[cfg(feature = "ssr")]
pub mod spoken;
#[cfg(feature = "ssr")]
pub mod store;
