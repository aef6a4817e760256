//! The words of the mails.

use super::{Facts, Occasion, calendar_file, closing, household, method_of};
use crate::{
    kernel::{
        error::{Code, Result},
        lang::Lang,
        paths,
        time::Instant,
    },
    modules::appointments::{
        status::{Side, Status},
        store,
    },
    platform::{
        Scope, Wires,
        mail::{
            Rendered, Renderer,
            layout::{self, Part},
        },
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
        (Occasion::Completed.kind(), completed),
        (Occasion::Reminder.kind(), reminder),
        household::renderer(),
        closing::renderer(),
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
fn completed<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    Box::pin(async move { from_payload(wires, lang, Occasion::Completed, payload) })
}
fn reminder<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    Box::pin(async move {
        let facts = facts(payload)?;
        // It may have waited for a mail server that was down, and the visit has moved meanwhile.
        let mut scope = Scope::bare(wires);
        if !store::stands(&mut scope, facts.id, facts.sequence).await? {
            return Err(Code::WrongStatus.into());
        }
        Ok(letter(&wires.config.server.base_url, &wires.config.mail.from, lang, Occasion::Reminder, &facts))
    })
}

fn facts(payload: &Value) -> Result<Facts> {
    serde_json::from_value(payload.clone()).map_err(|error| crate::platform::db::internal(&error))
}

fn from_payload(wires: &Wires, lang: Lang, occasion: Occasion, payload: &Value) -> Result<Rendered> {
    Ok(letter(&wires.config.server.base_url, &wires.config.mail.from, lang, occasion, &facts(payload)?))
}

/// The letter of one occasion to one reader.
pub fn letter(base_url: &str, from: &str, lang: Lang, occasion: Occasion, facts: &Facts) -> Rendered {
    let (subject, opening) = words(lang, occasion, facts);
    let (reader, path) = match facts.reader {
        Side::Mechanic => (&facts.mechanic_name, paths::workshop_appointment(facts.id)),
        Side::Customer | Side::System => (&facts.customer_name, paths::appointment(facts.id)),
    };
    let mut parts = Vec::new();
    if facts.is_demo {
        parts.push(Part::Line(say!(lang, mails.demo).to_owned()));
    }
    parts.extend([
        Part::Line(say!(lang, mails.hello, name = reader.as_str())),
        Part::Line(opening),
        when(lang, facts),
        bill(lang, facts),
    ]);
    if let Some(reason) = facts.reason.as_deref().filter(|_| occasion != Occasion::Reminder) {
        parts.push(Part::Line(say!(lang, mails.reason, reason = reason)));
    }
    if facts.reader == Side::Mechanic && !facts.note.is_empty() && facts.status.is_live() {
        parts.push(Part::Line(say!(lang, mails.note, note = facts.note.as_str())));
    }
    parts.push(Part::Button(say!(lang, mails.open_appointment).to_owned(), format!("{base_url}{path}")));
    parts.extend(next(lang, facts));
    let mut mail = layout::compose(lang, &subject, &parts);
    mail.ics = Some((calendar_file(base_url, from, lang, facts), method_of(facts.status)));
    mail
}

/// When and where, beside the leaf of the calendar.
fn when(lang: Lang, facts: &Facts) -> Part {
    let day = facts.start.day();
    let month = say!(lang, common.months).split(' ').nth(usize::from(day.0.month().unsigned_abs()).saturating_sub(1));
    let who = match facts.reader {
        Side::Mechanic => {
            let phone = facts.customer_phone.as_deref().map(|phone| format!(" · {phone}")).unwrap_or_default();
            format!("{}{phone}", facts.customer_name)
        }
        Side::Customer | Side::System => format!("{}\n{}", facts.mechanic_name, facts.address),
    };
    Part::When {
        month: month.unwrap_or_default().to_owned(),
        day: day.0.day().to_string(),
        title: span(lang, facts.start, facts.end),
        lines: vec![who],
    }
}

/// Which car, what work, how much.
fn bill(lang: Lang, facts: &Facts) -> Part {
    let car = format!("{} · {}", facts.plate, facts.vehicle);
    let mut rows = vec![(say!(lang, mails.car).to_owned(), car)];
    if facts.lines.is_empty() {
        rows.push((say!(lang, mails.work).to_owned(), facts.services(lang).to_owned()));
    }
    rows.extend(
        facts.lines.iter().map(|line| (lang.pick(&line.name_tr, &line.name_en).to_owned(), line.price.spoken(lang))),
    );
    if let Some((_, reason)) = facts.settled.as_ref().filter(|(amount, _)| *amount != facts.total) {
        rows.push((say!(lang, appointments.agreed).to_owned(), facts.total.spoken(lang)));
        if !reason.is_empty() {
            rows.push((say!(lang, appointments.amount_why).to_owned(), reason.clone()));
        }
    }
    let total = match &facts.settled {
        _ if facts.status == Status::NoShow => None,
        Some((amount, _)) => Some((say!(lang, appointments.settled).to_owned(), amount.spoken(lang))),
        None => Some((say!(lang, mails.total).to_owned(), facts.total.spoken(lang))),
    };
    Part::Bill { rows, total }
}

/// What the customer may still do.
fn next(lang: Lang, facts: &Facts) -> Option<Part> {
    let wording = match facts.status {
        Status::Requested => say!(lang, mails.next_requested),
        Status::Confirmed => say!(lang, mails.next_confirmed),
        Status::Declined | Status::Cancelled | Status::Completed | Status::NoShow => return None,
    };
    (facts.reader == Side::Customer)
        .then(|| Part::Next { title: say!(lang, mails.next_title).to_owned(), text: wording.to_owned() })
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
        Occasion::Declined if to_mechanic => (
            say!(lang, mails.declined_subject_mechanic, when = when, plate = plate),
            say!(lang, mails.declined_text_mechanic, customer = customer),
        ),
        Occasion::Declined => {
            (say!(lang, mails.declined_subject, shop = shop), say!(lang, mails.declined_text, shop = shop))
        }
        Occasion::Cancelled => (say!(lang, mails.cancelled_subject, when = when), cancelled_text(lang, facts)),
        Occasion::Changed if to_mechanic => (
            say!(lang, mails.changed_subject_mechanic, when = when, plate = plate),
            say!(lang, mails.changed_text_mechanic, customer = customer),
        ),
        Occasion::Changed => {
            (say!(lang, mails.changed_subject, when = when), say!(lang, mails.changed_text, shop = shop))
        }
        Occasion::Completed => {
            (say!(lang, mails.completed_subject, shop = shop), say!(lang, mails.completed_text, shop = shop))
        }
        Occasion::Reminder => {
            (say!(lang, mails.reminder_subject, when = when), say!(lang, mails.reminder_text, shop = shop))
        }
    }
}

fn cancelled_text(lang: Lang, facts: &Facts) -> String {
    match facts.closed_by {
        Some(side) if side == facts.reader => say!(lang, mails.cancelled_text_own).to_owned(),
        Some(Side::Customer) => say!(lang, mails.cancelled_text_by_customer, customer = facts.customer_name.as_str()),
        Some(Side::Mechanic) => say!(lang, mails.cancelled_text_by_mechanic, shop = facts.mechanic_name.as_str()),
        _ if facts.reason.is_some() => say!(lang, mails.cancelled_text_by_house).to_owned(),
        _ => say!(lang, mails.cancelled_text_expired).to_owned(),
    }
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
                    let mail = letter(
                        "https://usta.test",
                        "bilgi@usta.test",
                        lang,
                        occasion,
                        &facts(Status::Confirmed, reader),
                    );
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
    fn a_letter_shows_the_day_the_prices_and_how_to_cancel() {
        let mut facts = facts(Status::Confirmed, Side::Customer);
        let mail = letter("https://usta.test", "bilgi@usta.test", Lang::Tr, Occasion::Confirmed, &facts);
        for part in [
            ">Kasım<",
            ">25<",
            "25 Kasım Çarşamba 14.30–16.10",
            ">Fren hidroliği<",
            ">₺660<",
            ">₺2.410<",
            "ücretsiz iptal",
        ] {
            assert!(mail.html.contains(part), "{part} is not in {}", mail.html);
        }
        assert!(!mail.text.contains("demo"), "{}", mail.text);
        facts.is_demo = true;
        let mail = letter("https://usta.test", "bilgi@usta.test", Lang::Tr, Occasion::Confirmed, &facts);
        assert!(mail.text.contains("demo") && mail.html.contains("demo"), "what is made up says so");
        facts.lines.clear();
        let old = letter("https://usta.test", "bilgi@usta.test", Lang::Tr, Occasion::Confirmed, &facts);
        assert!(old.text.contains("fren hidroliği değişimi") && old.text.contains("₺2.410"), "{}", old.text);
    }

    #[test]
    fn whoever_moved_it_hears_that_it_is_done() {
        for (occasion, status, reader, said) in [
            (Occasion::Declined, Status::Declined, Side::Mechanic, "geri çevirdiniz"),
            (Occasion::Changed, Status::Requested, Side::Mechanic, "önerdiniz"),
            (Occasion::Cancelled, Status::Cancelled, Side::Mechanic, "iptal ettiniz"),
            (Occasion::Cancelled, Status::Cancelled, Side::Customer, "iptal ettiniz"),
        ] {
            let mut facts = facts(status, reader);
            facts.closed_by = Some(reader);
            let mail = letter("https://usta.test", "bilgi@usta.test", Lang::Tr, occasion, &facts);
            assert!(mail.text.contains(said), "{occasion:?}: {}", mail.text);
        }
    }

    #[test]
    fn the_reader_hears_who_called_it_off_and_why() {
        let mut facts = facts(Status::Cancelled, Side::Customer);
        facts.closed_by = Some(Side::Mechanic);
        let mail = letter("https://usta.test", "bilgi@usta.test", Lang::Tr, Occasion::Cancelled, &facts);
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
