//! Pages of `vehicles`: one's cars, a new one, one of them, the part of the account's first page; and the desk of the catalogue.

mod book;
mod book_parts;
mod car;
mod choose;
pub mod desk;
mod find;
mod history;
mod ics;
mod list;
mod new;
mod proof;
mod propose;
mod record;
mod reminder_parts;
mod reminders;
mod tabs;
mod words;

pub use book::service_book;
pub use car::car;
pub use choose::{Naming, naming};
pub use ics::reminders_ics;
pub use list::{cars_part, list};
pub use new::new;
pub use proof::record_proof;
pub use propose::propose;
pub use record::record;
pub use reminders::{due_part, reminders};
