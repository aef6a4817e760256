//! What `GET mechanics/search` answers.

use crate::kernel::ids::MechanicId;
use serde::{Deserialize, Serialize};

/// A workshop in a list of results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchItem {
    pub id: MechanicId,
    pub slug: String,
    pub name: String,
    /// Bayesian mean of its published reviews; absent without a review.
    pub rating: Option<f32>,
    pub review_count: i32,
    /// From the position that was asked for, else from the centre of the district or province.
    pub distance_km: Option<f64>,
    /// For the service that was asked for, else the lowest price of all.
    pub price_from_kurus: Option<i64>,
    /// RFC 3339.
    pub next_slot: Option<String>,
}

/// A page of results; `next` goes into `after`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchAnswer {
    pub items: Vec<SearchItem>,
    pub next: Option<String>,
}
