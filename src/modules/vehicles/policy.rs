//! Who may own cars, and who keeps the catalogue.

use super::household::model::{Right, Rights};
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

/// The permit to bring a car from one garage into another; of whom it was offered to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handover {
    pub from: Owner,
    pub to: Owner,
}

/// # Errors
/// As [`reach`], and `forbidden` for who acts for another: nobody gives away what is not theirs.
pub fn giver(actor: &Actor) -> Result<Owner> {
    let owner = reach(actor)?;
    if actor.impersonation().is_some() { Err(Code::Forbidden.into()) } else { Ok(owner) }
}

/// The permit to the photos and papers of one's cars, which only their owner sees.
///
/// # Errors
/// As [`giver`]: support does not look at them for somebody.
pub fn viewer(actor: &Actor) -> Result<Owner> {
    giver(actor)
}

/// # Errors
/// `unauthenticated` for visitors, `forbidden` for who acts for another and for people without a customer's side, `not_found`
/// for whom it was not offered to.
pub fn taker(actor: &Actor, from: CustomerId, email: &str) -> Result<Handover> {
    let to = owner(actor)?;
    let is_theirs = actor.person().is_some_and(|person| person.email == email) && to.id() != from;
    match (actor.impersonation(), is_theirs) {
        (Some(_), _) => Err(Code::Forbidden.into()),
        (None, false) => Err(Code::NotFound.into()),
        (None, true) => Ok(Handover { from: Owner(from), to }),
    }
}

/// The permit to come to the cars that others share with one; what may be done with each, its rights say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guest(CustomerId);

impl Guest {
    pub const fn id(self) -> CustomerId {
        self.0
    }
}

/// # Errors
/// As [`reach`]: whoever can share nothing is a stranger to every car.
pub fn guest(actor: &Actor) -> Result<Guest> {
    reach(actor).map(|own| Guest(own.id()))
}

/// To the cars of a customer for whom the house works by itself, and to those shared with them.
///
/// # Errors
/// `forbidden` for everybody but the house.
pub fn on_behalf(actor: &Actor, customer: CustomerId) -> Result<(Owner, Guest)> {
    if matches!(actor, Actor::System) { Ok((Owner(customer), Guest(customer))) } else { Err(Code::Forbidden.into()) }
}

/// # Errors
/// As [`guest`], and `forbidden` for who acts for another: whose cars somebody shares is theirs to decide.
pub fn member(actor: &Actor) -> Result<Guest> {
    giver(actor).map(|own| Guest(own.id()))
}

/// # Errors
/// As [`taker`]: it was shared with the account of one address.
pub fn invited(actor: &Actor, owner: CustomerId, email: &str) -> Result<Guest> {
    taker(actor, owner, email).map(|sides| Guest(sides.to.id()))
}

/// # Errors
/// `forbidden` for what the owner has not allowed; the car itself is known to who shares it.
pub fn may(rights: Rights, right: Right) -> Result<()> {
    if rights.hold(right) { Ok(()) } else { Err(Code::Forbidden.into()) }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{
        actor::{Impersonation, Kind, Person, Proof},
        ids::{SessionId, UserId},
        lang::Lang,
    };
    use uuid::Uuid;

    const OWNER: CustomerId = CustomerId(Uuid::from_u128(1));
    const MEMBER: CustomerId = CustomerId(Uuid::from_u128(2));

    fn person(customer_id: Option<CustomerId>, is_support: bool) -> Actor {
        let by = UserId(Uuid::from_u128(9));
        let impersonation = is_support.then_some(Impersonation { by, until: i64::MAX });
        Actor::Person(Box::new(Person {
            user_id: UserId(Uuid::nil()),
            session_id: SessionId(Uuid::nil()),
            kind: Kind::Customer,
            full_name: String::new(),
            email: "fatma@ornek.test".to_owned(),
            email_verified: true,
            lang: Lang::Tr,
            theme: String::new(),
            terms_version: String::new(),
            roles: Vec::new(),
            customer_id,
            mechanic_id: None,
            employment: None,
            proof: Proof { impersonation, ..Proof::default() },
            locked_roles: Vec::new(),
            photo: None,
        }))
    }

    fn code<T>(permit: Result<T>) -> Option<Code> {
        permit.err().map(|error| error.code)
    }

    #[test]
    fn an_invitation_is_for_another_with_its_address_and_never_for_support() {
        let come = |actor: &Actor, email: &str| code(invited(actor, OWNER, email));
        assert_eq!(come(&person(Some(MEMBER), false), "fatma@ornek.test"), None);
        assert_eq!(come(&person(Some(MEMBER), false), "veli@ornek.test"), Some(Code::NotFound));
        assert_eq!(
            come(&person(Some(OWNER), false), "fatma@ornek.test"),
            Some(Code::NotFound),
            "nobody joins their own"
        );
        assert_eq!(come(&person(None, false), "fatma@ornek.test"), Some(Code::Forbidden));
        assert_eq!(come(&person(Some(MEMBER), true), "fatma@ornek.test"), Some(Code::Forbidden));
    }

    #[test]
    fn photos_and_papers_are_their_owners_alone() {
        assert_eq!(code(viewer(&person(Some(OWNER), false))), None);
        assert_eq!(code(viewer(&person(Some(OWNER), true))), Some(Code::Forbidden));
        assert_eq!(code(viewer(&person(None, false))), Some(Code::NotFound));
        assert_eq!(code(viewer(&Actor::Visitor)), Some(Code::Unauthenticated));
    }

    #[test]
    fn support_looks_at_shared_cars_and_changes_no_household() {
        let support = person(Some(MEMBER), true);
        assert_eq!(
            (code(guest(&support)), code(member(&support)), code(giver(&support))),
            (None, Some(Code::Forbidden), Some(Code::Forbidden))
        );
        assert_eq!(code(guest(&person(None, false))), Some(Code::NotFound), "who can share nothing is a stranger");
    }

    #[test]
    fn a_member_may_what_the_owner_allowed_and_always_look() {
        for (book, pay) in [(false, false), (false, true), (true, false), (true, true)] {
            let refused = |right| may(Rights { book, pay }, right).err().map(|error| error.code);
            assert_eq!(refused(Right::View), None);
            assert_eq!(refused(Right::Book), (!book).then_some(Code::Forbidden));
            assert_eq!(refused(Right::Pay), (!pay).then_some(Code::Forbidden));
        }
    }

    #[test]
    fn visitors_sign_in_before_they_share_anything() {
        let codes = [
            guest(&Actor::Visitor).err(),
            member(&Actor::Visitor).err(),
            invited(&Actor::Visitor, OWNER, "ayse@ornek.test").err(),
        ];
        assert!(codes.into_iter().all(|error| error.is_some_and(|error| error.code == Code::Unauthenticated)));
    }
}
