//! Prices beyond one figure per service: other prices for some cars, what is promised about parts and warranty, changing
//! all prices at once, and what prices were before.
//!
//! Words: an offer has one *price* for every car and may have *car prices*; each names cars by brand, model, years, fuel,
//! body. Of several that name a car the narrowest counts, of equally narrow ones the lowest. A *past price* is one that ended.

#[cfg(feature = "ssr")]
pub mod by_car;
#[cfg(feature = "ssr")]
pub mod checks;
pub mod inputs;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod table;
