//! What comes due for a car: inspection, insurance, tax, oil, what wears, and whatever its owner adds. Rules are dated rows of
//! the database, the narrowest that names a car counts; a reminder is one of them, or an own one, for one car. Work on the car
//! (a visit that is done, a declaration) finishes the reminders of its kinds, and begins those that nobody had switched on.
//!
//! Words: a reminder comes in *occurrences*; *done* ends one and begins the next; *snoozed* is quiet until a day; *closed*
//! comes no more. The day that counts is stored (`next_on`) and computed anew when the odometer says something new.

pub mod inputs;

#[cfg(feature = "ssr")]
pub mod due;
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
pub mod store;
