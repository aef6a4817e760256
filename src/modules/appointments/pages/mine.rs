//! `/hesap/randevular`.

use super::parts::rows;
use crate::{
    kernel::{
        error::{AppError, Result},
        lang::Lang,
        page, paths,
    },
    modules::appointments::{service, status::Side, store::Cursor},
    platform::{Scope, Visit},
    say,
    ui::{ButtonLink, Empty, Page, PageHead, Pager, PagerWords, Picture, Section, button::Go},
};
use leptos::prelude::*;

const PAST: usize = 20;

/// # Errors
/// `unauthenticated` for visitors.
pub async fn mine(visit: Visit) -> Result<Page, AppError> {
    let (lang, now) = (visit.lang, visit.now);
    let before = visit.param("once").and_then(|text| Cursor::parse(&text));
    let mut scope = Scope::read(&visit);
    let (upcoming, past) = service::my_lists(&mut scope, before, i64::try_from(PAST + 1).unwrap_or_default()).await?;
    let past = page::Page::cut(past, PAST, Cursor::of);
    let title = say!(lang, appointments.title);
    let find = view! { <ButtonLink href=paths::SEARCH label=say!(lang, appointments.find) icon="search"/> }.into_any();
    let coming = if upcoming.is_empty() { empty(lang) } else { rows(lang, &upcoming, Side::Customer, now) };
    let over = (!past.items.is_empty()).then(|| {
        view! {
            <Section title=say!(lang, appointments.past) class="mt-8">
                {rows(lang, &past.items, Side::Customer, now)}
                {pager(lang, paths::APPOINTMENTS, before.is_some(), past.next)}
            </Section>
        }
    });
    let body = view! {
        <PageHead title=title acts=find/>
        {before.is_none().then(|| view! { <Section title=say!(lang, appointments.upcoming)>{coming}</Section> })}
        {over}
    };
    Ok(Page::new(title, body).noindex().fresh().nav("appointments"))
}

fn empty(lang: Lang) -> AnyView {
    view! {
        <Empty
            title=say!(lang, appointments.none_title)
            line=say!(lang, appointments.none_line)
            picture=Picture::EmptyCalendar
            act=Go::new(say!(lang, appointments.find), paths::SEARCH)
        />
    }
    .into_any()
}

/// Back to the first page, and on to older ones.
pub fn pager(lang: Lang, address: &str, is_later: bool, next: Option<String>) -> AnyView {
    let words = PagerWords {
        name: say!(lang, appointments.pages).to_owned(),
        previous: say!(lang, appointments.newest).to_owned(),
        next: say!(lang, appointments.older).to_owned(),
    };
    let joint = if address.contains('?') { '&' } else { '?' };
    let next = next.map(|cursor| {
        let cursor: String = form_urlencoded::byte_serialize(cursor.as_bytes()).collect();
        format!("{address}{joint}once={cursor}")
    });
    view! { <Pager previous=is_later.then(|| address.to_owned()) next=next words=words/> }.into_any()
}
