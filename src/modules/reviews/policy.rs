//! Who may read and decide what. Writing goes through the visit itself, replying through the workshop.

use crate::kernel::{
    actor::{Actor, Duty},
    error::{Code, Result},
    ids::{CustomerId, MechanicId},
};

/// Leave to see the queue and to decide. Only this file makes one.
#[derive(Debug)]
pub struct MayModerate(());

/// Leave to read and answer the reviews of the workshop that one owns or runs. Only this file makes one.
#[derive(Debug)]
pub struct MayReply {
    pub mechanic_id: MechanicId,
    _made_here: (),
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody else who does not moderate.
pub fn may_moderate(actor: &Actor) -> Result<MayModerate> {
    match actor {
        Actor::Visitor => Err(Code::Unauthenticated.into()),
        _ if actor.moderates() => Ok(MayModerate(())),
        _ => Err(Code::NotFound.into()),
    }
}

/// Nobody decides about what they wrote themselves, or about the workshop that they own or work for.
///
/// # Errors
/// `forbidden` for them.
pub fn no_stake(actor: &Actor, workshop: MechanicId, author: Option<CustomerId>) -> Result<()> {
    if actor.works_at(workshop) || author.is_some_and(|author| actor.customer_id() == Some(author)) {
        Err(Code::Forbidden.into())
    } else {
        Ok(())
    }
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who run no workshop.
pub fn may_reply(actor: &Actor) -> Result<MayReply> {
    match (actor, actor.workshop_for(Duty::Running)) {
        (Actor::Visitor, _) => Err(Code::Unauthenticated.into()),
        (_, Some(mechanic_id)) => Ok(MayReply { mechanic_id, _made_here: () }),
        (_, None) => Err(Code::NotFound.into()),
    }
}
