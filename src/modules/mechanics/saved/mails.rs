//! The mail that tells of new workshops, with the way to hear nothing more.

use super::store::Telling;
use crate::{
    kernel::{error::Result, ids::CustomerId, lang::Lang, paths},
    modules::{
        customers,
        mechanics::{policy, search::Hit},
    },
    platform::{
        Scope, Wires,
        mail::{self, Recipient, Rendered, Renderer, layout},
    },
    say,
};
use futures::future::BoxFuture;
use serde_json::{Value, json};

pub const NEWS: &str = "search_news";
/// Workshops that a mail names; of more it tells the number.
const NAMED: usize = 10;

pub fn renderer() -> (&'static str, Renderer) {
    (NEWS, render_news as Renderer)
}

/// What the searches of one customer have found.
#[derive(Default)]
pub struct News {
    /// Addresses of the searches that found something.
    searches: Vec<String>,
    hits: Vec<Hit>,
}

impl News {
    /// A workshop that several searches find is told once.
    pub fn add(&mut self, search: &Telling, found: Vec<Hit>) {
        if found.is_empty() {
            return;
        }
        self.searches.push(format!("{}?{}", paths::SEARCH, search.query));
        for hit in found {
            if self.hits.iter().all(|known| known.id != hit.id) {
                self.hits.push(hit);
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.hits.is_empty()
    }
}

/// One mail per customer and day.
pub async fn news(scope: &mut Scope, customer: CustomerId, news: &News) -> Result<()> {
    let contact = customers::contact(scope, customer).await?;
    let reference = scope.wires.reference.get();
    let place = |hit: &Hit| {
        let district = reference.district(hit.district_id).map_or("", |district| district.name.as_str());
        let province = reference.province(hit.province_id).map_or("", |province| province.name.as_str());
        format!("{district}, {province}")
    };
    let named = news.hits.iter().take(NAMED);
    let workshops: Vec<Value> =
        named.map(|hit| json!({ "name": hit.name, "slug": hit.slug, "place": place(hit) })).collect();
    let search = match news.searches.as_slice() {
        [only] => only.as_str(),
        _ => paths::FAVOURITES,
    };
    let payload = json!({
        "name": contact.name,
        "customer_id": customer,
        "workshops": workshops,
        "more": news.hits.len().saturating_sub(NAMED),
        "search": search,
    });
    let key = format!("{NEWS}:{customer}:{}", scope.now.day());
    let to = Recipient { email: contact.email, name: contact.name, lang: contact.lang };
    mail::enqueue(scope, NEWS, &to, &key, &payload).await
}

fn word<'a>(payload: &'a Value, key: &str) -> &'a str {
    payload.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn render_news<'a>(wires: &'a Wires, lang: Lang, payload: &'a Value) -> BoxFuture<'a, Result<Rendered>> {
    let base = &wires.config.server.base_url;
    let mut lines =
        vec![say!(lang, mails.hello, name = word(payload, "name")), say!(lang, search.news_text).to_owned()];
    let workshops = payload.get("workshops").and_then(Value::as_array).into_iter().flatten();
    lines.extend(workshops.map(|one| {
        let address = format!("{base}{}", paths::mechanic(word(one, "slug")));
        format!("{} · {}\n{address}", word(one, "name"), word(one, "place"))
    }));
    let more = payload.get("more").and_then(Value::as_i64).unwrap_or_default();
    if more > 0 {
        lines.push(say!(lang, search.news_more, count = more));
    }
    let stop = word(payload, "customer_id").parse::<CustomerId>().map(|customer| {
        let word = policy::news_word(&wires.config.server, customer);
        format!("{base}{}?kim={customer}&belirtec={word}", paths::SEARCH_NEWS)
    });
    if let Ok(address) = stop {
        lines.push(say!(lang, search.news_stop, address = address));
    }
    let button = (say!(lang, search.news_button), format!("{base}{}", word(payload, "search")));
    let mail = layout::letter(lang, say!(lang, search.news_subject), &lines, Some(button));
    Box::pin(async move { Ok(mail) })
}
