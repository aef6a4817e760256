//! Declarations of owners as forms and other clients send them, and the checks of that.

pub use super::inputs::{OneRecordInput, RecordInput};
use crate::{
    kernel::{
        error::{Checks, Code, Result, Rule},
        ids::{RecordId, VehicleId},
        money::Money,
        time::Day,
    },
    modules::vehicles::{
        PartsClass, Promise,
        garage::model::day,
        model::{kilometres, vehicle_id},
        reminders::model::Kind,
    },
};
use serde::{Deserialize, Serialize};

pub const ITEMS_MAX: usize = 20;
pub const ITEM_MAX: usize = 120;
pub const ITEMS_TEXT_MAX: usize = ITEMS_MAX * (ITEM_MAX + 1);
pub const WORKSHOP_MAX: usize = 120;
pub const NOTE_MAX: usize = 1000;
/// So many rows a car's book may have, versions included.
pub const ROWS_MAX: i32 = 1000;
/// The dearest repair: ten million lira.
const COST_MAX: Money = Money(1_000_000_000);
const FIRST_YEAR: i16 = 1950;

/// What was done, in the words of both languages. Part and warranty stand where a workshop has told them; where not, the chain
/// hashes what it always did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub tr: String,
    pub en: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts_class: Option<PartsClass>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warranty_months: Option<i16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warranty_km: Option<i32>,
}

impl Item {
    pub const fn given(&self) -> Promise {
        Promise { parts_class: self.parts_class, warranty_months: self.warranty_months, warranty_km: self.warranty_km }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    pub done_on: Day,
    pub km: Option<i32>,
    pub items: Vec<Item>,
    pub workshop: String,
    pub parts: Money,
    pub labour: Money,
    pub note: String,
}

impl RecordInput {
    /// # Errors
    /// `not_found` for what are no ids, `invalid` with every refused field.
    pub fn check(&self, today: Day) -> Result<(VehicleId, Option<RecordId>, Declaration, Vec<Kind>)> {
        let id = vehicle_id(&self.vehicle_id)?;
        let record = match self.record_id.trim() {
            "" => None,
            text => Some(record_id(text)?),
        };
        let mut checks = Checks::default();
        checks.require("done_on", !self.done_on.trim().is_empty(), Rule::Required);
        let done_on = day(&mut checks, "done_on", &self.done_on, FIRST_YEAR..=today.year());
        checks.require("done_on", done_on.is_none_or(|on| on <= today), Rule::TooFarAhead);
        let km = match self.km.trim() {
            "" => None,
            text => checks.keep("km", kilometres(text)),
        };
        let items = items(&mut checks, &self.items);
        let workshop = checks.text("workshop", &self.workshop, 0, WORKSHOP_MAX);
        let parts = cost(&mut checks, "parts", &self.parts);
        let labour = cost(&mut checks, "labour", &self.labour);
        let note = checks.text("note", &self.note, 0, NOTE_MAX);
        let kinds: Vec<_> =
            self.finishes.iter().filter_map(|word| Kind::WEAR.into_iter().find(|kind| kind.word() == word)).collect();
        checks.require("finishes", kinds.len() == self.finishes.len(), Rule::UnknownChoice);
        checks.done()?;
        let done_on = done_on.ok_or(Code::Invalid)?;
        Ok((id, record, Declaration { done_on, km, items, workshop, parts, labour, note }, kinds))
    }
}

fn items(checks: &mut Checks, text: &str) -> Vec<Item> {
    let text = checks.text("items", text, 2, ITEMS_TEXT_MAX);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() > ITEMS_MAX {
        checks.refuse_with("items", Rule::TooMany, i64::try_from(ITEMS_MAX).ok());
    }
    if lines.iter().any(|line| line.chars().count() > ITEM_MAX) {
        checks.refuse_with("items", Rule::TooLong, i64::try_from(ITEM_MAX).ok());
    }
    lines.into_iter().map(|line| Item { tr: line.to_owned(), en: line.to_owned(), ..Item::default() }).collect()
}

fn cost(checks: &mut Checks, name: &str, text: &str) -> Money {
    if text.trim().is_empty() {
        return Money(0);
    }
    let money = Money::parse(text);
    checks.require(name, money.is_some(), Rule::NotANumber);
    checks.require(name, money.is_none_or(|money| money <= COST_MAX), Rule::OutOfRange);
    money.unwrap_or_default()
}

/// # Errors
/// `not_found` for what is no id: no such record.
pub fn record_id(text: &str) -> Result<RecordId> {
    text.parse().map_err(|_| Code::NotFound.into())
}

/// A plate that tells its owner which car is meant and a stranger little: `34 A** **3`.
pub fn masked(plate: &str) -> String {
    let signs = plate.chars().filter(|c| *c != ' ').count();
    let mut seen = 0;
    let mask = plate.chars().map(|c| {
        if c == ' ' {
            return c;
        }
        seen += 1;
        if seen <= 3 || seen == signs { c } else { '*' }
    });
    mask.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> RecordInput {
        RecordInput {
            vehicle_id: "0190b1a0-0000-7000-8000-000000000001".into(),
            done_on: "2026-03-01".into(),
            items: " Yağ değişimi \n\n Yağ filtresi".into(),
            parts: "1.250,50".into(),
            ..RecordInput::default()
        }
    }

    fn refused(input: &RecordInput) -> Vec<String> {
        let today = Day::parse("2026-11-29").expect("a day");
        input.check(today).err().map(|e| e.fields.into_keys().collect()).unwrap_or_default()
    }

    #[test]
    fn a_declaration_is_read_line_by_line() {
        let today = Day::parse("2026-11-29").expect("a day");
        let (_, record, said, _) = input().check(today).expect("a declaration");
        let items: Vec<&str> = said.items.iter().map(|item| item.tr.as_str()).collect();
        assert_eq!((record, items, said.parts), (None, vec!["Yağ değişimi", "Yağ filtresi"], Money(125_050)));
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let wrong = RecordInput {
            done_on: "2026-11-30".into(),
            km: "çok".into(),
            items: String::new(),
            parts: "-1".into(),
            labour: "99999999999".into(),
            note: "x".repeat(NOTE_MAX + 1),
            ..input()
        };
        assert_eq!(refused(&wrong), ["done_on", "items", "km", "labour", "note", "parts"]);
        assert_eq!(refused(&RecordInput { done_on: String::new(), ..input() }), ["done_on"]);
        assert_eq!(refused(&RecordInput { finishes: vec!["oil".into(), "mtv".into()], ..input() }), ["finishes"]);
        assert_eq!(refused(&RecordInput { items: "yağ\n".repeat(ITEMS_MAX + 1), ..input() }), ["items"]);
        assert_eq!(refused(&RecordInput { items: "x".repeat(ITEM_MAX + 1), ..input() }), ["items"]);
    }

    #[test]
    fn a_masked_plate_tells_little() {
        assert_eq!(["34 ABC 123", "06 A 12345", "34 0001"].map(masked), ["34 A** **3", "06 A ****5", "34 0**1"]);
    }
}
