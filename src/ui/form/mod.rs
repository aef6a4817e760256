//! Forms that work without a script.
//!
//! A page draws a [`Form`] that posts to an endpoint; every field is named `input[name]`, as the server functions expect.
//! When the server refuses, the page is drawn again with a [`FormState`]: typed values are filled in, complaints stand
//! below their fields (`aria-invalid`, `aria-describedby`) and together in [`form_errors`] at the top.
//!
//! Fields are builders: `field(&state, "email", label).email().required().view()`. The children of a [`Form`] own what they
//! use, so the state moves into it; clone it first when two forms of a page share one.
//! All words arrive ready-made; nothing here translates.
//!
//! Surprises: passwords are never filled again; the text of a `<textarea>` is escaped here, because server rendering doesn't.

mod choice;
mod field;
mod files;
mod frame;
mod select;
mod stars;
mod submit;
mod text_area;

pub use crate::kernel::form::FormState;
pub use choice::{Checkbox, ChoiceLook, Choices, checkbox, checkboxes, radios};
pub use field::{Field, field};
pub use files::{FileField, file_field};
pub use frame::{field_id, input_name};
pub use select::{Select, select};
pub use stars::{Stars, stars};
pub use submit::{Form, Submit, enter_sends, form_errors, hidden, hidden_plain};
pub use text_area::{TextArea, text_area};
