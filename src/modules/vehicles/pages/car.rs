//! `/hesap/araclar/{id}?gosterge=`: plate and kilometres, papers, and what both were before.

use super::{history, model::model_line, tabs::car_tabs, words};
use crate::{
    kernel::{error::Result, form::FormState, lang::Lang, number, paths, text::Vin},
    modules::vehicles::{
        garage::{
            model::{NOTES_MAX, Papers, REASON_MAX},
            service::{Sheet, sheet},
        },
        model::{Fuel, vehicle_id},
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Fold, Notice, Page, Panel, PostButton, Remark, Section, Tone,
        button::{ButtonLink, ButtonLook},
        form::{Form, Submit, checkbox, field, form_errors, hidden, select, text_area},
    },
};
use leptos::prelude::*;

const EDIT: &str = "vehicles/edit";
const CORRECT: &str = "vehicles/correct_km";
const PAPERS: &str = "vehicles/save_papers";

/// `id` is the path parameter as it was typed.
pub async fn car(visit: Visit, id: String) -> Result<Page> {
    let lang = visit.lang;
    let mut scope = Scope::read(&visit);
    // Visitors are asked to sign in before anything is said about the address.
    visit.person()?;
    let before = visit.param("gosterge").and_then(|id| id.parse().ok());
    let sheet = sheet(&mut scope, vehicle_id(&id)?, before).await?;
    let title = say!(lang, vehicles.edit_title);
    let body = view! {
        {car_tabs(lang, &sheet.car, title, paths::car)}
        {elsewhere(lang, &sheet)}
        <div class="grid grid-cols-1 lg:grid-cols-2 gap-6 items-start">
            <div class="grid grid-cols-1 gap-6">
                {edit(&visit, &sheet)}
                {history::warranties(lang, &sheet)}
                {history::readings(lang, &sheet, before.is_some())}
                {history::marks(lang, &sheet.marks)}
            </div>
            {papers(&visit, &sheet)}
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("cars"))
}

/// What another garage holds now, and the way to take it back.
fn elsewhere(lang: Lang, sheet: &Sheet) -> AnyView {
    if sheet.elsewhere.is_empty() {
        return ().into_any();
    }
    let lines: Vec<_> = sheet
        .elsewhere
        .iter()
        .map(|mark| {
            let day = mark.since.day().spoken_with_year(lang);
            let text = say!(lang, garage.elsewhere, value = mark.value.as_str(), day = day);
            view! { <Notice tone=Tone::Accent text=text/> }
        })
        .collect();
    let values = vec![("vehicle_id", sheet.car.id.to_string())];
    view! {
        <div class="grid grid-cols-1 gap-3 mb-6">
            {lines}
            <p class="text-sm text-muted">{say!(lang, garage.elsewhere_line)}</p>
            <div><PostButton action=paths::api("vehicles/reclaim") label=say!(lang, garage.reclaim) values=values icon="undo-2"/></div>
        </div>
    }
    .into_any()
}

fn edit(visit: &Visit, sheet: &Sheet) -> AnyView {
    let (lang, car, id) = (visit.lang, &sheet.car, sheet.car.id);
    let km = number::count(lang, car.km);
    let state = visit.form(EDIT).with("plate", car.plate.clone()).with("km", km.clone());
    let correction = correction(visit, sheet, &state);
    let model = model_line(visit, car);
    view! {
        <Panel>
            {model}
            <Form action=paths::api(EDIT) novalidate=true>
                {form_errors(&state, say!(lang, vehicles.refused))}
                {hidden("vehicle_id", id.to_string())}
                {field(&state, "plate", say!(lang, vehicles.plate)).hint(say!(lang, vehicles.plate_hint)).autocomplete("off").maxlength(16).required().view()}
                {field(&state, "km", say!(lang, vehicles.km)).digits().hint(say!(lang, vehicles.km_edit_hint, km = km)).autocomplete("off").maxlength(9).required().view()}
                <div class="flex flex-wrap gap-2">
                    <Submit label=say!(lang, vehicles.save)/>
                    <ButtonLink href=paths::CARS label=say!(lang, common.cancel) look=ButtonLook::Quiet/>
                </div>
            </Form>
            {correction}
        </Panel>
    }
    .into_any()
}

/// Stands open when the form above it was refused for its kilometres, with what was typed there.
fn correction(visit: &Visit, sheet: &Sheet, edited: &FormState) -> AnyView {
    let (lang, id) = (visit.lang, sheet.car.id);
    let state = visit.form(CORRECT);
    let open = state.is_refused() || edited.error("km").is_some();
    let typed = if edited.error("km").is_some() { edited.value("km") } else { "" };
    let state = state.with("km", typed);
    let reason_max = u32::try_from(REASON_MAX).unwrap_or_default();
    view! {
        <div class="mt-4">
            <Fold title=say!(lang, garage.correct_title) open=open>
                <Form action=paths::api(CORRECT) novalidate=true>
                    {form_errors(&state, say!(lang, garage.correct_refused))}
                    <p class="text-sm text-muted">{say!(lang, garage.correct_line)}</p>
                    {hidden("vehicle_id", id.to_string())}
                    {field(&state, "km", say!(lang, garage.correct_km)).id("duzeltme-km").digits().autocomplete("off").maxlength(9).required().view()}
                    {field(&state, "reason", say!(lang, garage.correct_reason)).hint(say!(lang, garage.correct_hint)).maxlength(reason_max).required().view()}
                    <div><Submit label=say!(lang, garage.correct_act) look=ButtonLook::Line icon="gauge"/></div>
                </Form>
            </Fold>
        </div>
    }
    .into_any()
}

/// The form starts as it was refused, or with what is known.
fn starting(visit: &Visit, papers: &Papers) -> FormState {
    let state = visit.form(PAPERS);
    if state.is_refused() {
        return state;
    }
    let day = |day: Option<crate::kernel::time::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    state
        .with("vin", papers.vin.clone().unwrap_or_default())
        .with("fuel", papers.fuel.clone().unwrap_or_default())
        .with("is_commercial", papers.is_commercial.to_string())
        .with("first_registered_on", day(papers.first_registered_on))
        .with("inspection_due_on", day(papers.inspection_due_on))
        .with("traffic_insurance_ends_on", day(papers.traffic_insurance_ends_on))
        .with("kasko_ends_on", day(papers.kasko_ends_on))
        .with("notes", papers.notes.clone())
}

fn papers(visit: &Visit, sheet: &Sheet) -> AnyView {
    let (lang, id) = (visit.lang, sheet.car.id);
    let state = starting(visit, &sheet.papers);
    let odd =
        sheet.papers.vin.as_deref().and_then(|vin| Vin::parse(vin).ok()).is_some_and(|vin| !vin.check_digit_holds());
    let odd = odd.then(|| view! { <Remark text=say!(lang, garage.vin_check)/> });
    let fuels = Fuel::ALL.map(Fuel::word).map(|fuel| (fuel, words::code(lang, fuel).unwrap_or_default()));
    let days = [
        ("first_registered_on", say!(lang, garage.first_registered)),
        ("inspection_due_on", say!(lang, garage.inspection)),
        ("traffic_insurance_ends_on", say!(lang, garage.traffic_insurance)),
        ("kasko_ends_on", say!(lang, garage.kasko)),
    ]
    .map(|(name, label)| field(&state, name, label).date().note(say!(lang, common.optional)).view());
    view! {
        <Section title=say!(lang, garage.papers) id="ruhsat">
            <Panel>
                <Form action=paths::api(PAPERS) novalidate=true>
                    {form_errors(&state, say!(lang, garage.papers_refused))}
                    {hidden("vehicle_id", id.to_string())}
                    <p class="text-sm text-muted">{say!(lang, garage.papers_line)}</p>
                    {field(&state, "vin", say!(lang, garage.vin)).hint(say!(lang, garage.vin_hint)).autocomplete("off").maxlength(25).note(say!(lang, common.optional)).view()}
                    {odd}
                    <div class="grid grid-cols-1 sm:grid-cols-2 gap-4">
                        {Vec::from(days)}
                    </div>
                    {select(&state, "fuel", say!(lang, garage.fuel)).placeholder(say!(lang, garage.fuel_as_built)).options(fuels).view()}
                    {checkbox(&state, "is_commercial", say!(lang, garage.commercial)).view()}
                    {text_area(&state, "notes", say!(lang, garage.notes)).maxlength(u32::try_from(NOTES_MAX).unwrap_or_default()).rows(4).note(say!(lang, common.optional)).view()}
                    <div><Submit label=say!(lang, garage.papers_act)/></div>
                </Form>
            </Panel>
        </Section>
    }
    .into_any()
}
