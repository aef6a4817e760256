//! What travels between the browser and this module. Checks of it stand in `checks.rs`.

use super::status::{Side, Status};
use crate::kernel::{
    ids::{AppointmentId, MechanicId, VehicleId},
    money::Money,
};
use serde::{Deserialize, Serialize};

pub const NOTE_MAX: usize = 1000;
pub const REASON_MAX: usize = 500;
/// Letters of why a bill is higher than was agreed.
pub const AMOUNT_REASON_MAX: usize = 300;
/// The dearest visit: ten million lira.
pub const AMOUNT_MAX: Money = Money(1_000_000_000);
pub const SERVICES_MAX: usize = 10;
/// The longest look ahead at free times, in days.
pub const DAYS_MAX: i64 = 62;

/// A booking as the form sends it: every field is text, so that wrong ones can be named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookInput {
    #[serde(default)]
    pub mechanic_id: String,
    #[serde(default)]
    pub vehicle_id: String,
    #[serde(default)]
    pub service_ids: Vec<String>,
    /// RFC 3339.
    #[serde(default)]
    pub start: String,
    #[serde(default)]
    pub note: String,
    /// Made with the form; the same key books once.
    #[serde(default)]
    pub idempotency_key: String,
}

/// A move of an appointment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveInput {
    #[serde(default)]
    pub appointment_id: String,
    #[serde(default)]
    pub reason: String,
    /// What the workshop read on the odometer; asked when the work is done.
    #[serde(default)]
    pub km: String,
    /// What the work costs in the end, in lira; asked when it is done. Empty: what was agreed.
    #[serde(default)]
    pub amount: String,
    /// Why it is more than was agreed.
    #[serde(default)]
    pub amount_reason: String,
    /// What of it is for parts, in lira; both or none of the two.
    #[serde(default)]
    pub parts: String,
    #[serde(default)]
    pub labour: String,
    /// What was put in, service by service; one that is left out: as it was promised.
    #[serde(default)]
    pub done: Vec<DoneInput>,
}

/// Part and warranty of one done service; what is empty was not given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DoneInput {
    pub service_id: String,
    /// `original`, `equivalent` or `used`.
    pub parts_class: String,
    pub warranty_months: String,
    pub warranty_km: String,
}

/// Another one of the workshop's people for a visit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonInput {
    #[serde(default)]
    pub appointment_id: String,
    #[serde(default)]
    pub person_id: String,
}

/// Names a car whose done visits go into its service book.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileInput {
    #[serde(default)]
    pub vehicle_id: String,
}

/// Names one paper of a done visit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperInput {
    #[serde(default)]
    pub file_id: String,
}

/// Another time, offered by the mechanic.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeInput {
    #[serde(default)]
    pub appointment_id: String,
    /// RFC 3339.
    #[serde(default)]
    pub start: String,
    #[serde(default)]
    pub reason: String,
}

/// A free time, RFC 3339 with Istanbul's offset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeSlot {
    pub start: String,
    pub end: String,
}
crate::wire! { FreeSlot { start, end } }

/// The answer to a booking or a move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booked {
    pub id: AppointmentId,
    pub status: Status,
}

impl Booked {
    /// The notice on the page of a new booking.
    pub const fn notice(&self) -> &'static str {
        match self.status {
            Status::Confirmed => "booked",
            _ => "requested",
        }
    }
}

/// An appointment in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentItem {
    pub id: AppointmentId,
    pub status: Status,
    /// Whose answer a request waits for.
    pub awaits: Option<Side>,
    /// RFC 3339.
    pub start: String,
    pub end: String,
    pub mechanic_id: MechanicId,
    pub mechanic_name: String,
    pub customer_name: String,
    pub vehicle_id: VehicleId,
    pub plate: String,
    pub vehicle_label: String,
    pub services: Vec<String>,
    pub total_kurus: Money,
}
