//! Mails about households: to who is asked (with a link, sealed), to the owner when they have answered or left, to who was taken out.

use super::{model::first_name, store::Asked};
use crate::{
    kernel::{
        error::Result,
        ids::{CustomerId, MembershipId},
        lang::Lang,
        paths,
    },
    modules::customers,
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
        token::Token,
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::{Value, json};

const INVITED: &str = "household_invited";
const JOINED: &str = "household_joined";
const DECLINED: &str = "household_declined";
const LEFT: &str = "household_left";
const REMOVED: &str = "household_removed";

/// Kinds and their renderers, for the registry.
pub fn renderers() -> [(&'static str, Renderer); 5] {
    [
        (INVITED, render_invited as Renderer),
        (JOINED, render_joined),
        (DECLINED, render_declined),
        (LEFT, render_left),
        (REMOVED, render_removed),
    ]
}

/// In the language of who asks: the other may have no account yet.
pub(super) async fn invited(scope: &mut Scope, asked: &Asked, token: &Token) -> Result<()> {
    let to = Recipient { email: asked.email.clone(), name: String::new(), lang: scope.lang };
    let occasion: String = token.hash().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let payload = json!({ "person": asked.owner, "cars": asked.cars.join(", "), "token": token.text() });
    mail::enqueue_secret(scope, INVITED, &to, &format!("{INVITED}:{occasion}"), &payload).await
}

pub(super) async fn joined(scope: &mut Scope, asked: &Asked, member: CustomerId) -> Result<()> {
    let name = customers::contact(scope, member).await?.name;
    tell(scope, JOINED, asked.id, asked.owner_id, &name).await
}

pub(super) async fn declined(scope: &mut Scope, asked: &Asked) -> Result<()> {
    tell(scope, DECLINED, asked.id, asked.owner_id, &asked.email).await
}

pub(super) async fn left(scope: &mut Scope, id: MembershipId, owner: CustomerId, member: CustomerId) -> Result<()> {
    let name = customers::contact(scope, member).await?.name;
    tell(scope, LEFT, id, owner, &name).await
}

pub(super) async fn removed(scope: &mut Scope, id: MembershipId, member: CustomerId, owner: CustomerId) -> Result<()> {
    let name = customers::contact(scope, owner).await?.name;
    tell(scope, REMOVED, id, member, first_name(&name)).await
}

/// `person` is the other side, by name or address.
async fn tell(scope: &mut Scope, kind: &'static str, id: MembershipId, to: CustomerId, person: &str) -> Result<()> {
    let contact = customers::contact(scope, to).await?;
    let payload = json!({ "name": contact.name, "person": person });
    let key = format!("{kind}:{id}:{}", scope.now.rfc3339());
    let to = Recipient { email: contact.email, name: contact.name, lang: contact.lang };
    mail::enqueue(scope, kind, &to, &key, &payload).await
}

fn word<'a>(payload: &'a Value, key: &str) -> &'a str {
    payload.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn ready(mail: Rendered) -> BoxFuture<'static, Result<Rendered>> {
    Box::pin(async move { Ok(mail) })
}

fn render_invited<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let (person, cars) = (word(payload, "person"), word(payload, "cars"));
    let cars = (!cars.is_empty()).then(|| say!(lang, household.mail_invited_cars, cars = cars));
    let mut lines = vec![say!(lang, household.mail_invited, person = person)];
    lines.extend(cars);
    lines.push(say!(lang, household.mail_invited_lasts).to_owned());
    lines.push(say!(lang, household.mail_invited_ignore).to_owned());
    let address =
        format!("{}{}?belirtec={}", wires.config.server.base_url, paths::HOUSEHOLD_INVITATION, word(payload, "token"));
    let button = Some((say!(lang, household.mail_invited_button), address));
    let subject = say!(lang, household.mail_invited_subject, person = person);
    ready(layout::letter(lang, &subject, &lines, button))
}

/// A letter of one sentence, with the way to the households where it leads on.
fn short(
    wires: &Wires,
    lang: Lang,
    payload: &Value,
    subject: &str,
    sentence: String,
) -> BoxFuture<'static, Result<Rendered>> {
    let lines = [say!(lang, mails.hello, name = word(payload, "name")), sentence];
    let button = Some((say!(lang, household.title), format!("{}{}", wires.config.server.base_url, paths::HOUSEHOLD)));
    ready(layout::letter(lang, subject, &lines, button))
}

fn render_joined<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let sentence = say!(lang, household.mail_joined, person = word(payload, "person"));
    short(wires, lang, payload, say!(lang, household.mail_joined_subject), sentence)
}

fn render_declined<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let sentence = say!(lang, household.mail_declined, person = word(payload, "person"));
    short(wires, lang, payload, say!(lang, household.mail_declined_subject), sentence)
}

fn render_left<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let sentence = say!(lang, household.mail_left, person = word(payload, "person"));
    short(wires, lang, payload, say!(lang, household.mail_left_subject), sentence)
}

fn render_removed<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let sentence = say!(lang, household.mail_removed, person = word(payload, "person"));
    short(wires, lang, payload, say!(lang, household.mail_removed_subject), sentence)
}
