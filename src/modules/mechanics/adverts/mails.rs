//! Mails about adverts: approved, refused, stopped, over.

use super::events::{AdvertDecided, AdvertOver};
use crate::{
    kernel::{error::Result, lang::Lang, money::Money, number, paths, time::Day},
    modules::mechanics::{contact, schedule::Contact},
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::{Value, json};

pub const DECIDED: &str = "advert_decided";
pub const OVER: &str = "advert_over";

pub fn renderers() -> [(&'static str, Renderer); 2] {
    [(DECIDED, render_decided as Renderer), (OVER, render_over)]
}

fn to(owner: &Contact) -> Recipient {
    Recipient { email: owner.email.clone(), name: owner.name.clone(), lang: owner.lang }
}

/// One mail per decision.
pub async fn decided(scope: &mut Scope, event: &AdvertDecided) -> Result<()> {
    let AdvertDecided { id, advert, reason } = event;
    let owner = contact(scope, advert.mechanic_id).await?;
    let payload = json!({
        "name": owner.name,
        "package": owner.lang.pick(&advert.package_tr, &advert.package_en),
        "state": advert.kept,
        "from": advert.first_on,
        "to": advert.last_on,
        "total": advert.total,
        "paid": advert.was_paid,
        "reason": reason,
    });
    mail::enqueue(scope, DECIDED, &to(&owner), &format!("{DECIDED}:{id}:{}", advert.kept), &payload).await
}

/// One mail per advert.
pub async fn over(scope: &mut Scope, AdvertOver(advert): &AdvertOver) -> Result<()> {
    let owner = contact(scope, advert.mechanic_id).await?;
    let payload = json!({
        "name": owner.name,
        "package": owner.lang.pick(&advert.package_tr, &advert.package_en),
        "to": advert.last_on,
        "impressions": advert.impressions,
        "clicks": advert.clicks,
        "bookings": advert.bookings,
    });
    mail::enqueue(scope, OVER, &to(&owner), &format!("{OVER}:{}", advert.id), &payload).await
}

fn word<'a>(payload: &'a Value, key: &str) -> &'a str {
    payload.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn count(payload: &Value, key: &str) -> i64 {
    payload.get(key).and_then(Value::as_i64).unwrap_or_default()
}

fn day(lang: Lang, payload: &Value, key: &str) -> String {
    Day::parse(word(payload, key)).map(|day| day.spoken_with_year(lang)).unwrap_or_default()
}

fn letter(wires: &Wires, lang: Lang, subject: &str, lines: &[String]) -> BoxFuture<'static, Result<Rendered>> {
    let address = format!("{}{}", wires.config.server.base_url, paths::WORKSHOP_ADVERTS);
    let mail = layout::letter(lang, subject, lines, Some((say!(lang, adverts.mail_button), address)));
    Box::pin(async move { Ok(mail) })
}

fn render_decided<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let package = word(payload, "package");
    let mut lines = vec![say!(lang, mails.hello, name = word(payload, "name"))];
    let subject = match word(payload, "state") {
        "approved" => {
            let (from, to) = (day(lang, payload, "from"), day(lang, payload, "to"));
            lines.push(say!(lang, adverts.mail_approved_text, package = package, from = from, to = to));
            say!(lang, adverts.mail_approved_subject, package = package)
        }
        "stopped" => {
            lines.push(say!(lang, adverts.mail_stopped_text, package = package));
            say!(lang, adverts.mail_stopped_subject, package = package)
        }
        _ => {
            lines.push(say!(lang, adverts.mail_refused_text, package = package));
            say!(lang, adverts.mail_refused_subject, package = package)
        }
    };
    if !word(payload, "reason").is_empty() {
        lines.push(say!(lang, workshop.mail_suspended_reason, reason = word(payload, "reason")));
        if payload.get("paid").and_then(Value::as_bool).unwrap_or_default() {
            let total = Money(count(payload, "total")).spoken(lang);
            lines.push(if word(payload, "state") == "stopped" {
                say!(lang, adverts.mail_back_stopped, total = total)
            } else {
                say!(lang, adverts.mail_back, total = total)
            });
        }
    }
    letter(wires, lang, &subject, &lines)
}

fn render_over<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let package = word(payload, "package");
    let lines = [
        say!(lang, mails.hello, name = word(payload, "name")),
        say!(lang, adverts.mail_over_text, package = package, to = day(lang, payload, "to")),
        say!(
            lang,
            adverts.mail_over_figures,
            impressions = number::count(lang, count(payload, "impressions")),
            clicks = number::count(lang, count(payload, "clicks")),
            bookings = number::count(lang, count(payload, "bookings"))
        ),
    ];
    letter(wires, lang, &say!(lang, adverts.mail_over_subject, package = package), &lines)
}
