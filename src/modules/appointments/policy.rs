//! Who may book, and who may move an appointment. Permits are made here only.

use super::{
    status::{Side, Verb},
    store::Appointment,
};
use crate::kernel::{
    actor::{Actor, Duty, Role},
    error::{Code, Result},
    ids::{CustomerId, MechanicId},
};

/// The permit to do one thing with one appointment, as one side of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permit {
    side: Side,
    verb: Verb,
}

impl Permit {
    pub const fn side(self) -> Side {
        self.side
    }
    pub const fn verb(self) -> Verb {
        self.verb
    }
}

/// # Errors
/// `unauthenticated` for visitors.
pub fn signed_in(actor: &Actor) -> Result<()> {
    match actor {
        Actor::Visitor => Err(Code::Unauthenticated.into()),
        Actor::Person(_) | Actor::System => Ok(()),
    }
}

/// Everybody with a customer's side books for themselves.
///
/// # Errors
/// `unauthenticated` for visitors, `forbidden` for people without a customer's side.
pub fn may_book(actor: &Actor) -> Result<CustomerId> {
    signed_in(actor)?;
    actor.customer_id().ok_or_else(|| Code::Forbidden.into())
}

/// The workshop whose calendar this person keeps.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people without a workshop.
pub fn may_keep_calendar(actor: &Actor) -> Result<MechanicId> {
    signed_in(actor)?;
    actor.workshop_for(Duty::Visits).ok_or_else(|| Code::NotFound.into())
}

/// The permit to see who comes to a workshop and what it earns: its owner's and its managers'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Runner(MechanicId);

impl Runner {
    pub const fn id(self) -> MechanicId {
        self.0
    }
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who run no workshop.
pub fn runner(actor: &Actor) -> Result<Runner> {
    signed_in(actor)?;
    actor.workshop_for(Duty::Running).map(Runner).ok_or_else(|| Code::NotFound.into())
}

fn sides(actor: &Actor, customer: CustomerId, mechanic: MechanicId) -> Vec<Side> {
    let mut sides = Vec::new();
    if actor.customer_id() == Some(customer) {
        sides.push(Side::Customer);
    }
    if actor.workshop_for(Duty::Visits) == Some(mechanic) {
        sides.push(Side::Mechanic);
    }
    if matches!(actor, Actor::System) {
        sides.push(Side::System);
    }
    sides
}

/// As which side somebody sees an appointment; `wished` when it is both.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for strangers.
pub fn may_see(actor: &Actor, appointment: &Appointment, wished: Side) -> Result<Side> {
    signed_in(actor)?;
    let sides = sides(actor, appointment.customer_id, appointment.mechanic_id);
    sides.iter().copied().find(|side| *side == wished).or(sides.first().copied()).ok_or_else(|| Code::NotFound.into())
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for strangers, `forbidden` when it is the other side's act.
pub fn may(actor: &Actor, appointment: &Appointment, verb: Verb) -> Result<Permit> {
    permit(actor, appointment.customer_id, appointment.mechanic_id, verb)
}

/// Who says which of its people does a visit: the workshop alone.
///
/// # Errors
/// `not_found` for strangers, `forbidden` for its customer.
pub fn may_give(actor: &Actor, appointment: &Appointment) -> Result<()> {
    let sides = sides(actor, appointment.customer_id, appointment.mechanic_id);
    if sides.contains(&Side::Mechanic) {
        return Ok(());
    }
    Err(if sides.is_empty() { Code::NotFound } else { Code::Forbidden }.into())
}

/// Who adds photos and papers to a done visit: the workshop alone, and nobody in its name.
///
/// # Errors
/// As [`may_give`], and `forbidden` for who acts for another.
pub fn may_file(actor: &Actor, appointment: &Appointment) -> Result<()> {
    may_give(actor, appointment)?;
    if actor.impersonation().is_some() { Err(Code::Forbidden.into()) } else { Ok(()) }
}

/// The house calls off a visit in the name of the side that is being deleted.
///
/// # Errors
/// `not_found` for everybody but the house.
pub fn leaving(actor: &Actor, side: Side) -> Result<Permit> {
    match actor {
        Actor::System => Ok(Permit { side, verb: Verb::Cancel }),
        Actor::Visitor | Actor::Person(_) => Err(Code::NotFound.into()),
    }
}

/// The house calls off a visit because it keeps out one of its sides.
///
/// # Errors
/// `not_found` for everybody but the house and its admins.
pub fn house(actor: &Actor) -> Result<Permit> {
    if matches!(actor, Actor::System) || actor.has(Role::Admin) {
        return Ok(Permit { side: Side::System, verb: Verb::Cancel });
    }
    Err(Code::NotFound.into())
}

fn permit(actor: &Actor, customer: CustomerId, mechanic: MechanicId, verb: Verb) -> Result<Permit> {
    signed_in(actor)?;
    let sides = sides(actor, customer, mechanic);
    if sides.is_empty() {
        return Err(Code::NotFound.into());
    }
    let side = sides.into_iter().find(|side| verb.sides().contains(side)).ok_or(Code::Forbidden)?;
    Ok(Permit { side, verb })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{
        actor::{Employment, Kind, Person, Post, Proof},
        ids::{SessionId, UserId},
        lang::Lang,
    };
    use uuid::Uuid;

    const CUSTOMER: CustomerId = CustomerId(Uuid::from_u128(1));
    const MECHANIC: MechanicId = MechanicId(Uuid::from_u128(2));

    fn person(customer_id: Option<CustomerId>, mechanic_id: Option<MechanicId>) -> Actor {
        Actor::Person(Box::new(Person {
            user_id: UserId(Uuid::nil()),
            session_id: SessionId(Uuid::nil()),
            kind: Kind::Customer,
            full_name: String::new(),
            email: String::new(),
            email_verified: true,
            lang: Lang::Tr,
            theme: String::new(),
            terms_version: String::new(),
            roles: Vec::new(),
            customer_id,
            mechanic_id,
            employment: None,
            proof: Proof::default(),
            locked_roles: Vec::new(),
            photo: None,
        }))
    }

    fn code(actor: &Actor, verb: Verb) -> Option<Code> {
        permit(actor, CUSTOMER, MECHANIC, verb).err().map(|error| error.code)
    }

    #[test]
    fn strangers_find_nothing_and_visitors_sign_in_first() {
        let stranger = person(Some(CustomerId(Uuid::from_u128(9))), Some(MechanicId(Uuid::from_u128(9))));
        for verb in Verb::ALL {
            assert_eq!(code(&Actor::Visitor, verb), Some(Code::Unauthenticated));
            assert_eq!(code(&stranger, verb), Some(Code::NotFound));
            assert_eq!(code(&person(None, None), verb), Some(Code::NotFound));
        }
    }

    #[test]
    fn each_side_does_its_own_acts_only() {
        let (customer, mechanic) = (person(Some(CUSTOMER), None), person(None, Some(MECHANIC)));
        for verb in Verb::ALL {
            let (for_customer, for_mechanic) =
                (verb.sides().contains(&Side::Customer), verb.sides().contains(&Side::Mechanic));
            assert_eq!(code(&customer, verb), (!for_customer).then_some(Code::Forbidden), "{verb:?}");
            assert_eq!(code(&mechanic, verb), (!for_mechanic).then_some(Code::Forbidden), "{verb:?}");
        }
    }

    #[test]
    fn staff_does_what_the_workshop_does_at_their_own_workshop_only() {
        for post in Post::ALL {
            for (place, found) in [(MECHANIC, true), (MechanicId(Uuid::from_u128(9)), false)] {
                let Actor::Person(mut person) = person(None, None) else { return };
                person.employment = Some(Employment { mechanic_id: place, post });
                let staff = Actor::Person(person);
                for verb in Verb::ALL {
                    let refused = if verb.sides().contains(&Side::Mechanic) { None } else { Some(Code::Forbidden) };
                    assert_eq!(code(&staff, verb), if found { refused } else { Some(Code::NotFound) }, "{verb:?}");
                }
                assert_eq!(may_keep_calendar(&staff).ok(), Some(place));
                assert_eq!(runner(&staff).map(Runner::id).ok(), (post == Post::Manager).then_some(place));
            }
        }
    }

    #[test]
    fn who_is_both_sides_may_do_the_acts_of_both() {
        let both = person(Some(CUSTOMER), Some(MECHANIC));
        assert!(Verb::ALL.into_iter().all(|verb| code(&both, verb).is_none()));
    }
}
