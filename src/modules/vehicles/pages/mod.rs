//! Pages of `vehicles`: one's cars, a new one, one of them; and the part of the account's first page.

mod car;
mod choose;
mod history;
mod ics;
mod list;
mod new;
mod reminder_parts;
mod reminders;
mod tabs;
mod words;

pub use car::car;
pub use choose::{Naming, naming};
pub use ics::reminders_ics;
pub use list::{cars_part, list};
pub use new::new;
pub use reminders::{due_part, reminders};
