//! Guests: a visit that begins without an account, with a plate and a number. What was typed waits in `auth::guests` until the
//! code of a message makes somebody of the visitor; then the car is theirs, and the visit is booked, or the search goes on.

pub mod model;
#[cfg(feature = "ssr")]
pub mod service;
