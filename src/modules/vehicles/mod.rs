//! Vehicles: the catalogue of cars, and the cars people own.
//!
//! Owns `brands`, `models`, `model_years`, `variants` (filled by the importer, kept at the desk), `variant_proposals`,
//! `catalogue_imports` with their rows, `customer_vehicles`, `vehicle_marks` (plates
//! and chassis numbers over time), `vehicle_odometer`, `reminder_rules`, `reminder_services`, `vehicle_reminders`, `vehicle_reminder_times`,
//! `vehicle_maintenance_records` (the service book), `vehicle_record_files` (papers of what owners declare and of visits), `vehicle_photos`,
//! `vehicle_costs` (what else a car costs; with the book in the view `vehicle_spending`), `vehicle_book_shares`, `vehicle_handovers`, and households: `household_members` with `household_cars`.
//! Words: a *variant* is what stands in the papers (engine, fuel, gearbox) and belongs to a model over a range of years; a
//! *car* is a variant with a year, a plate and kilometres that a customer owns; its *spec* (brand, model, year) is what
//! workshops' rules speak about. Exactly one of a customer's cars is the *default* as long as there is any.
//!
//! States of a car: kept → removed. Removed cars keep their row, because appointments name them; they are found by nobody.
//! Neighbours: brands come from `platform::reference`; above, `mechanics` asks for specs and `appointments` for cars.
//! Announces [`ModelsMerged`], [`BrandsMerged`] and [`ReminderDue`](reminders::events::ReminderDue), of which mail is one listener.
//!
//! Surprises: a year belongs to a car only when both the variant's range and the model's list of years hold it, since an
//! open range says "still built", not "built for ever". Kilometres never go back, except by a correction that says why. A plate
//! belongs to one garage at a time: who adds it later holds it, and the garage before is told and may take it back. A car that
//! is handed over keeps its row and its book; what the owner before paid and noted is shown to nobody, and photos and papers go. Whoever shares a car
//! is never its owner: members come by [`household`] alone, which shows less, and every other way in stays closed to them.
//! A car that two merged accounts had goes on as one; the other row is removed, points at it (`joined_to`), and its book is read
//! along, since rows of a book never change.

pub mod api;
pub mod catalogue;
pub mod costs;
pub mod garage;
pub mod handover;
pub mod household;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod mails;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod photos;
#[cfg(feature = "ssr")]
mod policy;
mod promise;
pub mod records;
pub mod reminders;
#[cfg(feature = "ssr")]
mod service;
pub mod sharing;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use catalogue::{
    events::{BrandsMerged, ModelsMerged},
    inputs::VariantFound,
    model::BODIES,
    proposals::count_waiting as count_proposals,
    service::find as find_variants,
};
#[cfg(feature = "ssr")]
pub use garage::service::{file_visit, note_visit};
#[cfg(feature = "ssr")]
pub use household::service::{bookable, bookable_by, bookables, hold};
pub use model::{BrandItem, Car, CarFacts, CarItem, CarSpec, Fuel, ModelItem, VariantItem, YearItem};
#[cfg(feature = "ssr")]
pub use pages::{
    CAR_FILE_LIMIT, CAR_PHOTOS_LIMIT, Naming, book_paper, car_photo_file, car_photo_upload, code_name,
    desk::{SHEET_LIMIT, catalogue_csv, sheet_upload},
    naming, parts_class_name, promise_words, record_file, record_file_upload, reminders_ics, visit_papers_part,
};
pub use promise::{PartsClass, Promise};
#[cfg(feature = "ssr")]
pub use records::{
    files::{FILES_MAX, harmless},
    service::{DoneVisit, seal_books},
    visits::{TAKE_BACK_HOURS, VisitLine, VisitPaper, add_paper, line_of_visit, take_back_paper, visit_of_paper},
};
#[cfg(feature = "ssr")]
pub use service::{
    add, car_of, count_of, get_for, join_twins, model_name, model_names, models_of, own_with_plate, owners_of_plate,
    sharing_marks, spec_of,
};
#[cfg(feature = "ssr")]
pub use store::personal;
