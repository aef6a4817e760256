//! What the modules above hear of.

use crate::{kernel::ids::MechanicId, platform::events::Event};

/// Free slots may have changed: hours, exceptions, bays, booking settings, services, or whether the workshop is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScheduleChanged {
    pub mechanic_id: MechanicId,
}

impl Event for ScheduleChanged {}
