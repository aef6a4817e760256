//! The mail to a workshop about visits that are over and that it has not closed.

use crate::{
    kernel::{error::Result, ids::MechanicId, lang::Lang, paths, time::Instant},
    modules::{appointments::store::Unclosed, mechanics},
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::Value;

const TO_CLOSE: &str = "visits_to_close";
/// Visits that a mail names; the rest is counted.
const NAMED: usize = 10;

#[derive(Serialize, Deserialize)]
struct Told {
    name: String,
    is_demo: bool,
    /// Who, which car, when.
    visits: Vec<(String, String, Instant)>,
    count: usize,
}

/// Kind and renderer, for the outbox.
pub fn renderer() -> (&'static str, Renderer) {
    (TO_CLOSE, render as Renderer)
}

/// Asks one workshop to close its visits, in one mail.
pub async fn ask_to_close(scope: &mut Scope, workshop: MechanicId, visits: &[Unclosed]) -> Result<()> {
    let Some(first) = visits.first() else { return Ok(()) };
    let owner = mechanics::contact(scope, workshop).await?;
    let named = visits.iter().take(NAMED).map(|v| (v.customer_name.clone(), v.plate.clone(), v.start_at));
    let told = Told { name: owner.name.clone(), is_demo: owner.is_demo, visits: named.collect(), count: visits.len() };
    let payload = serde_json::to_value(&told).map_err(|error| crate::platform::db::internal(&error))?;
    let to = Recipient { email: owner.email, name: owner.name, lang: owner.lang };
    mail::enqueue(scope, TO_CLOSE, &to, &format!("{TO_CLOSE}:{}", first.id), &payload).await
}

fn render<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    Box::pin(async move {
        let told: Told =
            serde_json::from_value(payload.clone()).map_err(|error| crate::platform::db::internal(&error))?;
        let mut lines = Vec::new();
        if told.is_demo {
            lines.push(say!(lang, mails.demo).to_owned());
        }
        lines.push(say!(lang, mails.hello, name = told.name.as_str()));
        lines.push(say!(lang, mails.to_close, count = told.count));
        lines.extend(told.visits.iter().map(|(who, plate, at)| format!("{} · {who} · {plate}", at.spoken(lang))));
        if told.count > told.visits.len() {
            lines.push(say!(lang, mails.to_close_more, count = told.count - told.visits.len()));
        }
        lines.push(say!(lang, mails.to_close_why).to_owned());
        let address = format!("{}{}", wires.config.server.base_url, paths::WORKSHOP);
        let button = Some((say!(lang, mails.to_close_button), address));
        Ok(layout::letter(lang, say!(lang, mails.to_close_subject), &lines, button))
    })
}
