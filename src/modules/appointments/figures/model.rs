//! The figures, and from how many visits on they are told.

use crate::{
    kernel::{ids::ServiceId, money::Money},
    modules::{mechanics::Offer, vehicles::Car},
};

/// A figure of fewer visits is not told.
pub const LEAST: i32 = 5;
/// A usual price is one of at least so many workshops.
pub const LEAST_WORKSHOPS: i32 = 3;
/// Prices and kept visits of so many days count.
pub const PRICE_DAYS: i64 = 365;
/// Answers of so many days count.
pub const ANSWER_DAYS: i64 = 180;
/// A visit closed so long after its agreed end is still in time.
pub const LATE_MINUTES: i32 = 60;
/// Work that must be done again within so many days was not done well.
pub const REDO_DAYS: i32 = 60;
/// Slugs of categories whose work is done again because the car is dirty again.
pub const RECURRING: [&str; 1] = ["yikama-detay"];

/// What a service usually costs: half of all visits cost between low and high.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FairPrice {
    pub service_id: ServiceId,
    /// A code of the catalogue; empty: for all cars.
    pub body: String,
    pub low: Money,
    pub high: Money,
    pub jobs: i32,
}

/// The narrowest that is known: of a car's body, else of all cars.
pub fn fair_price<'a>(prices: &'a [FairPrice], offer: &Offer, car: Option<&Car>) -> Option<&'a FairPrice> {
    let of = |body: &str| prices.iter().find(|price| price.service_id == offer.service_id && price.body == body);
    let body = car.and_then(|car| car.body.split(';').next()).filter(|body| !body.is_empty());
    body.and_then(of).or_else(|| of(""))
}

/// How a workshop answers and keeps its word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub asked: i32,
    pub answered: i32,
    pub answer_minutes: Option<i32>,
    pub kept: i32,
    pub called_off: i32,
    /// Done visits with fixed prices whose bill is known, and those that cost no more than was agreed.
    pub settled: i32,
    pub as_agreed: i32,
    /// The median of bill ÷ agreed price of the settled ones, in thousandths.
    pub bill_permille: Option<i32>,
    /// Done visits that the workshop closed itself, and those that it closed within [`LATE_MINUTES`] of the agreed end.
    pub finished: i32,
    pub in_time: i32,
    /// Done visits of at least [`REDO_DAYS`] ago, and those after which the car came back within that time for the same work.
    pub proved: i32,
    pub redone: i32,
}

/// Minutes as people say them: a quarter of an hour exactly, hours rounded up, then days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    Minutes(i32),
    Hours(i32),
    Days(i32),
}

impl Span {
    pub const fn of(minutes: i32) -> Self {
        const fn up(value: i32, by: i32) -> i32 {
            (value + by - 1) / by
        }
        match minutes {
            ..=0 => Self::Minutes(1),
            1..=60 => Self::Minutes(minutes),
            61..=2_880 => Self::Hours(up(minutes, 60)),
            _ => Self::Days(up(minutes, 1_440)),
        }
    }
}

/// In tenths of a per cent, rounded to the nearest.
pub fn share(part: i32, of: i32) -> i64 {
    let (part, of) = (i64::from(part), i64::from(of.max(1)));
    (part * 1_000 + of / 2) / of
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_in_the_largest_unit_that_is_true() {
        for (minutes, span) in [
            (0, Span::Minutes(1)),
            (12, Span::Minutes(12)),
            (60, Span::Minutes(60)),
            (61, Span::Hours(2)),
            (2_880, Span::Hours(48)),
            (2_881, Span::Days(3)),
        ] {
            assert_eq!(Span::of(minutes), span, "{minutes}");
        }
    }

    #[test]
    fn shares_are_rounded_and_never_divide_by_nothing() {
        assert_eq!((share(1, 40), share(2, 3), share(0, 5), share(0, 0)), (25, 667, 0, 0));
    }
}
