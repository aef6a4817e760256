//! The mail to the owner of a car when somebody with whom they share it has booked.

use crate::{
    kernel::{
        error::Result,
        ids::{CustomerId, VehicleId},
        lang::Lang,
        paths,
        time::Instant,
    },
    modules::{appointments::store::Appointment, customers},
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::Value;

const BOOKED: &str = "household_booked";

#[derive(Serialize, Deserialize)]
struct Told {
    name: String,
    person: String,
    car: String,
    plate: String,
    workshop: String,
    services_tr: String,
    services_en: String,
    start: Instant,
    vehicle_id: VehicleId,
}

/// Kind and renderer, for the outbox.
pub fn renderer() -> (&'static str, Renderer) {
    (BOOKED, render as Renderer)
}

/// What the member wrote to the workshop is theirs; the owner reads what concerns the car.
pub async fn booked_by_member(scope: &mut Scope, appointment: &Appointment, owner: CustomerId) -> Result<()> {
    let contact = customers::contact(scope, owner).await?;
    let told = Told {
        name: contact.name.clone(),
        person: appointment.customer_name.clone(),
        car: appointment.vehicle_label.clone(),
        plate: appointment.plate.clone(),
        workshop: appointment.mechanic_name.clone(),
        services_tr: appointment.services(Lang::Tr),
        services_en: appointment.services(Lang::En),
        start: appointment.start_at,
        vehicle_id: appointment.vehicle_id,
    };
    let payload = serde_json::to_value(&told).map_err(|error| crate::platform::db::internal(&error))?;
    let to = Recipient { email: contact.email, name: contact.name, lang: contact.lang };
    mail::enqueue(scope, BOOKED, &to, &format!("{BOOKED}:{}", appointment.id), &payload).await
}

fn render<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    Box::pin(async move {
        let told: Told =
            serde_json::from_value(payload.clone()).map_err(|error| crate::platform::db::internal(&error))?;
        let (person, plate) = (told.person.as_str(), told.plate.as_str());
        let services = lang.pick(&told.services_tr, &told.services_en);
        let at = told.start.spoken(lang);
        let lines = [
            say!(lang, mails.hello, name = told.name.as_str()),
            say!(lang, household.mail_booked, person = person, car = told.car.as_str(), plate = plate),
            say!(lang, household.mail_booked_visit, workshop = told.workshop.as_str(), at = at, services = services),
            say!(lang, household.mail_booked_rest, person = person),
        ];
        let address = format!("{}{}", wires.config.server.base_url, paths::car_book(told.vehicle_id));
        let button = Some((say!(lang, household.mail_booked_button), address));
        Ok(layout::letter(lang, &say!(lang, household.mail_booked_subject, plate = plate), &lines, button))
    })
}
