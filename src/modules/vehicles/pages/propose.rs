//! `/hesap/araclar/oner`: a car that the catalogue lacks, and what became of those proposed before.

use super::words;
use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::vehicles::{
        catalogue::{
            model::{NAME_MAX, NOTE_MAX, VARIANT_MAX},
            proposals,
            store::proposals::Proposal,
        },
        policy,
    },
    platform::{
        Scope, Visit,
        reference::import::{FUELS, TRANSMISSIONS},
    },
    say,
    ui::{
        Breadcrumb, ButtonLink, ButtonLook, Empty, FormState, Go, Page, PageHead, Panel, Section, Tag, Tone,
        form::{Form, Select, Submit, field, form_errors, select, text_area},
    },
};
use leptos::prelude::*;

const PROPOSE: &str = "vehicles/propose";

pub async fn propose(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let mut scope = Scope::read(&visit);
    policy::owner(&scope.actor)?;
    let mine = proposals::mine(&mut scope).await?;
    let title = say!(lang, catalogue.propose_title);
    let way =
        vec![Go::new(say!(lang, vehicles.title), paths::CARS), Go::new(say!(lang, vehicles.add_title), paths::CAR_NEW)];
    let body = view! {
        <Breadcrumb name=say!(lang, vehicles.title) way=way here=title/>
        <PageHead title=title line=say!(lang, catalogue.propose_line)/>
        <div class="grid grid-cols-1 lg:grid-cols-2 gap-6 items-start">
            <Panel>{proposal_form(&visit)}</Panel>
            {list(lang, mine)}
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("cars"))
}

fn proposal_form(visit: &Visit) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(PROPOSE);
    let letters = |limit: usize| u32::try_from(limit).unwrap_or(u32::MAX);
    view! {
        <Form action=paths::api(PROPOSE)>
            {form_errors(&state, say!(lang, catalogue.not_sent))}
            <div class="grid grid-cols-1 sm:grid-cols-2 gap-4">
                {field(&state, "brand", say!(lang, catalogue.brand)).maxlength(letters(NAME_MAX)).required().view()}
                {field(&state, "model", say!(lang, catalogue.model)).maxlength(letters(NAME_MAX)).required().view()}
            </div>
            {field(&state, "variant", say!(lang, catalogue.variant)).hint(say!(lang, catalogue.variant_hint)).maxlength(letters(VARIANT_MAX)).required().view()}
            <div class="grid grid-cols-1 sm:grid-cols-3 gap-4">
                {field(&state, "year", say!(lang, catalogue.year)).digits().maxlength(4).required().view()}
                {fuels(lang, &state).view()}
                {gears(lang, &state).view()}
            </div>
            {text_area(&state, "note", say!(lang, catalogue.note)).rows(3).hint(say!(lang, catalogue.note_hint)).maxlength(letters(NOTE_MAX)).view()}
            <div><Submit label=say!(lang, catalogue.propose_act) icon="send-horizontal"/></div>
        </Form>
    }
    .into_any()
}

/// Choosing a fuel, or none.
pub(super) fn fuels(lang: Lang, state: &FormState) -> Select {
    let options = FUELS.map(|code| (code, words::code(lang, code).unwrap_or(code)));
    select(state, "fuel", say!(lang, catalogue.fuel)).placeholder(say!(lang, catalogue.unknown)).options(options)
}

/// Choosing a gearbox, or none.
pub(super) fn gears(lang: Lang, state: &FormState) -> Select {
    let options = TRANSMISSIONS.map(|code| (code, words::code(lang, code).unwrap_or(code)));
    select(state, "transmission", say!(lang, catalogue.transmission))
        .placeholder(say!(lang, catalogue.unknown))
        .options(options)
}

fn list(lang: Lang, mine: Vec<Proposal>) -> AnyView {
    let title = say!(lang, catalogue.mine);
    let body = if mine.is_empty() {
        view! { <Empty title=say!(lang, catalogue.mine_none) icon="car"/> }.into_any()
    } else {
        let rows = mine.into_iter().map(|proposal| row(lang, proposal)).collect_view();
        view! { <ul class="grid grid-cols-1 gap-3">{rows}</ul> }.into_any()
    };
    view! { <Section title=title>{body}</Section> }.into_any()
}

fn row(lang: Lang, proposal: Proposal) -> AnyView {
    let (state, tone) = state_name(lang, &proposal.state);
    let label = proposal.label();
    let reason = (!proposal.reason.is_empty())
        .then(|| view! { <p class="whitespace-pre-wrap wrap-anywhere mt-2">{proposal.reason}</p> });
    let add = proposal.variant_id.map(|id| {
        let href = format!("{}?arac={id}", paths::CAR_NEW);
        view! { <p class="mt-3"><ButtonLink href=href label=say!(lang, vehicles.add) look=ButtonLook::Soft icon="plus"/></p> }
    });
    view! {
        <li class="panel p-4">
            <p class="flex flex-wrap items-center gap-2">
                <b class="font-semibold wrap-anywhere">{label}</b>
                <Tag label=state tone=tone/>
            </p>
            <p class="text-sm text-muted num mt-1">{proposal.created_at.day().spoken_with_year(lang)}</p>
            {reason}
            {add}
        </li>
    }
    .into_any()
}

pub(super) fn state_name(lang: Lang, state: &str) -> (&'static str, Tone) {
    match state {
        "accepted" => (say!(lang, catalogue.state_accepted), Tone::Success),
        "refused" => (say!(lang, catalogue.state_refused), Tone::Error),
        _ => (say!(lang, catalogue.state_waiting), Tone::Accent),
    }
}
