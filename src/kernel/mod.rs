//! Shared words of the house: ids, errors, actors, money, time, text, addresses.
//!
//! No I/O and no views. Everything here compiles to wasm, except what is gated below because it drags weight that only
//! the server needs: time zones (`time`) and the translation tables (`words`); and files
//! for spreadsheets (`cells`), which only the server writes.

pub mod actor;
#[cfg(feature = "ssr")]
pub mod cells;
pub mod error;
pub mod form;
pub mod ids;
pub mod lang;
pub mod money;
pub mod number;
pub mod page;
pub mod paths;
pub mod secret;
pub mod text;
#[cfg(feature = "ssr")]
pub mod time;
pub mod wire;
#[cfg(feature = "ssr")]
pub mod words;
