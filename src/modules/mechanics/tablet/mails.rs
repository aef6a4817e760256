//! The mail about a series of wrong PINs, to the owner.

use super::store;
use crate::{
    kernel::{error::Result, ids::UserId, lang::Lang, paths},
    modules::mechanics::{policy::AtTablet, schedule::contact},
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::{Value, json};

const GUESSED: &str = "pin_guessed";

pub fn renderer() -> (&'static str, Renderer) {
    (GUESSED, render_guessed)
}

/// One mail a day for each person and tablet.
pub(super) async fn guessed(scope: &mut Scope, seat: AtTablet, user: UserId) -> Result<()> {
    let Some((tablet, person, mechanic)) = store::names(scope, seat, user).await? else { return Ok(()) };
    let owner = contact(scope, mechanic).await?;
    let key = format!("{GUESSED}:{user}:{}:{}", seat.tablet().session_id, scope.now.day());
    let payload = json!({ "name": owner.name, "person": person, "tablet": tablet });
    let to = Recipient { email: owner.email, name: owner.name, lang: owner.lang };
    mail::enqueue(scope, GUESSED, &to, &key, &payload).await
}

fn render_guessed<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let word = |key: &str| payload.get(key).and_then(Value::as_str).unwrap_or_default();
    let lines = [
        say!(lang, mails.hello, name = word("name")),
        say!(lang, tablet.mail_guessed_text, person = word("person"), tablet = word("tablet")),
        say!(lang, tablet.mail_guessed_advice).to_owned(),
    ];
    let address = format!("{}{}", wires.config.server.base_url, paths::WORKSHOP_TEAM);
    let mail =
        layout::letter(lang, say!(lang, tablet.mail_guessed_subject), &lines, Some((say!(lang, staff.title), address)));
    Box::pin(async move { Ok(mail) })
}
