//! Checks of what forms and other clients send: every field at once, before anything is asked of the database.

use super::{
    model::{
        AMOUNT_MAX, AMOUNT_REASON_MAX, BookInput, DoneInput, MoveInput, NOTE_MAX, ProposeInput, REASON_MAX,
        SERVICES_MAX,
    },
    store::Split,
};
use crate::{
    kernel::{
        error::{Checks, Code, Result, Rule},
        ids::{AppointmentId, MechanicId, ServiceId, VehicleId},
        money::Money,
        time::Instant,
    },
    modules::{
        mechanics::{Promise, promise_in},
        vehicles::model::kilometres,
    },
};
use sha2::{Digest, Sha256};

const KEY_MIN: usize = 8;
const KEY_MAX: usize = 100;

/// A booking whose fields can be read.
#[derive(Debug, PartialEq, Eq)]
pub struct Booking {
    pub mechanic_id: MechanicId,
    pub vehicle_id: VehicleId,
    /// In the order of choice, each once.
    pub services: Vec<ServiceId>,
    pub start: Instant,
    pub note: String,
    pub key: String,
}

impl BookInput {
    /// # Errors
    /// `invalid` with every refused field.
    pub fn check(&self) -> Result<Booking> {
        let mut checks = Checks::default();
        let mechanic_id = checks.keep("mechanic_id", parse(&self.mechanic_id));
        let vehicle_id = checks.keep("vehicle_id", parse(&self.vehicle_id));
        let services = services(&mut checks, "service_ids", &self.service_ids);
        let start = checks.keep("start", instant(&self.start));
        let note = checks.text("note", &self.note, 0, NOTE_MAX);
        let key = checks.text("idempotency_key", &self.idempotency_key, KEY_MIN, KEY_MAX);
        checks.done()?;
        match (mechanic_id, vehicle_id, start) {
            (Some(mechanic_id), Some(vehicle_id), Some(start)) => {
                Ok(Booking { mechanic_id, vehicle_id, services, start, note, key })
            }
            _ => Err(Code::Invalid.into()),
        }
    }
}

impl Booking {
    /// What the idempotency key stands for: another body under the same key is refused.
    pub fn fingerprint(&self) -> Vec<u8> {
        let mut services: Vec<String> = self.services.iter().map(ToString::to_string).collect();
        services.sort();
        let facts =
            (self.mechanic_id.to_string(), self.vehicle_id.to_string(), services, self.start.rfc3339(), &self.note);
        // JSON keeps the fields apart whatever they hold.
        Sha256::digest(serde_json::to_vec(&facts).unwrap_or_default()).to_vec()
    }
}

/// A move whose fields can be read.
#[derive(Debug, PartialEq, Eq)]
pub struct Move {
    pub id: AppointmentId,
    pub reason: String,
    /// What the workshop read on the odometer.
    pub km: Option<i32>,
    /// What the work costs in the end, where the workshop said so.
    pub amount: Option<Money>,
    /// Why it is another amount than was agreed.
    pub amount_reason: String,
    /// What of it is for what, where the workshop said so.
    pub split: Option<Split>,
    /// What was put in, of the services of which the workshop said so.
    pub given: Vec<(ServiceId, Promise)>,
}

impl Move {
    /// A move that says no more than why.
    pub const fn because(id: AppointmentId, reason: String) -> Self {
        Self { id, reason, km: None, amount: None, amount_reason: String::new(), split: None, given: Vec::new() }
    }
}

impl MoveInput {
    /// # Errors
    /// `invalid` with every refused field; an id that is none names nothing: `not_found`.
    pub fn check(&self) -> Result<Move> {
        let id = self.appointment_id.parse().map_err(|_| Code::NotFound)?;
        let mut checks = Checks::default();
        let reason = checks.text("reason", &self.reason, 0, REASON_MAX);
        let km = match self.km.trim() {
            "" => None,
            text => checks.keep("km", kilometres(text)),
        };
        let amount = match self.amount.trim() {
            "" => None,
            text => money(&mut checks, "amount", text),
        };
        let amount_reason = checks.text("amount_reason", &self.amount_reason, 0, AMOUNT_REASON_MAX);
        let split = split(&mut checks, &self.parts, &self.labour);
        if let Some(split) = split {
            checks.require("labour", split.sum() <= AMOUNT_MAX, Rule::OutOfRange);
            checks.require("labour", amount.is_none_or(|amount| split.sum() == amount), Rule::SumDiffers);
        }
        let given = given(&mut checks, &self.done);
        checks.done()?;
        Ok(Move { id, reason, km, amount, amount_reason, split, given })
    }
}

fn money(checks: &mut Checks, name: &str, text: &str) -> Option<Money> {
    let money = Money::parse(text);
    checks.require(name, money.is_some(), Rule::NotANumber);
    checks.require(name, money.is_none_or(|money| money <= AMOUNT_MAX), Rule::OutOfRange);
    money
}

/// Both parts of a bill, or none.
fn split(checks: &mut Checks, parts: &str, labour: &str) -> Option<Split> {
    if parts.trim().is_empty() && labour.trim().is_empty() {
        return None;
    }
    let mut read = |name: &str, text: &str| {
        if text.trim().is_empty() {
            checks.refuse(name, Rule::Required);
            return None;
        }
        money(checks, name, text)
    };
    let (parts, labour) = (read("parts", parts), read("labour", labour));
    parts.zip(labour).map(|(parts, labour)| Split { parts, labour })
}

/// Whether the services are those of the visit is known by who knows the visit.
fn given(checks: &mut Checks, rows: &[DoneInput]) -> Vec<(ServiceId, Promise)> {
    if rows.len() > SERVICES_MAX {
        checks.refuse_with("done", Rule::TooMany, i64::try_from(SERVICES_MAX).ok());
        return Vec::new();
    }
    let read = rows.iter().enumerate().filter_map(|(place, row)| {
        let prefix = format!("done.{place}.");
        let id = checks.keep(&format!("{prefix}service_id"), parse(&row.service_id));
        let promise = promise_in(checks, &prefix, [&row.parts_class, &row.warranty_months, &row.warranty_km]);
        id.map(|id| (id, promise))
    });
    read.collect()
}

impl ProposeInput {
    /// # Errors
    /// As [`MoveInput::check`].
    pub fn check(&self) -> Result<(Move, Instant)> {
        let id = self.appointment_id.parse().map_err(|_| Code::NotFound)?;
        let mut checks = Checks::default();
        let reason = checks.text("reason", &self.reason, 0, REASON_MAX);
        let start = checks.keep("start", instant(&self.start));
        checks.done()?;
        let start = start.ok_or(Code::Invalid)?;
        Ok((Move::because(id, reason), start))
    }
}

/// A list of service ids with commas between, as it stands in addresses.
pub fn service_list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|id| !id.is_empty()).map(ToOwned::to_owned).collect()
}

/// The chosen services, each once.
pub fn services(checks: &mut Checks, field: &str, ids: &[String]) -> Vec<ServiceId> {
    let mut services = Vec::new();
    for id in ids.iter().filter(|id| !id.trim().is_empty()) {
        match id.parse::<ServiceId>() {
            Ok(id) if services.contains(&id) => {}
            Ok(id) => services.push(id),
            Err(_) => checks.refuse(field, Rule::UnknownChoice),
        }
    }
    if services.is_empty() {
        checks.refuse(field, Rule::Required);
    } else if services.len() > SERVICES_MAX {
        checks.refuse_with(field, Rule::TooMany, i64::try_from(SERVICES_MAX).ok());
    }
    services
}

fn parse<T: std::str::FromStr>(text: &str) -> Result<T, Rule> {
    if text.trim().is_empty() {
        return Err(Rule::Required);
    }
    text.parse().map_err(|_| Rule::UnknownChoice)
}

fn instant(text: &str) -> Result<Instant, Rule> {
    if text.trim().is_empty() {
        return Err(Rule::Required);
    }
    // A space is what an unescaped "+" becomes in a form body.
    Instant::parse(text).or_else(|| Instant::parse(&text.trim().replace(' ', "+"))).ok_or(Rule::UnknownChoice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::error::AppError;

    const ID: &str = "018f2b5c-9d3e-7a10-8000-000000000001";

    fn input() -> BookInput {
        BookInput {
            mechanic_id: ID.into(),
            vehicle_id: ID.into(),
            service_ids: vec![ID.into(), String::new(), ID.into()],
            start: "2026-11-25T09:00:00+03:00".into(),
            note: " Ses var 🔧 \u{202b}مرحبا ".into(),
            idempotency_key: "form-12345".into(),
        }
    }

    fn refused(change: impl FnOnce(&mut BookInput)) -> Vec<(String, Rule)> {
        let mut input = input();
        change(&mut input);
        let fields = input.check().err().map(|AppError { fields, .. }| fields).unwrap_or_default();
        fields.into_iter().map(|(name, error)| (name, error.rule)).collect()
    }

    #[test]
    fn a_whole_booking_passes_and_keeps_its_letters() {
        let booking = input().check().expect("passes");
        assert_eq!(booking.services.len(), 1, "the same service twice is one");
        assert_eq!(booking.note, "Ses var 🔧 \u{202b}مرحبا");
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let all = refused(|i| *i = BookInput::default());
        let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["idempotency_key", "mechanic_id", "service_ids", "start", "vehicle_id"]);
        assert!(all.iter().all(|(_, rule)| *rule == Rule::Required));
        assert_eq!(refused(|i| i.note = "ş".repeat(10_000)), [("note".to_owned(), Rule::TooLong)]);
        assert_eq!(refused(|i| i.note = "a\u{0}b".into()), [("note".to_owned(), Rule::ControlCharacters)]);
        assert_eq!(refused(|i| i.start = "yarın".into()), [("start".to_owned(), Rule::UnknownChoice)]);
        assert_eq!(
            refused(|i| i.vehicle_id = "1; drop table".into()),
            [("vehicle_id".to_owned(), Rule::UnknownChoice)]
        );
        assert_eq!(
            refused(|i| i.service_ids = (0..11).map(|n| format!("018f2b5c-9d3e-7a10-8000-0000000000{n:02}")).collect()),
            [("service_ids".to_owned(), Rule::TooMany)]
        );
    }

    #[test]
    fn a_plus_that_became_a_space_is_read() {
        let spaced = BookInput { start: "2026-11-25T09:00:00 03:00".into(), ..input() };
        assert_eq!(spaced.check().map(|b| b.start), input().check().map(|b| b.start));
    }

    #[test]
    fn another_body_has_another_fingerprint() {
        let first = input().check().map(|b| b.fingerprint());
        assert_eq!(first, input().check().map(|b| b.fingerprint()));
        let other = BookInput { note: "başka".into(), ..input() };
        assert_ne!(first, other.check().map(|b| b.fingerprint()));
    }

    #[test]
    fn a_move_needs_an_id_that_is_one() {
        let code =
            |id: &str| MoveInput { appointment_id: id.into(), ..MoveInput::default() }.check().map_err(|e| e.code);
        assert_eq!(code("x"), Err(Code::NotFound));
        assert!(code(ID).is_ok());
        let long =
            MoveInput { appointment_id: ID.into(), reason: "x".repeat(501), km: "çok".into(), ..MoveInput::default() }
                .check();
        assert_eq!(long.map_err(|e| e.fields.len()), Err(2));
    }

    fn bill(amount: &str, parts: &str, labour: &str) -> Result<Move> {
        let (amount, parts, labour) = (amount.into(), parts.into(), labour.into());
        MoveInput { appointment_id: ID.into(), amount, parts, labour, ..MoveInput::default() }.check()
    }

    #[test]
    fn a_bill_is_split_in_two_that_make_all_of_it_or_not_at_all() {
        let rule = |amount: &str, parts: &str, labour: &str| -> Vec<(String, Rule)> {
            let fields = bill(amount, parts, labour).err().map(|error| error.fields).unwrap_or_default();
            fields.into_iter().map(|(name, error)| (name, error.rule)).collect()
        };
        assert_eq!(bill("1.500", "1.000", "500").map(|step| step.split.map(Split::sum)), Ok(Some(Money(150_000))));
        assert_eq!(bill("", "0", "500").map(|step| step.split.map(Split::sum)), Ok(Some(Money(50_000))));
        assert_eq!(bill("1.500", " ", "").map(|step| step.split), Ok(None));
        assert_eq!(rule("", "1.000", ""), [("labour".to_owned(), Rule::Required)]);
        assert_eq!(rule("", "", "1.000"), [("parts".to_owned(), Rule::Required)]);
        assert_eq!(rule("1.500", "1.000", "499,99"), [("labour".to_owned(), Rule::SumDiffers)]);
        assert_eq!(rule("", "10.000.000", "0,01"), [("labour".to_owned(), Rule::OutOfRange)]);
        assert_eq!(
            rule("", "10.000.001", "çok"),
            [("labour".to_owned(), Rule::NotANumber), ("parts".to_owned(), Rule::OutOfRange)]
        );
    }

    #[test]
    fn what_was_put_in_is_refused_row_by_row() {
        let row = |id: &str, parts: &str, months: &str| DoneInput {
            service_id: id.into(),
            parts_class: parts.into(),
            warranty_months: months.into(),
            warranty_km: String::new(),
        };
        let refused = |done: Vec<DoneInput>| -> Vec<String> {
            let input = MoveInput { appointment_id: ID.into(), done, ..MoveInput::default() };
            input.check().err().map(|error| error.fields.into_keys().collect()).unwrap_or_default()
        };
        assert!(refused(vec![row(ID, "used", "24"), row(ID, "", "")]).is_empty());
        assert_eq!(
            refused(vec![row(ID, "", ""), row("x", "gold", "121")]),
            ["done.1.parts_class", "done.1.service_id", "done.1.warranty_months"]
        );
        assert_eq!(refused(vec![row(ID, "", ""); SERVICES_MAX + 1]), ["done"]);
    }
}
