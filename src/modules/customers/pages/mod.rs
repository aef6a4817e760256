//! Pages of `customers`.

mod invoices;

pub use invoices::invoices;
