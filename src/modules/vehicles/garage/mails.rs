//! The mail to whom a plate was taken from.

use crate::{
    kernel::{
        error::Result,
        ids::{CustomerId, VehicleId},
        lang::Lang,
        paths,
    },
    modules::customers,
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::{Value, json};

pub const PLATE_MOVED: &str = "plate_moved";

/// Kinds and their renderers, for the registry.
pub fn renderers() -> [(&'static str, Renderer); 1] {
    [(PLATE_MOVED, render_plate_moved as Renderer)]
}

/// Another garage holds the plate from now on; by whom it was added is not said.
pub async fn plate_moved(scope: &mut Scope, id: VehicleId, owner: CustomerId, plate: &str) -> Result<()> {
    let contact = customers::contact(scope, owner).await?;
    let payload = json!({ "name": contact.name, "plate": plate, "vehicle_id": id });
    let key = format!("{PLATE_MOVED}:{id}:{}", scope.now.rfc3339());
    let to = Recipient { email: contact.email, name: contact.name, lang: contact.lang };
    mail::enqueue(scope, PLATE_MOVED, &to, &key, &payload).await
}

fn word<'a>(payload: &'a Value, key: &str) -> &'a str {
    payload.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn render_plate_moved<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        say!(lang, mails.hello, name = word(payload, "name")),
        say!(lang, garage.mail_moved, plate = word(payload, "plate")),
        say!(lang, garage.mail_moved_next).to_owned(),
    ];
    let button = word(payload, "vehicle_id").parse().ok().map(|id| {
        (say!(lang, garage.mail_moved_button), format!("{}{}", wires.config.server.base_url, paths::car(id)))
    });
    let subject = say!(lang, garage.mail_moved_subject, plate = word(payload, "plate"));
    let mail = layout::letter(lang, &subject, &lines, button);
    Box::pin(async move { Ok(mail) })
}
