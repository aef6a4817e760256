//! Which parts a workshop puts in, and for how long it answers for them.

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

/// What a workshop promises with an offer, and what it has given when the work is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    pub parts_class: Option<PartsClass>,
    pub warranty_months: Option<i16>,
    pub warranty_km: Option<i32>,
}
