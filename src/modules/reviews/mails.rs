//! Mails of `reviews`: what a moderator decided, to the author; about an answer, to its workshop.

use super::{
    model::RuleId,
    status::Status,
    store::{Decided, DecidedReply},
};
use crate::{
    kernel::{error::Result, lang::Lang, paths, time::Instant},
    modules::{customers, mechanics},
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
pub const REPLY_PUBLISHED: &str = "review_reply_published";
pub const REPLY_HIDDEN: &str = "review_reply_hidden";

/// Kinds and their renderers, for the registry.
pub fn renderers() -> [(&'static str, Renderer); 4] {
    [
        (PUBLISHED, render_published as Renderer),
        (HIDDEN, render_hidden),
        (REPLY_PUBLISHED, render_reply_published),
        (REPLY_HIDDEN, render_reply_hidden),
    ]
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

/// Tells the workshop what became of its answer.
pub async fn reply_decided(scope: &mut Scope, reply: &DecidedReply) -> Result<()> {
    let owner = mechanics::contact(scope, reply.mechanic_id).await?;
    let kind = if reply.status == Status::Published { REPLY_PUBLISHED } else { REPLY_HIDDEN };
    let payload = json!({
        "name": owner.name,
        "author": reply.author_name,
        "services_tr": reply.services_tr,
        "services_en": reply.services_en,
        "visited_at": reply.visited_at,
        "rule": reply.rule.map(RuleId::word),
    });
    let key = format!("{kind}:{}:{}", reply.id, scope.now.rfc3339());
    let to = Recipient { email: owner.email, name: owner.name, lang: owner.lang };
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

fn to_workshop(wires: &Wires, lang: Lang) -> (&'static str, String) {
    let address = format!("{}{}", wires.config.server.base_url, paths::WORKSHOP_REVIEWS);
    (say!(lang, reviews.mail_reply_button), address)
}

fn render_reply_published<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let (author, visit) = (word(payload, "author"), visit(lang, payload));
    let lines = vec![
        say!(lang, mails.hello, name = word(payload, "name")),
        say!(lang, reviews.mail_reply_published, author = author, visit = visit),
    ];
    let mail =
        layout::letter(lang, say!(lang, reviews.mail_reply_published_subject), &lines, Some(to_workshop(wires, lang)));
    Box::pin(async move { Ok(mail) })
}

fn render_reply_hidden<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let rule = RuleId::parse(word(payload, "rule")).map(|rule| super::pages::rule_name(lang, rule)).unwrap_or_default();
    let (author, visit) = (word(payload, "author"), visit(lang, payload));
    let lines = vec![
        say!(lang, mails.hello, name = word(payload, "name")),
        say!(lang, reviews.mail_reply_hidden, author = author, visit = visit),
        say!(lang, reviews.mail_hidden_rule, rule = rule),
    ];
    let mail =
        layout::letter(lang, say!(lang, reviews.mail_reply_hidden_subject), &lines, Some(to_workshop(wires, lang)));
    Box::pin(async move { Ok(mail) })
}
