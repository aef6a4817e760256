//! Who comes to a workshop: everybody who had a visit there that was agreed, with what they did and what was noted about them.
//! A workshop sees of them what stands in their visits there and nothing else; it is added up when it is asked for.

pub mod inputs;

#[cfg(feature = "ssr")]
pub mod model;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;
