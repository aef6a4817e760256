//! `/atolye/musteriler/{id}`: one customer of the workshop, with their visits there and what is noted about them.

use super::{
    clients::day,
    mine::pager,
    parts::{phone, plate, rows},
};
use crate::{
    kernel::{
        error::{AppError, Result},
        form::FormState,
        ids::CustomerId,
        lang::Lang,
        number, paths,
    },
    modules::appointments::{
        clients::{
            model::{Client, ClientCar, NOTE_MAX},
            service::{self, Shown},
        },
        status::Side,
        store::Cursor,
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLook, Facts, Figure, Figures, Icon, Page, PageHead, Section,
        form::{Form, Submit, form_errors, hidden, text_area},
    },
};
use leptos::prelude::*;

const NOTE: &str = "appointments/note_customer";

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who run no workshop and for whoever had no visit there.
pub async fn workshop_customer(visit: Visit, id: String) -> Result<Page, AppError> {
    let before = visit.param("once").and_then(|text| Cursor::parse(&text));
    let Shown { client, cars, visits, note } = service::show(&mut Scope::read(&visit), &id, before).await?;
    let lang = visit.lang;
    let here = paths::workshop_customer(client.id);
    let title = client.name.clone();
    let body = view! {
        <a class="inline-flex items-center gap-2 min-h-11 text-sm text-muted hover:text-base-content" href=paths::WORKSHOP_CUSTOMERS>
            <Icon name="arrow-left" class="size-4"/>
            {say!(lang, clients.title)}
        </a>
        <PageHead title=title.clone()/>
        <Figures items=figures(lang, &client)/>
        <p class="text-xs text-muted mt-1">{say!(lang, clients.vat)}</p>
        <div class="mt-6 lg:grid lg:grid-cols-[minmax(0,1fr)_21rem] gap-8 items-start">
            <Section title=say!(lang, clients.open_visits)>
                {rows(lang, &visits.items, Side::Mechanic, visit.now)}
                {pager(lang, &here, before.is_some(), visits.next)}
            </Section>
            <aside class="max-lg:mt-6 grid grid-cols-1 gap-6">
                <div class="panel px-4 md:px-5 py-2"><Facts items=facts(lang, &client, cars)/></div>
                {note_form(&visit, client.id, note)}
            </aside>
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("clients"))
}

fn figures(lang: Lang, client: &Client) -> Vec<Figure> {
    vec![
        Figure::new(say!(lang, clients.visits), number::count(lang, client.visits)),
        Figure::new(say!(lang, clients.spent), client.spent.spoken(lang)),
        Figure::new(say!(lang, clients.last), day(lang, client.last_at)),
        Figure::new(say!(lang, clients.no_shows), number::count(lang, client.no_shows)),
    ]
}

fn facts(lang: Lang, client: &Client, cars: Vec<ClientCar>) -> Vec<(String, AnyView)> {
    let mut items = vec![(say!(lang, clients.next).to_owned(), day(lang, client.next_at).into_any())];
    if let Some(number) = client.phone.as_deref() {
        items.push((say!(lang, appointments.phone).to_owned(), phone(number)));
    }
    for car in cars {
        let value = view! { {car.label} " " {plate(lang, &car.plate)} };
        items.push((say!(lang, appointments.car).to_owned(), value.into_any()));
    }
    items
}

fn note_form(visit: &Visit, id: CustomerId, note: String) -> AnyView {
    let lang = visit.lang;
    let typed = visit.form(NOTE);
    let state = if typed.is_refused() { typed } else { FormState::default().with("text", note) };
    let area = text_area(&state, "text", say!(lang, clients.note))
        .hint(say!(lang, clients.note_hint))
        .rows(4)
        .maxlength(u32::try_from(NOTE_MAX).unwrap_or_default());
    view! {
        <div class="panel p-4 md:p-5 print:hidden">
            <Form action=paths::api(NOTE)>
                {form_errors(&state, say!(lang, clients.note_refused))}
                {hidden("customer_id", id.to_string())}
                {area.view()}
                <Submit label=say!(lang, common.save) look=ButtonLook::Line/>
            </Form>
        </div>
    }
    .into_any()
}
