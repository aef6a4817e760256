//! Guests: a visit that begins without an account, with a plate and a number. What was typed waits in `auth::guests` until the
//! code of a message says who has the number; a newcomer says their name only now. Then the car is theirs, named unless it is in
//! their garage already, and the visit is booked, or the search goes on.

pub mod model;
#[cfg(feature = "ssr")]
pub mod service;
