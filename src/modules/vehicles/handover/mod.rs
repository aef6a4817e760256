//! A car changes hands: its owner offers it by mail, whoever was asked takes it. The car moves with its book, odometer and
//! what comes due for it; what its owner before paid, noted, wished and insured, and their visits, do not.

pub mod inputs;

#[cfg(feature = "ssr")]
pub mod mails;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;
