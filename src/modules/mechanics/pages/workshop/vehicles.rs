//! `/atolye/araclar`: which cars the workshop takes. The brand is chosen first, because models hang on it.

use super::{load, nothing_yet, page, tester::tester};
use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::{
        mechanics::workshop::model::{MyRule, MyWorkshop},
        vehicles::{Fuel, ModelItem, code_name, models_of},
    },
    platform::{
        Scope, Visit,
        reference::{Brand, Reference},
    },
    say,
    ui::{
        Empty, FormState, Notice, Page, Panel, PostButton, Section, Tag, TextLink, Tone,
        form::{Form, Submit, field, form_errors, hidden, radios, select},
    },
};
use leptos::prelude::*;

const ENDPOINT: &str = "mechanics/add_vehicle_rule";
/// What `?marka=` says for a rule that names no brand.
const ANY_BRAND: &str = "hepsi";

pub async fn vehicles(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let title = say!(lang, workshop.vehicles);
    let mut scope = Scope::read(&visit);
    let Some(own) = load(&mut scope).await? else { return Ok(nothing_yet(&visit, title, "vehicles")) };
    let reference = visit.wires.reference.get();
    let state = visit.form(ENDPOINT);
    let typed = state.is_refused().then(|| state.value("brand_id").to_owned());
    let add = match visit.param("marka").or(typed) {
        Some(wanted) => {
            let brand = reference.find_brand(&wanted);
            let models = match brand {
                Some(brand) => models_of(&mut scope, brand.id).await?,
                None => Vec::new(),
            };
            rule_form(lang, state, brand, models)
        }
        None => brand_form(lang, paths::WORKSHOP_VEHICLES, &reference),
    };
    let add = view! { <Section title=say!(lang, workshop.rule_add) id="ekle"><Panel>{add}</Panel></Section> };
    let tester = tester(&visit, &mut scope, &own, &reference).await?;
    let sections = vec![rules(lang, &own, &reference), tester, add.into_any()];
    Ok(page(&visit, &own, title, say!(lang, workshop.vehicles_line), "vehicles", sections))
}

fn rules(lang: Lang, own: &MyWorkshop, reference: &Reference) -> AnyView {
    if own.vehicle_rules.is_empty() {
        return view! { <Empty icon="car" title=say!(lang, workshop.every_car) line=say!(lang, workshop.every_car_line)/> }.into_any();
    }
    let only = own.vehicle_rules.iter().any(|rule| rule.includes);
    let sentence = if only { say!(lang, workshop.only_these) } else { say!(lang, workshop.all_but_these) };
    let rows: Vec<_> = own.vehicle_rules.iter().map(|rule| rule_row(lang, rule, reference)).collect();
    view! {
        <Section title=say!(lang, workshop.rules)>
            <div class="grid gap-4">
                <Notice text=sentence tone=Tone::Info/>
                <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{rows}</ul></Panel>
            </div>
        </Section>
    }
    .into_any()
}

/// `2015 – 2020`, `2015 ve sonrası`; nothing for all years.
pub(super) fn years_words(lang: Lang, from: Option<i16>, to: Option<i16>) -> Option<String> {
    match (from, to) {
        (None, None) => None,
        (Some(from), None) => Some(say!(lang, workshop.years_from, year = from)),
        (None, Some(to)) => Some(say!(lang, workshop.years_to, year = to)),
        (Some(from), Some(to)) => Some(format!("{from} – {to}")),
    }
}

/// The cars and the years of a rule.
pub(super) fn rule_words(lang: Lang, rule: &MyRule, reference: &Reference) -> (String, String) {
    let brand = rule.brand_id.and_then(|id| reference.brand(id)).map(|brand| brand.name.clone());
    let car = match (brand, &rule.model) {
        (Some(brand), Some(model)) => format!("{brand} {model}"),
        (Some(brand), None) => say!(lang, workshop.all_models, brand = brand),
        (None, _) => say!(lang, prices.any_brand).to_owned(),
    };
    let fuel = rule.fuel.and_then(|fuel| code_name(lang, fuel.word()));
    let car = fuel.map_or_else(|| car.clone(), |fuel| format!("{car}, {fuel}"));
    let years = years_words(lang, rule.year_from, rule.year_to);
    (car, years.unwrap_or_else(|| say!(lang, workshop.all_years).to_owned()))
}

fn rule_row(lang: Lang, rule: &MyRule, reference: &Reference) -> AnyView {
    let (car, years) = rule_words(lang, rule, reference);
    let (label, tone, icon) = if rule.includes {
        (say!(lang, workshop.taken), Tone::Success, "check")
    } else {
        (say!(lang, workshop.not_taken), Tone::Error, "x")
    };
    view! {
        <li class="flex items-center justify-between gap-4 py-3">
            <span class="min-w-0">
                <b class="block font-semibold">{car}</b>
                <span class="flex flex-wrap items-center gap-2 text-sm text-muted num mt-0.5">{years} <Tag label=label tone=tone icon=icon/></span>
            </span>
            <PostButton
                action=paths::api("mechanics/remove_vehicle_rule")
                label=say!(lang, common.remove)
                values=vec![("rule_id", rule.id.to_string())]
            />
        </li>
    }
    .into_any()
}

/// Asks for the brand first, or for none, on the page `here`.
pub(super) fn brand_form(lang: Lang, here: &str, reference: &Reference) -> AnyView {
    let brands = reference.brands.iter().map(|brand| (brand.slug.clone(), brand.name.clone()));
    let any = [(ANY_BRAND.to_owned(), say!(lang, prices.any_brand).to_owned())];
    let choice = select(&FormState::default(), "marka", say!(lang, workshop.brand))
        .plain()
        .options(any.into_iter().chain(brands))
        .icon("car")
        .view();
    view! {
        <Form action=format!("{here}#ekle") get=true>
            {choice}
            <Submit label=say!(lang, workshop.go_on) wide=true/>
        </Form>
    }
    .into_any()
}

fn rule_form(lang: Lang, state: FormState, brand: Option<&Brand>, models: Vec<ModelItem>) -> AnyView {
    let other = format!("{}#ekle", paths::WORKSHOP_VEHICLES);
    let models: Vec<_> = models.into_iter().map(|model| (model.id.to_string(), model.name)).collect();
    let id = brand.map(|brand| brand.id.to_string()).unwrap_or_default();
    let name = brand.map_or_else(|| say!(lang, prices.any_brand).to_owned(), |brand| brand.name.clone());
    let model = brand.is_some().then(|| {
        select(&state, "model_id", say!(lang, workshop.model))
            .placeholder(say!(lang, workshop.every_model))
            .options(models)
            .view()
    });
    let fuels: Vec<_> = Fuel::ALL.map(Fuel::word).map(|code| (code, code_name(lang, code).unwrap_or(code))).to_vec();
    view! {
        <Form action=paths::api(ENDPOINT) novalidate=true>
            {form_errors(&state, say!(lang, workshop.refused))}
            {hidden("brand_id", id)}
            <p class="flex items-center justify-between gap-4 min-h-11">
                <b class="font-semibold text-lg">{name}</b>
                <TextLink href=other label=say!(lang, workshop.other_brand)/>
            </p>
            {radios(&state, "includes", say!(lang, workshop.rule_kind))
                .option_with("true", say!(lang, workshop.include), say!(lang, workshop.include_line))
                .option_with("false", say!(lang, workshop.exclude), say!(lang, workshop.exclude_line))
                .preset("true")
                .view()}
            {model}
            {select(&state, "fuel", say!(lang, prices.fuel)).placeholder(say!(lang, prices.any_fuel)).options(fuels).view()}
            <div class="grid grid-cols-2 gap-4">
                {field(&state, "year_from", say!(lang, workshop.year_from)).number().min(1950).max(2100).view()}
                {field(&state, "year_to", say!(lang, workshop.year_to)).number().min(1950).max(2100).view()}
            </div>
            <p class="hint -mt-2">{say!(lang, workshop.years_hint)} " " {say!(lang, prices.rule_hint)}</p>
            <Submit label=say!(lang, workshop.rule_act) wide=true large=true/>
        </Form>
    }
    .into_any()
}
