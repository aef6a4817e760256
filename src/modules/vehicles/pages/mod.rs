//! Pages of `vehicles`: one's cars, a new one, one of them, its book for others; the part of the account's first page; and the desk
//! of the catalogue.

mod book;
mod book_paper;
mod book_parts;
mod car;
mod choose;
pub mod desk;
mod files;
mod find;
mod handover;
mod history;
mod ics;
mod list;
mod new;
mod offered;
mod photos;
mod proof;
mod propose;
mod record;
mod record_files;
mod reminder_parts;
mod reminders;
mod shared;
mod sharing;
mod spending;
mod tabs;
mod words;

pub use book::service_book;
pub use book_paper::book_paper;
pub use car::car;
pub use choose::{Naming, naming};
pub use files::{CAR_FILE_LIMIT, CAR_PHOTOS_LIMIT, car_photo_file, car_photo_upload, record_file, record_file_upload};
pub use handover::handover;
pub use ics::reminders_ics;
pub use list::{cars_part, list};
pub use new::new;
pub use offered::offered_car;
pub use photos::photos;
pub use proof::record_proof;
pub use propose::propose;
pub use record::record;
pub use reminders::{due_part, reminders};
pub use shared::shared_book;
pub use sharing::sharing;
pub use spending::spending;
pub use words::code as code_name;
