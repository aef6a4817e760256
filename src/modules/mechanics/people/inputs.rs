//! What the forms about people send, as typed; and a person as the workshop gets them.

use crate::kernel::ids::{AbsenceId, CategoryId, PersonId, UserId};
use serde::{Deserialize, Serialize};

/// Somebody, new without an id. Who had gone comes back under the old name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkerInput {
    pub person_id: String,
    pub person_name: String,
    /// An account of the staff, or nobody's.
    pub user_id: String,
    /// Ids of top categories; none: everything.
    pub skills: Vec<String>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkerIdInput {
    pub person_id: String,
}

/// Days off of somebody.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AbsenceInput {
    pub person_id: String,
    pub from_on: String,
    /// Empty: the same day.
    pub to_on: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AbsenceIdInput {
    pub absence_id: String,
}

/// What a lift is fit for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BaySkillsInput {
    pub bay_id: String,
    pub skills: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyWorker {
    pub id: PersonId,
    pub name: String,
    pub user_id: Option<UserId>,
    pub skills: Vec<CategoryId>,
    pub absences: Vec<MyAbsence>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyAbsence {
    pub id: AbsenceId,
    /// `YYYY-MM-DD`.
    pub from_on: String,
    pub to_on: String,
}
