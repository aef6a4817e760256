//! Mails about a car that changes hands: the offer (with a link, sealed), and to both when it was taken.

use super::store::Offered;
use crate::{
    kernel::{error::Result, ids::CustomerId, lang::Lang, paths},
    modules::{
        customers,
        vehicles::{model::Car, policy::Handover, records::model::masked},
    },
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
        token::Token,
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::{Value, json};

const OFFERED: &str = "car_offered";
const GIVEN: &str = "car_given";
const TAKEN: &str = "car_taken";

/// Kinds and their renderers, for the registry.
pub fn renderers() -> [(&'static str, Renderer); 3] {
    [(OFFERED, render_offered as Renderer), (GIVEN, render_given), (TAKEN, render_taken)]
}

/// In the language of who offers: the other may have no account yet, and may be the wrong one.
pub(super) async fn offered(scope: &mut Scope, email: &str, car: &Car, token: &Token) -> Result<()> {
    let to = Recipient { email: email.to_owned(), name: String::new(), lang: scope.lang };
    let occasion: String = token.hash().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let payload = json!({ "car": car.label, "plate": masked(&car.plate), "token": token.text() });
    mail::enqueue_secret(scope, OFFERED, &to, &format!("{OFFERED}:{occasion}"), &payload).await
}

pub(super) async fn handed_over(scope: &mut Scope, handover: Handover, car: &Offered) -> Result<()> {
    tell(scope, GIVEN, handover.from.id(), car).await?;
    tell(scope, TAKEN, handover.to.id(), car).await
}

async fn tell(scope: &mut Scope, kind: &'static str, customer: CustomerId, car: &Offered) -> Result<()> {
    let contact = customers::contact(scope, customer).await?;
    let payload = json!({ "name": contact.name, "car": car.label, "plate": car.plate, "vehicle_id": car.vehicle_id });
    let key = format!("{kind}:{}:{}", car.vehicle_id, scope.now.rfc3339());
    let to = Recipient { email: contact.email, name: contact.name, lang: contact.lang };
    mail::enqueue(scope, kind, &to, &key, &payload).await
}

fn word<'a>(payload: &'a Value, key: &str) -> &'a str {
    payload.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn ready(mail: Rendered) -> BoxFuture<'static, Result<Rendered>> {
    Box::pin(async move { Ok(mail) })
}

fn render_offered<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        say!(lang, handover.mail_offered, car = word(payload, "car"), plate = word(payload, "plate")),
        say!(lang, handover.mail_offered_lasts).to_owned(),
        say!(lang, handover.mail_offered_ignore).to_owned(),
    ];
    let address = format!("{}{}?belirtec={}", wires.config.server.base_url, paths::CAR_OFFER, word(payload, "token"));
    let button = Some((say!(lang, handover.mail_offered_button), address));
    ready(layout::letter(lang, say!(lang, handover.mail_offered_subject), &lines, button))
}

fn render_given<'a>(_wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        say!(lang, mails.hello, name = word(payload, "name")),
        say!(lang, handover.mail_given, car = word(payload, "car"), plate = word(payload, "plate")),
        say!(lang, handover.mail_given_rest).to_owned(),
    ];
    let subject = say!(lang, handover.mail_given_subject, plate = word(payload, "plate"));
    ready(layout::letter(lang, &subject, &lines, None))
}

fn render_taken<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        say!(lang, mails.hello, name = word(payload, "name")),
        say!(lang, handover.mail_taken, car = word(payload, "car"), plate = word(payload, "plate")),
        say!(lang, handover.mail_taken_rest).to_owned(),
    ];
    let button = word(payload, "vehicle_id").parse().ok().map(|id| {
        (say!(lang, handover.mail_taken_button), format!("{}{}", wires.config.server.base_url, paths::car(id)))
    });
    let subject = say!(lang, handover.mail_taken_subject, plate = word(payload, "plate"));
    ready(layout::letter(lang, &subject, &lines, button))
}
