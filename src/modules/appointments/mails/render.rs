//! The words of the mails.

use super::{Facts, Occasion, calendar_file, method_of};
use crate::{
    kernel::{error::Result, lang::Lang, paths, time::Instant},
    modules::appointments::status::{Side, Status},
    platform::{
        Wires,
        mail::{Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::Value;

/// Kind → renderer, for the outbox.
pub fn renderers() -> Vec<(&'static str, Renderer)> {
    vec![
        (Occasion::Requested.kind(), requested as Renderer),
        (Occasion::Confirmed.kind(), confirmed),
        (Occasion::Declined.kind(), declined),
        (Occasion::Cancelled.kind(), cancelled),
        (Occasion::Changed.kind(), changed),
        (Occasion::Reminder.kind(), reminder),
    ]
}

fn requested<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    Box::pin(async move { from_payload(wires, lang, Occasion::Requested, payload) })
}
fn confirmed<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    Box::pin(async move { from_payload(wires, lang, Occasion::Confirmed, payload) })
}
fn declined<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    Box::pin(async move { from_payload(wires, lang, Occasion::Declined, payload) })
}
fn cancelled<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    Box::pin(async move { from_payload(wires, lang, Occasion::Cancelled, payload) })
}
fn changed<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    Box::pin(async move { from_payload(wires, lang, Occasion::Changed, payload) })
}
fn reminder<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    Box::pin(async move { from_payload(wires, lang, Occasion::Reminder, payload) })
}

fn from_payload(wires: &Wires, lang: Lang, occasion: Occasion, payload: &Value) -> Result<Rendered> {
    let facts: Facts =
        serde_json::from_value(payload.clone()).map_err(|error| crate::platform::db::internal(&error))?;
    Ok(letter(&wires.config.server.base_url, lang, occasion, &facts))
}

/// The letter of one occasion to one reader.
pub fn letter(base_url: &str, lang: Lang, occasion: Occasion, facts: &Facts) -> Rendered {
    let (subject, opening) = words(lang, occasion, facts);
    let reader = match facts.reader {
        Side::Mechanic => &facts.mechanic_name,
        Side::Customer | Side::System => &facts.customer_name,
    };
    let mut lines = vec![say!(lang, mails.hello, name = reader.as_str()), opening, summary(lang, facts)];
    if let Some(reason) = facts.reason.as_deref().filter(|_| occasion != Occasion::Reminder) {
        lines.push(say!(lang, mails.reason, reason = reason));
    }
    if facts.reader == Side::Mechanic && !facts.note.is_empty() && facts.status.is_live() {
        lines.push(say!(lang, mails.note, note = facts.note.as_str()));
    }
    let path = match facts.reader {
        Side::Mechanic => paths::workshop_appointment(facts.id),
        Side::Customer | Side::System => paths::appointment(facts.id),
    };
    let button = (say!(lang, mails.open_appointment), format!("{base_url}{path}"));
    let mut mail = layout::letter(lang, &subject, &lines, Some(button));
    mail.ics = Some((calendar_file(base_url, lang, facts), method_of(facts.status)));
    mail
}

/// Subject and first sentence.
fn words(lang: Lang, occasion: Occasion, facts: &Facts) -> (String, String) {
    let when = facts.start.spoken(lang);
    let (when, shop, customer) = (when.as_str(), facts.mechanic_name.as_str(), facts.customer_name.as_str());
    let plate = facts.plate.as_str();
    let to_mechanic = facts.reader == Side::Mechanic;
    match occasion {
        Occasion::Requested if to_mechanic => (
            say!(lang, mails.requested_subject_mechanic, when = when, plate = plate),
            say!(lang, mails.requested_text_mechanic, customer = customer),
        ),
        Occasion::Requested => {
            (say!(lang, mails.requested_subject, shop = shop), say!(lang, mails.requested_text, shop = shop))
        }
        Occasion::Confirmed if to_mechanic => (
            say!(lang, mails.confirmed_subject_mechanic, when = when, plate = plate),
            say!(lang, mails.confirmed_text_mechanic, customer = customer),
        ),
        Occasion::Confirmed => {
            (say!(lang, mails.confirmed_subject, when = when), say!(lang, mails.confirmed_text, shop = shop))
        }
        Occasion::Declined => {
            (say!(lang, mails.declined_subject, shop = shop), say!(lang, mails.declined_text, shop = shop))
        }
        Occasion::Cancelled => (say!(lang, mails.cancelled_subject, when = when), cancelled_text(lang, facts)),
        Occasion::Changed => {
            (say!(lang, mails.changed_subject, when = when), say!(lang, mails.changed_text, shop = shop))
        }
        Occasion::Reminder => {
            (say!(lang, mails.reminder_subject, when = when), say!(lang, mails.reminder_text, shop = shop))
        }
    }
}

fn cancelled_text(lang: Lang, facts: &Facts) -> String {
    match facts.closed_by {
        Some(Side::Customer) => say!(lang, mails.cancelled_text_by_customer, customer = facts.customer_name.as_str()),
        Some(Side::Mechanic) => say!(lang, mails.cancelled_text_by_mechanic, shop = facts.mechanic_name.as_str()),
        _ => say!(lang, mails.cancelled_text_expired).to_owned(),
    }
}

/// When, where, which car, what work, how much; one fact per line.
fn summary(lang: Lang, facts: &Facts) -> String {
    let who = match facts.reader {
        Side::Mechanic => {
            let phone = facts.customer_phone.as_deref().map(|phone| format!(" · {phone}")).unwrap_or_default();
            format!("{}{phone}", facts.customer_name)
        }
        Side::Customer | Side::System => format!("{}\n{}", facts.mechanic_name, facts.address),
    };
    let price = if facts.status == Status::NoShow { String::new() } else { format!("\n{}", facts.total.spoken(lang)) };
    format!(
        "{}\n{who}\n{} · {}\n{}{price}",
        span(lang, facts.start, facts.end),
        facts.plate,
        facts.vehicle,
        facts.services(lang)
    )
}

/// `24 Kasım Salı 14.30–16.10`, with the second day when the work goes on.
fn span(lang: Lang, start: Instant, end: Instant) -> String {
    let end_said = if start.day() == end.day() { end.clock(lang) } else { end.spoken(lang) };
    format!("{}–{end_said}", start.spoken(lang))
}

#[cfg(test)]
mod tests {
    use super::{super::ics::tests::facts, *};

    #[test]
    fn every_occasion_has_words_for_both_readers_in_both_languages() {
        for lang in Lang::ALL {
            for reader in [Side::Customer, Side::Mechanic] {
                for occasion in Occasion::ALL {
                    let mail = letter("https://usta.test", lang, occasion, &facts(Status::Confirmed, reader));
                    assert!(mail.subject.len() > 8, "{occasion:?}");
                    let price = lang.pick("₺2.410", "₺2,410");
                    assert!(mail.text.contains("34 ABC 123") && mail.text.contains(price), "{}", mail.text);
                    assert!(mail.text.contains("25") && mail.text.contains("https://usta.test/"), "{}", mail.text);
                    assert!(mail.ics.is_some());
                }
            }
        }
    }

    #[test]
    fn the_reader_hears_who_called_it_off_and_why() {
        let mut facts = facts(Status::Cancelled, Side::Customer);
        facts.closed_by = Some(Side::Mechanic);
        let mail = letter("https://usta.test", Lang::Tr, Occasion::Cancelled, &facts);
        assert!(mail.text.contains("Işık Oto") && mail.text.contains("Parça gelmedi"), "{}", mail.text);
        assert_eq!(mail.ics.map(|(_, method)| method), Some("CANCEL"));
    }

    #[test]
    fn long_work_names_both_days() {
        let at = |text: &str| Instant::parse(text).expect("an instant");
        let said = span(Lang::Tr, at("2026-11-27T09:00:00+03:00"), at("2026-11-28T11:00:00+03:00"));
        assert_eq!(said, "27 Kasım Cuma 09.00–28 Kasım Cumartesi 11.00");
    }
}
