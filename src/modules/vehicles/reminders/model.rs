//! Reminders as forms and other clients send them, and the checks of that.

pub use super::inputs::{DoneInput, OneReminderInput, ReminderInput, SnoozeInput, SwitchInput};
use crate::{
    kernel::{
        error::{Checks, Code, Result, Rule},
        ids::{ReminderId, VehicleId},
        time::Day,
    },
    modules::vehicles::{
        garage::model::day,
        model::{kilometres, vehicle_id},
    },
};

pub const TITLE_MAX: usize = 80;
/// So many own reminders a car may have.
pub const OWN_MAX: usize = 30;
const MONTHS_MAX: i32 = 120;
/// What lasts longest was done at most so many years ago.
const LAST_YEARS: i16 = 10;
const EVERY_KM: std::ops::RangeInclusive<i32> = 100..=500_000;
/// A reminder may be quiet for so many days.
pub const SNOOZES: [i64; 3] = [7, 14, 30];
/// Days before the day at which it is told of.
pub const STEPS: [i16; 5] = [60, 30, 14, 7, 1];
/// What comes within so many days is due soon.
pub const SOON_DAYS: i64 = 30;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Inspection,
    TrafficInsurance,
    Kasko,
    Mtv,
    WinterTyres,
    Oil,
    AirFilter,
    CabinFilter,
    FuelFilter,
    SparkPlugs,
    TimingBelt,
    BrakeFluid,
    Coolant,
    Battery,
    Tyres,
    Own,
}

impl Kind {
    pub const ALL: [Self; 16] = [
        Self::Inspection,
        Self::TrafficInsurance,
        Self::Kasko,
        Self::Mtv,
        Self::WinterTyres,
        Self::Oil,
        Self::AirFilter,
        Self::CabinFilter,
        Self::FuelFilter,
        Self::SparkPlugs,
        Self::TimingBelt,
        Self::BrakeFluid,
        Self::Coolant,
        Self::Battery,
        Self::Tyres,
        Self::Own,
    ];
    /// What work on the car finishes, in the order in which it is asked for.
    pub const WEAR: [Self; 11] = [
        Self::Oil,
        Self::AirFilter,
        Self::CabinFilter,
        Self::FuelFilter,
        Self::SparkPlugs,
        Self::TimingBelt,
        Self::BrakeFluid,
        Self::Coolant,
        Self::Battery,
        Self::Tyres,
        Self::WinterTyres,
    ];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Inspection => "inspection",
            Self::TrafficInsurance => "traffic_insurance",
            Self::Kasko => "kasko",
            Self::Mtv => "mtv",
            Self::WinterTyres => "winter_tyres",
            Self::Oil => "oil",
            Self::AirFilter => "air_filter",
            Self::CabinFilter => "cabin_filter",
            Self::FuelFilter => "fuel_filter",
            Self::SparkPlugs => "spark_plugs",
            Self::TimingBelt => "timing_belt",
            Self::BrakeFluid => "brake_fluid",
            Self::Coolant => "coolant",
            Self::Battery => "battery",
            Self::Tyres => "tyres",
            Self::Own => "own",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// A part that only engines have.
    pub const fn needs_an_engine(self) -> bool {
        matches!(self, Self::Oil | Self::AirFilter | Self::FuelFilter | Self::SparkPlugs | Self::TimingBelt)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReminder {
    pub title: String,
    pub due_on: Option<Day>,
    pub due_km: Option<i32>,
    pub every_months: Option<i16>,
    pub every_km: Option<i32>,
}

impl ReminderInput {
    /// # Errors
    /// `not_found` for what is no id, `invalid` with every refused field.
    pub fn check(&self, today: Day) -> Result<(VehicleId, NewReminder)> {
        let id = vehicle_id(&self.vehicle_id)?;
        let mut checks = Checks::default();
        let title = checks.text("title", &self.title, 2, TITLE_MAX);
        let due_on = day(&mut checks, "due_on", &self.due_on, today.year()..=today.year() + 10);
        checks.require("due_on", due_on.is_none_or(|on| on >= today), Rule::InThePast);
        let due_km = number(&mut checks, "due_km", &self.due_km);
        let every_months = number(&mut checks, "every_months", &self.every_months);
        checks.require("every_months", every_months.is_none_or(|n| (1..=MONTHS_MAX).contains(&n)), Rule::OutOfRange);
        let every_km = number(&mut checks, "every_km", &self.every_km);
        checks.require("every_km", every_km.is_none_or(|n| EVERY_KM.contains(&n)), Rule::OutOfRange);
        if checks.is_clean() {
            checks.require("due_on", due_on.is_some() || due_km.is_some(), Rule::Required);
        }
        checks.done()?;
        let every_months = every_months.and_then(|months| i16::try_from(months).ok());
        Ok((id, NewReminder { title, due_on, due_km, every_months, every_km }))
    }
}

/// A number that may be left out.
fn number(checks: &mut Checks, name: &str, text: &str) -> Option<i32> {
    if text.trim().is_empty() { None } else { checks.keep(name, kilometres(text)) }
}

impl DoneInput {
    /// # Errors
    /// `not_found` for what is no id, `invalid` with every refused field.
    pub fn check(&self, today: Day) -> Result<(ReminderId, Day, Option<i32>)> {
        let id = reminder_id(&self.reminder_id)?;
        let mut checks = Checks::default();
        let done_on = day(&mut checks, "done_on", &self.done_on, today.year() - 3..=today.year());
        checks.require("done_on", done_on.is_none_or(|on| on <= today), Rule::TooFarAhead);
        let km = number(&mut checks, "km", &self.km);
        checks.done()?;
        Ok((id, done_on.unwrap_or(today), km))
    }
}

impl SwitchInput {
    /// The car, what is to be reminded of, and when it was done last, as far as that is known.
    ///
    /// # Errors
    /// `not_found` for what is no id, `invalid` with every refused field.
    pub fn check(&self, today: Day) -> Result<(VehicleId, Kind, Option<Day>, Option<i32>)> {
        let id = vehicle_id(&self.vehicle_id)?;
        let mut checks = Checks::default();
        let kind = Kind::parse(self.kind.trim()).filter(|kind| *kind != Kind::Own).ok_or(Rule::UnknownChoice);
        let kind = checks.keep("kind", kind);
        let done_on = day(&mut checks, "done_on", &self.done_on, today.year() - LAST_YEARS..=today.year());
        checks.require("done_on", done_on.is_none_or(|on| on <= today), Rule::TooFarAhead);
        let km = number(&mut checks, "km", &self.km);
        checks.done()?;
        kind.map(|kind| (id, kind, done_on, km)).ok_or_else(|| Code::Invalid.into())
    }
}

impl SnoozeInput {
    /// # Errors
    /// `not_found` for what is no id, `invalid` for other days than [`SNOOZES`].
    pub fn check(&self) -> Result<(ReminderId, i64)> {
        let id = reminder_id(&self.reminder_id)?;
        let mut checks = Checks::default();
        let days = self.days.trim().parse().ok().filter(|days| SNOOZES.contains(days)).ok_or(Rule::UnknownChoice);
        let days = checks.keep("days", days);
        checks.done()?;
        days.map(|days| (id, days)).ok_or_else(|| Code::Invalid.into())
    }
}

/// # Errors
/// `not_found` for what is no id: no such reminder.
pub fn reminder_id(text: &str) -> Result<ReminderId> {
    text.parse().map_err(|_| Code::NotFound.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> ReminderInput {
        ReminderInput {
            vehicle_id: "0190b1a0-0000-7000-8000-000000000001".into(),
            title: "Triger".into(),
            due_km: "120.000".into(),
            ..ReminderInput::default()
        }
    }

    fn refused(input: &ReminderInput) -> Vec<String> {
        let today = Day::parse("2026-11-29").expect("a day");
        input.check(today).err().map(|e| e.fields.into_keys().collect()).unwrap_or_default()
    }

    #[test]
    fn a_reminder_says_when() {
        assert!(refused(&input()).is_empty());
        assert_eq!(refused(&ReminderInput { due_km: String::new(), ..input() }), ["due_on"]);
        assert_eq!(refused(&ReminderInput { due_on: "2026-11-28".into(), ..input() }), ["due_on"]);
        let wrong = ReminderInput { title: "x".into(), every_months: "0".into(), every_km: "99".into(), ..input() };
        assert_eq!(refused(&wrong), ["every_km", "every_months", "title"]);
    }

    #[test]
    fn what_is_switched_on_is_known_and_was_done_in_the_past() {
        let today = Day::parse("2026-11-29").expect("a day");
        let switch = |kind: &str, done_on: &str, km: &str| {
            let input = SwitchInput {
                vehicle_id: "0190b1a0-0000-7000-8000-000000000001".into(),
                kind: kind.into(),
                done_on: done_on.into(),
                km: km.into(),
            };
            input.check(today).err().map(|e| e.fields.into_keys().collect::<Vec<_>>()).unwrap_or_default()
        };
        assert!(switch("brake_fluid", "", "").is_empty() && switch("tyres", "2016-01-01", "10.000").is_empty());
        assert_eq!(switch("own", "2026-11-30", "çok"), ["done_on", "kind", "km"]);
        assert_eq!(switch("tyres", "2015-12-31", ""), ["done_on"]);
        assert!(Kind::WEAR.iter().all(|kind| Kind::parse(kind.word()) == Some(*kind)));
    }

    #[test]
    fn silence_has_a_few_lengths() {
        let snooze = |days: &str| {
            SnoozeInput { reminder_id: "0190b1a0-0000-7000-8000-000000000001".into(), days: days.into() }
                .check()
                .is_ok()
        };
        assert_eq!(["7", "30", "8", "", "-7"].map(snooze), [true, true, false, false, false]);
    }
}
