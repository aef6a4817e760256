//! Parts of the privacy page: the copy of one's data, requests, leaving.

use crate::{
    kernel::{lang::Lang, paths, time::Instant},
    modules::users::{
        model::privacy::{ExportProgress, ExportState, RequestKind, TEXT_MAX},
        service::{deletion::GRACE_DAYS, exports::EXPORT_DAYS, requests::ANSWER_DAYS},
        spoken,
        store::requests::Request,
    },
    platform::Visit,
    say,
    ui::{
        ButtonLink, ButtonLook, Empty, Fold, Notice, Panel, PostButton, ProgressBar, Section, Tag, Tone,
        form::{Form, Submit, field, form_errors, select, text_area},
    },
};
use leptos::prelude::*;

const EXPORT: &str = "users/request_export";
const REQUEST: &str = "users/send_request";
const LEAVE: &str = "users/request_deletion";

/// The copy: how far it is, where to fetch it, how to ask for one.
pub(super) fn copy(visit: &Visit, status: Option<ExportProgress>) -> AnyView {
    let lang = visit.lang;
    let complaints = form_errors(&visit.form(EXPORT), say!(lang, errors.too_many));
    let running = matches!(status.as_ref().map(|s| s.state), Some(ExportState::Queued | ExportState::Working));
    let state = status.map(|status| export_state(lang, &status));
    let act = if running {
        view! { <ButtonLink href=paths::MY_PRIVACY label=say!(lang, privacy.export_reload) look=ButtonLook::Line icon="refresh-cw"/> }
            .into_any()
    } else {
        view! { <PostButton action=paths::api(EXPORT) label=say!(lang, privacy.export_ask) icon="download"/> }
            .into_any()
    };
    view! {
        <Panel>
            <Section title=say!(lang, privacy.export_title) id="kopya">
                <div class="grid grid-cols-1 gap-3">
                    {complaints}
                    <p class="text-sm text-muted">{say!(lang, privacy.export_line, days = EXPORT_DAYS)}</p>
                    {state}
                    <div>{act}</div>
                </div>
            </Section>
        </Panel>
    }
    .into_any()
}

fn export_state(lang: Lang, status: &ExportProgress) -> AnyView {
    let until = status
        .expires_at
        .as_deref()
        .and_then(Instant::parse)
        .map(|at| at.day().spoken_with_year(lang))
        .unwrap_or_default();
    match status.state {
        ExportState::Queued => view! { <Notice text=say!(lang, privacy.export_queued)/> }.into_any(),
        ExportState::Working => {
            let percent =
                u8::try_from(i64::from(status.parts_done) * 100 / i64::from(status.parts_all.max(1))).unwrap_or(100);
            let label = say!(lang, privacy.export_working, done = status.parts_done, all = status.parts_all);
            view! { <ProgressBar percent=percent label=label/> }.into_any()
        }
        ExportState::Ready => {
            let size = (status.size_bytes + 1023) / 1024;
            view! {
                <Notice tone=Tone::Success text=say!(lang, privacy.export_ready, day = until, size = size)/>
                <div><ButtonLink href=paths::export_file(status.id) label=say!(lang, privacy.export_download) icon="download"/></div>
            }
            .into_any()
        }
        ExportState::Failed => view! { <Notice tone=Tone::Error text=say!(lang, privacy.export_failed)/> }.into_any(),
        ExportState::Expired => view! { <Notice text=say!(lang, privacy.export_expired)/> }.into_any(),
    }
}

/// The form of a request, and what became of earlier ones.
pub(super) fn requests(visit: &Visit, own: Vec<Request>) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(REQUEST);
    let complaints = form_errors(&state, say!(lang, errors.invalid));
    let kinds = RequestKind::ALL.map(|kind| (kind.word(), spoken::request_kind(lang, kind.word())));
    let kind = select(&state, "kind", say!(lang, privacy.request_kind)).options(kinds).required().view();
    let text = text_area(&state, "text", say!(lang, privacy.request_text))
        .maxlength(u32::try_from(TEXT_MAX).unwrap_or(4000))
        .required()
        .view();
    let list = if own.is_empty() {
        view! { <Empty title=say!(lang, privacy.requests_none) line=say!(lang, privacy.requests_none_line) icon="inbox"/> }
            .into_any()
    } else {
        own.into_iter().map(|request| own_request(lang, request)).collect_view().into_any()
    };
    view! {
        <Panel>
            <Section title=say!(lang, privacy.requests_title) id="basvuru">
                <div class="grid grid-cols-1 gap-4">
                    <p class="text-sm text-muted">{say!(lang, privacy.requests_line, days = ANSWER_DAYS)}</p>
                    <Form action=paths::api(REQUEST) label=say!(lang, privacy.requests_title)>
                        {complaints}
                        {kind}
                        {text}
                        <div><Submit label=say!(lang, privacy.request_send)/></div>
                    </Form>
                    {list}
                </div>
            </Section>
        </Panel>
    }
    .into_any()
}

fn own_request(lang: Lang, request: Request) -> AnyView {
    let (state, tone) = request_state(lang, &request.state);
    let asked = request.created_at.day().spoken_with_year(lang);
    let due = request.due_at.day().spoken_with_year(lang);
    let waits = (request.state == "open")
        .then(|| view! { <p class="text-sm text-muted num">{say!(lang, privacy.request_due, day = due)}</p> });
    let answered = request.answered_at.map(|at| at.day().spoken_with_year(lang));
    let answer = request.answer.filter(|answer| !answer.is_empty()).map(|answer| {
        view! { <p class="text-sm font-semibold mt-2">{say!(lang, privacy.col_answer)} " " <span class="text-muted font-normal num">{answered}</span></p> <p class="whitespace-pre-wrap break-words">{answer}</p> }
    });
    view! {
        <article class="border border-line rounded-box p-4">
            <p class="flex flex-wrap items-center gap-2">
                <b class="font-semibold">{spoken::request_kind(lang, &request.kind)}</b>
                <Tag label=state tone=tone/>
                <span class="text-sm text-muted num">{asked}</span>
            </p>
            <p class="whitespace-pre-wrap break-words mt-1">{request.body}</p>
            {waits}
            {answer}
        </article>
    }
    .into_any()
}

/// The word and colour of a request's state.
pub fn request_state(lang: Lang, state: &str) -> (&'static str, Tone) {
    match state {
        "open" => (say!(lang, privacy.state_open), Tone::Accent),
        "answered" => (say!(lang, privacy.state_answered), Tone::Success),
        "refused" => (say!(lang, privacy.state_refused), Tone::Error),
        _ => (say!(lang, privacy.state_closed), Tone::Plain),
    }
}

/// Leaving: what follows, and the form that wants one's own address typed.
pub(super) fn leaving(visit: &Visit) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(LEAVE);
    let refused = state.is_refused();
    let complaints = form_errors(&state, say!(lang, errors.invalid));
    let owns_workshop = visit.actor.mechanic_id().is_some();
    // Who came by a number alone has no address to type.
    let by_name = visit.actor.person().is_some_and(|person| person.email.is_empty());
    let (label, hint) = if by_name {
        (say!(lang, guests.leave_confirm), say!(lang, guests.leave_confirm_hint))
    } else {
        (say!(lang, privacy.leave_confirm), say!(lang, privacy.leave_confirm_hint))
    };
    let confirm = field(&state, "confirm", label).hint(hint).autocomplete("off").required().view();
    view! {
        <Panel>
            <Section title=say!(lang, privacy.leave_title) id="silme">
                <div class="grid grid-cols-1 gap-3">
                    <p>{say!(lang, privacy.leave_line, days = GRACE_DAYS)}</p>
                    <ul class="list-disc pl-5 grid gap-1.5 text-sm">
                        <li>{say!(lang, privacy.leave_gone)}</li>
                        <li>{say!(lang, privacy.leave_kept)}</li>
                        {owns_workshop.then(|| view! { <li>{say!(lang, privacy.leave_workshop)}</li> })}
                    </ul>
                    <Fold title=say!(lang, privacy.leave_open) open=refused>
                        <Form action=paths::api(LEAVE) label=say!(lang, privacy.leave_title)>
                            {complaints}
                            {confirm}
                            <div><Submit label=say!(lang, privacy.leave_button) look=ButtonLook::Danger icon="trash-2"/></div>
                        </Form>
                    </Fold>
                </div>
            </Section>
        </Panel>
    }
    .into_any()
}
