//! Workshops whose page a customer opened lately. Visitors leave no trace; the customer forgets the list when they like.

#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
