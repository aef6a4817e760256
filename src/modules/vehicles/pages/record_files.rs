//! The papers of a declaration, on its page.

use super::files::PAPER;
use crate::{
    kernel::{ids::VehicleId, lang::Lang, number, paths},
    modules::{
        users::upload_line,
        vehicles::records::{
            files::FILES_MAX,
            store::{Entry, files::Paper},
        },
    },
    platform::Visit,
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

fn row(lang: Lang, paper: &Paper) -> AnyView {
    let size = number::count(lang, (paper.size + 1023) / 1024);
    let (id, name) = (paper.id.to_string(), paper.name.clone());
    view! {
        <li class="py-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <div class="min-w-0">
                <span class="wrap-anywhere"><TextLink href=paths::car_record_file(paper.id) label=name.clone()/></span>
                <p class="text-xs text-muted num">{paper.created_at.spoken(lang)} " · " {say!(lang, carfiles.size, size = size)}</p>
            </div>
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
