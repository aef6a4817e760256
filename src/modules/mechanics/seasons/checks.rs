//! Reads what was typed about a season. Pure.

use super::inputs::SeasonInput;
use crate::{
    kernel::{
        error::{Checks, Code, Result, Rule},
        time::Day,
    },
    modules::mechanics::workshop::{
        checks::{AHEAD_DAYS, WeekDay, day, week},
        model::{HoursInput, ticked},
    },
};

pub const NAME_MAX: usize = 60;
/// From the first to the last day: shorter than a year, so that one that comes every year never meets itself.
const LENGTH_DAYS: i64 = 364;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeasonLine {
    pub name: String,
    pub from_on: Day,
    pub to_on: Day,
    pub every_year: bool,
    /// `None`: not said.
    pub week: Option<Vec<WeekDay>>,
}

/// # Errors
/// `invalid` with every refused field, days as `days.0.opens`.
pub fn season(input: &SeasonInput, today: Day) -> Result<SeasonLine> {
    let mut checks = Checks::default();
    let name = checks.text("name", &input.name, 1, NAME_MAX);
    let from_on = day(&mut checks, "first_on", &input.first_on);
    let to_on = day(&mut checks, "last_on", &input.last_on);
    let every_year = ticked(&input.every_year);
    let days = from_on.zip(to_on);
    if let Some((from_on, to_on)) = days {
        checks.require("last_on", from_on <= to_on, Rule::DatesOrder);
        checks.require("last_on", to_on.days_since(from_on) <= LENGTH_DAYS, Rule::TooFarAhead);
        checks.require("last_on", every_year || to_on >= today, Rule::InThePast);
        checks.require("first_on", from_on.days_since(today) <= AHEAD_DAYS, Rule::TooFarAhead);
    }
    let week = (!input.days.is_empty()).then(|| week(&HoursInput { days: input.days.clone() })).transpose();
    let week = week.unwrap_or_else(|error| {
        for (name, refused) in error.fields {
            checks.refuse_with(&name, refused.rule, refused.limit);
        }
        None
    });
    checks.done()?;
    let (from_on, to_on) = days.ok_or(Code::Invalid)?;
    Ok(SeasonLine { name, from_on, to_on, every_year, week })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::mechanics::workshop::model::DayInput;

    fn typed(from_on: &str, to_on: &str, every_year: &str) -> SeasonInput {
        SeasonInput {
            name: " Yaz mesaisi ".into(),
            first_on: from_on.into(),
            last_on: to_on.into(),
            every_year: every_year.into(),
            ..SeasonInput::default()
        }
    }

    fn refused(input: &SeasonInput) -> Vec<String> {
        let today = Day::parse("2026-11-24").expect("a day");
        season(input, today).err().map(|error| error.fields.into_keys().collect()).unwrap_or_default()
    }

    #[test]
    fn a_season_may_run_over_new_year_and_may_have_begun() {
        let today = Day::parse("2026-11-24").expect("a day");
        let line = season(&typed("2026-11-01", "2027-04-15", "true"), today).expect("a season");
        assert_eq!((line.name.as_str(), line.every_year, line.week), ("Yaz mesaisi", true, None));
        assert!(refused(&typed("2026-06-01", "2026-08-31", "on")).is_empty(), "it comes again next year");
    }

    #[test]
    fn wrong_seasons_name_their_fields() {
        for (from_on, to_on, every_year, field) in [
            ("", "2027-08-31", "", "first_on"),
            ("2027-06-01", "", "", "last_on"),
            ("2027-06-02", "2027-06-01", "", "last_on"),
            ("2026-06-01", "2026-08-31", "", "last_on"),
            ("2027-01-01", "2028-01-01", "true", "last_on"),
            ("2029-06-01", "2029-08-31", "", "first_on"),
        ] {
            assert_eq!(refused(&typed(from_on, to_on, every_year)), [field], "{from_on} {to_on}");
        }
        let long = SeasonInput { name: "a".repeat(61), ..typed("2027-06-01", "2027-08-31", "") };
        assert_eq!(refused(&long), ["name"]);
        let day =
            DayInput { weekday: "1".into(), opens: "18:00".into(), closes: "09:00".into(), ..DayInput::default() };
        let wrong = SeasonInput { days: vec![day], ..typed("2027-06-01", "", "") };
        assert_eq!(refused(&wrong), ["days.0.opens", "last_on"]);
    }
}
