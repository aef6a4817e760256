//! Text that people type and machines compare: e-mail, phone, plate, chassis number, tax numbers, folding, slugs.
//! Sources of the rules: the Turkish tax and population offices' published check digits, E.164, ISO 13616.

mod contact;
mod fold;
mod identity;
mod plate;
mod vin;

pub use contact::{Email, Phone, spoken_phone};
pub use fold::{fold, slug};
pub use identity::{Iban, Tckn, Vkn};
pub use plate::{Plate, PlateClass};
pub use vin::Vin;
