//! What the modules above hear of.

use crate::{
    kernel::ids::{MechanicId, PersonId},
    platform::events::Event,
};

/// Free slots may have changed: hours, exceptions, bays, people, booking settings, services, or whether the workshop is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScheduleChanged {
    pub mechanic_id: MechanicId,
}

impl Event for ScheduleChanged {}

/// The house closes this workshop: its visits to come are called off. The workshop is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkshopCloses {
    pub mechanic_id: MechanicId,
}

impl Event for WorkshopCloses {}

/// Somebody works at the cars of this workshop no more; their visits to come need another one. The workshop is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkerLeaves {
    pub mechanic_id: MechanicId,
    pub person_id: PersonId,
}

impl Event for WorkerLeaves {}
