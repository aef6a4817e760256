//! Mails to owners: their workshop was verified, suspended, or reinstated; the desk asks for more, refuses, or approves a change.

use super::{schedule::Contact, workshop::store::Decided};
use crate::{
    kernel::{error::Result, ids::MechanicId, lang::Lang, paths},
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::{Value, json};

pub const VERIFIED: &str = "mechanic_verified";
pub const SUSPENDED: &str = "mechanic_suspended";
pub const REINSTATED: &str = "mechanic_reinstated";
pub const ASKED: &str = "mechanic_asked";
pub const REFUSED: &str = "mechanic_refused";
pub const CHANGE_APPROVED: &str = "mechanic_change_approved";

/// Kind → renderer, for the registry of the process.
pub fn renderers() -> impl Iterator<Item = (&'static str, Renderer)> {
    let own = [
        (VERIFIED, render_verified as Renderer),
        (SUSPENDED, render_suspended),
        (REINSTATED, render_reinstated),
        (ASKED, render_asked),
        (REFUSED, render_refused),
        (CHANGE_APPROVED, render_change_approved),
    ];
    own.into_iter()
        .chain(super::staff::mails::renderers())
        .chain([super::tablet::mails::renderer()])
        .chain(super::certificates::mails::renderers())
        .chain(super::adverts::mails::renderers())
        .chain([super::payout::mails::renderer(), super::saved::mails::renderer()])
}

/// One mail per decision: the moment is part of its key.
pub async fn decided(
    scope: &mut Scope,
    kind: &'static str,
    owner: &Contact,
    id: MechanicId,
    workshop: &Decided,
    reason: &str,
) -> Result<()> {
    let to = Recipient { email: owner.email.clone(), name: owner.name.clone(), lang: owner.lang };
    let key = format!("{kind}:{id}:{}", scope.now);
    let payload = json!({ "name": owner.name, "workshop": workshop.name, "slug": workshop.slug, "reason": reason });
    mail::enqueue(scope, kind, &to, &key, &payload).await
}

fn word<'a>(payload: &'a Value, key: &str) -> &'a str {
    payload.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn hello(lang: Lang, payload: &Value) -> String {
    say!(lang, mails.hello, name = word(payload, "name"))
}

fn ready(mail: Rendered) -> BoxFuture<'static, Result<Rendered>> {
    Box::pin(async move { Ok(mail) })
}

fn render_verified<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [hello(lang, payload), say!(lang, workshop.mail_verified_text, workshop = word(payload, "workshop"))];
    let address = format!("{}{}", wires.config.server.base_url, paths::mechanic(word(payload, "slug")));
    let button = (say!(lang, workshop.mail_profile_button), address);
    ready(layout::letter(lang, say!(lang, workshop.mail_verified_subject), &lines, Some(button)))
}

fn render_suspended<'a>(_wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        hello(lang, payload),
        say!(lang, workshop.mail_suspended_text, workshop = word(payload, "workshop")),
        say!(lang, workshop.mail_suspended_reason, reason = word(payload, "reason")),
    ];
    ready(layout::letter(lang, say!(lang, workshop.mail_suspended_subject), &lines, None))
}

fn render_reinstated<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [hello(lang, payload), say!(lang, workshop.mail_reinstated_text, workshop = word(payload, "workshop"))];
    let button =
        (say!(lang, workshop.mail_desk_button), format!("{}{}", wires.config.server.base_url, paths::WORKSHOP));
    ready(layout::letter(lang, say!(lang, workshop.mail_reinstated_subject), &lines, Some(button)))
}

fn render_asked<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        hello(lang, payload),
        say!(lang, application.mail_asked_text, workshop = word(payload, "workshop")),
        word(payload, "reason").to_owned(),
    ];
    ready(layout::letter(lang, say!(lang, application.mail_asked_subject), &lines, Some(to_application(wires, lang))))
}

fn render_refused<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        hello(lang, payload),
        say!(lang, application.mail_refused_text, workshop = word(payload, "workshop")),
        say!(lang, workshop.mail_suspended_reason, reason = word(payload, "reason")),
        say!(lang, application.mail_refused_next).to_owned(),
    ];
    ready(layout::letter(lang, say!(lang, application.mail_refused_subject), &lines, Some(to_application(wires, lang))))
}

fn render_change_approved<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [hello(lang, payload), say!(lang, application.mail_change_text, workshop = word(payload, "workshop"))];
    ready(layout::letter(lang, say!(lang, application.mail_change_subject), &lines, Some(to_application(wires, lang))))
}

fn to_application(wires: &Wires, lang: Lang) -> (&'static str, String) {
    let address = format!("{}{}", wires.config.server.base_url, paths::WORKSHOP_APPLICATION);
    (say!(lang, application.mail_button), address)
}
