//! Inputs and answers of passwords that change, proofs once more and second factors.

use crate::kernel::secret::Secret;
use serde::{Deserialize, Serialize};

/// How many recovery codes are made at once.
pub const RECOVERY_CODES: usize = 10;
/// How many passkeys one person may keep.
pub const PASSKEYS_MAX: usize = 20;
pub const PASSKEY_NAME_MAX: usize = 60;

/// Six digits of an authenticator, or a recovery code.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeInput {
    pub code: Secret,
}

/// A code as in [`CodeInput`] of people with a second factor, else their password, else a mailed code.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StepUpInput {
    pub password: Secret,
    pub code: Secret,
    /// Where a plain form goes on to; a path of this site.
    pub next: String,
}

/// Where to go on to after the proof; a path of this site.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BeginStepUpInput {
    pub next: String,
}

/// Where a browser goes on to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrived {
    pub place: String,
}

crate::wire! { Arrived { place } }

/// A secret for an authenticator, waiting for its first code.
#[derive(Clone, Serialize, Deserialize)]
pub struct TotpBegun {
    /// Base32, for typing.
    pub secret: String,
    /// `otpauth://…`, what the QR code says.
    pub uri: String,
}

/// A second factor is in force.
#[derive(Clone, Serialize, Deserialize)]
pub struct FactorAdded {
    /// Made with the first factor, shown this once; empty with later ones.
    pub recovery_codes: Vec<String>,
    /// Where a browser goes on to.
    pub place: String,
}

/// `sign_in`, `second_factor` or `step_up`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PasskeyPurposeInput {
    pub purpose: String,
}

/// What the browser hands to its authenticator, as `WebAuthn` writes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PasskeyChallenge {
    pub options: serde_json::Value,
}

/// What an authenticator has signed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PasskeyInput {
    pub purpose: String,
    /// The public key credential as JSON text.
    pub credential: String,
    pub next: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AddPasskeyInput {
    /// The new public key credential as JSON text.
    pub credential: String,
    /// Empty: named after the browser.
    pub name: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RenamePasskeyInput {
    pub passkey_id: String,
    pub name: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RemovePasskeyInput {
    pub passkey_id: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangePasswordInput {
    /// Of people who have a password.
    pub current_password: Secret,
    pub new_password: Secret,
}

/// A password that is being typed, and what its owner typed beside it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RatePasswordInput {
    #[serde(alias = "new_password")]
    pub password: Secret,
    pub email: String,
    pub full_name: String,
}

/// How hard a password is to guess.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordRating {
    /// 0 (guessed at once) to 4; from 3 on it is taken.
    pub score: i32,
    pub accepted: bool,
    /// What to tell the reader.
    pub sentence: String,
}

crate::wire! { PasswordRating { score, accepted, sentence } }
