//! Who keeps a customer's things. Permits are made here and nowhere else.

use crate::kernel::{
    actor::Actor,
    error::{Code, Result},
    ids::CustomerId,
};

/// The permit to touch one's own invoice profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Own(CustomerId);

impl Own {
    pub const fn id(self) -> CustomerId {
        self.0
    }
}

/// # Errors
/// `unauthenticated` for visitors, `forbidden` for people without a customer's side and for who acts for another: tax
/// numbers are nobody else's business.
pub fn own(actor: &Actor) -> Result<Own> {
    match (actor, actor.customer_id()) {
        (Actor::Visitor, _) => Err(Code::Unauthenticated.into()),
        (_, Some(id)) if actor.impersonation().is_none() => Ok(Own(id)),
        _ => Err(Code::Forbidden.into()),
    }
}
