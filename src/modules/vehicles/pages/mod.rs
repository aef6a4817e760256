//! Pages of `vehicles`: one's cars, a new one, one to edit; and the part of the account's first page.

mod choose;
mod edit;
mod list;
mod new;
mod words;

pub use choose::{Naming, naming};
pub use edit::edit;
pub use list::{cars_part, list};
pub use new::new;
