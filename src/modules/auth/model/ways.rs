//! Inputs of the ways in: addresses and numbers that prove themselves, forgotten passwords, identity providers.

use crate::{
    kernel::{
        actor::{Kind, Role},
        secret::Secret,
    },
    modules::users::model::privacy::ConsentsInput,
};
use serde::{Deserialize, Serialize};

/// An address, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AddressInput {
    pub email: String,
}

/// What came with a mail: the code as typed, or the token of the link. Without either, the link that this browser opened counts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProveEmailInput {
    /// `verify` (also empty) or `change`; only codes need it.
    pub purpose: String,
    pub code: Secret,
    pub token: Secret,
}

/// A new password, with what came by mail.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ResetInput {
    /// With the code: whose it is.
    pub email: String,
    pub code: Secret,
    pub token: Secret,
    pub password: Secret,
}

/// The answer does not tell whether anybody was known, so it says nothing at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// Always `true`.
    pub accepted: bool,
}

impl Accepted {
    pub const YES: Self = Self { accepted: true };
}

/// The way to an identity provider.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BeginOidcInput {
    /// The provider's name in the configuration.
    pub provider: String,
    /// Where to go on to afterwards; a path of this site.
    pub next: String,
    /// `true` links the account there with the one that is signed in here.
    pub link: String,
}

/// Where the browser goes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Away {
    pub address: String,
}

/// A new account for somebody who came by a provider.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FinishOidcInput {
    pub full_name: String,
    /// `customer` or `mechanic`.
    pub kind: String,
    pub accept_terms: String,
    /// Optional consents, each a box of its own.
    pub consents: ConsentsInput,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProviderInput {
    pub provider: String,
}

/// The first role of somebody who registers as this.
pub const fn role_of(kind: Kind) -> Role {
    match kind {
        Kind::Mechanic => Role::MechanicOwner,
        Kind::Customer | Kind::Admin => Role::Customer,
    }
}

/// A number, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PhoneInput {
    pub phone: String,
    /// Where to go on to afterwards; a path of this site.
    pub next: String,
}

/// The code that was texted to one's own number.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PhoneCodeInput {
    pub code: Secret,
}

/// A number with the code that was texted to it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PhoneSignInInput {
    pub phone: String,
    pub code: Secret,
    /// Where a plain form goes on to; a path of this site.
    pub next: String,
}
