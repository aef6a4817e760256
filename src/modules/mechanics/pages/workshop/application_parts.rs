//! Two parts of an application: who trades there, and the papers.

use crate::{
    kernel::{lang::Lang, number, paths},
    modules::{
        mechanics::{
            application::{
                model::{DocumentKind, LegalKind, OFFICE_MAX, State, TITLE_MAX},
                service::{Application, DOCUMENTS_MAX},
                spoken,
                store::Document,
            },
            pages::{document_row, documents::DOCUMENT, identity_facts},
        },
        users::upload_line,
    },
    platform::Visit,
    say,
    ui::{
        ButtonLook, Empty, Fold, FormState, Panel, PostButton, Remark, Section,
        form::{Form, Submit, field, file_field, form_errors, radios, select},
    },
};
use leptos::prelude::*;

const IDENTITY: &str = "mechanics/save_identity";

pub fn identity(visit: &Visit, application: &Application) -> AnyView {
    let lang = visit.lang;
    let facts = || match &application.identity {
        Some(identity) => identity_facts(lang, identity),
        None => view! { <p class="text-muted">{say!(lang, application.not_given)}</p> }.into_any(),
    };
    let content = if application.applicant.verified {
        let now = facts();
        view! { {now} {identity_change(visit, application)} }.into_any()
    } else if application.state().is_open() {
        identity_form(visit, application)
    } else {
        facts()
    };
    view! { <Section title=say!(lang, application.identity) id="kimlik"><Panel>{content}</Panel></Section> }.into_any()
}

/// Of a verified workshop: what waits beside what was checked, or the form that makes it.
fn identity_change(visit: &Visit, application: &Application) -> Option<AnyView> {
    let lang = visit.lang;
    if !application.may_change() {
        return application.new_identity.as_ref().map(|new| {
            view! {
                <h3 class="text-base font-semibold mt-5 mb-2">{say!(lang, application.change_new)}</h3>
                {identity_facts(lang, new)}
            }
            .into_any()
        });
    }
    let open = application.new_identity.is_some() || visit.form(IDENTITY).is_refused();
    let form = identity_form(visit, application);
    Some(
        view! { <div class="mt-4"><Fold title=say!(lang, application.change_open) open=open>{form}</Fold></div> }
            .into_any(),
    )
}

fn identity_form(visit: &Visit, application: &Application) -> AnyView {
    let lang = visit.lang;
    let mut state = visit.form(IDENTITY);
    let kept = application.new_identity.as_ref().or(application.identity.as_ref());
    if let Some(identity) = kept.filter(|_| !state.is_refused()) {
        state = state
            .with("kind", identity.kind.word())
            .with("title", identity.title.clone())
            .with("tax_number", identity.tax_number.clone())
            .with("tax_office", identity.tax_office.clone())
            .with("mersis", identity.mersis.clone().unwrap_or_default());
    }
    let chars = |limit: usize| u32::try_from(limit).unwrap_or(u32::MAX);
    let complaints = form_errors(&state, say!(lang, workshop.refused));
    let kind = radios(&state, "kind", say!(lang, application.kind))
        .option_with("person", say!(lang, application.person), say!(lang, application.person_line))
        .option_with("company", say!(lang, application.company), say!(lang, application.company_line))
        .preset(LegalKind::Person.word())
        .view();
    let title = field(&state, "title", say!(lang, application.legal_title))
        .maxlength(chars(TITLE_MAX))
        .hint(say!(lang, application.legal_title_hint))
        .required()
        .view();
    let number = field(&state, "tax_number", say!(lang, application.tax_number))
        .digits()
        .autocomplete("off")
        .hint(say!(lang, application.tax_number_hint))
        .required()
        .view();
    let office =
        field(&state, "tax_office", say!(lang, application.tax_office)).maxlength(chars(OFFICE_MAX)).required().view();
    let mersis = field(&state, "mersis", say!(lang, application.mersis))
        .digits()
        .note(say!(lang, common.optional))
        .hint(say!(lang, application.mersis_hint))
        .view();
    view! {
        <Form action=paths::api(IDENTITY) novalidate=true>
            {complaints}
            {kind}
            {title}
            {number}
            {office}
            {mersis}
            <Remark text=say!(lang, application.identity_why) icon="lock"/>
            <div><Submit label=say!(lang, common.save) large=true/></div>
        </Form>
    }
    .into_any()
}

pub fn documents(visit: &Visit, application: &Application) -> AnyView {
    let lang = visit.lang;
    let is_change = application.applicant.verified;
    let open = application.may_change();
    let (new, checked): (Vec<&Document>, Vec<&Document>) =
        application.documents.iter().partition(|document| document.is_change);
    let list = if checked.is_empty() {
        view! { <Empty icon="file-text" title=say!(lang, application.documents_none) line=say!(lang, application.documents_none_line)/> }
            .into_any()
    } else {
        rows(lang, &checked, open && !is_change)
    };
    let title = if application.state() == State::Sent {
        say!(lang, application.change_documents_sent)
    } else {
        say!(lang, application.change_documents)
    };
    let new = (!new.is_empty()).then(|| {
        view! {
            <h3 class="text-base font-semibold mt-2">{title}</h3>
            <p class="text-sm text-muted -mt-3">{say!(lang, application.change_documents_line)}</p>
            {rows(lang, &new, open)}
        }
    });
    let missing = application.missing();
    let missing = (open && !is_change && !missing.is_empty()).then(|| {
        let names: Vec<&str> = missing.iter().map(|kind| spoken::document_kind(lang, *kind)).collect();
        view! { <Remark text=say!(lang, application.documents_missing, names = names.join(", "))/> }
    });
    let form = open.then(|| upload_form(visit, application));
    let form = form.map(|form| view! { <Panel>{form}</Panel> });
    view! {
        <Section title=say!(lang, application.documents) id="belgeler">
            <div class="grid grid-cols-1 gap-4">{list} {new} {missing} {form}</div>
        </Section>
    }
    .into_any()
}

fn rows(lang: Lang, documents: &[&Document], removable: bool) -> AnyView {
    let rows = documents.iter().map(|document| own_row(lang, document, removable)).collect_view();
    view! { <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{rows}</ul></Panel> }.into_any()
}

fn own_row(lang: Lang, document: &Document, removable: bool) -> AnyView {
    let values = vec![("document_id", document.id.to_string())];
    let remove = removable.then(|| {
        view! { <PostButton action=paths::api("mechanics/remove_document") label=say!(lang, common.remove) values=values look=ButtonLook::Quiet icon="trash-2"/> }
    });
    view! { <li class="py-3 flex flex-wrap items-center justify-between gap-3">{document_row(lang, document)} {remove}</li> }
        .into_any()
}

/// Sent by itself, so that a large file holds nothing else up.
fn upload_form(visit: &Visit, application: &Application) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(DOCUMENT);
    let missing = application.missing();
    let kind = DocumentKind::ALL
        .into_iter()
        .fold(
            select(&state, "kind", say!(lang, application.document_kind)).plain().id("f-document-kind"),
            |list, kind| list.option(kind.word(), spoken::document_kind(lang, kind)),
        )
        .preset(missing.first().map_or(DocumentKind::Other, |kind| *kind).word())
        .view();
    view! {
        <Form action=paths::DOCUMENT_UPLOAD multipart=true label=say!(lang, application.document_add)>
            {form_errors(&state, say!(lang, errors.invalid))}
            {kind}
            {paper_field(lang, &state)}
            {upload_line(lang, false)}
            <div><Submit label=say!(lang, application.document_add) look=ButtonLook::Line icon="upload"/></div>
        </Form>
    }
    .into_any()
}

/// The field of a paper, with its limits.
pub fn paper_field(lang: Lang, state: &FormState) -> AnyView {
    let count = number::count(lang, i64::try_from(DOCUMENTS_MAX).unwrap_or_default());
    let hint = say!(lang, application.file_hint, count = count);
    file_field(state, "file", say!(lang, application.file), hint).papers().view().into_any()
}
