//! Who may own cars, and who keeps the catalogue.

use crate::kernel::{
    actor::{Actor, Role},
    error::{Code, Result},
    ids::CustomerId,
};

/// The permit to touch one customer's cars; only this file makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner(CustomerId);

impl Owner {
    pub const fn id(self) -> CustomerId {
        self.0
    }
}

/// To one car: whoever owns no cars at all is a stranger to every car.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people without a customer's side.
pub fn reach(actor: &Actor) -> Result<Owner> {
    owner(actor).map_err(|error| if error.code == Code::Forbidden { Code::NotFound.into() } else { error })
}

/// # Errors
/// `unauthenticated` for visitors, `forbidden` for people without a customer's side.
pub fn owner(actor: &Actor) -> Result<Owner> {
    match (actor, actor.customer_id()) {
        (_, Some(id)) => Ok(Owner(id)),
        (Actor::Visitor, None) => Err(Code::Unauthenticated.into()),
        _ => Err(Code::Forbidden.into()),
    }
}

/// Leave to keep the catalogue; only this file makes one.
#[derive(Debug)]
pub struct Keeper(());

/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody else without the desk.
pub fn keeper(actor: &Actor) -> Result<Keeper> {
    match actor {
        Actor::Visitor => Err(Code::Unauthenticated.into()),
        _ if actor.has(Role::Admin) => Ok(Keeper(())),
        _ => Err(Code::NotFound.into()),
    }
}
