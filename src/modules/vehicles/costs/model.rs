//! Costs as forms send them, and the checks of that.

pub use super::inputs::{CostInput, OneCostInput};
use crate::{
    kernel::{
        error::{Checks, Code, Result, Rule},
        ids::{CostId, VehicleId},
        money::Money,
        time::Day,
    },
    modules::vehicles::{garage::model::day, model::vehicle_id},
};

pub const NOTE_MAX: usize = 120;
/// So many a car may have.
pub const COSTS_MAX: i64 = 2_000;
/// Ten million lira.
const AMOUNT_MAX: Money = Money(1_000_000_000);
const FIRST_YEAR: i16 = 1950;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Fuel,
    Insurance,
    Tax,
    Parking,
    Fine,
    Other,
}

impl Kind {
    pub const ALL: [Self; 6] = [Self::Fuel, Self::Insurance, Self::Tax, Self::Parking, Self::Fine, Self::Other];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Fuel => "fuel",
            Self::Insurance => "insurance",
            Self::Tax => "tax",
            Self::Parking => "parking",
            Self::Fine => "fine",
            Self::Other => "other",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCost {
    pub kind: Kind,
    pub spent_on: Day,
    pub amount: Money,
    pub note: String,
}

impl CostInput {
    /// # Errors
    /// `not_found` for what is no id, `invalid` with every refused field.
    pub fn check(&self, today: Day) -> Result<(VehicleId, NewCost)> {
        let id = vehicle_id(&self.vehicle_id)?;
        let mut checks = Checks::default();
        let kind = checks.keep("kind", Kind::parse(self.kind.trim()).ok_or(Rule::UnknownChoice));
        checks.require("spent_on", !self.spent_on.trim().is_empty(), Rule::Required);
        let spent_on = day(&mut checks, "spent_on", &self.spent_on, FIRST_YEAR..=today.year());
        checks.require("spent_on", spent_on.is_none_or(|on| on <= today), Rule::TooFarAhead);
        let amount = checks.keep("amount", amount(&self.amount));
        let note = checks.text("note", &self.note, 0, NOTE_MAX);
        checks.done()?;
        match (kind, spent_on, amount) {
            (Some(kind), Some(spent_on), Some(amount)) => Ok((id, NewCost { kind, spent_on, amount, note })),
            _ => Err(Code::Invalid.into()),
        }
    }
}

fn amount(text: &str) -> std::result::Result<Money, Rule> {
    if text.trim().is_empty() {
        return Err(Rule::Required);
    }
    let money = Money::parse(text).ok_or(Rule::NotANumber)?;
    if money > Money(0) && money <= AMOUNT_MAX { Ok(money) } else { Err(Rule::OutOfRange) }
}

/// # Errors
/// `not_found` for what is no id: no such cost.
pub fn cost_id(text: &str) -> Result<CostId> {
    text.parse().map_err(|_| Code::NotFound.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(input: &CostInput) -> Vec<String> {
        let today = Day::parse("2026-11-29").expect("a day");
        input.check(today).err().map(|e| e.fields.into_keys().collect()).unwrap_or_default()
    }

    #[test]
    fn a_cost_says_what_when_and_how_much() {
        let fine = CostInput {
            vehicle_id: "0190b1a0-0000-7000-8000-000000000001".into(),
            kind: "fuel".into(),
            spent_on: "2026-11-29".into(),
            amount: "1.250,50".into(),
            note: String::new(),
        };
        assert!(refused(&fine).is_empty());
        let wrong = CostInput {
            kind: "su".into(),
            spent_on: "2026-11-30".into(),
            amount: "0".into(),
            note: "x".repeat(NOTE_MAX + 1),
            ..fine.clone()
        };
        assert_eq!(refused(&wrong), ["amount", "kind", "note", "spent_on"]);
        assert_eq!(refused(&CostInput { amount: "10.000.000,01".into(), ..fine.clone() }), ["amount"]);
        assert_eq!(
            refused(&CostInput { spent_on: String::new(), amount: String::new(), ..fine }),
            ["amount", "spent_on"]
        );
    }
}
