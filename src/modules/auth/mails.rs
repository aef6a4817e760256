//! Mails of `auth`: welcome, and "you are here already" to the owner of a known address.

use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::users,
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::{Value, json};

const WELCOME: &str = "welcome";
const ALREADY_HERE: &str = "already_here";

pub fn renderers() -> [(&'static str, Renderer); 3] {
    [(WELCOME, render_welcome as Renderer), (ALREADY_HERE, render_already_here), super::notices::renderer()]
}

pub async fn welcome(scope: &mut Scope, user: &users::NewUser<'_>) -> Result<()> {
    let to = Recipient { email: user.email.to_owned(), name: user.full_name.to_owned(), lang: scope.lang };
    mail::enqueue(scope, WELCOME, &to, &format!("{WELCOME}:{}", user.id), &json!({ "name": user.full_name })).await
}

/// At most one a day per address, whoever asks.
pub async fn already_here(scope: &mut Scope, email: &str) -> Result<()> {
    let to = Recipient { email: email.to_owned(), name: String::new(), lang: scope.lang };
    let key = format!("{ALREADY_HERE}:{email}:{}", scope.now.day());
    mail::enqueue(scope, ALREADY_HERE, &to, &key, &Value::Null).await
}

fn render_welcome<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let name = payload.get("name").and_then(Value::as_str).unwrap_or_default();
    let lines = vec![say!(lang, mails.hello, name = name), say!(lang, mails.welcome_text).to_owned()];
    let button = (say!(lang, mails.sign_in_button), format!("{}{}", wires.config.server.base_url, paths::SIGN_IN));
    let mail = layout::letter(lang, say!(lang, mails.welcome_subject), &lines, Some(button));
    Box::pin(async move { Ok(mail) })
}

fn render_already_here<'a>(wires: &'a Wires, lang: Lang, _payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = vec![say!(lang, mails.already_here_text).to_owned()];
    let button = (say!(lang, mails.sign_in_button), format!("{}{}", wires.config.server.base_url, paths::SIGN_IN));
    let mail = layout::letter(lang, say!(lang, mails.already_here_subject), &lines, Some(button));
    Box::pin(async move { Ok(mail) })
}
