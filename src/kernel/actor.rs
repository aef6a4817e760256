//! Who is asking. Found once per request by middleware; a visitor costs no query.

use super::ids::{CustomerId, MechanicId, SessionId, UserId};
use super::lang::Lang;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Customer,
    MechanicOwner,
    MechanicStaff,
    Moderator,
    Finance,
    Support,
    Admin,
}

impl Role {
    /// Roles that only a session with two factors carries.
    pub const fn needs_second_factor(self) -> bool {
        matches!(self, Self::Moderator | Self::Finance | Self::Support | Self::Admin)
    }

    /// Roles that the desk gives and takes, because they carry rights by themselves. The others say what somebody has: a
    /// customer's side, a place at a workshop; they come and go with it.
    pub const fn is_given(self) -> bool {
        !matches!(self, Self::Customer | Self::MechanicStaff)
    }

    pub const ALL: [Self; 7] = [
        Self::Customer,
        Self::MechanicOwner,
        Self::MechanicStaff,
        Self::Moderator,
        Self::Finance,
        Self::Support,
        Self::Admin,
    ];

    /// The word in the database and on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::MechanicOwner => "mechanic_owner",
            Self::MechanicStaff => "mechanic_staff",
            Self::Moderator => "moderator",
            Self::Finance => "finance",
            Self::Support => "support",
            Self::Admin => "admin",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// What somebody is at a workshop that another owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// Runs the workshop in its owner's place.
    Manager,
    /// Works on cars.
    Mechanic,
}

/// What there is to do at a workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// To see and move visits, with what their customers said for them.
    Visits,
    /// To set prices, hours, lifts and cars, and to answer reviews.
    Running,
    /// To say what the workshop is and who belongs to it.
    Owning,
}

impl Post {
    pub const ALL: [Self; 2] = [Self::Manager, Self::Mechanic];

    /// The word in the database and on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Mechanic => "mechanic",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|post| post.word() == word)
    }

    /// The one table of what staff may do. Owners may do everything.
    pub const fn may(self, duty: Duty) -> bool {
        match self {
            Self::Manager => matches!(duty, Duty::Visits | Duty::Running),
            Self::Mechanic => matches!(duty, Duty::Visits),
        }
    }
}

/// Where somebody works who owns no workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Employment {
    pub mechanic_id: MechanicId,
    pub post: Post,
}

/// What a person registered as; decides where they land after signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Customer,
    Mechanic,
    Admin,
}

impl Kind {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Mechanic => "mechanic",
            Self::Admin => "admin",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Customer, Self::Mechanic, Self::Admin].into_iter().find(|kind| kind.word() == word)
    }
}

/// A signed-in person with everything policies ask about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub user_id: UserId,
    pub session_id: SessionId,
    pub kind: Kind,
    pub full_name: String,
    /// Empty for who came by a number alone.
    pub email: String,
    /// Has the address proved that it is theirs? Demo people need not.
    pub email_verified: bool,
    pub lang: Lang,
    pub theme: String,
    pub roles: Vec<Role>,
    pub customer_id: Option<CustomerId>,
    /// The workshop this person owns.
    pub mechanic_id: Option<MechanicId>,
    /// The workshop of another that this person works for.
    #[serde(default)]
    pub employment: Option<Employment>,
    /// How this session was proved.
    pub proof: Proof,
    /// The terms this person accepted last.
    #[serde(default)]
    pub terms_version: String,
    /// Roles the person holds but this session lacks, because they need a second factor and it has none.
    pub locked_roles: Vec<Role>,
    /// The name of their photo at `/foto/…`.
    pub photo: Option<String>,
}

impl Person {
    /// What an account is called where its owner must recognise it: the address, or the name of who came by a number alone.
    pub fn known_as(&self) -> &str {
        if self.email.is_empty() { &self.full_name } else { &self.email }
    }
}

/// How, and when last, a session proved who it belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// 1: one factor; 2: two, or a passkey that knew its owner.
    pub level: i16,
    /// Seconds since 1970; sensitive acts want it recent.
    pub at: i64,
    /// A token of another client, not a browser's cookie.
    pub by_token: bool,
    /// Support acts for the person, who has allowed it.
    pub impersonation: Option<Impersonation>,
    /// A PIN at a shared tablet: good for visits, for nothing else.
    #[serde(default)]
    pub on_tablet: bool,
}

/// Who really sits there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impersonation {
    pub by: UserId,
    /// Seconds since 1970; then the session shows its owner again.
    pub until: i64,
}

/// How long a proof is good enough for sensitive acts.
pub const FRESH_SECONDS: i64 = 15 * 60;

impl Proof {
    /// Is it recent enough for a sensitive act at `now` (seconds since 1970)? Never for who acts for another, nor at a tablet.
    pub const fn is_fresh(&self, now: i64) -> bool {
        self.impersonation.is_none() && !self.on_tablet && now - self.at <= FRESH_SECONDS
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Actor {
    #[default]
    Visitor,
    Person(Box<Person>),
    /// Jobs, imports and the demo seeder.
    System,
}

impl Actor {
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person) => Some(person),
            Self::Visitor | Self::System => None,
        }
    }

    pub fn has(&self, role: Role) -> bool {
        self.person().is_some_and(|person| person.roles.contains(&role))
    }

    /// Admins and moderators see the moderation desk.
    pub fn moderates(&self) -> bool {
        self.has(Role::Admin) || self.has(Role::Moderator)
    }

    pub fn user_id(&self) -> Option<UserId> {
        self.person().map(|person| person.user_id)
    }
    /// Who really sits there, when support acts for this person.
    pub fn impersonation(&self) -> Option<Impersonation> {
        self.person().and_then(|person| person.proof.impersonation)
    }
    /// Is this somebody at a shared tablet?
    pub fn is_on_tablet(&self) -> bool {
        self.person().is_some_and(|person| person.proof.on_tablet)
    }
    pub fn customer_id(&self) -> Option<CustomerId> {
        self.person().and_then(|person| person.customer_id)
    }
    /// The workshop this person owns.
    pub fn mechanic_id(&self) -> Option<MechanicId> {
        self.person().and_then(|person| person.mechanic_id)
    }
    pub fn employment(&self) -> Option<Employment> {
        self.person().and_then(|person| person.employment)
    }
    /// The workshop at which this person may do that: their own, or the one they work for.
    pub fn workshop_for(&self, duty: Duty) -> Option<MechanicId> {
        let employed = || self.employment().filter(|place| place.post.may(duty)).map(|place| place.mechanic_id);
        self.mechanic_id().or_else(employed)
    }
    /// Do they own this workshop, or work there in whatever post?
    pub fn works_at(&self, workshop: MechanicId) -> bool {
        self.mechanic_id() == Some(workshop) || self.employment().is_some_and(|place| place.mechanic_id == workshop)
    }
}
