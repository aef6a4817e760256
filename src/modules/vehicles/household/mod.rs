//! A household: whoever owns cars asks others by mail to share them. Who has joined sees those cars, and books with them or
//! pays for them where the owner allows it. A *membership* is one person's place in one owner's household; it ends at once
//! when either side wants. What the owner alone knows about a car (papers, notes, prices, plates it had) is shown to nobody.

pub mod model;

#[cfg(feature = "ssr")]
pub mod mails;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;
