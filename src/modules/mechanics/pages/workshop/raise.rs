//! `/atolye/toplu-fiyat`: all prices at once, by so many per cent; first as a table of what would change.

use super::{load, nothing_yet, page};
use crate::{
    kernel::{
        error::{Code, Result},
        lang::Lang,
        paths, words,
    },
    modules::mechanics::{
        prices::{
            checks::STEPS,
            inputs::RaiseInput,
            service::{self, Change},
        },
        workshop::model::MyWorkshop,
    },
    platform::{Scope, Visit, reference::Reference},
    say,
    ui::{
        ButtonLook, Column, DataTable, FormState, Notice, Page, Panel, PostButton, Row, Section, Tone,
        form::{Form, Submit, field, form_errors, select},
    },
};
use leptos::prelude::*;

const RAISE: &str = "mechanics/raise_prices";

pub async fn raise(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let title = say!(lang, prices.raise);
    let mut scope = Scope::read(&visit);
    let Some(own) = load(&mut scope).await? else { return Ok(nothing_yet(&visit, title, "services")) };
    let reference = visit.wires.reference.get();
    let param = |name: &str| visit.param(name).unwrap_or_default();
    let input =
        RaiseInput { category: param("bolum"), percent: param("yuzde"), step: param("yuvarla"), seen: String::new() };
    let mut state = FormState::default()
        .with("bolum", input.category.clone())
        .with("yuzde", input.percent.clone())
        .with("yuvarla", if input.step.is_empty() { "10".to_owned() } else { input.step.clone() });
    let mut changes = None;
    if !input.percent.is_empty() || !input.step.is_empty() {
        match service::foresee(&mut scope, &input).await {
            Ok(found) => changes = Some(found),
            Err(mut error) if error.code == Code::Invalid => {
                words::speak(&mut error, lang);
                for (name, param) in [("category", "bolum"), ("percent", "yuzde"), ("step", "yuvarla")] {
                    if let Some(field) = error.fields.get(name) {
                        state = state.with_error(param, field.message.clone());
                    }
                }
            }
            Err(error) => return Err(error),
        }
    }
    let preview = changes.map(|changes| preview(lang, &input, changes, &reference));
    let refused = visit
        .form(RAISE)
        .message
        .map(|text| view! { <Notice tone=Tone::Error title=say!(lang, workshop.refused) text=text/> }.into_any());
    let sections = [refused, Some(form(lang, state, &own, &reference)), preview];
    let line = say!(lang, prices.raise_line);
    Ok(page(&visit, &own, title, line, "services", sections.into_iter().flatten().collect()))
}

fn form(lang: Lang, state: FormState, own: &MyWorkshop, reference: &Reference) -> AnyView {
    let offers = |category: &&crate::platform::reference::Category| {
        reference.services_of(category.id).any(|service| own.services.iter().any(|offer| offer.id == service.id))
    };
    let categories: Vec<(String, String)> = reference
        .categories
        .iter()
        .filter(offers)
        .map(|category| (category.slug.clone(), category.name(lang).to_owned()))
        .collect();
    let steps = STEPS.map(|step| (step.to_string(), say!(lang, prices.step, lira = step)));
    view! {
        <Panel>
            <Form action=paths::WORKSHOP_RAISE.to_owned() get=true>
                {form_errors(&state, say!(lang, workshop.refused))}
                <div class="grid sm:grid-cols-3 gap-4">
                    {select(&state, "bolum", say!(lang, prices.category)).plain().placeholder(say!(lang, prices.all_categories)).options(categories).view()}
                    {field(&state, "yuzde", say!(lang, prices.percent)).plain().inputmode("decimal").maxlength(8).placeholder("12,5").hint(say!(lang, prices.percent_hint)).view()}
                    {select(&state, "yuvarla", say!(lang, prices.rounding)).plain().options(steps).view()}
                </div>
                <div><Submit label=say!(lang, prices.foresee)/></div>
            </Form>
        </Panel>
    }
    .into_any()
}

fn preview(lang: Lang, input: &RaiseInput, changes: Vec<Change>, reference: &Reference) -> AnyView {
    let title = say!(lang, prices.foreseen);
    if changes.is_empty() {
        return view! { <Section title=title><Notice text=say!(lang, prices.nothing_changes) tone=Tone::Info/></Section> }
            .into_any();
    }
    let columns = vec![
        Column::new(say!(lang, prices.service)).main(),
        Column::new(say!(lang, prices.before)).numeric(),
        Column::new(say!(lang, prices.after)).numeric(),
    ];
    let (count, seen) = (changes.len(), service::seen(&changes));
    let rows = changes
        .into_iter()
        .map(|change| {
            let name = reference.service(change.service_id).map(|service| service.name(lang)).unwrap_or_default();
            let name =
                if change.is_by_car { format!("{name} ({})", say!(lang, prices.some_cars)) } else { name.to_owned() };
            Row::new(vec![
                name.into_any(),
                change.before.spoken(lang).into_any(),
                view! { <b class="font-semibold">{change.after.spoken(lang)}</b> }.into_any(),
            ])
        })
        .collect();
    let values = vec![
        ("category", input.category.clone()),
        ("percent", input.percent.clone()),
        ("step", input.step.clone()),
        ("seen", seen),
    ];
    view! {
        <Section title=title>
            <DataTable caption=title columns=columns rows=rows/>
            <div class="mt-4 flex flex-wrap items-center gap-4">
                <PostButton
                    action=paths::api(RAISE)
                    label=say!(lang, prices.raise_act, count = count)
                    values=values
                    look=ButtonLook::Accent
                    icon="check"
                />
                <p class="text-sm text-muted">{say!(lang, prices.raise_note)}</p>
            </div>
        </Section>
    }
    .into_any()
}
