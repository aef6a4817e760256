//! Customers: the car owner's side of a person.
//!
//! Owns `customers`, `customer_invoice_profiles` and `customer_places`. A person becomes a customer at registration; cars belong to `vehicles`,
//! appointments to `appointments`, favourite workshops to `mechanics`. Words: an *invoice profile* says to whom an invoice is
//! made out, a person (TCKN) or a company (VKN, tax office); one of them is the *default* as long as there is any. A *place* is
//! where somebody searches from: home, work or another one by its name.

pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod places;
#[cfg(feature = "ssr")]
mod policy;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
pub use pages::place_name;
#[cfg(feature = "ssr")]
pub use places::{service::places_if_any, store::Place};
#[cfg(feature = "ssr")]
pub use service::hold_both;
#[cfg(feature = "ssr")]
pub use store::personal;
#[cfg(feature = "ssr")]
pub use store::{Contact, contact, insert};
