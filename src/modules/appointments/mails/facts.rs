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
    /// The reader's own address and name, for the calendar file.
    #[serde(default)]
    pub reader_email: String,
    #[serde(default)]
    pub reader_name: String,
    pub closed_by: Option<Side>,
    pub mechanic_name: String,
    pub address: String,
    pub customer_name: String,
    pub customer_phone: Option<String>,
    pub plate: String,
    pub vehicle: String,
    pub services_tr: String,
    pub services_en: String,
    /// What each service costs; older mails only know the sum.
    #[serde(default)]
    pub lines: Vec<FactLine>,
    pub total: Money,
    /// What it cost in the end, and why that differs; known once the work is done.
    #[serde(default)]
    pub settled: Option<(Money, String)>,
    /// The workshop is made up, for the demo.
    #[serde(default)]
    pub is_demo: bool,
    pub start: Instant,
    pub end: Instant,
    pub note: String,
    pub reason: Option<String>,
    /// When this was written.
    pub stamp: Instant,
}

/// A service and its price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactLine {
    pub name_tr: String,
    pub name_en: String,
    pub price: Money,
}

/// Who reads: which side, and how that person is called and reached.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    pub side: Side,
    pub email: &'a str,
    pub name: &'a str,
}

impl Facts {
    pub fn of(appointment: &Appointment, reader: Reader<'_>, stamp: Instant) -> Self {
        Self {
            id: appointment.id,
            sequence: appointment.ics_sequence,
            status: appointment.status,
            reader: reader.side,
            reader_email: reader.email.to_owned(),
            reader_name: reader.name.to_owned(),
            closed_by: appointment.closed_by,
            mechanic_name: appointment.mechanic_name.clone(),
            address: appointment.mechanic_address.clone(),
            customer_name: appointment.customer_name.clone(),
            customer_phone: appointment.customer_phone.clone(),
            plate: appointment.plate.clone(),
            vehicle: appointment.vehicle_label.clone(),
            services_tr: appointment.services(Lang::Tr),
            services_en: appointment.services(Lang::En),
            lines: appointment
                .lines
                .iter()
                .map(|line| FactLine {
                    name_tr: line.name_tr.clone(),
                    name_en: line.name_en.clone(),
                    price: line.price,
                })
                .collect(),
            total: appointment.total,
            settled: appointment.settled.as_ref().map(|settled| (settled.amount, settled.reason.clone())),
            is_demo: false,
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
