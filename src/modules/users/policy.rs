//! Who may look at people.

use crate::kernel::{
    actor::{Actor, Role},
    error::{Code, Result},
};

/// Who sees the desk of privacy requests and answers there.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub fn may_answer(actor: &Actor) -> Result<()> {
    match actor {
        Actor::Visitor => Err(Code::Unauthenticated.into()),
        _ if actor.has(Role::Admin) => Ok(()),
        _ => Err(Code::NotFound.into()),
    }
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for anybody without the desk.
pub fn may_list(actor: &Actor) -> Result<()> {
    match actor {
        Actor::Visitor => Err(Code::Unauthenticated.into()),
        _ if actor.has(Role::Admin) || actor.has(Role::Support) => Ok(()),
        _ => Err(Code::NotFound.into()),
    }
}
