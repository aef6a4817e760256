//! What forms and other clients send about costs.

use serde::{Deserialize, Serialize};

/// Something was paid for a car.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CostInput {
    #[serde(default)]
    pub vehicle_id: String,
    #[serde(default)]
    pub kind: String,
    /// `YYYY-MM-DD`.
    #[serde(default)]
    pub spent_on: String,
    #[serde(default)]
    pub amount: String,
    #[serde(default)]
    pub note: String,
}

/// Names one cost.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct OneCostInput {
    #[serde(default)]
    pub cost_id: String,
}
