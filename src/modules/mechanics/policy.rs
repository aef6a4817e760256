//! Who may edit a workshop, open one, and decide about all of them. Permits are made here and nowhere else.

use crate::{
    kernel::{
        actor::{Actor, Duty, Employment, Role},
        error::{Code, Result},
        ids::{CustomerId, MechanicId, UserId},
    },
    platform::{config::ServerConfig, keyed, session::Tablet},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use subtle::ConstantTimeEq;

/// The permit to edit a workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner(MechanicId);

impl Owner {
    pub const fn id(self) -> MechanicId {
        self.0
    }
}

/// Who owns the workshop: says what it is and where.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people without a workshop of their own.
pub fn owner(actor: &Actor) -> Result<Owner> {
    reach(actor, Duty::Owning).map(Owner)
}

/// Who runs the workshop, its owner or a manager: prices, hours, lifts, cars.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody else who runs none.
pub fn runner(actor: &Actor) -> Result<Owner> {
    reach(actor, Duty::Running).map(Owner)
}

/// The permit to say who belongs to a workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Employer(MechanicId);

impl Employer {
    pub const fn id(self) -> MechanicId {
        self.0
    }
}

/// # Errors
/// As [`owner`].
pub fn employer(actor: &Actor) -> Result<Employer> {
    reach(actor, Duty::Owning).map(Employer)
}

fn reach(actor: &Actor, duty: Duty) -> Result<MechanicId> {
    match (actor, actor.workshop_for(duty)) {
        (_, Some(id)) => Ok(id),
        (Actor::Visitor, None) => Err(Code::Unauthenticated.into()),
        _ => Err(Code::NotFound.into()),
    }
}

/// The permit of somebody who works for a workshop to look at their own place there and to leave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Employee {
    pub user_id: UserId,
    pub place: Employment,
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who work for nobody here.
pub fn employee(actor: &Actor) -> Result<Employee> {
    match (actor, actor.user_id(), actor.employment()) {
        (Actor::Visitor, ..) => Err(Code::Unauthenticated.into()),
        (_, Some(user_id), Some(place)) => Ok(Employee { user_id, place }),
        _ => Err(Code::NotFound.into()),
    }
}

/// The permit of a person to accept what was mailed to them. Never for who acts for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invited(UserId);

impl Invited {
    pub const fn user_id(self) -> UserId {
        self.0
    }
}

/// # Errors
/// `unauthenticated` for visitors, `forbidden` for who acts for another.
pub fn invited(actor: &Actor) -> Result<Invited> {
    match (actor.user_id(), actor.impersonation()) {
        (None, _) => Err(Code::Unauthenticated.into()),
        (Some(_), Some(_)) => Err(Code::Forbidden.into()),
        (Some(id), None) => Ok(Invited(id)),
    }
}

/// The permit of a browser that is a shared tablet to say who may come in there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtTablet(Tablet);

impl AtTablet {
    pub const fn tablet(self) -> Tablet {
        self.0
    }
}

/// # Errors
/// `not_found` for every other browser.
pub fn at_tablet(tablet: Option<Tablet>) -> Result<AtTablet> {
    tablet.map(AtTablet).ok_or_else(|| Code::NotFound.into())
}

/// The permit to have a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PinHolder(UserId);

impl PinHolder {
    pub const fn user_id(self) -> UserId {
        self.0
    }
}

/// Everybody who belongs to a workshop.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for others, `forbidden` for who acts for another.
pub fn pin_holder(actor: &Actor) -> Result<PinHolder> {
    reach(actor, Duty::Visits)?;
    invited(actor).map(|holder| PinHolder(holder.user_id()))
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

/// What a mail about new workshops holds that ends such mails: only the house can make it, and it opens nothing else.
pub fn news_word(server: &ServerConfig, customer: CustomerId) -> String {
    BASE64.encode(keyed::hash(server, "search_news", &customer.to_string()))
}

/// Whoever has such a mail.
///
/// # Errors
/// `not_found` for any other word.
pub fn news_reader(server: &ServerConfig, customer: &str, word: &str) -> Result<Keeper> {
    let customer: CustomerId = customer.parse().map_err(|_| Code::NotFound)?;
    let is_right: bool = news_word(server, customer).as_bytes().ct_eq(word.as_bytes()).into();
    if is_right { Ok(Keeper(customer)) } else { Err(Code::NotFound.into()) }
}

/// The permit of a person to open their workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opener(UserId);

impl Opener {
    pub const fn user_id(self) -> UserId {
        self.0
    }
}

/// Those who registered as mechanics and work for nobody else.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody else.
pub fn opener(actor: &Actor) -> Result<Opener> {
    match (actor, actor.user_id()) {
        (Actor::Visitor, _) => Err(Code::Unauthenticated.into()),
        (_, Some(id)) if actor.has(Role::MechanicOwner) && actor.employment().is_none() => Ok(Opener(id)),
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

/// Nobody decides about the workshop that they own or work for, whatever their place at the desk.
///
/// # Errors
/// `forbidden` for them.
pub fn no_stake(actor: &Actor, workshop: MechanicId) -> Result<()> {
    if actor.works_at(workshop) { Err(Code::Forbidden.into()) } else { Ok(()) }
}

/// The permit to see orders of adverts and to note what was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Till(());

/// Who decides about orders sees them, too.
impl From<Desk> for Till {
    fn from(Desk(()): Desk) -> Self {
        Self(())
    }
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins and finance.
pub fn till(actor: &Actor) -> Result<Till> {
    match actor {
        Actor::Visitor => Err(Code::Unauthenticated.into()),
        _ if actor.has(Role::Admin) || actor.has(Role::Finance) => Ok(Till(())),
        _ => Err(Code::NotFound.into()),
    }
}

/// The permit to read what one workshop has shown of itself: its owner's, and an admin's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Papers(MechanicId);

impl Papers {
    pub const fn id(self) -> MechanicId {
        self.0
    }
}

/// # Errors
/// As [`owner`].
pub fn own_papers(actor: &Actor) -> Result<Papers> {
    reach(actor, Duty::Owning).map(Papers)
}

/// # Errors
/// As [`desk`].
pub fn papers_of(actor: &Actor, id: MechanicId) -> Result<Papers> {
    desk(actor).map(|_| Papers(id))
}

/// The permit to open one paper by its id: an owner's for their own, an admin's for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaperReader(Option<MechanicId>);

impl PaperReader {
    /// `None`: everybody's.
    pub const fn only_of(self) -> Option<MechanicId> {
        self.0
    }
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody who neither owns a workshop nor decides about all.
pub fn paper_reader(actor: &Actor) -> Result<PaperReader> {
    match desk(actor) {
        Ok(_) => Ok(PaperReader(None)),
        Err(_) => reach(actor, Duty::Owning).map(|id| PaperReader(Some(id))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{
        actor::{Kind, Person, Post, Proof},
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
            employment: None,
            proof: Proof::default(),
            locked_roles: Vec::new(),
            photo: None,
        }))
    }

    /// Works for the workshop of another.
    fn staff(post: Post, role: Role) -> Actor {
        let Actor::Person(mut person) = person(role, None) else { return Actor::Visitor };
        person.employment = Some(Employment { mechanic_id: MechanicId(Uuid::from_u128(4)), post });
        Actor::Person(person)
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
    fn managers_run_a_workshop_and_mechanics_none_of_them_owns_it() {
        let theirs = MechanicId(Uuid::from_u128(4));
        let (manager, mechanic) =
            (staff(Post::Manager, Role::MechanicStaff), staff(Post::Mechanic, Role::MechanicStaff));
        assert_eq!(runner(&manager).map(Owner::id), Ok(theirs));
        assert_eq!(code(runner(&mechanic)), Some(Code::NotFound));
        for actor in [&manager, &mechanic] {
            assert_eq!(code(owner(actor)), Some(Code::NotFound));
            assert_eq!(code(employer(actor)), Some(Code::NotFound));
            assert!(employee(actor).is_ok());
        }
        // Who works for another opens no workshop beside it.
        assert_eq!(code(opener(&staff(Post::Manager, Role::MechanicOwner))), Some(Code::NotFound));
        assert_eq!(code(employee(&person(Role::MechanicOwner, Some(theirs)))), Some(Code::NotFound));
        assert_eq!(code(employee(&Actor::Visitor)), Some(Code::Unauthenticated));
    }

    #[test]
    fn only_mechanics_open_and_only_admins_decide() {
        assert!(opener(&person(Role::MechanicOwner, None)).is_ok());
        assert_eq!(code(opener(&person(Role::Customer, None))), Some(Code::NotFound));
        assert_eq!(code(opener(&Actor::Visitor)), Some(Code::Unauthenticated));
        assert!(desk(&person(Role::Admin, None)).is_ok());
        let own = MechanicId(Uuid::from_u128(3));
        assert_eq!(paper_reader(&person(Role::Admin, None)).map(PaperReader::only_of), Ok(None));
        assert_eq!(
            paper_reader(&person(Role::MechanicOwner, Some(own))).map(PaperReader::only_of),
            Ok(Some(own)),
            "an owner reads their own papers only"
        );
        assert_eq!(code(paper_reader(&staff(Post::Manager, Role::MechanicStaff))), Some(Code::NotFound));
        assert_eq!(code(papers_of(&person(Role::MechanicOwner, Some(own)), own)), Some(Code::NotFound));
        assert_eq!(code(desk(&person(Role::MechanicOwner, None))), Some(Code::NotFound));
        assert_eq!(code(desk(&Actor::Visitor)), Some(Code::Unauthenticated));
    }
}
