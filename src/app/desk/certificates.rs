//! The certificates on the page of an application, and the decisions about them.

use crate::{
    kernel::paths,
    modules::mechanics::{
        certificates::store::Certificate,
        pages::{document_beside, workshop::certificate_facts},
    },
    platform::Visit,
    say,
    ui::{
        ButtonLook, Confirm, FormState, Panel, PostButton, Section,
        form::{Form, Submit, form_errors, hidden, text_area},
    },
};
use leptos::prelude::*;

pub const DECIDE: &str = "mechanics/decide_certificate";

pub fn part(visit: &Visit, certificates: &[Certificate]) -> Option<AnyView> {
    if certificates.is_empty() {
        return None;
    }
    let rows = certificates.iter().map(|certificate| row(visit, certificate)).collect_view();
    let list = view! { <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{rows}</ul></Panel> };
    Some(view! { <Section title=say!(visit.lang, certificates.title) id="sertifikalar">{list}</Section> }.into_any())
}

fn row(visit: &Visit, certificate: &Certificate) -> AnyView {
    let reference = visit.wires.reference.get();
    let paper = document_beside(visit.lang, certificate.document_id, certificate.medium(), &certificate.number);
    view! {
        <li class="py-4 grid grid-cols-1 gap-3">
            {certificate_facts(visit, &reference, certificate)}
            {paper}
            {acts(visit, certificate)}
        </li>
    }
    .into_any()
}

fn acts(visit: &Visit, certificate: &Certificate) -> AnyView {
    let lang = visit.lang;
    let id = certificate.id.to_string();
    let values = vec![("certificate_id", id.clone()), ("decision", "check".to_owned()), ("next", visit.address())];
    let check = (certificate.state != "checked").then(|| {
        view! { <PostButton action=paths::api(DECIDE) label=say!(lang, certificates.check) values=values look=ButtonLook::Primary icon="badge-check"/> }
    });
    let refuse = (certificate.state != "refused").then(|| {
        let form = refuse_form(visit, &id);
        view! {
            <Confirm
                id=format!("geri-{id}")
                label=say!(lang, application.refuse)
                title=say!(lang, certificates.refuse_title)
                line=say!(lang, certificates.refuse_line)
                close=say!(lang, common.close)
                icon="circle-x"
            >
                {form}
            </Confirm>
        }
    });
    view! { <div class="flex flex-wrap gap-2">{check} {refuse}</div> }.into_any()
}

fn refuse_form(visit: &Visit, id: &str) -> AnyView {
    let lang = visit.lang;
    let refused = visit.form(DECIDE);
    let mine = refused.is_refused() && refused.value("certificate_id") == id;
    let state = if mine { refused } else { FormState::default() };
    let complaints = form_errors(&state, say!(lang, errors.invalid));
    let area = text_area(&state, "reason", say!(lang, application.refuse_reason))
        .id(format!("neden-{id}"))
        .rows(3)
        .maxlength(500)
        .required()
        .view();
    let (id, next) = (id.to_owned(), visit.address());
    view! {
        <Form action=paths::api(DECIDE)>
            {complaints}
            {hidden("certificate_id", id)}
            {hidden("decision", "refuse")}
            {hidden("next", next)}
            {area}
            <div><Submit label=say!(lang, application.refuse) look=ButtonLook::Danger/></div>
        </Form>
    }
    .into_any()
}
