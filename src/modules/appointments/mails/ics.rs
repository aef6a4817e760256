//! The calendar file (RFC 5545, sent as RFC 5546 says) of an appointment. The site organises, the reader attends: neither
//! side learns the other's address. Instants stand in UTC, which every calendar understands; the calendar
//! names Istanbul as its zone for those that show one.

use super::Facts;
use crate::{
    kernel::{lang::Lang, paths, time::Instant},
    modules::appointments::status::{Side, Status},
    say,
};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

/// What a calendar does with the file: keep the visit, or take it out.
pub const fn method_of(status: Status) -> &'static str {
    match status {
        Status::Declined | Status::Cancelled => "CANCEL",
        Status::Requested | Status::Confirmed | Status::Completed | Status::NoShow => "REQUEST",
    }
}

/// The file for one reader. The UID stays, the sequence grows: calendars update what they have.
///
/// `from` is the sender of our mails, `Name <address>`.
pub fn calendar_file(base_url: &str, from: &str, lang: Lang, facts: &Facts) -> String {
    let (other, path) = match facts.reader {
        Side::Mechanic => (&facts.customer_name, paths::workshop_appointment(facts.id)),
        Side::Customer | Side::System => (&facts.mechanic_name, paths::appointment(facts.id)),
    };
    let address = format!("{base_url}{path}");
    let lines = [
        format!("{} · {}", facts.plate, facts.vehicle),
        facts.services(lang).to_owned(),
        facts.total.spoken(lang),
        address.clone(),
    ];
    let mut event = Event::new();
    event
        .uid(&format!("{}@{}", facts.id, host(base_url)))
        .sequence(u32::try_from(facts.sequence).unwrap_or_default())
        .add_property("DTSTAMP", utc(facts.stamp))
        .add_property("DTSTART", utc(facts.start))
        .add_property("DTEND", utc(facts.end))
        .summary(&say!(lang, mails.ics_summary, services = facts.services(lang), other = other.as_str()))
        .description(&lines.join("\n"))
        .location(&format!("{}, {}", facts.mechanic_name, facts.address))
        .url(&address)
        .append_property(organizer(lang, from))
        .append_multi_property(attendee(facts))
        .status(match facts.status {
            Status::Requested => EventStatus::Tentative,
            Status::Declined | Status::Cancelled => EventStatus::Cancelled,
            Status::Confirmed | Status::Completed | Status::NoShow => EventStatus::Confirmed,
        });
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("METHOD", method_of(facts.status)));
    calendar.append_property(Property::new("X-WR-TIMEZONE", "Europe/Istanbul"));
    calendar.push(event).to_string()
}

fn organizer(lang: Lang, from: &str) -> Property {
    let address = from.rsplit_once('<').map_or(from, |(_, rest)| rest).trim_end_matches('>').trim();
    Property::new("ORGANIZER", format!("mailto:{address}")).add_parameter("CN", &quoted(say!(lang, common.site))).done()
}

/// Nobody is asked for an answer: those are given on the site.
fn attendee(facts: &Facts) -> Property {
    let answer = match facts.status {
        Status::Requested => "TENTATIVE",
        Status::Declined | Status::Cancelled => "DECLINED",
        Status::Confirmed | Status::Completed | Status::NoShow => "ACCEPTED",
    };
    Property::new("ATTENDEE", format!("mailto:{}", facts.reader_email))
        .add_parameter("CN", &quoted(&facts.reader_name))
        .add_parameter("ROLE", "REQ-PARTICIPANT")
        .add_parameter("PARTSTAT", answer)
        .add_parameter("RSVP", "FALSE")
        .done()
}

/// A parameter may hold any sign but quotes and control characters.
fn quoted(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).map(|c| if c == '"' { '\'' } else { c }).collect();
    format!("\"{text}\"")
}

fn utc(at: Instant) -> String {
    at.0.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// `https://ornek.test:3000/x` → `ornek.test`.
fn host(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}

#[cfg(test)]
pub mod tests {
    use super::super::facts::FactLine;
    use super::*;
    use crate::kernel::{ids::AppointmentId, money::Money};
    use uuid::Uuid;

    pub fn facts(status: Status, reader: Side) -> Facts {
        let at = |text: &str| Instant::parse(text).expect("an instant");
        Facts {
            id: AppointmentId(Uuid::from_u128(7)),
            sequence: 3,
            status,
            reader,
            reader_email: "elif@ornek.test".into(),
            reader_name: "Elif \"Kaptan\";\r\nX:Y Yılmaz".into(),
            closed_by: None,
            mechanic_name: "Işık Oto; Servis, Ümraniye".into(),
            address: "Dudullu OSB No: 5, Ümraniye, İstanbul".into(),
            customer_name: "Elif\nYılmaz".into(),
            customer_phone: Some("0532 123 45 67".into()),
            plate: "34 ABC 123".into(),
            vehicle: "Fiat Egea 1.4 Fire".into(),
            services_tr:
                "Ön fren balata değişimi, fren hidroliği değişimi, uzun bir satırı bölmek için biraz daha yazı".into(),
            services_en: "Front brake pads, brake fluid".into(),
            lines: vec![
                FactLine {
                    name_tr: "Ön fren balata değişimi".into(),
                    name_en: "Front brake pads".into(),
                    price: Money(175_000),
                },
                FactLine { name_tr: "Fren hidroliği".into(), name_en: "Brake fluid".into(), price: Money(66_000) },
            ],
            total: Money(241_000),
            settled: None,
            is_demo: false,
            start: at("2026-11-25T14:30:00+03:00"),
            end: at("2026-11-25T16:10:00+03:00"),
            note: "Ses var".into(),
            reason: Some("Parça gelmedi".into()),
            stamp: at("2026-11-24T10:00:00+03:00"),
        }
    }

    const FROM: &str = "Sana İyi Usta <bilgi@usta.test>";

    fn unfolded(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").split("\r\n").map(ToOwned::to_owned).collect()
    }

    #[test]
    fn a_calendar_file_names_the_visit_and_its_version() {
        let file = calendar_file("https://usta.test:3000", FROM, Lang::Tr, &facts(Status::Confirmed, Side::Customer));
        let lines = unfolded(&file);
        let has = |line: &str| assert!(lines.iter().any(|l| l == line), "{line} is not in {file}");
        has("BEGIN:VCALENDAR");
        has("METHOD:REQUEST");
        has("UID:00000000-0000-0000-0000-000000000007@usta.test");
        has("SEQUENCE:3");
        has("DTSTAMP:20261124T070000Z");
        has("DTSTART:20261125T113000Z");
        has("DTEND:20261125T131000Z");
        has("STATUS:CONFIRMED");
        has("ORGANIZER;CN=\"Sana İyi Usta\":mailto:bilgi@usta.test");
        has(
            "ATTENDEE;CN=\"Elif 'Kaptan';X:Y Yılmaz\";PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:elif@ornek.test",
        );
        has("URL:https://usta.test:3000/hesap/randevular/00000000-0000-0000-0000-000000000007");
        assert_eq!(lines.iter().filter(|l| l.starts_with("METHOD") || l.starts_with("DTSTAMP")).count(), 2);
    }

    #[test]
    fn names_cannot_break_out_of_their_line() {
        let file = calendar_file("https://usta.test", FROM, Lang::Tr, &facts(Status::Requested, Side::Mechanic));
        let lines = unfolded(&file);
        assert!(lines.iter().any(|l| l.starts_with("LOCATION:Işık Oto\\; Servis\\, Ümraniye\\, Dudullu")), "{file}");
        assert!(lines.iter().any(|l| l.starts_with("SUMMARY:") && l.contains("Elif\\nYılmaz")), "{file}");
        assert!(lines.iter().any(|l| l == "STATUS:TENTATIVE"));
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "lines are folded at 75 octets");
    }

    #[test]
    fn a_cancelled_visit_leaves_the_calendar() {
        let file = calendar_file("https://usta.test", FROM, Lang::En, &facts(Status::Cancelled, Side::Customer));
        assert!(file.contains("METHOD:CANCEL\r\n") && file.contains("STATUS:CANCELLED\r\n"));
    }
}
