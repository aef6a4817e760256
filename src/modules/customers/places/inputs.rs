//! What forms and other clients send about places.

use serde::{Deserialize, Serialize};

/// A place; with `place_id` a known one is changed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceInput {
    pub place_id: String,
    /// `home`, `work` or `other`.
    pub kind: String,
    /// Of other places only.
    pub name: String,
    pub il: String,
    pub ilce: String,
    pub address: String,
    /// Degrees; both or none.
    pub lat: String,
    pub lon: String,
}

/// Names one place.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceIdInput {
    pub place_id: String,
}
