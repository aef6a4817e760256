//! What forms and other clients send for the service book.

use serde::{Deserialize, Serialize};

/// A declaration; with `record_id` a new version of one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RecordInput {
    #[serde(default)]
    pub vehicle_id: String,
    #[serde(default)]
    pub record_id: String,
    /// `YYYY-MM-DD`.
    #[serde(default)]
    pub done_on: String,
    #[serde(default)]
    pub km: String,
    /// What was done, a line each.
    #[serde(default)]
    pub items: String,
    #[serde(default)]
    pub workshop: String,
    #[serde(default)]
    pub parts: String,
    #[serde(default)]
    pub labour: String,
    #[serde(default)]
    pub note: String,
    /// Kinds of reminders that this work finishes.
    #[serde(default)]
    pub finishes: Vec<String>,
}

/// Names one paper of a record.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RecordFileInput {
    #[serde(default)]
    pub file_id: String,
}

/// Names one record.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct OneRecordInput {
    #[serde(default)]
    pub record_id: String,
}
