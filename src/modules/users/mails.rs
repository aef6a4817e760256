//! Mails to people: what the desk has decided about their account, and that support has entered it.

use super::{spoken::role_name, store};
use crate::{
    kernel::{actor::Role, error::Result, ids::UserId, lang::Lang, paths},
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::{Value, json};

pub const SUSPENDED: &str = "user_suspended";
pub const REINSTATED: &str = "user_reinstated";
pub const SESSIONS_ENDED: &str = "user_sessions_ended";
/// The desk has taken lost second factors away.
pub const FACTORS_RESET: &str = "user_factors_reset";
pub const ROLE_GIVEN: &str = "user_role_given";
pub const ROLE_TAKEN: &str = "user_role_taken";
pub const SUPPORT_ENTERED: &str = "support_entered";
/// To the account that was emptied, and to the one that took it in.
pub const MERGED: &str = "user_merged";
pub const TOOK_IN: &str = "user_took_in";

/// Kind → renderer, for the registry of the process.
pub fn renderers() -> [(&'static str, Renderer); 9] {
    [
        (SUSPENDED, render_suspended as Renderer),
        (REINSTATED, render_reinstated),
        (SESSIONS_ENDED, render_sessions_ended),
        (FACTORS_RESET, render_factors_reset),
        (ROLE_GIVEN, render_role_given),
        (ROLE_TAKEN, render_role_taken),
        (SUPPORT_ENTERED, render_entered),
        (MERGED, render_merged),
        (TOOK_IN, render_took_in),
    ]
}

/// One mail per decision: the moment is part of its key.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn tell(scope: &mut Scope, kind: &'static str, user: UserId, reason: &str) -> Result<()> {
    let Some(contact) = store::contact(scope, user).await? else { return Ok(()) };
    let payload = json!({ "name": contact.name, "reason": reason });
    let to = Recipient { email: contact.email, name: contact.name, lang: contact.lang };
    mail::enqueue(scope, kind, &to, &format!("{kind}:{user}:{}", scope.now), &payload).await
}

/// A role was given or taken.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn tell_of_role(scope: &mut Scope, kind: &'static str, user: UserId, role: Role) -> Result<()> {
    let Some(contact) = store::contact(scope, user).await? else { return Ok(()) };
    let payload = json!({ "name": contact.name, "role": role.word() });
    let to = Recipient { email: contact.email, name: contact.name, lang: contact.lang };
    let key = format!("{kind}:{user}:{}:{}", role.word(), scope.now);
    mail::enqueue(scope, kind, &to, &key, &payload).await
}

/// Two accounts became one: names the other address so far that its owner knows it again, and nobody else learns it.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn tell_merged(scope: &mut Scope, user: UserId, other_email: &str, kind: &'static str) -> Result<()> {
    let Some(contact) = store::contact(scope, user).await? else { return Ok(()) };
    let payload = json!({ "name": contact.name, "other": masked(other_email) });
    let to = Recipient { email: contact.email, name: contact.name, lang: contact.lang };
    mail::enqueue(scope, kind, &to, &format!("{kind}:{user}:{}", scope.now), &payload).await
}

/// `a•••@ornek.test`
fn masked(email: &str) -> String {
    let (local, domain) = email.split_once('@').unwrap_or((email, ""));
    format!("{}•••@{domain}", local.chars().take(1).collect::<String>())
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

fn render_suspended<'a>(_wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        hello(lang, payload),
        say!(lang, people.mail_suspended_text).to_owned(),
        say!(lang, people.mail_reason, reason = word(payload, "reason")),
        say!(lang, people.mail_suspended_next).to_owned(),
    ];
    ready(layout::letter(lang, say!(lang, people.mail_suspended_subject), &lines, None))
}

fn render_reinstated<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        hello(lang, payload),
        say!(lang, people.mail_reinstated_text).to_owned(),
        say!(lang, people.mail_reason, reason = word(payload, "reason")),
    ];
    let button = (say!(lang, auth.sign_in), format!("{}{}", wires.config.server.base_url, paths::SIGN_IN));
    ready(layout::letter(lang, say!(lang, people.mail_reinstated_subject), &lines, Some(button)))
}

fn render_sessions_ended<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        hello(lang, payload),
        say!(lang, people.mail_sessions_text).to_owned(),
        say!(lang, people.mail_unexpected).to_owned(),
    ];
    let button = (say!(lang, auth.sign_in), format!("{}{}", wires.config.server.base_url, paths::SIGN_IN));
    ready(layout::letter(lang, say!(lang, people.mail_sessions_subject), &lines, Some(button)))
}

fn render_factors_reset<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        hello(lang, payload),
        say!(lang, people.mail_factors_text).to_owned(),
        say!(lang, people.mail_reason, reason = word(payload, "reason")),
        say!(lang, people.mail_unexpected).to_owned(),
    ];
    let button = (say!(lang, auth.sign_in), format!("{}{}", wires.config.server.base_url, paths::SIGN_IN));
    ready(layout::letter(lang, say!(lang, people.mail_factors_subject), &lines, Some(button)))
}

fn render_role_given<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let role = Role::parse(word(payload, "role"));
    let name = role.map_or("", |role| role_name(lang, role));
    let mut lines = vec![hello(lang, payload), say!(lang, people.mail_role_given_text, role = name)];
    if role.is_some_and(Role::needs_second_factor) {
        lines.push(say!(lang, people.mail_role_factor).to_owned());
    }
    lines.push(say!(lang, people.mail_unexpected).to_owned());
    let button = (say!(lang, auth.sign_in), format!("{}{}", wires.config.server.base_url, paths::SIGN_IN));
    ready(layout::letter(lang, say!(lang, people.mail_role_given_subject), &lines, Some(button)))
}

fn render_role_taken<'a>(_wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let name = Role::parse(word(payload, "role")).map_or("", |role| role_name(lang, role));
    let lines = [
        hello(lang, payload),
        say!(lang, people.mail_role_taken_text, role = name),
        say!(lang, people.mail_unexpected).to_owned(),
    ];
    ready(layout::letter(lang, say!(lang, people.mail_role_taken_subject), &lines, None))
}

fn render_entered<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        hello(lang, payload),
        say!(lang, people.mail_entered_text).to_owned(),
        say!(lang, people.mail_reason, reason = word(payload, "reason")),
        say!(lang, people.mail_entered_next).to_owned(),
    ];
    let button = (say!(lang, account.security), format!("{}{}", wires.config.server.base_url, paths::SECURITY));
    ready(layout::letter(lang, say!(lang, people.mail_entered_subject), &lines, Some(button)))
}

fn render_merged<'a>(_wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        hello(lang, payload),
        say!(lang, merging.mail_merged_text, other = word(payload, "other")),
        say!(lang, merging.mail_merged_next, other = word(payload, "other")),
        say!(lang, merging.mail_not_me).to_owned(),
    ];
    ready(layout::letter(lang, say!(lang, merging.mail_subject), &lines, None))
}

fn render_took_in<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        hello(lang, payload),
        say!(lang, merging.mail_took_in_text, other = word(payload, "other")),
        say!(lang, merging.mail_not_me).to_owned(),
    ];
    let button = (say!(lang, auth.sign_in), format!("{}{}", wires.config.server.base_url, paths::SIGN_IN));
    ready(layout::letter(lang, say!(lang, merging.mail_subject), &lines, Some(button)))
}
