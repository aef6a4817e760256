//! What forms and other clients send about links to a service book.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ShareInput {
    pub vehicle_id: String,
    /// How long it holds: 1, 7, 30 or 90.
    pub days: String,
    /// For oneself: who gets the link.
    pub note: String,
    /// `true`: what was paid is shown as well.
    pub prices: String,
}

/// Names one link.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OneShareInput {
    pub share_id: String,
}

/// The link's own part, which nobody can look up later.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Shared {
    pub token: String,
}
