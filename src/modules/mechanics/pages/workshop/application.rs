//! `/atolye/basvuru`: what a workshop needs to be verified, part by part, each kept as it is sent; and the talk with the desk.

use super::{application_parts as parts, nothing_yet};
use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::mechanics::{
        application::{
            model::{State, Step},
            service::{self, Application, TEXT_MAX},
            spoken,
        },
        pages::application_thread,
        policy,
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLook, Notice, Page, PageHead, Panel, PostButton, Remark, Section, Steps, Tag, TextLink, Tone,
        form::{Form, Submit, form_errors, text_area},
    },
};
use leptos::prelude::*;

const SEND: &str = "mechanics/send_application";
const WITHDRAW: &str = "mechanics/withdraw_change";

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who own no workshop and may open none.
pub async fn application(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let title = say!(lang, application.title);
    if visit.actor.mechanic_id().is_none() {
        policy::opener(&visit.actor)?;
        return Ok(nothing_yet(&visit, title, "application"));
    }
    let application = service::mine(&mut Scope::read(&visit)).await?;
    let body = view! {
        <PageHead title=title line=say!(lang, application.line)/>
        {standing(lang, &application)}
        {refusals(&visit)}
        <div class="grid grid-cols-1 gap-8 max-w-3xl">
            {progress(lang, &application)}
            {parts::identity(&visit, &application)}
            {parts::documents(&visit, &application)}
            {application_thread(lang, &application.notes)}
            {send(&visit, &application)}
            {withdraw(lang, &application)}
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("application"))
}

/// What was refused that has no fields of its own to show it at.
fn refusals(visit: &Visit) -> AnyView {
    let refused = ["mechanics/remove_document", WITHDRAW].map(|endpoint| {
        let state = visit.form(endpoint);
        form_errors(&state, say!(visit.lang, errors.invalid))
    });
    view! { {refused.into_iter().collect_view()} }.into_any()
}

fn standing(lang: Lang, application: &Application) -> Option<AnyView> {
    let is_change = application.applicant.verified;
    let (tone, text) = match application.state() {
        State::Draft if is_change => (Tone::Info, say!(lang, application.change_draft_line)),
        State::Draft => return None,
        State::Sent if is_change => (Tone::Info, say!(lang, application.change_sent_line)),
        State::Sent => (Tone::Info, say!(lang, application.sent_line)),
        State::Asked => (Tone::Accent, application.last_word().unwrap_or_default()),
        State::Refused => (Tone::Error, application.last_word().unwrap_or_default()),
        State::Approved => (Tone::Success, say!(lang, application.approved_line)),
    };
    let title = match application.state() {
        State::Draft => say!(lang, application.change_draft),
        state => spoken::state(lang, state),
    };
    Some(view! { <div class="mb-5"><Notice tone=tone title=title text=text/></div> }.into_any())
}

fn progress(lang: Lang, application: &Application) -> AnyView {
    let steps = application.steps();
    let names: Vec<String> = steps.iter().map(|(step, _)| spoken::step(lang, *step).to_owned()).collect();
    let done = steps.iter().filter(|(_, done)| *done).count();
    let current = steps.iter().position(|(_, done)| !done).unwrap_or(steps.len());
    let count = say!(lang, application.progress, done = done, all = steps.len());
    let photos = photos_row(lang, application.photos.len());
    let rows = steps.into_iter().map(|(step, done)| step_row(lang, step, done)).collect_view();
    view! {
        <Section title=say!(lang, application.steps)>
            <Panel>
                <p class="text-sm text-muted mb-3 num">{count}</p>
                <Steps names=names current=current/>
                <ul class="divide-y divide-line mt-4">{rows} {photos}</ul>
            </Panel>
        </Section>
    }
    .into_any()
}

fn step_row(lang: Lang, step: Step, done: bool) -> AnyView {
    let (href, line) = match step {
        Step::Profile => (paths::WORKSHOP_PROFILE, say!(lang, application.step_profile_line)),
        Step::Identity => ("#kimlik", say!(lang, application.step_identity_line)),
        Step::Services => (paths::WORKSHOP_SERVICES, say!(lang, application.step_services_line)),
        Step::Hours => (paths::WORKSHOP_HOURS, say!(lang, application.step_hours_line)),
        Step::Documents => ("#belgeler", say!(lang, application.step_documents_line)),
    };
    let (label, tone) = if done {
        (say!(lang, application.done), Tone::Success)
    } else {
        (say!(lang, application.lacking), Tone::Accent)
    };
    view! {
        <li class="py-3 flex items-center justify-between gap-3" id=format!("f-{}", step.word())>
            <div class="min-w-0">
                <p class="font-semibold flex flex-wrap items-center gap-2">{spoken::step(lang, step)} <Tag label=label tone=tone/></p>
                <p class="text-sm text-muted">{line}</p>
            </div>
            <TextLink href=href label=say!(lang, application.go)/>
        </li>
    }
    .into_any()
}

/// The step that nobody has to take.
fn photos_row(lang: Lang, count: usize) -> AnyView {
    let (label, tone) = if count == 0 {
        (say!(lang, common.optional).to_owned(), Tone::Plain)
    } else {
        (say!(lang, gallery.all, count = count), Tone::Success)
    };
    view! {
        <li class="py-3 flex items-center justify-between gap-3">
            <div class="min-w-0">
                <p class="font-semibold flex flex-wrap items-center gap-2">{say!(lang, gallery.title)} <Tag label=label tone=tone/></p>
                <p class="text-sm text-muted">{say!(lang, gallery.step_line)}</p>
            </div>
            <TextLink href=paths::WORKSHOP_PHOTOS label=say!(lang, application.go)/>
        </li>
    }
    .into_any()
}

/// The last step: before the desk with it, or an answer to what it asked.
fn send(visit: &Visit, application: &Application) -> Option<AnyView> {
    let lang = visit.lang;
    if !application.state().is_open() {
        return None;
    }
    let state = visit.form(SEND);
    let asked = application.state() == State::Asked;
    let is_change = application.applicant.verified;
    let (title, label, act) = if is_change && !asked {
        let (title, act) = (say!(lang, application.change_send), say!(lang, application.change_send_act));
        (title, say!(lang, application.send_text), act)
    } else if asked {
        (say!(lang, application.answer), say!(lang, application.answer_text), say!(lang, application.answer_act))
    } else {
        (say!(lang, application.send), say!(lang, application.send_text), say!(lang, application.send_act))
    };
    let area = text_area(&state, "text", label).rows(4).maxlength(u32::try_from(TEXT_MAX).unwrap_or(u32::MAX));
    let area = if asked { area.required() } else { area.note(say!(lang, common.optional)) };
    let area = area.view();
    let complaints = form_errors(&state, say!(lang, application.incomplete));
    let remark =
        (!is_change && !application.is_complete()).then(|| view! { <Remark text=say!(lang, application.incomplete)/> });
    Some(
        view! {
            <Section title=title id="gonder">
                <Panel>
                    <Form action=paths::api(SEND) novalidate=true>
                        {complaints}
                        {area}
                        {remark}
                        <div><Submit label=act icon="send-horizontal" large=true/></div>
                    </Form>
                </Panel>
            </Section>
        }
        .into_any(),
    )
}

/// Of a change, sent or not.
fn withdraw(lang: Lang, application: &Application) -> Option<AnyView> {
    (application.applicant.verified && application.state() != State::Approved).then(|| {
        view! {
            <div>
                <PostButton action=paths::api(WITHDRAW) label=say!(lang, application.change_withdraw) look=ButtonLook::Quiet icon="undo-2"/>
            </div>
        }
        .into_any()
    })
}
