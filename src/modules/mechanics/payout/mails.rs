//! The mail to an owner whose account was set or taken away.

use crate::{
    kernel::{error::Result, ids::MechanicId, lang::Lang, paths},
    modules::mechanics::schedule::Contact,
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::{Value, json};

pub const CHANGED: &str = "payout_changed";

pub fn renderer() -> (&'static str, Renderer) {
    (CHANGED, render_changed as Renderer)
}

/// `shown` is the masked account, empty when there is none any more. One mail per change.
pub async fn changed(scope: &mut Scope, owner: &Contact, id: MechanicId, shown: &str) -> Result<()> {
    let to = Recipient { email: owner.email.clone(), name: owner.name.clone(), lang: owner.lang };
    let key = format!("{CHANGED}:{id}:{}", scope.now);
    mail::enqueue(scope, CHANGED, &to, &key, &json!({ "name": owner.name, "account": shown })).await
}

fn render_changed<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let word = |key: &str| payload.get(key).and_then(Value::as_str).unwrap_or_default();
    let what = match word("account") {
        "" => say!(lang, payout.mail_removed).to_owned(),
        account => say!(lang, payout.mail_saved, account = account),
    };
    let lines = [say!(lang, mails.hello, name = word("name")), what, say!(lang, payout.mail_not_you).to_owned()];
    let button = (say!(lang, payout.mail_button), format!("{}{}", wires.config.server.base_url, paths::SECURITY));
    let mail = layout::letter(lang, say!(lang, payout.mail_subject), &lines, Some(button));
    Box::pin(async move { Ok(mail) })
}
