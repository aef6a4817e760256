//! What forms and other clients send about a car.

use serde::{Deserialize, Serialize};

/// What stands in the papers (ruhsat) of a car; what nobody knows is empty.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PapersInput {
    #[serde(default)]
    pub vehicle_id: String,
    #[serde(default)]
    pub vin: String,
    /// Empty: as the variant says.
    #[serde(default)]
    pub fuel: String,
    /// `true` for a commercial vehicle (ticari).
    #[serde(default)]
    pub is_commercial: String,
    /// `YYYY-MM-DD`, as the other days.
    #[serde(default)]
    pub first_registered_on: String,
    #[serde(default)]
    pub inspection_due_on: String,
    #[serde(default)]
    pub traffic_insurance_ends_on: String,
    #[serde(default)]
    pub kasko_ends_on: String,
    #[serde(default)]
    pub notes: String,
}

/// The odometer goes back: what it says, and why the last reading was wrong.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CorrectInput {
    #[serde(default)]
    pub vehicle_id: String,
    #[serde(default)]
    pub km: String,
    #[serde(default)]
    pub reason: String,
}
