//! The papers of a line of the book, on its page.

use super::files::PAPER;
use crate::{
    kernel::{
        error::Result,
        ids::{AppointmentId, VehicleId},
        lang::Lang,
        number, paths,
    },
    modules::{
        users::upload_line,
        vehicles::records::{
            files::{FILES_MAX, seen},
            model::record_id,
            store::{Entry, files::Paper},
            visits::own_papers_of_visit,
        },
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLook, Confirm, Notice, Panel, PostButton, Section, TextLink, Tone,
        form::{Form, Submit, file_field, form_errors},
    },
};
use leptos::prelude::*;

pub fn papers(visit: &Visit, car: VehicleId, entry: &Entry, papers: &[Paper]) -> AnyView {
    let lang = visit.lang;
    let count = number::count(lang, i64::try_from(FILES_MAX).unwrap_or_default());
    let form = if papers.len() < FILES_MAX {
        let state = visit.form(PAPER);
        let input = file_field(&state, "file", say!(lang, carfiles.file), say!(lang, carfiles.hint, count = count))
            .papers()
            .view();
        view! {
            <Form action=paths::car_record_files(car, entry.record_id) multipart=true>
                {form_errors(&state, say!(lang, carfiles.refused))}
                <p class="text-sm text-muted">{say!(lang, carfiles.papers_line)}</p>
                {input}
                {upload_line(lang, false)}
                <div><Submit label=say!(lang, carfiles.add) icon="upload" look=ButtonLook::Line/></div>
            </Form>
        }
        .into_any()
    } else {
        view! { <Notice tone=Tone::Info text=say!(lang, carfiles.full, count = count)/> }.into_any()
    };
    let list = (!papers.is_empty()).then(|| {
        let rows = papers.iter().map(|paper| row(lang, paper)).collect_view();
        view! { <ul class="divide-y divide-line mb-4">{rows}</ul> }
    });
    view! { <Section title=say!(lang, carfiles.papers) id="belgeler"><Panel>{list} {form}</Panel></Section> }.into_any()
}

/// Those of a visit, which stay as they came; nothing where nothing was added.
fn from_workshop(lang: Lang, papers: &[Paper]) -> AnyView {
    if papers.is_empty() {
        return ().into_any();
    }
    let rows = papers.iter().map(|paper| view! { <li class="py-3">{named(lang, paper)}</li> }).collect_view();
    view! {
        <Section title=say!(lang, carfiles.visit_papers) id="belgeler">
            <Panel>
                <ul class="divide-y divide-line">{rows}</ul>
                <p class="text-sm text-muted">{say!(lang, carfiles.from_workshop)}</p>
            </Panel>
        </Section>
    }
    .into_any()
}

/// Those of a record that its owner does not change; `word` is the path parameter as it was typed.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for what is no id.
pub async fn seen_papers(scope: &mut Scope, word: &str) -> Result<AnyView> {
    let papers = seen(scope, record_id(word)?).await?;
    Ok(from_workshop(scope.lang, &papers))
}

/// The same on the page of the visit; nothing for everybody but the owner of the car.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn visit_papers_part(scope: &mut Scope, visit: AppointmentId) -> Result<AnyView> {
    let papers = own_papers_of_visit(scope, visit).await?;
    Ok(from_workshop(scope.lang, &papers))
}

fn named(lang: Lang, paper: &Paper) -> AnyView {
    let size = number::count(lang, (paper.size + 1023) / 1024);
    view! {
        <div class="min-w-0">
            <span class="wrap-anywhere"><TextLink href=paths::car_record_file(paper.id) label=paper.name.clone()/></span>
            <p class="text-xs text-muted num">{paper.created_at.spoken(lang)} " · " {say!(lang, carfiles.size, size = size)}</p>
        </div>
    }
    .into_any()
}

fn row(lang: Lang, paper: &Paper) -> AnyView {
    let (id, name) = (paper.id.to_string(), paper.name.clone());
    view! {
        <li class="py-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            {named(lang, paper)}
            <Confirm
                id=format!("sil-{id}")
                label=say!(lang, common.remove)
                title=say!(lang, carfiles.remove_title)
                line=say!(lang, carfiles.remove_paper_line, name = name)
                close=say!(lang, common.close)
                look=ButtonLook::Quiet
            >
                <PostButton
                    action=paths::api("vehicles/remove_record_file")
                    label=say!(lang, common.remove)
                    values=vec![("file_id", id)]
                    look=ButtonLook::Danger
                    wide=true
                />
            </Confirm>
        </li>
    }
    .into_any()
}
