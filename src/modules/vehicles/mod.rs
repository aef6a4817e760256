//! Vehicles: the catalogue of cars, and the cars people own.
//!
//! Owns `brands`, `models`, `model_years`, `variants` (filled by the importer) and `customer_vehicles`.
//! Words: a *variant* is what stands in the papers (engine, fuel, gearbox) and belongs to a model over a range of years; a
//! *car* is a variant with a year, a plate and kilometres that a customer owns; its *spec* (brand, model, year) is what
//! workshops' rules speak about. Exactly one of a customer's cars is the *default* as long as there is any.
//!
//! States of a car: kept → removed. Removed cars keep their row, because appointments name them; they are found by nobody.
//! Neighbours: brands come from `platform::reference`; above, `mechanics` asks for specs and `appointments` for cars.
//!
//! Surprises: a year belongs to a car only when both the variant's range and the model's list of years hold it, since an
//! open range says "still built", not "built for ever". Kilometres never go back.

pub mod api;
pub mod islands;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod policy;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;

pub use model::{BrandItem, Car, CarItem, CarSpec, ModelItem, VariantItem, YearItem};
#[cfg(feature = "ssr")]
pub use pages::{Naming, naming};
#[cfg(feature = "ssr")]
pub use service::{count_of, get_for, mine, model_name, model_names, models_of, owners_of_plate, spec_of};
#[cfg(feature = "ssr")]
pub use store::personal;
