//! The opaque cursor: the sort key and id of the last hit, as base64url JSON.

use super::filter::Sort;
use crate::kernel::ids::MechanicId;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Beyond every price in kuruş, distance in metres and second of a calendar; what is larger no database counts in.
const LARGEST: f64 = 1e12;

/// Where a page begins. Keys grow along the list in every order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cursor {
    pub key: f64,
    pub id: Uuid,
}

/// Bits instead of a number: infinity travels too, and nothing is rounded.
#[derive(Serialize, Deserialize)]
struct Wire {
    s: String,
    k: u64,
    i: Uuid,
}

impl Cursor {
    /// Before everything.
    pub const START: Self = Self { key: f64::NEG_INFINITY, id: Uuid::nil() };

    pub fn is_start(self) -> bool {
        self == Self::START
    }

    pub fn after(key: f64, id: MechanicId) -> Self {
        Self { key, id: *id }
    }

    pub fn write(self, sort: Sort) -> String {
        let wire = Wire { s: sort.word().to_owned(), k: self.key.to_bits(), i: self.id };
        serde_json::to_vec(&wire).map(|json| URL_SAFE_NO_PAD.encode(json)).unwrap_or_default()
    }

    /// `None` for anything unreadable, and for a cursor of another order.
    pub fn read(text: &str, sort: Sort) -> Option<Self> {
        URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            .and_then(|json| serde_json::from_slice::<Wire>(&json).ok())
            .filter(|wire| wire.s == sort.word())
            .map(|wire| Self { key: f64::from_bits(wire.k), id: wire.i })
            // Whoever has no free time stands behind everybody who has one.
            .filter(|cursor| cursor.key.abs() <= LARGEST || (sort == Sort::Earliest && cursor.key == f64::INFINITY))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        for key in [-4.85_f64, 0.1 + 0.2, f64::INFINITY, 1_796_000_000.000_001] {
            let cursor = Cursor { key, id: Uuid::from_u128(7) };
            assert_eq!(Cursor::read(&cursor.write(Sort::Earliest), Sort::Earliest), Some(cursor));
        }
    }

    #[test]
    fn a_wrong_cursor_is_none() {
        let other = Cursor { key: 1.0, id: Uuid::nil() }.write(Sort::Best);
        for text in ["", "!", "e30", other.as_str(), "bm9wZQ"] {
            assert_eq!(Cursor::read(text, Sort::Price), None, "{text}");
        }
        for key in [1e300, -1e300, f64::NAN, f64::NEG_INFINITY] {
            for sort in Sort::ALL {
                assert_eq!(Cursor::read(&Cursor { key, id: Uuid::nil() }.write(sort), sort), None, "{key}");
            }
        }
        let endless = Cursor { key: f64::INFINITY, id: Uuid::nil() };
        assert_eq!(Cursor::read(&endless.write(Sort::Price), Sort::Price), None);
    }
}
