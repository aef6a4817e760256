//! The calendar file of a car: every reminder with a day, as a day of its own.

use crate::{
    kernel::{error::Result, paths, words},
    modules::vehicles::{
        model::vehicle_id,
        reminders::{mails::name, service},
    },
    platform::{Scope, Visit, refusal},
};
use axum::{
    Extension,
    extract::Path,
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use icalendar::{Calendar, Component, Event, Property};

/// `GET /hesap/araclar/{id}/takvim.ics`. Visitors are sent to sign in by the error page's status; strangers get 404.
pub async fn reminders_ics(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Response {
    match file(&visit, &id).await {
        Ok(response) => response,
        Err(mut error) => {
            words::speak(&mut error, visit.lang);
            refusal::error_page(visit.lang, &error)
        }
    }
}

async fn file(visit: &Visit, id: &str) -> Result<Response> {
    visit.person()?;
    let mut scope = Scope::read(visit);
    let (car, reminders, _) = service::of_car(&mut scope, vehicle_id(id)?).await?;
    let address = format!("{}{}", visit.wires.config.server.base_url, paths::car_reminders(car.id));
    let mut calendar = Calendar::new();
    for (reminder, on) in reminders.iter().filter_map(|reminder| Some((reminder, reminder.next_on?))) {
        let day = on.0.strftime("%Y%m%d").to_string();
        let mut event = Event::new();
        event
            .uid(&format!("{}-{}@hatirlatma", reminder.id, reminder.occurrence))
            .add_property("DTSTAMP", visit.now.0.strftime("%Y%m%dT%H%M%SZ").to_string())
            .append_property(Property::new("DTSTART", day).add_parameter("VALUE", "DATE").done())
            .summary(&format!("{} · {}", name(visit.lang, reminder.kind(), &reminder.title), car.plate))
            .description(&car.label)
            .url(&address);
        calendar.push(event.done());
    }
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"arac-takvimi.ics\"".to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, calendar.to_string()).into_response())
}
