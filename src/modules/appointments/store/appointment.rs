//! An appointment as it is read.

use crate::{
    kernel::{
        ids::{AppointmentId, BayId, CustomerId, MechanicId, PersonId, ServiceId, VehicleId},
        lang::Lang,
        money::Money,
        time::Instant,
    },
    modules::{
        appointments::status::{Side, State, Status},
        mechanics::{PriceKind, Promise},
    },
};

/// An appointment with its services.
#[derive(Clone, Debug)]
pub struct Appointment {
    pub id: AppointmentId,
    pub mechanic_id: MechanicId,
    pub customer_id: CustomerId,
    pub vehicle_id: VehicleId,
    pub bay_id: BayId,
    /// Who does the work; for the workshop's own eyes.
    pub person_id: Option<PersonId>,
    pub status: Status,
    pub awaits: Option<Side>,
    pub start_at: Instant,
    pub end_at: Instant,
    pub busy_until: Instant,
    pub note: String,
    pub mechanic_name: String,
    pub mechanic_address: String,
    pub customer_name: String,
    pub customer_phone: Option<String>,
    pub plate: String,
    pub vehicle_label: String,
    pub km: i32,
    pub total: Money,
    pub closed_at: Option<Instant>,
    pub closed_by: Option<Side>,
    pub reason: Option<String>,
    pub ics_sequence: i32,
    pub created_at: Instant,
    pub settled: Option<Settled>,
    pub lines: Vec<Line>,
}

/// What a visit cost in the end, and why that differs from what was agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub amount: Money,
    pub reason: String,
    /// What of it was for what, where the workshop says so.
    pub split: Option<Split>,
}

/// A bill in its two parts, which make all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    pub parts: Money,
    pub labour: Money,
}

impl Split {
    pub fn sum(self) -> Money {
        self.parts + self.labour
    }
}

/// A service of an appointment, as it was when booked, and what came of it.
#[derive(Clone, Debug)]
pub struct Line {
    pub service_id: ServiceId,
    pub name_tr: String,
    pub name_en: String,
    pub price: Money,
    pub price_kind: PriceKind,
    pub minutes: i32,
    pub promise: Promise,
    /// As the workshop said when the work was done; nothing before that.
    pub given: Promise,
}

impl Line {
    /// What the customer gets, as far as it is known.
    pub fn warrant(&self) -> Promise {
        if self.given == Promise::default() { self.promise } else { self.given }
    }
}

/// As the mail to the workshop says (`mails::ask_to_close`).
const LEFT_OPEN_DAYS: i64 = 3;

impl Appointment {
    pub fn state(&self, now: Instant) -> State {
        State { status: self.status, awaits: self.awaits, started: self.start_at <= now }
    }

    /// Is it over so long that its customer need not wait for the workshop to close it?
    pub fn is_left_open(&self, now: Instant) -> bool {
        self.status == Status::Confirmed && self.end_at.plus_days(LEFT_OPEN_DAYS) <= now
    }

    /// Were all its prices fixed, so that the sum was a promise?
    pub fn is_fixed(&self) -> bool {
        self.lines.iter().all(|line| line.price_kind == PriceKind::Fixed)
    }

    /// What it cost in the end as far as that is known, else what was agreed.
    pub fn cost(&self) -> Money {
        self.settled.as_ref().map_or(self.total, |settled| settled.amount)
    }

    pub fn minutes(&self) -> i64 {
        self.lines.iter().map(|line| i64::from(line.minutes)).sum()
    }

    pub fn service_ids(&self) -> impl Iterator<Item = ServiceId> + '_ {
        self.lines.iter().map(|line| line.service_id)
    }

    /// The services in one line: `Balata değişimi, fren hidroliği`.
    pub fn services(&self, lang: Lang) -> String {
        self.lines.iter().map(|line| lang.pick(&line.name_tr, &line.name_en)).collect::<Vec<_>>().join(", ")
    }
}
