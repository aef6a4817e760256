//! What forms and other clients send about reminders.

use serde::{Deserialize, Serialize};

/// A reminder of one's own: at least a day or kilometres.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ReminderInput {
    #[serde(default)]
    pub vehicle_id: String,
    #[serde(default)]
    pub title: String,
    /// `YYYY-MM-DD`.
    #[serde(default)]
    pub due_on: String,
    #[serde(default)]
    pub due_km: String,
    /// Empty: it comes once.
    #[serde(default)]
    pub every_months: String,
    #[serde(default)]
    pub every_km: String,
}

/// It was done: when, and at how many kilometres. Empty: today.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct DoneInput {
    #[serde(default)]
    pub reminder_id: String,
    #[serde(default)]
    pub done_on: String,
    #[serde(default)]
    pub km: String,
    /// The occurrence that was done, where the page that was shown knows it: said twice, it is done once.
    #[serde(default)]
    pub occurrence: String,
}

/// What a rule advises, or what was removed, is reminded of from now on; empty fields count from today.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SwitchInput {
    #[serde(default)]
    pub vehicle_id: String,
    #[serde(default)]
    pub kind: String,
    /// When it was done last.
    #[serde(default)]
    pub done_on: String,
    #[serde(default)]
    pub km: String,
}

/// Quiet for some days.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SnoozeInput {
    #[serde(default)]
    pub reminder_id: String,
    #[serde(default)]
    pub days: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct OneReminderInput {
    #[serde(default)]
    pub reminder_id: String,
}
