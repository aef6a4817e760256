//! Mails of `reviews`: what a moderator decided, to the author.

use super::{model::RuleId, status::Status, store::Decided};
use crate::{
    kernel::{error::Result, lang::Lang, paths, time::Instant},
    modules::customers,
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::{Value, json};

pub const PUBLISHED: &str = "review_published";
pub const HIDDEN: &str = "review_hidden";

/// Kinds and their renderers, for the registry.
pub fn renderers() -> [(&'static str, Renderer); 2] {
    [(PUBLISHED, render_published), (HIDDEN, render_hidden)]
}

/// Tells the author what was decided; a decision taken back and renewed is told again.
pub async fn decided(scope: &mut Scope, review: &Decided) -> Result<()> {
    let contact = customers::contact(scope, review.customer_id).await?;
    let kind = if review.status == Status::Published { PUBLISHED } else { HIDDEN };
    let payload = json!({
        "name": contact.name,
        "services_tr": review.services_tr,
        "services_en": review.services_en,
        "visited_at": review.visited_at,
        "rule": review.rule.map(RuleId::word),
        "appointment_id": review.appointment_id,
    });
    let key = format!("{kind}:{}:{}", review.id, scope.now.rfc3339());
    let to = Recipient { email: contact.email, name: contact.name, lang: contact.lang };
    mail::enqueue(scope, kind, &to, &key, &payload).await
}

fn word<'a>(payload: &'a Value, key: &str) -> &'a str {
    payload.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// `24 Kasım 2026, Ön fren balatası`.
fn visit(lang: Lang, payload: &Value) -> String {
    let day = Instant::parse(word(payload, "visited_at")).map(|at| at.day().spoken_with_year(lang)).unwrap_or_default();
    format!("{day}, {}", lang.pick(word(payload, "services_tr"), word(payload, "services_en")))
}

fn button(wires: &Wires, lang: Lang, payload: &Value) -> Option<(&'static str, String)> {
    let id = word(payload, "appointment_id").parse().ok()?;
    Some((say!(lang, reviews.mail_button), format!("{}{}", wires.config.server.base_url, paths::review_new(id))))
}

fn render_published<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = vec![
        say!(lang, mails.hello, name = word(payload, "name")),
        say!(lang, reviews.mail_published, visit = visit(lang, payload)),
    ];
    let mail = layout::letter(lang, say!(lang, reviews.mail_published_subject), &lines, button(wires, lang, payload));
    Box::pin(async move { Ok(mail) })
}

fn render_hidden<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let rule = RuleId::parse(word(payload, "rule")).map(|rule| super::pages::rule_name(lang, rule)).unwrap_or_default();
    let lines = vec![
        say!(lang, mails.hello, name = word(payload, "name")),
        say!(lang, reviews.mail_hidden, visit = visit(lang, payload)),
        say!(lang, reviews.mail_hidden_rule, rule = rule),
    ];
    let mail = layout::letter(lang, say!(lang, reviews.mail_hidden_subject), &lines, button(wires, lang, payload));
    Box::pin(async move { Ok(mail) })
}
