//! What the forms of seasons send, as typed; and a season as its owner gets it.

use crate::{
    kernel::ids::SeasonId,
    modules::mechanics::workshop::model::{DayInput, MyDay},
};
use serde::{Deserialize, Serialize};

/// A season, new without an id. Without days: the usual week for a new one, as it was for an old one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SeasonInput {
    pub season_id: String,
    pub name: String,
    pub first_on: String,
    pub last_on: String,
    /// `true`: it comes every year; day and month count.
    pub every_year: String,
    pub days: Vec<DayInput>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SeasonIdInput {
    pub season_id: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MySeason {
    pub id: SeasonId,
    pub name: String,
    /// `YYYY-MM-DD`, as it was set.
    pub from_on: String,
    pub to_on: String,
    pub every_year: bool,
    pub hours: Vec<MyDay>,
}
