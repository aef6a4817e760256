//! `/atolye/fiyat-tablosu`: all offers in one table and one form. `public/table.js` helps with the keyboard.

use super::{
    load, nothing_yet,
    services::{Typed, kind_name},
    wide_page,
};
use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::mechanics::{
        model::PriceKind,
        pages::spoken,
        prices::{inputs::PartsClass, table::Line},
        workshop::model::{MyService, MyWorkshop},
    },
    platform::{Scope, Visit, reference::Reference},
    say,
    ui::{
        Column, DataTable, Empty, FormState, Go, Page, Row, Section, asset,
        form::{Form, Submit, checkbox, field, form_errors, hidden, select},
        live::Part,
    },
};
use leptos::prelude::*;

const ENDPOINT: &str = "mechanics/save_price_table";
const PARTS: [&str; 8] =
    ["price", "price_kind", "minutes", "parts_class", "warranty_months", "warranty_km", "active", "was"];

pub async fn table(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let title = say!(lang, prices.table_title);
    let mut scope = Scope::read(&visit);
    let Some(own) = load(&mut scope).await? else { return Ok(nothing_yet(&visit, title, "services")) };
    let section = if own.services.is_empty() {
        let act = Go::new(say!(lang, workshop.add_services), paths::WORKSHOP_SERVICES);
        view! { <Empty icon="wrench" title=say!(lang, workshop.offered_none) line=say!(lang, workshop.offered_none_line) act=act/> }
            .into_any()
    } else {
        form(&visit, &own, &visit.wires.reference.get())
    };
    Ok(wide_page(&visit, &own, title.to_owned(), say!(lang, prices.table_line), "services", section))
}

fn form(visit: &Visit, own: &MyWorkshop, reference: &Reference) -> AnyView {
    let lang = visit.lang;
    let typed = Typed::read(visit.form(ENDPOINT));
    let mut state = FormState::default();
    for (place, service) in own.services.iter().enumerate() {
        let line = Line::from(service);
        if !typed.fill(&mut state, service.id, place, &PARTS) {
            start(&mut state, place, &line);
        }
        // Whoever saves again has read how the row stands now.
        if state.error(&format!("rows.{place}.was")).is_some() {
            state.values.insert(format!("rows.{place}.was"), vec![line.mark()]);
        }
    }
    // A row that went meanwhile has no place any more; what is wrong with it is said all the same.
    state.message.clone_from(&typed.state.message);
    let columns = vec![
        Column::new(say!(lang, prices.service)).main(),
        Column::new(say!(lang, workshop.minutes)),
        Column::new(say!(lang, workshop.price)),
        Column::new(say!(lang, workshop.price_kind)),
        Column::new(say!(lang, prices.parts)),
        Column::new(say!(lang, prices.warranty_months)),
        Column::new(say!(lang, prices.warranty_km)),
        Column::new(say!(lang, workshop.active)),
    ];
    let rows = own.services.iter().enumerate().map(|(place, service)| row(lang, &state, place, service, reference));
    let rows: Vec<Row> = rows.collect();
    let title = say!(lang, workshop.offered);
    view! {
        <Section title=title>
            <p class="text-sm text-muted -mt-2 mb-3" id="tablo-tuslari" hidden>{say!(lang, prices.table_keys)}</p>
            <Form action=paths::api(ENDPOINT) novalidate=true id="fiyat-tablosu">
                {form_errors(&state, say!(lang, workshop.refused))}
                <div class="lg:overflow-x-auto"><DataTable caption=title columns=columns rows=rows/></div>
                <Submit label=say!(lang, common.save) wide=true large=true/>
            </Form>
        </Section>
        <script r#type="module" src=asset("table.js")></script>
    }
    .into_any()
}

fn start(state: &mut FormState, place: usize, line: &Line) {
    let (offer, promise) = (&line.offer, line.promise);
    let figure = |figure: Option<i32>| figure.map(|figure| figure.to_string()).unwrap_or_default();
    for (part, value) in [
        ("price", offer.price.plain()),
        ("price_kind", offer.price_kind.word().to_owned()),
        ("minutes", offer.minutes.to_string()),
        ("parts_class", promise.parts_class.map_or("", PartsClass::word).to_owned()),
        ("warranty_months", figure(promise.warranty_months.map(i32::from))),
        ("warranty_km", figure(promise.warranty_km)),
        ("active", if offer.is_active { "true" } else { "" }.to_owned()),
        ("was", line.mark()),
    ] {
        state.values.insert(format!("rows.{place}.{part}"), vec![value]);
    }
}

fn row(lang: Lang, state: &FormState, place: usize, service: &MyService, reference: &Reference) -> Row {
    let name = |part: &str| format!("rows.{place}.{part}");
    // Each cell says what it is of, for who hears it.
    let said = |word: &str| format!("{word}, {}", service.name);
    let text = |part: &str, word: &str, letters: u32| {
        field(state, &name(part), said(word)).hide_label().digits().autocomplete("off").maxlength(letters).view()
    };
    let kinds = PriceKind::ALL.map(|kind| (kind.word(), kind_name(lang, kind)));
    let classes = PartsClass::ALL.map(|class| (class.word(), spoken::parts_class(lang, class)));
    let price = field(state, &name("price"), said(say!(lang, workshop.price))).hide_label().lira().maxlength(16).view();
    let kind = select(state, &name("price_kind"), said(say!(lang, workshop.price_kind))).hide_label().options(kinds);
    let parts = select(state, &name("parts_class"), said(say!(lang, prices.parts)))
        .hide_label()
        .placeholder(say!(lang, prices.parts_unsaid))
        .options(classes);
    let active = view! { <span class="sr-only">{said(say!(lang, workshop.active))}</span> };
    Row::new(vec![
        head(lang, state, place, service, reference),
        cell("minutes", "min-w-20", text("minutes", say!(lang, workshop.minutes), 5)),
        cell("price", "min-w-32", price),
        cell("price_kind", "min-w-40", kind.view()),
        cell("parts_class", "min-w-40", parts.view()),
        cell("warranty_months", "min-w-20", text("warranty_months", say!(lang, prices.warranty_months), 3)),
        cell("warranty_km", "min-w-24", text("warranty_km", say!(lang, prices.warranty_km), 6)),
        cell("active", "", checkbox(state, &name("active"), active).view()),
    ])
}

/// The script finds the cells of a column by `part`, and marks those that were changed.
fn cell(part: &'static str, width: &'static str, control: Part) -> AnyView {
    let class = format!(
        "{width} rounded-field data-changed:outline-2 data-changed:outline-accent data-changed:outline-offset-2"
    );
    view! { <div class=class data-cell=part>{control}</div> }.into_any()
}

/// The service, the way to its prices for some cars, and what is wrong with the whole row.
fn head(lang: Lang, state: &FormState, place: usize, service: &MyService, reference: &Reference) -> AnyView {
    let name = |part: &str| format!("rows.{place}.{part}");
    let slug = reference.service(service.id).map(|known| known.slug.as_str()).unwrap_or_default();
    let label = match service.car_prices {
        0 => say!(lang, prices.by_car).to_owned(),
        count => say!(lang, prices.table_by_car, count = count),
    };
    let stale = state.error(&name("was")).map(|text| {
        let text = text.to_owned();
        view! { <p class="text-sm text-error-ink mt-1" id=format!("f-rows-{place}-was") tabindex="-1">{text}</p> }
    });
    view! {
        {hidden(&name("service_id"), service.id.to_string())}
        {hidden(&name("was"), state.value(&name("was")).to_owned())}
        <p class="font-semibold lg:min-w-40">{service.name.clone()}</p>
        <a class="link-p text-sm inline-flex items-center min-h-11" href=format!("{}#araca-gore", paths::workshop_price(slug))>
            {label}
            <span class="sr-only">": " {service.name.clone()}</span>
        </a>
        {stale}
    }
    .into_any()
}
