//! What a mail and a calendar file say, copied when it happened.

use crate::{
    kernel::{ids::AppointmentId, lang::Lang, money::Money, time::Instant},
    modules::appointments::{
        status::{Side, Status},
        store::Appointment,
    },
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    pub id: AppointmentId,
    /// Grows with every change, so that calendars keep the newest.
    pub sequence: i32,
    pub status: Status,
    pub reader: Side,
    pub closed_by: Option<Side>,
    pub mechanic_name: String,
    pub address: String,
    pub customer_name: String,
    pub customer_phone: Option<String>,
    pub plate: String,
    pub vehicle: String,
    pub services_tr: String,
    pub services_en: String,
    pub total: Money,
    pub start: Instant,
    pub end: Instant,
    pub note: String,
    pub reason: Option<String>,
    /// When this was written.
    pub stamp: Instant,
}

impl Facts {
    pub fn of(appointment: &Appointment, reader: Side, stamp: Instant) -> Self {
        Self {
            id: appointment.id,
            sequence: appointment.ics_sequence,
            status: appointment.status,
            reader,
            closed_by: appointment.closed_by,
            mechanic_name: appointment.mechanic_name.clone(),
            address: appointment.mechanic_address.clone(),
            customer_name: appointment.customer_name.clone(),
            customer_phone: appointment.customer_phone.clone(),
            plate: appointment.plate.clone(),
            vehicle: appointment.vehicle_label.clone(),
            services_tr: appointment.services(Lang::Tr),
            services_en: appointment.services(Lang::En),
            total: appointment.total,
            start: appointment.start_at,
            end: appointment.end_at,
            note: appointment.note.clone(),
            reason: appointment.reason.clone(),
            stamp,
        }
    }

    pub fn services(&self, lang: Lang) -> &str {
        lang.pick(&self.services_tr, &self.services_en)
    }
}
