//! Mails about staff: to who is asked to join (with a link, sealed), to the owner when they have, to who was taken out.

use super::store::Offered;
use crate::{
    kernel::{actor::Post, error::Result, ids::UserId, lang::Lang, paths},
    modules::{mechanics::schedule::contact, users},
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
        token::Token,
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::{Value, json};

const INVITED: &str = "staff_invited";
const JOINED: &str = "staff_joined";
const REMOVED: &str = "staff_removed";

/// Kind → renderer, for the registry of the process.
pub fn renderers() -> [(&'static str, Renderer); 3] {
    [(INVITED, render_invited as Renderer), (JOINED, render_joined), (REMOVED, render_removed)]
}

/// What somebody is at a workshop.
pub fn post_name(lang: Lang, post: Post) -> &'static str {
    match post {
        Post::Manager => say!(lang, staff.post_manager),
        Post::Mechanic => say!(lang, staff.post_mechanic),
    }
}

/// In the language of who asks: the other may have no account yet.
pub(super) async fn invite(scope: &mut Scope, email: &str, workshop: &str, post: Post, token: &Token) -> Result<()> {
    let to = Recipient { email: email.to_owned(), name: String::new(), lang: scope.lang };
    let occasion: String = token.hash().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let payload = json!({ "workshop": workshop, "post": post.word(), "token": token.text() });
    mail::enqueue_secret(scope, INVITED, &to, &format!("{INVITED}:{occasion}"), &payload).await
}

pub(super) async fn joined(scope: &mut Scope, offered: &Offered, name: &str) -> Result<()> {
    let owner = contact(scope, offered.mechanic_id).await?;
    let payload = json!({ "name": owner.name, "person": name, "post": offered.post.word() });
    let to = Recipient { email: owner.email, name: owner.name, lang: owner.lang };
    mail::enqueue(scope, JOINED, &to, &format!("{JOINED}:{}", offered.id), &payload).await
}

pub(super) async fn removed(scope: &mut Scope, user: UserId, workshop: &str) -> Result<()> {
    let Some(person) = users::contact(scope, user).await? else { return Ok(()) };
    let payload = json!({ "name": person.name, "workshop": workshop });
    let to = Recipient { email: person.email, name: person.name, lang: person.lang };
    mail::enqueue(scope, REMOVED, &to, &format!("{REMOVED}:{user}:{}", scope.now), &payload).await
}

fn word<'a>(payload: &'a Value, key: &str) -> &'a str {
    payload.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn post(lang: Lang, payload: &Value) -> &'static str {
    Post::parse(word(payload, "post")).map(|post| post_name(lang, post)).unwrap_or_default()
}

fn ready(mail: Rendered) -> BoxFuture<'static, Result<Rendered>> {
    Box::pin(async move { Ok(mail) })
}

fn render_invited<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        say!(lang, staff.mail_invited_text, workshop = word(payload, "workshop"), post = post(lang, payload)),
        say!(lang, staff.mail_invited_lasts).to_owned(),
        say!(lang, staff.mail_invited_ignore).to_owned(),
    ];
    let address =
        format!("{}{}?belirtec={}", wires.config.server.base_url, paths::STAFF_INVITATION, word(payload, "token"));
    let button = Some((say!(lang, staff.mail_invited_button), address));
    ready(layout::letter(lang, say!(lang, staff.mail_invited_subject), &lines, button))
}

fn render_joined<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let person = word(payload, "person");
    let lines = [
        say!(lang, mails.hello, name = word(payload, "name")),
        say!(lang, staff.mail_joined_text, person = person, post = post(lang, payload)),
    ];
    let address = format!("{}{}", wires.config.server.base_url, paths::WORKSHOP_TEAM);
    let button = Some((say!(lang, staff.title), address));
    ready(layout::letter(lang, say!(lang, staff.mail_joined_subject), &lines, button))
}

fn render_removed<'a>(_wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let lines = [
        say!(lang, mails.hello, name = word(payload, "name")),
        say!(lang, staff.mail_removed_text, workshop = word(payload, "workshop")),
    ];
    ready(layout::letter(lang, say!(lang, staff.mail_removed_subject), &lines, None))
}
