//! Pages of `customers`.

mod invoices;
mod places;

pub use invoices::invoices;
pub use places::{PinFields, place_name, places};
