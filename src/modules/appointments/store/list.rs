//! Which appointments of a list, and where it goes on.

use super::appointment::Appointment;
use crate::{
    kernel::{ids::AppointmentId, time::Instant},
    modules::appointments::status::Status,
};

/// Which of a workshop's appointments to list.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListFilter {
    pub status: Option<Status>,
    /// The last one seen: list what comes after it.
    pub before: Option<Cursor>,
}

/// A place in a list that runs from late to early starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub start_at: Instant,
    pub id: AppointmentId,
}

impl Cursor {
    pub fn of(last: &Appointment) -> String {
        format!("{}_{}", last.start_at.0, last.id)
    }

    pub fn parse(text: &str) -> Option<Self> {
        let (start_at, id) = text.split_once('_')?;
        Some(Self { start_at: Instant::parse(start_at)?, id: id.parse().ok()? })
    }
}
