//! The mails that say what became of a proposal.

use super::store::proposals::Proposal;
use crate::{
    kernel::{error::Result, ids::VariantId, lang::Lang, paths},
    modules::customers,
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::{Value, json};

pub const ACCEPTED: &str = "variant_accepted";
pub const REFUSED: &str = "variant_refused";

/// Kinds and their renderers, for the registry.
pub fn renderers() -> [(&'static str, Renderer); 2] {
    [(ACCEPTED, render_accepted as Renderer), (REFUSED, render_refused as Renderer)]
}

/// `name` is what the catalogue calls it now.
pub async fn accepted(scope: &mut Scope, proposal: &Proposal, variant: VariantId, name: &str) -> Result<()> {
    tell(scope, ACCEPTED, proposal, json!({ "car": name, "variant_id": variant })).await
}

pub async fn refused(scope: &mut Scope, proposal: &Proposal, reason: &str) -> Result<()> {
    tell(scope, REFUSED, proposal, json!({ "car": proposal.label(), "reason": reason })).await
}

async fn tell(scope: &mut Scope, kind: &'static str, proposal: &Proposal, mut payload: Value) -> Result<()> {
    let contact = customers::contact(scope, proposal.customer_id).await?;
    if let Some(fields) = payload.as_object_mut() {
        fields.insert("name".to_owned(), contact.name.clone().into());
    }
    let to = Recipient { email: contact.email, name: contact.name, lang: contact.lang };
    mail::enqueue(scope, kind, &to, &format!("{kind}:{}", proposal.id), &payload).await
}

fn word<'a>(payload: &'a Value, key: &str) -> &'a str {
    payload.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn render_accepted<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        say!(lang, mails.hello, name = word(payload, "name")),
        say!(lang, catalogue.mail_accepted, car = word(payload, "car")),
    ];
    let address = format!("{}{}?arac={}", wires.config.server.base_url, paths::CAR_NEW, word(payload, "variant_id"));
    let subject = say!(lang, catalogue.mail_accepted_subject, car = word(payload, "car"));
    let mail = layout::letter(lang, &subject, &lines, Some((say!(lang, catalogue.mail_accepted_button), address)));
    Box::pin(async move { Ok(mail) })
}

fn render_refused<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        say!(lang, mails.hello, name = word(payload, "name")),
        say!(lang, catalogue.mail_refused, car = word(payload, "car"), reason = word(payload, "reason")),
    ];
    let address = format!("{}{}", wires.config.server.base_url, paths::CAR_PROPOSE);
    let subject = say!(lang, catalogue.mail_refused_subject, car = word(payload, "car"));
    let mail = layout::letter(lang, &subject, &lines, Some((say!(lang, catalogue.mail_refused_button), address)));
    Box::pin(async move { Ok(mail) })
}
