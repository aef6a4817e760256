//! The forms of brands and models.

use super::letters;
use crate::{
    kernel::paths,
    modules::vehicles::catalogue::{
        model::{ALIASES_MAX, NAME_MAX},
        store::{BrandRow, ModelRow},
    },
    platform::Visit,
    say,
    ui::{
        FormState, Panel, Section,
        form::{Form, Submit, checkbox, field, form_errors, hidden, text_area},
    },
};
use leptos::prelude::*;

const SAVE_BRAND: &str = "vehicles/save_brand";
const SAVE_MODEL: &str = "vehicles/save_model";

/// A refused form starts with what was typed, a fresh one with what stands. `active` is typed only when it was ticked.
pub(super) fn start(visit: &Visit, endpoint: &str, id: &str, active: bool) -> (FormState, bool) {
    let state = visit.form(endpoint);
    if state.is_refused() && state.value("id") == id {
        let ticked = !state.value("active").is_empty();
        (state, ticked)
    } else {
        (FormState::default().with("id", id), active)
    }
}

/// A brand, or a new one.
pub(super) fn brand(visit: &Visit, row: Option<&BrandRow>) -> AnyView {
    let id = row.map(|row| row.id.to_string()).unwrap_or_default();
    let (mut state, active) = start(visit, SAVE_BRAND, &id, row.is_none_or(|row| row.is_active));
    if let Some(row) = row {
        state = state.with("name", &row.name).with("aliases", &row.aliases);
    }
    let title = row.map_or_else(|| say!(visit.lang, catalogue.brand_new).to_owned(), |row| row.name.clone());
    name_form(visit, SAVE_BRAND, title, &state, active)
}

/// A model of the brand, or a new one.
pub(super) fn model(visit: &Visit, brand: &str, row: Option<&ModelRow>) -> AnyView {
    let id = row.map(|row| row.id.to_string()).unwrap_or_default();
    let (state, active) = start(visit, SAVE_MODEL, &id, row.is_none_or(|row| row.is_active));
    let mut state = state.with("brand_id", brand);
    if let Some(row) = row {
        state = state.with("name", &row.name).with("aliases", &row.aliases);
    }
    let title = row
        .map_or_else(|| say!(visit.lang, catalogue.model_new).to_owned(), |row| format!("{} {}", row.brand, row.name));
    name_form(visit, SAVE_MODEL, title, &state, active)
}

fn name_form(visit: &Visit, endpoint: &'static str, title: String, state: &FormState, active: bool) -> AnyView {
    let lang = visit.lang;
    let brand = state.value("brand_id").to_owned();
    let brand = (!brand.is_empty()).then(|| hidden("brand_id", brand));
    let fields = view! {
        {form_errors(state, say!(lang, errors.invalid))}
        {hidden("id", state.value("id"))}
        {brand}
        {field(state, "name", say!(lang, catalogue.name)).id(format!("{}-name", endpoint.replace('/', "-"))).maxlength(letters(NAME_MAX)).required().view()}
        {text_area(state, "aliases", say!(lang, catalogue.aliases)).id(format!("{}-aliases", endpoint.replace('/', "-"))).rows(2).hint(say!(lang, catalogue.aliases_hint)).maxlength(letters(ALIASES_MAX)).view()}
        {checkbox(state, "active", say!(lang, catalogue.active_hint)).id(format!("{}-active", endpoint.replace('/', "-"))).checked(active).view()}
        <div><Submit label=say!(lang, common.save)/></div>
    }
    .into_any();
    view! {
        <Panel>
            <Section title=title><Form action=paths::api(endpoint)>{fields}</Form></Section>
        </Panel>
    }
    .into_any()
}
