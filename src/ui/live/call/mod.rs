//! Asking the server from an island: the same endpoints, fields and answers as for everybody.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod server;

#[cfg(not(feature = "ssr"))]
pub use browser::{Fields, get, post};
#[cfg(feature = "ssr")]
pub use server::{Fields, get, post};

use crate::{kernel::form::FormState, wire};
use std::collections::BTreeMap;

/// What a refused call says. Without a `message` the server was out of reach.
#[derive(Clone, Debug, Default)]
pub struct Refusal {
    /// As in `kernel::error::Code`: `slot_taken`.
    pub code: String,
    pub message: String,
    pub fields: BTreeMap<String, FieldRefusal>,
    pub alternatives: Vec<Span>,
}

#[derive(Clone, Debug, Default)]
pub struct FieldRefusal {
    pub message: String,
}

/// Offered instead; RFC 3339.
#[derive(Clone, Debug, Default)]
pub struct Span {
    pub start: String,
    pub end: String,
}

wire! {
    Refusal { code, message, fields, alternatives }
    FieldRefusal { message }
    Span { start, end }
}

impl Refusal {
    /// The form as the server would draw it; `offline` is said when the server was out of reach.
    pub fn into_form(self, typed: FormState, offline: String) -> FormState {
        let mut form = typed.with_message(if self.message.is_empty() { offline } else { self.message });
        for (name, field) in self.fields {
            form = form.with_error(name, field.message);
        }
        form
    }
}
