//! Shared words of `mechanics`.

use serde::{Deserialize, Serialize};

/// What a price says: this is it, at least this, or told after looking (the price is then that of looking).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceKind {
    #[default]
    Fixed,
    From,
    Inspection,
}

impl PriceKind {
    pub const ALL: [Self; 3] = [Self::Fixed, Self::From, Self::Inspection];

    /// The word in the database and on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::From => "from",
            Self::Inspection => "inspection",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
