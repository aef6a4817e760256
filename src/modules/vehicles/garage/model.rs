//! What papers say about a car, and the checks of what people type.

pub use super::inputs::{CorrectInput, PapersInput};
use crate::{
    kernel::{
        error::{Checks, Code, Result, Rule},
        ids::VehicleId,
        text::Vin,
        time::{Day, Instant},
    },
    modules::vehicles::model::{Fuel, kilometres, vehicle_id},
};

pub const NOTES_MAX: usize = 2000;
pub const REASON_MAX: usize = 300;
/// What runs out is known for some years ahead and was known for some years back.
const REACH_YEARS: i16 = 10;
const FIRST_YEAR: i16 = 1950;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Papers {
    pub vin: Option<String>,
    pub fuel: Option<String>,
    pub is_commercial: bool,
    pub first_registered_on: Option<Day>,
    pub inspection_due_on: Option<Day>,
    pub traffic_insurance_ends_on: Option<Day>,
    pub kasko_ends_on: Option<Day>,
    pub notes: String,
}

impl PapersInput {
    /// # Errors
    /// `not_found` for what is no id, `invalid` with every refused field.
    pub fn check(&self, today: Day) -> Result<(VehicleId, Papers)> {
        let id = vehicle_id(&self.vehicle_id)?;
        let mut checks = Checks::default();
        let vin = given(&self.vin).and_then(|text| checks.keep("vin", Vin::parse(text)));
        let fuel = given(&self.fuel).map(ToOwned::to_owned);
        let is_known = fuel.as_deref().is_none_or(|fuel| Fuel::parse(fuel).is_some());
        checks.require("fuel", is_known, Rule::UnknownChoice);
        let first = day(&mut checks, "first_registered_on", &self.first_registered_on, FIRST_YEAR..=today.year());
        checks.require("first_registered_on", first.is_none_or(|first| first <= today), Rule::TooFarAhead);
        let around = today.year() - REACH_YEARS..=today.year() + REACH_YEARS;
        let papers = Papers {
            vin: vin.map(|vin| vin.to_string()),
            fuel,
            is_commercial: matches!(self.is_commercial.trim(), "true" | "on" | "1"),
            first_registered_on: first,
            inspection_due_on: day(&mut checks, "inspection_due_on", &self.inspection_due_on, around.clone()),
            traffic_insurance_ends_on: day(
                &mut checks,
                "traffic_insurance_ends_on",
                &self.traffic_insurance_ends_on,
                around.clone(),
            ),
            kasko_ends_on: day(&mut checks, "kasko_ends_on", &self.kasko_ends_on, around),
            notes: checks.text("notes", &self.notes, 0, NOTES_MAX),
        };
        checks.done()?;
        Ok((id, papers))
    }
}

fn given(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// A day that may be left out.
pub fn day(checks: &mut Checks, name: &str, text: &str, years: std::ops::RangeInclusive<i16>) -> Option<Day> {
    let day = Day::parse(given(text)?).filter(|day| years.contains(&day.year()));
    checks.require(name, day.is_some(), Rule::OutOfRange);
    day
}

impl CorrectInput {
    /// # Errors
    /// `not_found` for what is no id, `invalid` with every refused field.
    pub fn check(&self) -> Result<(VehicleId, i32, String)> {
        let id = vehicle_id(&self.vehicle_id)?;
        let mut checks = Checks::default();
        let km = checks.keep("km", kilometres(&self.km));
        let reason = checks.text("reason", &self.reason, 3, REASON_MAX);
        checks.done()?;
        km.map(|km| (id, km, reason)).ok_or_else(|| Code::Invalid.into())
    }
}

/// Who said what the odometer shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Owner,
    /// Copied from the booking when the visit was done.
    Appointment,
    /// Read by the workshop at the visit.
    Workshop,
    Correction,
}

impl Source {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Appointment => "appointment",
            Self::Workshop => "workshop",
            Self::Correction => "correction",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Owner, Self::Appointment, Self::Workshop, Self::Correction]
            .into_iter()
            .find(|source| source.word() == word)
    }
}

/// A line of the odometer's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// They count up by car as they are written.
    pub id: i64,
    pub km: i32,
    pub at: Instant,
    pub source: String,
    pub reason: Option<String>,
}

/// What a car is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Plate,
    Vin,
}

impl Mark {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plate => "plate",
            Self::Vin => "vin",
        }
    }
}

/// A plate or chassis number and how long the car had it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkLine {
    pub kind: String,
    pub value: String,
    pub since: Instant,
    pub until: Option<Instant>,
    /// Another garage has it now, and this one has not.
    pub is_elsewhere: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0190b1a0-0000-7000-8000-000000000001";

    fn refused(input: &PapersInput) -> Vec<(String, Rule)> {
        let today = Day::parse("2026-11-29").expect("a day");
        let error = input.check(today).err();
        error.map(|e| e.fields.into_iter().map(|(name, f)| (name, f.rule)).collect()).unwrap_or_default()
    }

    fn input() -> PapersInput {
        PapersInput { vehicle_id: ID.into(), ..PapersInput::default() }
    }

    #[test]
    fn papers_may_be_empty() {
        let today = Day::parse("2026-11-29").expect("a day");
        assert_eq!(input().check(today).map(|(_, papers)| papers), Ok(Papers::default()));
    }

    #[test]
    fn every_wrong_line_of_the_papers_is_named_at_once() {
        let wrong = PapersInput {
            vin: "kısa".into(),
            fuel: "kömür".into(),
            first_registered_on: "2026-11-30".into(),
            inspection_due_on: "2099-01-01".into(),
            traffic_insurance_ends_on: "yarın".into(),
            kasko_ends_on: "2001-01-01".into(),
            notes: "x".repeat(NOTES_MAX + 1),
            ..input()
        };
        assert_eq!(
            refused(&wrong),
            [
                ("first_registered_on", Rule::TooFarAhead),
                ("fuel", Rule::UnknownChoice),
                ("inspection_due_on", Rule::OutOfRange),
                ("kasko_ends_on", Rule::OutOfRange),
                ("notes", Rule::TooLong),
                ("traffic_insurance_ends_on", Rule::OutOfRange),
                ("vin", Rule::Vin),
            ]
            .map(|(name, rule)| (name.to_owned(), rule))
        );
    }

    #[test]
    fn a_correction_says_why() {
        let input = CorrectInput { vehicle_id: ID.into(), km: "10".into(), reason: "  ".into() };
        assert_eq!(input.check().map_err(|e| e.fields.into_keys().collect::<Vec<_>>()), Err(vec!["reason".to_owned()]));
    }
}
