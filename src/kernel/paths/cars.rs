//! Addresses of cars and of their books.

use super::{CARS, HOUSEHOLD, RECORD_PROOF, SPENDING};
use crate::kernel::ids::{FileId, PhotoId, RecordId, VehicleId};

/// One's car: plate, kilometres, papers.
pub fn car(id: VehicleId) -> String {
    format!("{CARS}/{id}")
}
/// Where one says that a car is another model, variant or year.
pub fn car_model(id: VehicleId) -> String {
    format!("{CARS}/{id}/model")
}
/// What comes due for a car.
pub fn car_reminders(id: VehicleId) -> String {
    format!("{CARS}/{id}/hatirlatmalar")
}
/// The photos of a car, and where they are sent to.
pub fn car_photos(id: VehicleId) -> String {
    format!("{CARS}/{id}/fotograflar")
}
/// A photo of a car, by its id without signs and the ending of its size.
pub fn car_photo(id: PhotoId, ending: &str) -> String {
    format!("/foto/arac/{}{ending}", id.simple())
}
/// The service book of a car.
pub fn car_book(id: VehicleId) -> String {
    format!("{CARS}/{id}/defter")
}
/// The book as a PDF.
pub fn car_book_paper(id: VehicleId) -> String {
    format!("{}.pdf", car_book(id))
}
/// A declaration in a service book.
pub fn car_record(id: VehicleId, record: RecordId) -> String {
    format!("{CARS}/{id}/defter/{record}")
}
/// Where a paper of a declaration is sent to.
pub fn car_record_files(id: VehicleId, record: RecordId) -> String {
    format!("{CARS}/{id}/defter/{record}/belge")
}
/// A paper of a declaration.
pub fn car_record_file(id: FileId) -> String {
    format!("/hesap/belgeler/{id}")
}
/// Links that show a car's service book to others.
pub fn car_sharing(id: VehicleId) -> String {
    format!("{CARS}/{id}/paylas")
}
/// What one of one's cars has cost.
pub fn car_spending(id: VehicleId) -> String {
    format!("{SPENDING}?arac={id}")
}
/// Where a car is offered to a new owner.
pub fn car_handover(id: VehicleId) -> String {
    format!("{CARS}/{id}/devret")
}
/// A car that another shares with one.
pub fn shared_car(id: VehicleId) -> String {
    format!("{HOUSEHOLD}/{id}")
}
/// The service book of a car, for whoever has the link.
pub fn shared_book(token: &str) -> String {
    format!("/defter/{token}")
}
/// What a line of a service book says, for whoever has its code.
pub fn record_proof(code: &str) -> String {
    format!("{RECORD_PROOF}/{code}")
}
/// What comes due for a car, as a calendar file.
pub fn car_ics(id: VehicleId) -> String {
    format!("{CARS}/{id}/takvim.ics")
}
