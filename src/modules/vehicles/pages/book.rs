//! `/hesap/araclar/{id}/defter?kaynak=&yil=&son=`: the service book of a car, the latest first, with what it cost by year.
//! On paper only the book itself is printed.

use super::{
    book_parts::{chart, entry_row, record_form},
    tabs::car_tabs,
};
use crate::{
    kernel::{error::Result, form::FormState, ids::VehicleId, lang::Lang, paths},
    modules::vehicles::{
        model::vehicle_id,
        records::{
            chain::End,
            service::{Book, book, cursor},
            store::Filter,
        },
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Empty, Fold, Notice, Page, Pager, PagerWords, Panel, Section, Tone,
        button::{ButtonLink, ButtonLook},
        form::{Form, Submit, select},
    },
};
use leptos::prelude::*;

/// `id` is the path parameter as it was typed; `visits` the parts that `appointments` draws.
pub async fn service_book(visit: Visit, id: String, visits: [AnyView; 2]) -> Result<Page> {
    let lang = visit.lang;
    visit.person()?;
    let mut scope = Scope::read(&visit);
    let (origin, year) = (visit.param("kaynak").unwrap_or_default(), visit.param("yil").unwrap_or_default());
    let filter = Filter {
        origin: Some(origin).filter(|origin| matches!(origin.as_str(), "visit" | "owner")).unwrap_or_default(),
        year: year.parse().ok(),
        after: visit.param("son").and_then(|text| cursor(&text)),
    };
    let book = book(&mut scope, vehicle_id(&id)?, &filter).await?;
    let title = say!(lang, garage.book_title);
    let tampered = (book.end == End::Cut)
        .then(|| view! { <div class="mb-4"><Notice tone=Tone::Error text=say!(lang, garage.book_broken)/></div> });
    let body = view! {
        {car_tabs(lang, &book.car, title, paths::car_book)}
        {tampered}
        <div class="grid grid-cols-1 lg:grid-cols-[minmax(0,1fr)_21rem] gap-6 items-start">
            <div class="grid grid-cols-1 gap-5">
                {Vec::from(visits)}
                {filters(lang, book.car.id, &filter, &book)}
                {timeline(lang, &book, &filter)}
            </div>
            <div class="grid grid-cols-1 gap-6">
                {chart(lang, &book.by_year)}
                {hands(lang, book.car.id)}
                {add(&visit, book.car.id)}
            </div>
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("cars"))
}

fn filters(lang: Lang, id: VehicleId, filter: &Filter, book: &Book) -> AnyView {
    let year = filter.year.map(|year| year.to_string()).unwrap_or_default();
    let state = FormState::default().with("kaynak", filter.origin.clone()).with("yil", year);
    let origins = [("visit", say!(lang, garage.origin_visit)), ("owner", say!(lang, garage.origin_owner))];
    let years: Vec<_> = book.by_year.iter().rev().map(|(year, _)| (year.to_string(), year.to_string())).collect();
    view! {
        <Form action=paths::car_book(id) get=true label=say!(lang, garage.filter) class="flex flex-wrap items-end gap-3 print:hidden">
            <div class="grow min-w-36">{select(&state, "kaynak", say!(lang, garage.origin)).plain().placeholder(say!(lang, common.all)).options(origins).view()}</div>
            <div class="grow min-w-28">{select(&state, "yil", say!(lang, garage.year)).plain().placeholder(say!(lang, common.all)).options(years).view()}</div>
            <Submit label=say!(lang, garage.filter) look=ButtonLook::Line icon="list-filter"/>
        </Form>
    }
    .into_any()
}

fn timeline(lang: Lang, book: &Book, filter: &Filter) -> AnyView {
    if book.entries.items.is_empty() {
        return view! {
            <Panel><Empty title=say!(lang, garage.book_empty) line=say!(lang, garage.book_empty_line) icon="book-check"/></Panel>
        }
        .into_any();
    }
    let rows: Vec<_> = book.entries.items.iter().map(|entry| entry_row(lang, book.car.id, entry)).collect();
    let year = filter.year.map(|year| year.to_string()).unwrap_or_default();
    let first_page = format!("{}?kaynak={}&yil={year}", paths::car_book(book.car.id), filter.origin);
    let next = book.entries.next.as_ref().map(|cursor| format!("{first_page}&son={}", paths::encoded(cursor)));
    let first = filter.after.is_some().then_some(first_page);
    let words = PagerWords {
        name: say!(lang, garage.pages).to_owned(),
        previous: say!(lang, sharing.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    view! {
        <ol class="panel px-4 md:px-5 divide-y divide-line">{rows}</ol>
        <Pager previous=first next=next words=words/>
    }
    .into_any()
}

/// The ways in which others get to the book.
fn hands(lang: Lang, id: VehicleId) -> AnyView {
    view! {
        <div class="print:hidden flex flex-wrap gap-2">
            <ButtonLink href=paths::car_book_paper(id) label=say!(lang, garage.paper) look=ButtonLook::Line icon="download"/>
            <ButtonLink href=paths::car_sharing(id) label=say!(lang, sharing.title) look=ButtonLook::Line icon="share-2"/>
            <ButtonLink href=paths::car_handover(id) label=say!(lang, handover.title) look=ButtonLook::Line icon="handshake"/>
        </div>
    }
    .into_any()
}

fn add(visit: &Visit, id: VehicleId) -> AnyView {
    let lang = visit.lang;
    let state = visit.form("vehicles/save_record");
    let open = state.is_refused() && state.value("record_id").is_empty();
    let state = if open { state } else { FormState::default() }.with("done_on", visit.now.day().to_string());
    let form = record_form(visit, id, "", &state);
    view! {
        <div class="print:hidden">
            <Section title=say!(lang, garage.record_add) id="ekle">
                <div class="panel px-4 md:px-5">
                    <Fold title=say!(lang, garage.record_add_title) open=open>{form}</Fold>
                </div>
            </Section>
        </div>
    }
    .into_any()
}
