//! Who may edit a workshop, open one, and decide about all of them. Permits are made here and nowhere else.

use crate::kernel::{
    actor::{Actor, Role},
    error::{Code, Result},
    ids::{CustomerId, MechanicId, UserId},
};

/// The permit to edit one's own workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner(MechanicId);

impl Owner {
    pub const fn id(self) -> MechanicId {
        self.0
    }
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people without a workshop.
pub fn owner(actor: &Actor) -> Result<Owner> {
    match (actor, actor.mechanic_id()) {
        (_, Some(id)) => Ok(Owner(id)),
        (Actor::Visitor, None) => Err(Code::Unauthenticated.into()),
        _ => Err(Code::NotFound.into()),
    }
}

/// The permit to keep workshops among one's own favourites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keeper(CustomerId);

impl Keeper {
    pub const fn customer_id(self) -> CustomerId {
        self.0
    }
}

/// # Errors
/// `unauthenticated` for visitors, `forbidden` for people without a customer's side.
pub fn keeper(actor: &Actor) -> Result<Keeper> {
    match (actor, actor.customer_id()) {
        (_, Some(id)) => Ok(Keeper(id)),
        (Actor::Visitor, None) => Err(Code::Unauthenticated.into()),
        _ => Err(Code::Forbidden.into()),
    }
}

/// The permit of a person to open their workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opener(UserId);

impl Opener {
    pub const fn user_id(self) -> UserId {
        self.0
    }
}

/// Those who registered as mechanics.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody else.
pub fn opener(actor: &Actor) -> Result<Opener> {
    match (actor, actor.user_id()) {
        (Actor::Visitor, _) => Err(Code::Unauthenticated.into()),
        (_, Some(id)) if actor.has(Role::MechanicOwner) => Ok(Opener(id)),
        _ => Err(Code::NotFound.into()),
    }
}

/// The permit to verify and suspend workshops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Desk(());

/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub fn desk(actor: &Actor) -> Result<Desk> {
    match actor {
        Actor::Visitor => Err(Code::Unauthenticated.into()),
        _ if actor.has(Role::Admin) => Ok(Desk(())),
        _ => Err(Code::NotFound.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{
        actor::{Kind, Person, Proof},
        error::AppError,
        ids::SessionId,
        lang::Lang,
    };
    use uuid::Uuid;

    fn person(role: Role, mechanic_id: Option<MechanicId>) -> Actor {
        Actor::Person(Box::new(Person {
            user_id: UserId(Uuid::from_u128(1)),
            session_id: SessionId(Uuid::from_u128(2)),
            kind: Kind::Customer,
            full_name: String::new(),
            email: String::new(),
            email_verified: true,
            lang: Lang::Tr,
            theme: String::new(),
            terms_version: String::new(),
            roles: vec![role],
            customer_id: None,
            mechanic_id,
            proof: Proof::default(),
            locked_roles: Vec::new(),
            photo: None,
        }))
    }

    fn code<T>(result: Result<T>) -> Option<Code> {
        result.err().map(|AppError { code, .. }| code)
    }

    #[test]
    fn only_an_owner_edits() {
        let own = MechanicId(Uuid::from_u128(3));
        assert_eq!(owner(&person(Role::MechanicOwner, Some(own))).map(Owner::id), Ok(own));
        assert_eq!(code(owner(&person(Role::MechanicOwner, None))), Some(Code::NotFound));
        assert_eq!(code(owner(&person(Role::Customer, None))), Some(Code::NotFound));
        assert_eq!(code(owner(&Actor::Visitor)), Some(Code::Unauthenticated));
    }

    #[test]
    fn only_mechanics_open_and_only_admins_decide() {
        assert!(opener(&person(Role::MechanicOwner, None)).is_ok());
        assert_eq!(code(opener(&person(Role::Customer, None))), Some(Code::NotFound));
        assert_eq!(code(opener(&Actor::Visitor)), Some(Code::Unauthenticated));
        assert!(desk(&person(Role::Admin, None)).is_ok());
        assert_eq!(code(desk(&person(Role::MechanicOwner, None))), Some(Code::NotFound));
        assert_eq!(code(desk(&Actor::Visitor)), Some(Code::Unauthenticated));
    }
}
