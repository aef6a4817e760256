//! Who may change the taxonomy: admins.

use crate::kernel::{
    actor::{Actor, Role},
    error::{Code, Result},
};

/// Leave to change the taxonomy. Only this file makes one.
#[derive(Debug)]
pub struct MayEdit(());

/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody else without the desk.
pub fn may_edit(actor: &Actor) -> Result<MayEdit> {
    match actor {
        Actor::Visitor => Err(Code::Unauthenticated.into()),
        _ if actor.has(Role::Admin) => Ok(MayEdit(())),
        _ => Err(Code::NotFound.into()),
    }
}
