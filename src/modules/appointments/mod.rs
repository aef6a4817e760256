//! Appointments: the heart of the house. Free times, booking, and what becomes of a visit.
//!
//! Owns `appointments`, `appointment_services` (what was booked, with names and prices of that day) and
//! `appointment_moves` (who, when, why), `mechanic_customer_notes` (what a workshop notes about a customer), and the figures computed from them: `fair_prices`, `mechanic_figures`. Words: a *slot* is a free start with its end; to *book* makes a request, or a
//! confirmed visit when the workshop books instantly; *moves* are confirm, decline, cancel, complete, no-show, propose and
//! accept. States: see the diagram in `status.rs`.
//!
//! Lock order, for everybody: the workshop's row (`mechanics::lock`), then what allows booking with another's car
//! (`vehicles::hold`), then appointments, then whatever follows (mails, the
//! workshop's next slot). One order, so no deadlocks; the exclusion constraints on bays and people hold without any lock.
//!
//! Neighbours: asks `vehicles` for the car (through the actor), `mechanics` for schedule, offers and rules, `customers` for
//! the contact. Announces [`AppointmentBooked`], [`AppointmentMoved`], [`AppointmentCompleted`]; listens to
//! `ScheduleChanged` and keeps the next free slot of each workshop true, to `WorkerLeaves` (others do those visits),
//! and to people and workshops that leave or are kept out: their visits to come are called off.
//!
//! A *guest* books without an account (`guests`): what they typed waits in `auth::guests` until a code to their number makes one.
//!
//! Surprises: a proposal moves the booking at once and waits for the customer; a request that nobody answers before its
//! time is closed by the house; the lead time does not bind the workshop itself.

pub mod api;
pub mod clients;
#[cfg(feature = "ssr")]
pub mod earnings;
pub mod guests;
pub mod islands;
pub mod model;
pub mod status;

#[cfg(feature = "ssr")]
mod checks;
#[cfg(feature = "ssr")]
mod events;
#[cfg(feature = "ssr")]
pub mod figures;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod mails;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod planning;
#[cfg(feature = "ssr")]
mod policy;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod slots;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use events::{AppointmentBooked, AppointmentCompleted, AppointmentMoved};
#[cfg(feature = "ssr")]
pub use pages::{earnings_csv, ics::ics_download, visit_paper_upload};
#[cfg(feature = "ssr")]
pub use service::{
    Visited, call_off, call_off_customer, call_off_workshop, count_of, free_hours, refresh_next_slot, replace_worker,
    to_come_of, to_come_of_each, visited_for, waiting_count,
};
#[cfg(feature = "ssr")]
pub use store::personal;
