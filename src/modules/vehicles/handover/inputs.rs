//! What forms and other clients send about a car that changes hands.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OfferInput {
    pub vehicle_id: String,
    pub email: String,
    /// `true`: what follows from it was read.
    pub agreed: String,
}

/// The token of the mail.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TakeInput {
    pub token: String,
}
