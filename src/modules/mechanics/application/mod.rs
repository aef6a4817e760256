//! Applications: how a workshop comes to be verified. Its owner says who trades there and shows papers, sends it all in, and
//! answers when the desk asks for more.
//!
//! States: draft → sent ⇄ asked; sent, asked → approved | refused; refused → sent. While it lies with the desk identity and papers
//! stand still, so that what was checked is what is kept. A workshop that the desk verified without an application counts as
//! approved; its pages ask twice before that, and the log keeps what was missing.
//!
//! A verified workshop may send a *change* of its identity and newer papers, which goes the same way: draft → sent ⇄ asked → approved
//! (what is new takes the place of what was checked, in one transaction) | refused; its owner may take it back. Until then what was
//! checked stays in force, and the workshop stays verified. Name and address change at once; the desk is told ([`store::changes::Unseen`]).

pub mod model;

#[cfg(feature = "ssr")]
pub mod changes;
#[cfg(feature = "ssr")]
pub mod desk;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod spoken;
#[cfg(feature = "ssr")]
pub mod store;
