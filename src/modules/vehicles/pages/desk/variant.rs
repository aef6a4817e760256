//! One variant: what it is, and what it may be merged into; or a new one, a proposed one too.

use super::{NEW_VARIANT, browse::way, forms::start, letters, merge, place};
use crate::{
    kernel::{error::Result, paths},
    modules::vehicles::{
        catalogue::{
            model::{ALIASES_MAX, BODIES, NAME_MAX, VARIANT_MAX},
            proposals, service,
            store::{ModelRow, VariantRow, proposals::Proposal},
        },
        pages::{
            propose::{fuels, gears},
            words,
        },
    },
    platform::{Scope, Visit},
    say,
    ui::{
        FormState, Notice, Panel, Section, Tone,
        form::{Form, Submit, checkbox, field, form_errors, hidden, select, text_area},
    },
};
use leptos::prelude::*;

const SAVE: &str = "vehicles/save_variant";

pub(super) async fn edit(visit: &Visit, scope: &mut Scope, word: &str) -> Result<AnyView> {
    let row = service::variant(scope, word).await?;
    let model = service::model(scope, &row.model_id.to_string()).await?;
    let (state, active) = start(visit, SAVE, &row.id.to_string(), row.is_active);
    let state = filled(state, &row);
    let title = format!("{} {} {}", model.brand, model.name, row.name);
    let form = form(visit, &state, active, ().into_any());
    let merge = merge::variant(visit, scope, &row).await?;
    Ok(view! {
        {way(visit.lang, Some(&model), row.name.clone())}
        <div class="grid grid-cols-1 lg:grid-cols-2 gap-4 items-start">
            <Panel><Section title=title>{form}</Section></Panel>
            <Panel>{merge}</Panel>
        </div>
    }
    .into_any())
}

/// With `?oneri=` it starts as it was proposed; with a model it belongs there, otherwise brand and model are written down.
pub(super) async fn new(visit: &Visit, scope: &mut Scope, model: &str) -> Result<AnyView> {
    let lang = visit.lang;
    let word = visit.param("oneri").unwrap_or_default();
    let proposal = if word.is_empty() { None } else { proposals::open(scope, &word).await? };
    let model = if model.is_empty() { None } else { Some(service::model(scope, model).await?) };
    let (state, active) = start(visit, SAVE, "", true);
    let state = match &proposal {
        Some(proposal) => proposed(state, proposal),
        None => state,
    };
    let belongs = belongs(visit, &state, model.as_ref());
    let remark = proposal.map(|proposal| {
        let note = if proposal.note.is_empty() { String::new() } else { format!(" {}", proposal.note) };
        let text = format!("{}: {}.{note}", proposal.full_name, proposal.label());
        view! { <Notice text=text title=say!(lang, catalogue.proposal) tone=Tone::Info/> }
    });
    let title = say!(lang, catalogue.variant_new);
    let form = form(visit, &state, active, belongs);
    Ok(view! {
        {way(lang, model.as_ref(), title.to_owned())}
        {remark}
        <Panel><Section title=title>{form}</Section></Panel>
    }
    .into_any())
}

/// Where it belongs: hidden when known, otherwise two names.
fn belongs(visit: &Visit, state: &FormState, model: Option<&ModelRow>) -> AnyView {
    let lang = visit.lang;
    match model {
        Some(model) => view! {
            {hidden("model_id", model.id.to_string())}
            <p class="font-semibold">{format!("{} {}", model.brand, model.name)}</p>
        }
        .into_any(),
        None => view! {
            <div class="grid grid-cols-1 sm:grid-cols-2 gap-4">
                {field(state, "brand", say!(lang, catalogue.brand)).hint(say!(lang, catalogue.named_hint)).maxlength(letters(NAME_MAX)).required().view()}
                {field(state, "model", say!(lang, catalogue.model)).maxlength(letters(NAME_MAX)).required().view()}
            </div>
        }
        .into_any(),
    }
}

fn filled(state: FormState, row: &VariantRow) -> FormState {
    let number = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
    state
        .with("name", &row.name)
        .with("aliases", &row.aliases)
        .with("generation", &row.generation)
        .with("year_from", row.year_from.to_string())
        .with("year_to", row.year_to.map(|year| year.to_string()).unwrap_or_default())
        .with("engine_cc", number(row.engine_cc))
        .with("fuel", &row.fuel)
        .with("power_kw", number(row.power_kw))
        .with("transmission", &row.transmission)
        .with("body", &row.body)
}

fn proposed(state: FormState, proposal: &Proposal) -> FormState {
    let year = proposal.year.to_string();
    state
        .with("proposal_id", proposal.id.to_string())
        .with("brand", &proposal.brand)
        .with("model", &proposal.model)
        .with("name", &proposal.variant)
        .with("year_from", &year)
        .with("year_to", year)
        .with("fuel", &proposal.fuel)
        .with("transmission", &proposal.transmission)
}

fn form(visit: &Visit, state: &FormState, active: bool, belongs: AnyView) -> AnyView {
    let lang = visit.lang;
    let bodies = BODIES.map(|code| (code.to_owned(), words::code(lang, code).unwrap_or(code).to_owned()));
    let mut body =
        select(state, "body", say!(lang, catalogue.body)).placeholder(say!(lang, catalogue.unknown)).options(bodies);
    // The files know variants with several bodies.
    let several = state.value("body");
    if several.contains(';') {
        let spoken: Vec<&str> = several.split(';').map(|code| words::code(lang, code).unwrap_or(code)).collect();
        body = body.option(several, spoken.join(", "));
    }
    let complaints = form_errors(state, say!(lang, errors.invalid));
    let proposal = state.value("proposal_id").to_owned();
    let proposal = (!proposal.is_empty()).then(|| hidden("proposal_id", proposal));
    let facts = view! {
        <div class="grid grid-cols-1 sm:grid-cols-2 gap-4">
            {field(state, "name", say!(lang, catalogue.variant)).hint(say!(lang, catalogue.variant_hint)).maxlength(letters(VARIANT_MAX)).required().view()}
            {field(state, "generation", say!(lang, catalogue.generation)).maxlength(letters(NAME_MAX)).view()}
            {field(state, "year_from", say!(lang, catalogue.year_from)).digits().maxlength(4).required().view()}
            {field(state, "year_to", say!(lang, catalogue.year_to)).digits().maxlength(4).hint(say!(lang, catalogue.year_to_hint)).view()}
            {fuels(lang, state).view()}
            {gears(lang, state).view()}
            {field(state, "engine_cc", say!(lang, catalogue.engine_cc)).digits().maxlength(5).view()}
            {field(state, "power_kw", say!(lang, catalogue.power_kw)).digits().maxlength(4).view()}
            {body.view()}
        </div>
        {text_area(state, "aliases", say!(lang, catalogue.aliases)).rows(2).hint(say!(lang, catalogue.aliases_hint)).maxlength(letters(ALIASES_MAX)).view()}
        {checkbox(state, "active", say!(lang, catalogue.active_hint)).checked(active).view()}
        <div><Submit label=say!(lang, common.save)/></div>
    }
    .into_any();
    let id = hidden("id", state.value("id"));
    view! {
        <Form action=paths::api(SAVE)>
            {complaints} {id} {proposal} {belongs} {facts}
        </Form>
    }
    .into_any()
}

/// Where the form of a proposal stands.
pub(super) fn of_proposal(id: &str) -> String {
    place(&[("yeni", NEW_VARIANT), ("oneri", id)])
}
