//! Mails that hold a link and a code. They are sealed wherever they are kept; their subjects tell nothing.

use super::service::challenge::Asked;
use crate::{
    kernel::{actor::Kind, error::Result, ids::UserId, lang::Lang, paths},
    modules::users,
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::{Value, json};

const WELCOME: &str = "registered";
const WELCOME_WORKSHOP: &str = "welcome_workshop";
const VERIFY: &str = "verify_email";
const CHANGE: &str = "change_email";
const RESET: &str = "reset_password";
const STEP_UP: &str = "step_up_code";

pub fn renderers() -> [(&'static str, Renderer); 6] {
    [
        (WELCOME, render_welcome as Renderer),
        (WELCOME_WORKSHOP, render_welcome_workshop),
        (VERIFY, render_verify),
        (CHANGE, render_change),
        (RESET, render_reset),
        (STEP_UP, render_step_up),
    ]
}

/// To a new account: welcome, and prove the address.
pub async fn welcome(scope: &mut Scope, user: &users::NewUser<'_>, asked: &Asked) -> Result<()> {
    let kind = if user.kind == Kind::Mechanic { WELCOME_WORKSHOP } else { WELCOME };
    send(scope, kind, user.id, user.email, user.full_name, asked).await
}

pub async fn verify(scope: &mut Scope, user: UserId, email: &str, name: &str, asked: &Asked) -> Result<()> {
    send(scope, VERIFY, user, email, name, asked).await
}

/// To the new address.
pub async fn change(scope: &mut Scope, user: UserId, email: &str, name: &str, asked: &Asked) -> Result<()> {
    send(scope, CHANGE, user, email, name, asked).await
}

pub async fn reset(scope: &mut Scope, user: UserId, email: &str, asked: &Asked) -> Result<()> {
    let Some(contact) = users::contact(scope, user).await? else { return Ok(()) };
    send(scope, RESET, user, email, &contact.name, asked).await
}

/// A code alone: it counts in the session that asked for it.
pub async fn step_up(scope: &mut Scope, user: UserId, email: &str, name: &str, asked: &Asked) -> Result<()> {
    send(scope, STEP_UP, user, email, name, asked).await
}

async fn send(
    scope: &mut Scope,
    kind: &'static str,
    user: UserId,
    email: &str,
    name: &str,
    asked: &Asked,
) -> Result<()> {
    let to = Recipient { email: email.to_owned(), name: name.to_owned(), lang: scope.lang };
    // Every challenge is an occasion of its own; its hash names it without giving it away.
    let occasion: String = asked.token.hash().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let payload = json!({ "name": name, "code": asked.code, "token": asked.token.text() });
    mail::enqueue_secret(scope, kind, &to, &format!("{kind}:{user}:{occasion}"), &payload).await
}

/// What the letters differ in.
struct Words {
    subject: &'static str,
    text: &'static str,
    /// What the link says and where it leads.
    button: Option<(&'static str, &'static str)>,
}

fn letter<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value, words: &Words) -> BoxFuture<'a, Result<Rendered>> {
    let word = |key: &str| payload.get(key).and_then(Value::as_str).unwrap_or_default();
    let lines = [
        say!(lang, mails.hello, name = word("name")),
        words.text.to_owned(),
        say!(lang, ways.mail_code, code = word("code")),
        say!(lang, ways.mail_lasts).to_owned(),
    ];
    let address = |path: &str| format!("{}{path}?belirtec={}", wires.config.server.base_url, word("token"));
    let button = words.button.map(|(label, path)| (label, address(path)));
    let mail = layout::letter(lang, words.subject, &lines, button);
    Box::pin(async move { Ok(mail) })
}

fn render_welcome<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let words = Words {
        subject: say!(lang, mails.welcome_subject),
        text: say!(lang, mails.welcome_text),
        button: Some((say!(lang, ways.verify_act), paths::VERIFY_EMAIL)),
    };
    letter(wires, lang, payload, &words)
}

fn render_welcome_workshop<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let words = Words {
        subject: say!(lang, mails.welcome_subject),
        text: say!(lang, mails.welcome_workshop),
        button: Some((say!(lang, ways.verify_act), paths::VERIFY_EMAIL)),
    };
    letter(wires, lang, payload, &words)
}

fn render_verify<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let words = Words {
        subject: say!(lang, ways.verify_title),
        text: say!(lang, ways.mail_verify_text),
        button: Some((say!(lang, ways.verify_act), paths::VERIFY_EMAIL)),
    };
    letter(wires, lang, payload, &words)
}

fn render_change<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let words = Words {
        subject: say!(lang, ways.mail_change_subject),
        text: say!(lang, ways.mail_change_text),
        button: Some((say!(lang, ways.verify_act), paths::VERIFY_EMAIL)),
    };
    letter(wires, lang, payload, &words)
}

fn render_reset<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let words = Words {
        subject: say!(lang, ways.reset_title),
        text: say!(lang, ways.mail_reset_text),
        button: Some((say!(lang, ways.reset_act), paths::RESET_PASSWORD)),
    };
    letter(wires, lang, payload, &words)
}

fn render_step_up<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let words =
        Words { subject: say!(lang, factors.step_title), text: say!(lang, ways.mail_step_up_text), button: None };
    letter(wires, lang, payload, &words)
}
