//! What the forms of prices send, as typed, and the words they choose from.

pub use crate::modules::vehicles::{PartsClass, Promise};
use serde::{Deserialize, Serialize};

/// Parts and warranty of an offer; what is empty is not promised.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PromiseInput {
    pub service_id: String,
    /// `original`, `equivalent` or `used`.
    pub parts_class: String,
    pub warranty_months: String,
    pub warranty_km: String,
}

/// Another price for some cars. At least one of brand, years, fuel, body.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CarPriceInput {
    pub service_id: String,
    /// Id or slug.
    pub brand_id: String,
    pub model_id: String,
    pub year_from: String,
    pub year_to: String,
    /// A code of the catalogue: `diesel`.
    pub fuel: String,
    /// A code of the catalogue: `suv`.
    pub body: String,
    /// Lira as typed.
    pub price: String,
    /// `fixed` (also when empty), `from` or `inspection`.
    pub price_kind: String,
    /// Empty: as long as for every car.
    pub minutes: String,
    /// The price that this one takes the place of; empty: a further one.
    pub price_id: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PriceIdInput {
    pub price_id: String,
}

/// All offers, as a table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TableInput {
    pub rows: Vec<TableRow>,
}

/// An offer; what is left empty is not promised, or takes as long as the service typically does.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TableRow {
    pub service_id: String,
    pub price: String,
    pub price_kind: String,
    pub minutes: String,
    pub active: String,
    pub parts_class: String,
    pub warranty_months: String,
    pub warranty_km: String,
    /// How the row stood when the page was made.
    pub was: String,
}

/// All prices of a category, or of the workshop, changed by so many per cent.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RaiseInput {
    /// Slug; empty: all.
    pub category: String,
    /// `12,5` raises, `-10` lowers.
    pub percent: String,
    /// Lira that prices are rounded to: `1`, `5`, `10`, `50` or `100`.
    pub step: String,
    /// What was foreseen (`service::seen`); empty: whatever it comes to.
    #[serde(default)]
    pub seen: String,
}
