//! What travels.

use serde::{Deserialize, Serialize};

/// The account as its form sends it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PayoutInput {
    pub iban: String,
    /// Whose account it is, as the bank writes it.
    pub holder: String,
}
