//! Customers: the car owner's side of a person.
//!
//! Owns `customers`. A person becomes a customer at registration; cars belong to `vehicles`, appointments to `appointments`.

#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
pub use store::personal;
#[cfg(feature = "ssr")]
pub use store::{Contact, contact, insert};
