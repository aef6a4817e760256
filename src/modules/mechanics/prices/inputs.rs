//! What the forms of prices send, as typed, and the words they choose from.

use serde::{Deserialize, Serialize};

/// Which parts a workshop puts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartsClass {
    /// The car maker's own.
    Original,
    /// As good, by another maker.
    Equivalent,
    /// Out of another car.
    Used,
}

impl PartsClass {
    pub const ALL: [Self; 3] = [Self::Original, Self::Equivalent, Self::Used];

    /// The word in the database and on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Equivalent => "equivalent",
            Self::Used => "used",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.word() == word)
    }
}

/// What a workshop promises with an offer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    pub parts_class: Option<PartsClass>,
    pub warranty_months: Option<i16>,
    pub warranty_km: Option<i32>,
}

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
}
