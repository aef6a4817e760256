//! What `GET mechanics/profile` answers.

use crate::{
    kernel::ids::{MechanicId, ServiceId},
    modules::mechanics::PriceKind,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileService {
    pub id: ServiceId,
    /// In the reader's language.
    pub name: String,
    pub price_kurus: i64,
    pub price_kind: PriceKind,
    pub minutes: i32,
}

/// A photo, the cover first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfilePhoto {
    /// Paths of this site: at most 1600 and 480 pixels long.
    pub large: String,
    pub small: String,
    /// Of the large one.
    pub width: i32,
    pub height: i32,
    /// May be empty.
    pub caption: String,
}

/// Opening hours of a weekday (1 Monday … 7 Sunday) in minutes after midnight in Istanbul.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileHours {
    pub weekday: i16,
    pub opens_min: i32,
    pub closes_min: i32,
    pub break_from_min: Option<i32>,
    pub break_to_min: Option<i32>,
}

/// A time of the year with hours of its own, in force or near.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileSeason {
    pub name: String,
    /// `YYYY-MM-DD`.
    pub from_on: String,
    pub to_on: String,
    /// Days without an entry are closed.
    pub hours: Vec<ProfileHours>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProfileAnswer {
    pub id: MechanicId,
    pub slug: String,
    pub name: String,
    pub story: String,
    pub phone: Option<String>,
    pub address: String,
    /// Industrial estate with block and number; empty for who is in none.
    pub estate: String,
    /// How far its people drive to a car.
    pub visits_within_km: Option<i16>,
    pub il: String,
    pub ilce: String,
    pub lat: f64,
    pub lon: f64,
    /// Bayesian mean of its published reviews; absent without a review.
    pub rating: Option<f32>,
    pub review_count: i32,
    pub completed_count: i32,
    pub books_instantly: bool,
    pub open_now: bool,
    /// RFC 3339.
    pub next_slot: Option<String>,
    pub services: Vec<ProfileService>,
    /// The usual week; days without an entry are closed.
    pub hours: Vec<ProfileHours>,
    pub seasons: Vec<ProfileSeason>,
    pub photos: Vec<ProfilePhoto>,
    pub is_demo: bool,
}
