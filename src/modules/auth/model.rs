//! Inputs of registration and sign-in.

pub mod factors;
pub mod sessions;
pub mod ways;

use crate::kernel::{
    actor::{Kind, Role},
    error::{Checks, Result, Rule},
    secret::Secret,
    text::Email,
};
use crate::modules::users::model::privacy::ConsentsInput;
use serde::{Deserialize, Serialize};

pub const PASSWORD_MIN: usize = 10;
pub const PASSWORD_MAX: usize = 256;
/// Version of the terms that registration accepts.
pub use crate::modules::users::model::privacy::TERMS_VERSION;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RegisterInput {
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub password: Secret,
    #[serde(default)]
    pub full_name: String,
    /// `customer` or `mechanic`.
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub accept_terms: String,
    /// Where a plain form goes on to after signing in; a path of this site.
    #[serde(default)]
    pub next: String,
    /// Optional consents, each a box of its own.
    #[serde(default)]
    pub consents: ConsentsInput,
}

/// A registration whose fields all hold.
#[derive(Debug)]
pub struct Registration {
    pub email: Email,
    pub full_name: String,
    pub kind: Kind,
}

impl RegisterInput {
    /// `checks` holds what was found out about the password already: how strong it is, only the server can tell.
    ///
    /// # Errors
    /// `invalid` with every refused field.
    pub fn check(&self, mut checks: Checks) -> Result<Registration> {
        let email = checks.keep("email", Email::parse(&self.email));
        let full_name = checks.text("full_name", &self.full_name, 2, 120);
        let kind = match self.kind.as_str() {
            "customer" => Some(Kind::Customer),
            "mechanic" => Some(Kind::Mechanic),
            _ => {
                checks.refuse("kind", Rule::UnknownChoice);
                None
            }
        };
        checks.require("accept_terms", matches!(self.accept_terms.as_str(), "true" | "on" | "1"), Rule::MustAccept);
        let full_name = full_name.split_whitespace().collect::<Vec<_>>().join(" ");
        match (email, kind, checks.done()) {
            (Some(email), Some(kind), Ok(())) => Ok(Registration { email, full_name, kind }),
            (_, _, Err(error)) => Err(error),
            _ => Err(crate::kernel::error::Code::Invalid.into()),
        }
    }
}

impl Registration {
    pub const fn role(&self) -> Role {
        ways::role_of(self.kind)
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SignInInput {
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub password: Secret,
    /// Where a plain form goes on to; a path of this site.
    #[serde(default)]
    pub next: String,
}

/// What became of a way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    pub kind: Kind,
    /// No session yet: the second factor is asked for at `auth/second_factor`.
    pub second_factor: bool,
}

/// Who is signed in, as other clients see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    pub id: crate::kernel::ids::UserId,
    pub kind: Kind,
    pub full_name: String,
    pub roles: Vec<Role>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// Always `true`: the answer does not tell whether the address was known.
    pub accepted: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::error::AppError;

    fn input() -> RegisterInput {
        RegisterInput {
            email: "ayse@ornek.test".into(),
            password: "uzun-bir-parola".into(),
            full_name: " Ayşe   Yılmaz ".into(),
            kind: "customer".into(),
            accept_terms: "true".into(),
            next: String::new(),
            consents: ConsentsInput::default(),
        }
    }

    fn refused(change: impl FnOnce(&mut RegisterInput)) -> Vec<String> {
        let mut input = input();
        change(&mut input);
        input
            .check(Checks::default())
            .err()
            .map(|AppError { fields, .. }| fields.into_keys().collect())
            .unwrap_or_default()
    }

    #[test]
    fn a_whole_registration_passes() {
        assert_eq!(input().check(Checks::default()).map(|r| r.full_name).ok().as_deref(), Some("Ayşe Yılmaz"));
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        assert_eq!(refused(|i| *i = RegisterInput::default()), ["accept_terms", "email", "full_name", "kind"]);
        assert_eq!(refused(|i| i.full_name = "A\u{0}B".into()), ["full_name"]);
        assert_eq!(refused(|i| i.kind = "admin".into()), ["kind"]);
    }
}
