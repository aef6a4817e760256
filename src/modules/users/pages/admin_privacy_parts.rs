//! Parts of the desk of personal data: one request, planned deletions, the report of the nights, the retention table.

use super::privacy_parts::request_state;
use crate::{
    kernel::{lang::Lang, number, paths},
    modules::users::{
        model::privacy::TEXT_MAX,
        spoken,
        store::{
            deletion::Pending,
            requests::{Request, Run},
        },
    },
    platform::{
        Visit,
        personal::{Fate, PersonalData},
    },
    say,
    ui::{
        Column, DataTable, Empty, FormState, Panel, Row, Section, Tag, Tone,
        form::{Form, Submit, form_errors, hidden, radios, text_area},
    },
};
use leptos::prelude::*;

const ANSWER: &str = "users/answer_request";

/// One request with its clock and, while it is open, the form of the answer.
pub(super) fn request(visit: &Visit, request: Request) -> AnyView {
    let lang = visit.lang;
    let is_open = request.state == "open";
    let overdue = is_open && request.due_at < visit.now;
    let (state, tone) = request_state(lang, &request.state);
    let days = request.due_at.day().days_since(visit.now.day());
    let clock = match (is_open, overdue) {
        (false, _) => None,
        (true, true) => Some((say!(lang, privacy.overdue_by, days = -days), Tone::Error)),
        (true, false) => Some((say!(lang, privacy.days_left, days = days), Tone::Line)),
    };
    let who = format!("{} · {}", request.full_name, request.email);
    let asked = request.created_at.day().spoken_with_year(lang);
    let answer = request.answer.clone().filter(|answer| !answer.is_empty());
    let form = is_open.then(|| answer_form(visit, &request));
    view! {
        <Panel>
            <p class="flex flex-wrap items-center gap-2">
                <b class="font-semibold">{spoken::request_kind(lang, &request.kind)}</b>
                <Tag label=state tone=tone/>
                {clock.map(|(label, tone)| view! { <Tag label=label tone=tone/> })}
                <span class="text-sm text-muted num">{asked}</span>
            </p>
            <p class="text-sm text-muted break-all mt-1">{who}</p>
            <p class="whitespace-pre-wrap break-words mt-2">{request.body}</p>
            {answer.map(|answer| view! { <p class="whitespace-pre-wrap break-words mt-3 border-l-4 border-line pl-3">{answer}</p> })}
            {form}
        </Panel>
    }
    .into_any()
}

fn answer_form(visit: &Visit, request: &Request) -> AnyView {
    let lang = visit.lang;
    let id = request.id.to_string();
    // Several of these forms stand on the page: what was typed belongs to one of them.
    let typed = visit.form(ANSWER);
    let state = if typed.value("request_id") == id { typed } else { FormState::default() };
    let complaints = form_errors(&state, say!(lang, errors.invalid));
    let answer = text_area(&state, "answer", say!(lang, privacy.answer_text))
        .id(format!("answer-{id}"))
        .maxlength(u32::try_from(TEXT_MAX).unwrap_or(4000))
        .required()
        .view();
    let decision = radios(&state, "state", say!(lang, privacy.answer_state))
        .id(format!("state-{id}"))
        .chips()
        .option("answered", say!(lang, privacy.state_answered))
        .option("refused", say!(lang, privacy.state_refused))
        .preset("answered")
        .view();
    let label = format!("{}: {}", say!(lang, privacy.answer_send), request.full_name);
    view! {
        <Form action=paths::api(ANSWER) label=label class="grid grid-cols-1 gap-3 mt-4">
            {complaints}
            {hidden("request_id", id)}
            {answer}
            {decision}
            <div><Submit label=say!(lang, privacy.answer_send)/></div>
        </Form>
    }
    .into_any()
}

pub(super) fn pending(lang: Lang, pending: Vec<Pending>) -> AnyView {
    let list = if pending.is_empty() {
        view! { <Empty title=say!(lang, privacy.pending_none) icon="user"/> }.into_any()
    } else {
        let columns = vec![
            Column::new(say!(lang, privacy.col_name)).main(),
            Column::new(say!(lang, privacy.col_created)),
            Column::new(say!(lang, privacy.pending_due)),
        ];
        let rows = pending
            .into_iter()
            .map(|line| {
                Row::new(vec![
                    view! { <b class="font-semibold">{line.full_name}</b> <p class="text-xs text-muted break-all">{line.email}</p> }
                        .into_any(),
                    view! { {line.requested_at.day().spoken_with_year(lang)} }.into_any(),
                    view! { {line.due_at.day().spoken_with_year(lang)} }.into_any(),
                ])
            })
            .collect();
        view! { <DataTable caption=say!(lang, privacy.pending_title) columns=columns rows=rows/> }.into_any()
    };
    view! { <Section title=say!(lang, privacy.pending_title)>{list}</Section> }.into_any()
}

/// The last nights: how many people were erased, and of which classes something ran out.
pub(super) fn runs(lang: Lang, runs: Vec<Run>) -> AnyView {
    let list = if runs.is_empty() {
        view! { <Empty title=say!(lang, privacy.runs_none) line=say!(lang, privacy.runs_none_line) icon="history"/> }
            .into_any()
    } else {
        let columns = vec![
            Column::new(say!(lang, privacy.col_at)).main(),
            Column::new(say!(lang, privacy.runs_people)).numeric(),
            Column::new(say!(lang, privacy.runs_rows)),
        ];
        let rows = runs
            .into_iter()
            .map(|run| {
                let counts: Vec<String> = run
                    .counts
                    .as_object()
                    .into_iter()
                    .flatten()
                    .filter(|(_, count)| count.as_i64() != Some(0))
                    .map(|(class, count)| {
                        let class = spoken::class(lang, class);
                        let told = count.as_i64().map(|count| format!("{class}: {}", number::count(lang, count)));
                        told.unwrap_or_else(|| say!(lang, privacy.runs_class_failed, class = class))
                    })
                    .collect();
                let counts =
                    if counts.is_empty() { say!(lang, privacy.runs_nothing).to_owned() } else { counts.join(" · ") };
                let failed = (run.people_failed > 0).then(|| {
                    view! { <Tag label=say!(lang, privacy.runs_failed, count = run.people_failed) tone=Tone::Error/> }
                });
                Row::new(vec![
                    view! { {run.at.spoken(lang)} }.into_any(),
                    view! { {number::count(lang, run.people_erased)} " " {failed} }.into_any(),
                    view! { <span class="text-sm">{counts}</span> }.into_any(),
                ])
            })
            .collect();
        view! { <DataTable caption=say!(lang, privacy.runs_title) columns=columns rows=rows/> }.into_any()
    };
    view! { <Section title=say!(lang, privacy.runs_title)>{list}</Section> }.into_any()
}

/// The retention table, out of the lists the job works from.
pub(super) fn rules(lang: Lang, personal: &PersonalData) -> AnyView {
    let columns = vec![
        Column::new(say!(lang, privacy.rule_class)).main(),
        Column::new(say!(lang, privacy.rule_fate)),
        Column::new(say!(lang, privacy.rule_basis)),
    ];
    let sweeps = personal.sweeps.iter().map(|sweep| {
        let fate = if sweep.days == 0 {
            say!(lang, privacy.rule_at_expiry).to_owned()
        } else {
            say!(lang, privacy.rule_after, days = number::count(lang, sweep.days))
        };
        (spoken::class(lang, sweep.class), fate, spoken::basis(lang, sweep.basis))
    });
    let holdings = personal.holdings.iter().map(|holding| {
        let (fate, basis) = match holding.fate {
            Fate::Deleted(_) => (say!(lang, privacy.fate_deleted), say!(lang, privacy.basis_service)),
            Fate::Blanked(_, basis) => (say!(lang, privacy.fate_blanked), spoken::basis(lang, basis)),
            Fate::Kept(basis) => (say!(lang, privacy.fate_kept), spoken::basis(lang, basis)),
        };
        (spoken::table(lang, holding.table), fate.to_owned(), basis)
    });
    let rows = sweeps
        .chain(holdings)
        .map(|(class, fate, basis)| {
            Row::new(vec![
                view! { {class} }.into_any(),
                view! { {fate} }.into_any(),
                view! { <span class="text-sm">{basis}</span> }.into_any(),
            ])
        })
        .collect();
    view! {
        <Section title=say!(lang, privacy.rules_title)>
            <DataTable caption=say!(lang, privacy.rules_title) columns=columns rows=rows/>
        </Section>
    }
    .into_any()
}
