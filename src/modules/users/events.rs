//! What this module announces to the modules above. Listeners run in the same transaction.

use crate::{
    kernel::{ids::UserId, time::Instant},
    platform::{events::Event, personal::Merging},
};

/// Somebody asked to be deleted: until it happens or is taken back, nothing new begins with them.
#[derive(Clone, Copy, Debug)]
pub struct DeletionAsked {
    pub user_id: UserId,
    pub at: Instant,
}
impl Event for DeletionAsked {}

/// Taken back what was asked at `asked_at`.
#[derive(Clone, Copy, Debug)]
pub struct DeletionCancelled {
    pub user_id: UserId,
    pub asked_at: Instant,
}
impl Event for DeletionCancelled {}

/// The desk keeps somebody out from now on: what was to come with them is called off.
#[derive(Clone, Copy, Debug)]
pub struct PersonSuspended {
    pub user_id: UserId,
    pub at: Instant,
}
impl Event for PersonSuspended {}

/// Who was kept out since `suspended_at` may come in again.
#[derive(Clone, Copy, Debug)]
pub struct PersonReinstated {
    pub user_id: UserId,
    pub suspended_at: Instant,
}
impl Event for PersonReinstated {}

/// Somebody is about to be deleted: what still runs with them ends now. Their rows are erased right after.
#[derive(Clone, Copy, Debug)]
pub struct PersonLeaves {
    pub user_id: UserId,
}
impl Event for PersonLeaves {}

/// A person has replaced or removed their number; a new one has yet to prove itself.
#[derive(Clone, Debug)]
pub struct PhoneChanged {
    pub user: UserId,
    /// The old one, if it had proved itself.
    pub left: Option<String>,
}
impl Event for PhoneChanged {}

/// Two accounts of one person are about to become one: what both have is settled, and the rows move right after.
#[derive(Clone, Copy, Debug)]
pub struct AccountsMerge {
    pub merging: Merging,
}
impl Event for AccountsMerge {}
