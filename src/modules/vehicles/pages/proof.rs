//! `/defter-dogrula/{code}`: what a line of a service book says, for whoever has its code, and whether the book is as it
//! was written. The plate is masked, the owner is not named.

use super::book_parts::{facts, items, origin, seal};
use crate::{
    kernel::{
        error::{Code, Result},
        form::FormState,
        lang::Lang,
        paths,
    },
    modules::vehicles::records::{
        model::masked,
        service::{Proof, verify},
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Facts, Notice, Page, PageHead, Panel, PlateView, Remark, TextLink, Tone,
        form::{Form, Submit, field},
    },
};
use leptos::prelude::*;

/// `/defter-dogrula?kod=`: a code that stands on paper is typed in here.
pub async fn proof_form(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let code = visit.param("kod").unwrap_or_default();
    let mut state = FormState::default().with("kod", &code);
    if !code.trim().is_empty() {
        match record_proof(visit.clone(), code).await {
            Err(error) if error.code == Code::NotFound => {
                state = state.with_error("kod", say!(lang, garage.proof_unknown));
            }
            found => return found,
        }
    }
    let title = say!(lang, garage.proof_title);
    let body = view! {
        <div class="max-w-2xl mx-auto grid grid-cols-1 gap-4">
            <PageHead title=title line=say!(lang, garage.proof_lead)/>
            <Panel>
                <Form action=paths::RECORD_PROOF get=true label=title>
                    {field(&state, "kod", say!(lang, garage.proof_code_label)).plain().hint(say!(lang, garage.proof_code_hint)).autocomplete("off").maxlength(20).required().view()}
                    <div><Submit label=say!(lang, garage.proof_act) icon="badge-check"/></div>
                </Form>
            </Panel>
        </div>
    };
    Ok(Page::new(title, body).noindex())
}

/// `code` is the path parameter as it was typed.
pub async fn record_proof(visit: Visit, code: String) -> Result<Page> {
    let lang = visit.lang;
    let proof = verify(&mut Scope::read(&visit), &code).await?;
    let title = say!(lang, garage.proof_title);
    let seal = seal(lang, proof.end, proof.rows);
    let said = &proof.row.said;
    let stale = (said.is_withdrawn || proof.known.newer > 0).then(|| {
        let text = if said.is_withdrawn { say!(lang, garage.proof_withdrawn) } else { say!(lang, garage.proof_newer) };
        view! { <Notice tone=Tone::Accent text=text/> }
    });
    let body = view! {
        <div class="max-w-2xl mx-auto grid grid-cols-1 gap-4">
            <PageHead title=title line=format!("{} · {}", proof.known.label, proof.known.model_year)/>
            {seal}
            {stale}
            {sheet(lang, &proof)}
            <Remark text=say!(lang, garage.proof_remark)/>
            <p><TextLink href=paths::RECORD_PROOF label=say!(lang, garage.proof_other)/></p>
        </div>
    };
    Ok(Page::new(title, body).noindex())
}

fn sheet(lang: Lang, proof: &Proof) -> AnyView {
    let said = &proof.row.said;
    let plate = view! { <PlateView number=masked(&proof.known.plate) word=say!(lang, vehicles.plate)/> };
    let digest: String = proof.row.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut rows = vec![
        (say!(lang, vehicles.plate).to_owned(), plate.into_any()),
        (say!(lang, garage.record_on).to_owned(), said.done_on.spoken_with_year(lang).into_any()),
        (say!(lang, garage.proof_by).to_owned(), origin(lang, said.origin == "owner")),
        (
            say!(lang, garage.proof_facts).to_owned(),
            facts(lang, said.km, &said.workshop, crate::kernel::money::Money(0)).into_any(),
        ),
        (say!(lang, garage.record_items).to_owned(), items(lang, &said.items, said.done_on)),
        (say!(lang, garage.proof_written).to_owned(), said.created_at.spoken(lang).into_any()),
        ("SHA-256".to_owned(), view! { <code class="text-xs break-all">{digest}</code> }.into_any()),
    ];
    if !said.files.is_empty() {
        let lines =
            said.files.iter().map(|digits| view! { <code class="text-xs break-all block">{digits.clone()}</code> });
        rows.push((say!(lang, carfiles.proof).to_owned(), lines.collect_view().into_any()));
    }
    view! { <div class="panel px-4 md:px-5 py-2"><Facts items=rows/></div> }.into_any()
}
