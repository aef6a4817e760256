//! SQL of `appointments`, `appointment_services` and `appointment_moves`.
//!
//! Lock order, for everybody: the workshop's row (`mechanics::lock`), then appointments.

mod appointment;
mod busy;
mod desk;
mod due;
mod filed;
mod known;
mod list;
mod moves;
pub mod personal;
mod read;
mod write;

pub use appointment::{Appointment, Line, Settled, Split};
pub use busy::{busy, busy_of_many};
pub use desk::{count_of, to_come_at, to_come_of_each, to_come_of_person};
pub use due::{Unclosed, due_reminders, expired_requests, note_reminded, take_unclosed};
pub use filed::unfiled;
pub use known::{find_by_key, times_of_car};
pub use list::{Cursor, ListFilter};
pub use moves::{Moved, moves};
pub use personal::standing_of;
pub use read::{
    by_ids, day_of_workshop, get, list_of_workshop, lock, past_of_customer, stands, to_close_of_workshop,
    to_come_of_workshop, upcoming_of_customer, upcoming_of_household, waiting_count, waiting_of_workshop,
};
pub use write::{NewAppointment, NewMove, give, insert, insert_move, move_time, save_bill, save_given, save_state};
