//! What this module announces to the modules above.

use super::status::Verb;
use crate::{
    kernel::ids::{AppointmentId, CustomerId, MechanicId},
    platform::events::Event,
};

/// A visit was booked; `confirmed` when the workshop books instantly.
#[derive(Clone, Copy, Debug)]
pub struct AppointmentBooked {
    pub id: AppointmentId,
    pub mechanic_id: MechanicId,
    pub customer_id: CustomerId,
    pub confirmed: bool,
}
impl Event for AppointmentBooked {}

/// An appointment changed its state or its time.
#[derive(Clone, Copy, Debug)]
pub struct AppointmentMoved {
    pub id: AppointmentId,
    pub mechanic_id: MechanicId,
    pub customer_id: CustomerId,
    pub verb: Verb,
}
impl Event for AppointmentMoved {}

/// The work is done: it may be reviewed.
#[derive(Clone, Copy, Debug)]
pub struct AppointmentCompleted {
    pub id: AppointmentId,
    pub mechanic_id: MechanicId,
    pub customer_id: CustomerId,
}
impl Event for AppointmentCompleted {}
