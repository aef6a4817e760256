//! Mails about certificates: checked, refused, running out.

use super::{
    events::{CertificateDecided, CertificateExpiring},
    spoken,
};
use crate::{
    kernel::{error::Result, lang::Lang, paths, time::Day},
    modules::mechanics::{contact, schedule::Contact},
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::{Value, json};

pub const DECIDED: &str = "certificate_decided";
pub const EXPIRING: &str = "certificate_expiring";

pub fn renderers() -> [(&'static str, Renderer); 2] {
    [(DECIDED, render_decided as Renderer), (EXPIRING, render_expiring)]
}

fn to(owner: &Contact) -> Recipient {
    Recipient { email: owner.email.clone(), name: owner.name.clone(), lang: owner.lang }
}

/// One mail per decision: what it was and its moment are part of the key.
pub async fn decided(scope: &mut Scope, event: &CertificateDecided) -> Result<()> {
    let CertificateDecided { id, certificate, state, reason } = event;
    let owner = contact(scope, certificate.mechanic_id).await?;
    let reference = scope.wires.reference.get();
    let certificate = spoken::name(owner.lang, &reference, &certificate.kind, certificate.brand_id);
    let payload = json!({ "name": owner.name, "certificate": certificate, "state": state, "reason": reason });
    let key = format!("{DECIDED}:{id}:{state}:{}", scope.now);
    mail::enqueue(scope, DECIDED, &to(&owner), &key, &payload).await
}

/// One mail per certificate and step.
pub async fn expiring(scope: &mut Scope, CertificateExpiring(certificate): &CertificateExpiring) -> Result<()> {
    let owner = contact(scope, certificate.mechanic_id).await?;
    let reference = scope.wires.reference.get();
    let payload = json!({
        "name": owner.name,
        "certificate": spoken::name(owner.lang, &reference, &certificate.kind, certificate.brand_id),
        "number": certificate.number,
        "on": certificate.expires_on.to_string(),
        "days": certificate.expires_on.days_since(scope.now.day()),
    });
    let key = format!("{EXPIRING}:{}:{}", certificate.id, certificate.step);
    mail::enqueue(scope, EXPIRING, &to(&owner), &key, &payload).await
}

fn word<'a>(payload: &'a Value, key: &str) -> &'a str {
    payload.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn letter(wires: &Wires, lang: Lang, subject: &str, lines: &[String]) -> BoxFuture<'static, Result<Rendered>> {
    let address = format!("{}{}", wires.config.server.base_url, paths::WORKSHOP_CERTIFICATES);
    let mail = layout::letter(lang, subject, lines, Some((say!(lang, certificates.mail_button), address)));
    Box::pin(async move { Ok(mail) })
}

fn render_decided<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let certificate = word(payload, "certificate");
    let hello = say!(lang, mails.hello, name = word(payload, "name"));
    if word(payload, "state") == "checked" {
        let lines = [hello, say!(lang, certificates.mail_checked_text, certificate = certificate)];
        return letter(wires, lang, &say!(lang, certificates.mail_checked_subject, certificate = certificate), &lines);
    }
    let lines = [
        hello,
        say!(lang, certificates.mail_refused_text, certificate = certificate),
        say!(lang, workshop.mail_suspended_reason, reason = word(payload, "reason")),
    ];
    letter(wires, lang, &say!(lang, certificates.mail_refused_subject, certificate = certificate), &lines)
}

fn render_expiring<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let certificate = word(payload, "certificate");
    let day = Day::parse(word(payload, "on")).map(|day| day.spoken_with_year(lang)).unwrap_or_default();
    let days = payload.get("days").and_then(Value::as_i64).unwrap_or_default();
    let lines = [
        say!(lang, mails.hello, name = word(payload, "name")),
        say!(
            lang,
            certificates.mail_expiring_text,
            certificate = certificate,
            number = word(payload, "number"),
            day = day,
            days = days
        ),
        say!(lang, certificates.mail_expiring_next).to_owned(),
    ];
    letter(wires, lang, &say!(lang, certificates.mail_expiring_subject, certificate = certificate), &lines)
}
