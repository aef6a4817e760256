//! What the forms of a workshop send, as typed; `checks` reads it. And the workshop as its owner gets it.

use crate::{
    kernel::ids::{BayId, BrandId, CategoryId, ExceptionId, MechanicId, ModelId, ServiceId, SupportRuleId},
    modules::{
        mechanics::{model::PriceKind, people::inputs::MyWorker, prices::inputs::Promise, seasons::inputs::MySeason},
        vehicles::Fuel,
    },
};
use serde::{Deserialize, Serialize};

/// Opens a workshop, or changes its profile.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileInput {
    pub name: String,
    pub phone: String,
    pub story: String,
    pub address: String,
    /// Slug or plate code of the province.
    pub il: String,
    /// Slug of the district.
    pub ilce: String,
    /// Degrees; both empty: the centre of the district.
    pub lat: String,
    pub lon: String,
    /// Industrial estate, and block and number in it.
    pub estate: String,
    pub estate_unit: String,
    /// How far its people drive to a car, 1 to 200; empty: not at all.
    pub visits_within_km: String,
}

/// How bookings are taken, and on which lifts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingsInput {
    /// `true`: bookings stand at once; else the workshop confirms each.
    pub books_instantly: String,
    pub works_on_holidays: String,
    pub lead_minutes: String,
    pub window_days: String,
    pub buffer_minutes: String,
    /// All lifts: those left out or without a name are switched off. An empty list leaves them as they are.
    pub bays: Vec<BayInput>,
}

/// Without an id: a new one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BayInput {
    pub id: String,
    pub name: String,
}

/// Offers to add or change; those not named stay as they are.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ServicesInput {
    pub rows: Vec<ServiceRow>,
}

/// A row without a price is skipped when the service isn't offered yet, so that a long list can be filled in partly.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceRow {
    pub service_id: String,
    /// Lira as typed: `1.250,50`.
    pub price: String,
    /// `fixed` (also when empty), `from` or `inspection`.
    pub price_kind: String,
    /// Empty: as long as the service takes typically.
    pub minutes: String,
    pub active: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceInput {
    pub service_id: String,
}

/// The weekly plan; days not named stay as they are.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct HoursInput {
    pub days: Vec<DayInput>,
}

/// Times are `HH:MM`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DayInput {
    /// 1 Monday … 7 Sunday.
    pub weekday: String,
    pub opens: String,
    pub closes: String,
    pub break_from: String,
    pub break_to: String,
    pub closed: String,
}

/// Days that differ from the plan. Without times: closed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ExceptionInput {
    pub from_on: String,
    /// Empty: the same day.
    pub to_on: String,
    pub opens: String,
    pub closes: String,
    pub reason: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ExceptionIdInput {
    pub exception_id: String,
}

/// A rule about cars; it names at least a brand, a year or a fuel.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleInput {
    /// Id or slug; empty: every brand.
    pub brand_id: String,
    /// Empty: all models of the brand.
    pub model_id: String,
    pub year_from: String,
    pub year_to: String,
    /// A code of the catalogue (`electric`); empty: every fuel.
    pub fuel: String,
    /// `true`: these cars are taken; `false`: they are not.
    pub includes: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleIdInput {
    pub rule_id: String,
}

/// An admin's decision; the reason counts when suspending.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionInput {
    pub mechanic_id: String,
    pub reason: String,
    /// Where a plain form goes on to; a path of this site.
    pub next: String,
}

/// A workshop that was just opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    pub id: MechanicId,
    pub slug: String,
}

/// The owner's own workshop: `GET mechanics/mine`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "four plain facts on the wire, no state in disguise")]
pub struct MyWorkshop {
    pub id: MechanicId,
    pub slug: String,
    pub name: String,
    pub verified: bool,
    pub suspended: bool,
    pub phone: Option<String>,
    pub story: String,
    pub address: String,
    /// Slugs.
    pub il: String,
    pub ilce: String,
    pub lat: f64,
    pub lon: f64,
    pub estate: String,
    pub estate_unit: String,
    pub visits_within_km: Option<i16>,
    pub books_instantly: bool,
    pub works_on_holidays: bool,
    pub lead_minutes: i32,
    pub window_days: i32,
    pub buffer_minutes: i32,
    pub services: Vec<MyService>,
    pub hours: Vec<MyDay>,
    pub exceptions: Vec<MyException>,
    pub seasons: Vec<MySeason>,
    pub bays: Vec<MyBay>,
    /// Who works at the cars.
    pub people: Vec<MyWorker>,
    pub vehicle_rules: Vec<MyRule>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyService {
    pub id: ServiceId,
    pub name: String,
    pub price_kurus: i64,
    pub price_kind: PriceKind,
    pub minutes: i32,
    pub active: bool,
    pub promise: Promise,
    /// How many prices of its own it has for some cars.
    pub car_prices: i64,
}

/// An open day of the week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyDay {
    pub weekday: i16,
    pub opens: String,
    pub closes: String,
    pub break_from: Option<String>,
    pub break_to: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyException {
    pub id: ExceptionId,
    /// `YYYY-MM-DD`.
    pub from_on: String,
    pub to_on: String,
    pub opens: Option<String>,
    pub closes: Option<String>,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyBay {
    pub id: BayId,
    pub name: String,
    /// Top categories; none: everything.
    pub skills: Vec<CategoryId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyRule {
    pub id: SupportRuleId,
    pub brand_id: Option<BrandId>,
    pub model_id: Option<ModelId>,
    pub model: Option<String>,
    pub year_from: Option<i16>,
    pub year_to: Option<i16>,
    pub fuel: Option<Fuel>,
    pub includes: bool,
}

/// Is a box ticked?
pub fn ticked(value: &str) -> bool {
    matches!(value.trim(), "true" | "on" | "1")
}

/// Minutes after midnight as `HH:MM`.
pub fn clock(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// `9:00`, `09:00`, `09.00` or `24:00` as minutes after midnight.
pub fn minutes_of(text: &str) -> Option<i32> {
    let (hours, minutes) = text.trim().split_once([':', '.'])?;
    let number = |part: &str, max: i32| {
        let plain = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<i32>().ok().filter(|n| plain && *n <= max)
    };
    let total = number(hours, 24)? * 60 + number(minutes, 59).filter(|_| minutes.len() == 2)?;
    (total <= 24 * 60).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_type_them() {
        for (text, minutes) in [("09:00", 540), ("9:05", 545), ("18.30", 1110), ("00:00", 0), ("24:00", 1440)] {
            assert_eq!(minutes_of(text), Some(minutes), "{text}");
        }
        for text in ["", "9", "24:01", "25:00", "9:5", "09:60", "-1:00", "+9:00", "٠٩:٠٠", "09:00:00"] {
            assert_eq!(minutes_of(text), None, "{text}");
        }
        assert_eq!(clock(545), "09:05");
    }
}
