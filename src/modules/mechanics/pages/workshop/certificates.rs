//! `/atolye/sertifikalar`: the certificates of a workshop, and one more; and where its form is sent to.

use super::{application_parts::paper_field, nothing_yet};
use crate::{
    kernel::{error::Result, lang::Lang, paths, time::Day},
    modules::{
        mechanics::{
            application::service::may_send,
            certificates::{
                model::{CertificateInput, CertificateKind, ISSUER_MAX, NUMBER_MAX},
                service, spoken,
                store::Certificate,
            },
            pages::documents::DOCUMENT_LIMIT,
            policy,
        },
        users::upload_line,
    },
    platform::{Scope, Visit, reference::Reference, reply, upload::Sent},
    say,
    ui::{
        ButtonLook, Confirm, Empty, Page, PageHead, Panel, PostButton, Section, Tag, TextLink, Tone,
        form::{Form, Submit, field, form_errors, select},
    },
};
use axum::{
    Extension,
    extract::{Multipart, multipart::MultipartRejection},
    http::{HeaderMap, Method},
    response::Response,
};
use leptos::prelude::*;

/// Under this name the refusal of a certificate waits for the page.
const ADD: &str = "mechanics/certificate";
/// The file and the few fields around it.
pub const CERTIFICATE_LIMIT: usize = DOCUMENT_LIMIT;

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who own no workshop and may open none.
pub async fn certificates(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let title = say!(lang, certificates.title);
    if visit.actor.mechanic_id().is_none() {
        policy::opener(&visit.actor)?;
        return Ok(nothing_yet(&visit, title, "certificates"));
    }
    let own = service::mine(&mut Scope::read(&visit)).await?;
    let reference = visit.wires.reference.get();
    let list = if own.is_empty() {
        view! { <Empty icon="award" title=say!(lang, certificates.none) line=say!(lang, certificates.none_line)/> }
            .into_any()
    } else {
        let rows = own.iter().map(|certificate| own_row(&visit, &reference, certificate)).collect_view();
        view! { <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{rows}</ul></Panel> }.into_any()
    };
    let form = add_form(&visit, &reference);
    let body = view! {
        <PageHead title=title line=say!(lang, certificates.line)/>
        {form_errors(&visit.form("mechanics/remove_certificate"), say!(lang, errors.invalid))}
        <div class="grid grid-cols-1 gap-8 max-w-3xl">
            {list}
            <Section title=say!(lang, certificates.add) id="ekle"><Panel>{form}</Panel></Section>
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("certificates"))
}

/// What stands with a certificate today.
pub fn certificate_state(lang: Lang, certificate: &Certificate, today: Day) -> (&'static str, Tone) {
    match certificate.state.as_str() {
        "checked" if certificate.has_run_out(today) => (say!(lang, certificates.run_out), Tone::Error),
        "checked" => (say!(lang, certificates.checked), Tone::Success),
        "refused" => (say!(lang, certificates.refused), Tone::Error),
        _ => (say!(lang, certificates.waiting), Tone::Accent),
    }
}

/// Name, state, number, issuer, days; the paper.
pub fn certificate_facts(visit: &Visit, reference: &Reference, certificate: &Certificate) -> AnyView {
    let lang = visit.lang;
    let (label, tone) = certificate_state(lang, certificate, visit.now.day());
    let name = spoken::name(lang, reference, &certificate.kind, certificate.brand_id);
    let until = match certificate.expires_on {
        Some(day) => say!(lang, certificates.until, day = day.spoken_with_year(lang)),
        None => say!(lang, certificates.no_end).to_owned(),
    };
    let line = format!(
        "{} · {} · {} · {until}",
        certificate.number,
        certificate.issuer,
        certificate.issued_on.spoken_with_year(lang)
    );
    let reason = (!certificate.reason.is_empty()).then(|| {
        view! { <p class="text-sm mt-1 whitespace-pre-line break-words">{certificate.reason.clone()}</p> }
    });
    view! {
        <div class="min-w-0 grow flex flex-wrap items-center justify-between gap-x-4">
            <div class="min-w-0">
                <h3 class="text-base font-semibold flex flex-wrap items-center gap-2">{name} <Tag label=label tone=tone/></h3>
                <p class="text-sm text-muted num break-words">{line}</p>
                {reason}
            </div>
            <TextLink href=paths::document(certificate.document_id) label=say!(lang, application.open_document)/>
        </div>
    }
    .into_any()
}

fn own_row(visit: &Visit, reference: &Reference, certificate: &Certificate) -> AnyView {
    let lang = visit.lang;
    let id = certificate.id.to_string();
    view! {
        <li class="py-4 flex flex-wrap items-center justify-between gap-3">
            {certificate_facts(visit, reference, certificate)}
            <Confirm
                id=format!("kaldir-{id}")
                label=say!(lang, common.remove)
                title=say!(lang, certificates.remove_title)
                line=say!(lang, certificates.remove_line)
                close=say!(lang, common.close)
                look=ButtonLook::Quiet
            >
                <PostButton
                    action=paths::api("mechanics/remove_certificate")
                    label=say!(lang, common.remove)
                    values=vec![("certificate_id", id)]
                    look=ButtonLook::Danger
                    wide=true
                />
            </Confirm>
        </li>
    }
    .into_any()
}

fn add_form(visit: &Visit, reference: &Reference) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(ADD);
    let chars = |limit: usize| u32::try_from(limit).unwrap_or(u32::MAX);
    let complaints = form_errors(&state, say!(lang, workshop.refused));
    let kinds = CertificateKind::ALL.into_iter().map(|kind| (kind.word(), spoken::kind(lang, kind)));
    let kind = select(&state, "kind", say!(lang, certificates.kind)).plain().options(kinds).required().view();
    let brands = reference.brands.iter().map(|brand| (brand.slug.clone(), brand.name.clone()));
    let brand = select(&state, "brand", say!(lang, certificates.brand))
        .plain()
        .placeholder(say!(lang, certificates.no_brand))
        .options(brands)
        .hint(say!(lang, certificates.brand_hint))
        .view();
    let number =
        field(&state, "number", say!(lang, certificates.number)).plain().maxlength(chars(NUMBER_MAX)).required().view();
    let issuer = field(&state, "issuer", say!(lang, certificates.issuer))
        .plain()
        .maxlength(chars(ISSUER_MAX))
        .hint(say!(lang, certificates.issuer_hint))
        .required()
        .view();
    let issued = field(&state, "issued_on", say!(lang, certificates.issued_on)).plain().date().required().view();
    let expires = field(&state, "expires_on", say!(lang, certificates.expires_on))
        .plain()
        .date()
        .note(say!(lang, common.optional))
        .hint(say!(lang, certificates.expires_hint))
        .view();
    let file = paper_field(lang, &state);
    view! {
        <Form action=paths::CERTIFICATE_UPLOAD multipart=true novalidate=true>
            {complaints}
            {kind}
            {brand}
            {number}
            {issuer}
            <div class="grid grid-cols-1 md:grid-cols-2 gap-4">{issued} {expires}</div>
            {file}
            {upload_line(lang, false)}
            <div><Submit label=say!(lang, certificates.add_act) icon="upload" large=true/></div>
        </Form>
    }
    .into_any()
}

/// `POST /atolye/sertifikalar/belge`, `multipart/form-data`: `kind`, `brand?`, `number`, `issuer`, `issued_on`, `expires_on?`, `file`. A
/// browser goes back to the page, other clients get the id.
pub async fn certificate_upload(
    Extension(visit): Extension<Visit>,
    method: Method,
    headers: HeaderMap,
    multipart: Result<Multipart, MultipartRejection>,
) -> Response {
    let plain = reply::is_plain_form(&method, &headers);
    let mut sent = Sent::default();
    let kept = match sent.read(multipart, may_send(&visit)).await {
        Ok(()) => {
            let (file, word) = (std::mem::take(&mut sent.file), |name: &str| sent.word(name).to_owned());
            let input = CertificateInput {
                kind: word("kind"),
                brand: word("brand"),
                number: word("number"),
                issuer: word("issuer"),
                issued_on: word("issued_on"),
                expires_on: word("expires_on"),
            };
            service::add(&visit, &input, file).await
        }
        Err(error) => Err(error),
    };
    match kept {
        Ok(id) => {
            let place = [paths::WORKSHOP_CERTIFICATES, ADD, "added"];
            reply::received(&visit, plain, &headers, place, &id).await
        }
        Err(error) => reply::refuse(&visit, plain, paths::WORKSHOP_CERTIFICATES, ADD, &sent.typed(), error).await,
    }
}
