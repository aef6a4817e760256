//! What reminders announce: whoever brings it to people listens. Listeners run in the same transaction.

use super::store::Reminder;
use crate::{kernel::time::Day, platform::events::Event};

/// A reminder came so close to its day that its owner is told; once for each step.
#[derive(Clone, Debug)]
pub struct ReminderDue {
    pub reminder: Reminder,
    pub on: Day,
    /// Days ahead.
    pub step: i16,
}
impl Event for ReminderDue {}
