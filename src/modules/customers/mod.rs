//! Customers: the car owner's side of a person.
//!
//! Owns `customers` and `customer_invoice_profiles`. A person becomes a customer at registration; cars belong to `vehicles`,
//! appointments to `appointments`, favourite workshops to `mechanics`. Words: an *invoice profile* says to whom an invoice is
//! made out, a person (TCKN) or a company (VKN, tax office); one of them is the *default* as long as there is any.

pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod policy;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
pub use store::personal;
#[cfg(feature = "ssr")]
pub use store::{Contact, contact, insert};
