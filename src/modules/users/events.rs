//! What `users` announces.

use crate::{kernel::ids::UserId, platform::events::Event};

/// A person has replaced or removed their number; a new one has yet to prove itself.
#[derive(Clone, Copy, Debug)]
pub struct PhoneChanged {
    pub user: UserId,
}
impl Event for PhoneChanged {}
