//! `/hesap/aile/{id}?son=`: a car that another shares with one, to be read only: what comes due and what was done.

use super::{book_parts::shared_row, reminder_parts::head};
use crate::{
    kernel::{error::Result, lang::Lang, number, paths},
    modules::vehicles::{
        household::{
            model::{Right, first_name},
            service::{Shown, look_at},
            store::SharedCar,
        },
        model::vehicle_id,
        records::service::cursor,
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Breadcrumb, ButtonLink, Empty, Page, PageHead, Pager, PagerWords, Panel, PlateView, Remark, Section, Tag, Tone,
        button::Go,
    },
};
use leptos::prelude::*;

/// `id` is the path parameter as it was typed.
pub async fn shared_car(visit: Visit, id: String) -> Result<Page> {
    let lang = visit.lang;
    visit.person()?;
    let after = visit.param("son").and_then(|text| cursor(&text));
    let shown = look_at(&mut Scope::read(&visit), vehicle_id(&id)?, after).await?;
    let SharedCar { car, owner, rights, .. } = &shown.shared;
    let owner = first_name(owner);
    let km = say!(lang, vehicles.km_value, km = number::count(lang, car.km));
    let line = format!("{} · {km}", car.model_year);
    let plate = view! { <PlateView number=car.plate.clone() word=say!(lang, vehicles.plate) large=true/> }.into_any();
    let way = vec![Go::new(say!(lang, household.title), paths::HOUSEHOLD)];
    let act = if rights.hold(Right::Book) {
        let search = format!("{}?arac={}", paths::SEARCH, car.id);
        view! { <ButtonLink href=search label=say!(lang, household.book_with) icon="search"/> }.into_any()
    } else {
        view! { <Remark text=say!(lang, household.look_only, owner = owner)/> }.into_any()
    };
    let body = view! {
        <Breadcrumb name=say!(lang, household.title) way=way here=car.label.clone()/>
        <PageHead title=car.label.clone() line=line acts=plate/>
        <div class="flex flex-wrap items-center gap-3 mb-6">
            <Tag label=say!(lang, household.of, owner = owner) tone=Tone::Info icon="users"/>
            {act}
        </div>
        <div class="grid grid-cols-1 lg:grid-cols-2 gap-6 items-start">
            {due(&visit, &shown)}
            {book(lang, &shown, after.is_some())}
        </div>
        <div class="mt-6"><Remark text=say!(lang, household.remark, owner = owner)/></div>
    };
    Ok(Page::new(car.label.clone(), body).noindex().nav("household"))
}

fn due(visit: &Visit, shown: &Shown) -> AnyView {
    let lang = visit.lang;
    let rows: Vec<_> = shown
        .due
        .iter()
        .map(|reminder| view! { <li class="py-4">{head(lang, reminder, visit.now.day())}</li> })
        .collect();
    let list = if rows.is_empty() {
        let (title, line) = (say!(lang, household.due_none), say!(lang, household.due_none_line));
        view! { <Panel><Empty title=title line=line icon="bell"/></Panel> }.into_any()
    } else {
        view! { <ul class="panel px-4 md:px-5 divide-y divide-line">{rows}</ul> }.into_any()
    };
    view! { <Section title=say!(lang, household.due)>{list}</Section> }.into_any()
}

fn book(lang: Lang, shown: &Shown, is_later: bool) -> AnyView {
    let rows: Vec<_> = shown.entries.items.iter().map(|entry| shared_row(lang, entry)).collect();
    let own = paths::shared_car(shown.shared.car.id);
    let next = shown.entries.next.as_ref().map(|cursor| format!("{own}?son={}", paths::encoded(cursor)));
    let words = PagerWords {
        name: say!(lang, garage.pages).to_owned(),
        previous: say!(lang, sharing.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    let list = if rows.is_empty() {
        let (title, line) = (say!(lang, garage.book_empty), say!(lang, household.book_empty_line));
        view! { <Panel><Empty title=title line=line icon="book-check"/></Panel> }.into_any()
    } else {
        view! {
            <ol class="panel px-4 md:px-5 divide-y divide-line">{rows}</ol>
            <Pager previous=is_later.then_some(own) next=next words=words/>
        }
        .into_any()
    };
    view! { <Section title=say!(lang, household.book_title)>{list}</Section> }.into_any()
}
