//! `/hesap/hatirlatmalar?son=`: what is overdue or due soon across all cars; its first lines are a part of the account's first
//! page.

use super::reminder_parts::due_words;
use crate::{
    kernel::{error::Result, paths},
    modules::vehicles::reminders::{mails::name, model::SOON_DAYS, service, store::Reminder},
    platform::{Scope, Visit},
    say,
    ui::{AttentionCard, ButtonLink, ButtonLook, Empty, Page, PageHead, Pager, PagerWords, Section, Tone, button::Go},
};
use leptos::prelude::*;

/// # Errors
/// `unauthenticated` for visitors.
pub async fn due(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    visit.person()?;
    let after = visit.param("son").unwrap_or_default();
    let found = service::all_due(&mut Scope::read(&visit), &after).await?;
    let title = say!(lang, garage.due_title, days = SOON_DAYS);
    let list = if found.items.is_empty() {
        let act = Go::new(say!(lang, vehicles.title), paths::CARS);
        view! { <Empty title=say!(lang, garage.due_none) line=say!(lang, garage.due_none_line) icon="bell" act=act/> }
            .into_any()
    } else {
        cards(&visit, &found.items)
    };
    let words = PagerWords {
        name: say!(lang, garage.due_pages).to_owned(),
        previous: say!(lang, search.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    let first = (!after.is_empty()).then(|| paths::DUE.to_owned());
    let next = found.next.map(|last| format!("{}?son={last}", paths::DUE));
    let body = view! {
        <PageHead title=title.clone()/>
        {list}
        <Pager previous=first next=next words=words/>
    };
    Ok(Page::new(title, body).noindex().nav("cars"))
}

/// Nothing when nothing is.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn due_part(visit: &Visit) -> Result<AnyView> {
    let lang = visit.lang;
    let found = service::due_soon(&mut Scope::read(visit)).await?;
    if found.items.is_empty() {
        return Ok(().into_any());
    }
    let title = say!(lang, garage.due_title, days = SOON_DAYS);
    let all = found.next.is_some().then(|| {
        view! {
            <p class="mt-3"><ButtonLink href=paths::DUE label=say!(lang, garage.due_all) look=ButtonLook::Line icon="bell"/></p>
        }
    });
    let first = cards(visit, &found.items);
    Ok(view! { <Section title=title>{first} {all}</Section> }.into_any())
}

fn cards(visit: &Visit, reminders: &[Reminder]) -> AnyView {
    let (lang, today) = (visit.lang, visit.now.day());
    let cards: Vec<_> = reminders
        .iter()
        .map(|reminder| {
            let late = reminder.next_on.is_some_and(|on| on < today) || reminder.is_run_out();
            let tone = if late { Tone::Error } else { Tone::Accent };
            let title = format!("{} · {}", name(lang, reminder.kind(), &reminder.title), reminder.plate);
            let line = due_words(lang, reminder, today);
            view! { <AttentionCard href=paths::car_reminders(reminder.vehicle_id) title=title line=line icon="bell" tone=tone/> }
        })
        .collect();
    view! { <div class="grid md:grid-cols-2 gap-3">{cards}</div> }.into_any()
}
