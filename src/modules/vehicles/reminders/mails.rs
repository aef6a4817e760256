//! The mail that says what comes due.

use super::{events::ReminderDue, model::Kind};
use crate::{
    kernel::{error::Result, lang::Lang, number, paths, time::Day},
    modules::customers,
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::{Value, json};

pub const DUE: &str = "reminder_due";

/// Kinds and their renderers, for the registry.
pub fn renderers() -> [(&'static str, Renderer); 1] {
    [(DUE, render_due as Renderer)]
}

/// One mail per reminder, occurrence and step.
pub async fn due(scope: &mut Scope, event: &ReminderDue) -> Result<()> {
    let ReminderDue { reminder, on, step } = event;
    let contact = customers::contact(scope, reminder.customer_id).await?;
    let payload = json!({
        "name": contact.name,
        "plate": reminder.plate,
        "car": reminder.label,
        "kind": reminder.kind,
        "title": reminder.title,
        "on": on.to_string(),
        "days": on.days_since(scope.now.day()),
        "due_km": reminder.due_km,
        "vehicle_id": reminder.vehicle_id,
    });
    let key = format!("{DUE}:{}:{}:{step}", reminder.id, reminder.occurrence);
    let to = Recipient { email: contact.email, name: contact.name, lang: contact.lang };
    mail::enqueue(scope, DUE, &to, &key, &payload).await
}

/// What a reminder is called: its kind, or what its owner called it.
pub fn name(lang: Lang, kind: Kind, title: &str) -> String {
    let word = match kind {
        Kind::Inspection => say!(lang, garage.kind_inspection),
        Kind::TrafficInsurance => say!(lang, garage.kind_traffic_insurance),
        Kind::Kasko => say!(lang, garage.kind_kasko),
        Kind::Mtv => say!(lang, garage.kind_mtv),
        Kind::WinterTyres => say!(lang, garage.kind_winter_tyres),
        Kind::Oil => say!(lang, garage.kind_oil),
        Kind::AirFilter => say!(lang, garage.kind_air_filter),
        Kind::CabinFilter => say!(lang, garage.kind_cabin_filter),
        Kind::FuelFilter => say!(lang, garage.kind_fuel_filter),
        Kind::SparkPlugs => say!(lang, garage.kind_spark_plugs),
        Kind::TimingBelt => say!(lang, garage.kind_timing_belt),
        Kind::BrakeFluid => say!(lang, garage.kind_brake_fluid),
        Kind::Coolant => say!(lang, garage.kind_coolant),
        Kind::Battery => say!(lang, garage.kind_battery),
        Kind::Tyres => say!(lang, garage.kind_tyres),
        Kind::Own => title,
    };
    word.to_owned()
}

fn word<'a>(payload: &'a Value, key: &str) -> &'a str {
    payload.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn render_due<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let what = name(lang, Kind::parse(word(payload, "kind")).unwrap_or(Kind::Own), word(payload, "title"));
    let day = Day::parse(word(payload, "on")).map(|day| day.spoken_with_year(lang)).unwrap_or_default();
    let days = payload.get("days").and_then(Value::as_i64).unwrap_or_default();
    let (plate, car) = (word(payload, "plate"), word(payload, "car"));
    let mut lines = vec![
        say!(lang, mails.hello, name = word(payload, "name")),
        say!(lang, garage.mail_due, plate = plate, car = car, what = what.as_str(), day = day, days = days),
    ];
    if let Some(km) = payload.get("due_km").and_then(Value::as_i64) {
        lines.push(say!(lang, garage.mail_due_km, km = number::count(lang, km)));
    }
    lines.push(say!(lang, garage.mail_due_next).to_owned());
    let button = word(payload, "vehicle_id").parse().ok().map(|id| {
        (say!(lang, garage.mail_due_button), format!("{}{}", wires.config.server.base_url, paths::car_reminders(id)))
    });
    let subject = say!(lang, garage.mail_due_subject, plate = plate, what = what);
    let mail = layout::letter(lang, &subject, &lines, button);
    Box::pin(async move { Ok(mail) })
}
