//! What a guest types.

use crate::modules::users::model::privacy::ConsentsInput;
use serde::{Deserialize, Serialize};

/// What a guest begins with, as typed. Kept as it is: the same form is filled with it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GuestInput {
    pub phone: String,
    pub plate: String,
    /// What is wrong with the car.
    pub note: String,
    /// The workshop by its slug; empty for who only looks for one.
    pub mechanic: String,
    /// Ids or slugs.
    pub service_ids: Vec<String>,
    /// RFC 3339; empty while no time is chosen.
    pub start: String,
    /// Slugs of the place to look in.
    pub il: String,
    pub ilce: String,
}

/// What is missing once the number has proved itself: the car, unless it is known by its plate, and who they are, unless they
/// are known by their number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GuestRestInput {
    pub variant_id: String,
    pub model_year: String,
    pub km: String,
    pub full_name: String,
    pub accept_terms: String,
    pub consents: ConsentsInput,
}

/// Where a guest goes on to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuestWent {
    pub place: String,
    /// The second factor is asked before anything else.
    pub second_factor: bool,
}
