//! Who may look at people, and who may decide about them. Permits are made here and nowhere else.

use crate::kernel::{
    actor::{Actor, Role},
    error::{Code, Result},
};

/// The permit to look people up: admins and support.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader(());
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
/// `unauthenticated` for visitors, `not_found` for anybody without a place at the desk.
pub fn may_list(actor: &Actor) -> Result<Reader> {
    match actor {
        Actor::Visitor => Err(Code::Unauthenticated.into()),
        _ if actor.has(Role::Admin) || actor.has(Role::Support) => Ok(Reader(())),
        _ => Err(Code::NotFound.into()),
    }
}

/// The permit to suspend people, to give and take roles, to write notes and to take the list away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decider(());

/// Who decides may look, too.
impl From<Decider> for Reader {
    fn from(Decider(()): Decider) -> Self {
        Self(())
    }
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub fn may_decide(actor: &Actor) -> Result<Decider> {
    match actor {
        Actor::Visitor => Err(Code::Unauthenticated.into()),
        _ if actor.has(Role::Admin) => Ok(Decider(())),
        _ => Err(Code::NotFound.into()),
    }
}
