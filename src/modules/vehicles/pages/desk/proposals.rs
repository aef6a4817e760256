//! `/yonetim/katalog/oneriler`: what people missed in the catalogue.

use super::{letters, turn, variant::of_proposal};
use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::vehicles::{
        catalogue::{model::REASON_MAX, proposals as service, store::proposals::Proposal},
        pages::{propose::state_name, words},
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Breadcrumb, ButtonLink, ButtonLook, Confirm, Empty, FormState, Go, Notice, Page, PageHead, Panel, Tab, Tabs,
        Tag, Tone,
        form::{Form, Submit, form_errors, hidden, text_area},
    },
};
use leptos::prelude::*;

const REFUSE: &str = "vehicles/refuse_proposal";
const DECIDED: &str = "kapali";

/// `?durum=kapali&sonra=`: admins.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub async fn proposals(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let decided = visit.param("durum").is_some_and(|state| state == DECIDED);
    let after = visit.param("sonra").unwrap_or_default();
    let found = service::queue(&mut Scope::read(&visit), decided, &after).await?;
    let address = |decided: bool, after: &str| {
        let pairs = [("durum", if decided { DECIDED } else { "" }), ("sonra", after)];
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs.into_iter().filter(|(_, value)| !value.is_empty()))
            .finish();
        if query.is_empty() { paths::ADMIN_PROPOSALS.to_owned() } else { format!("{}?{query}", paths::ADMIN_PROPOSALS) }
    };
    let tabs = vec![
        Tab::new(say!(lang, catalogue.tab_waiting), address(false, ""), !decided),
        Tab::new(say!(lang, catalogue.tab_decided), address(true, ""), decided),
    ];
    let pager = turn(lang, &after, found.next.as_deref(), |after| address(decided, after));
    let list = if found.items.is_empty() {
        view! { <Empty title=say!(lang, catalogue.queue_none) icon="inbox"/> }.into_any()
    } else {
        let rows = found.items.into_iter().map(|proposal| card(&visit, proposal)).collect_view();
        view! { <div class="grid grid-cols-1 gap-3">{rows}</div> }.into_any()
    };
    let title = say!(lang, catalogue.proposals);
    let way = vec![Go::new(say!(lang, catalogue.title), paths::ADMIN_CATALOGUE)];
    let body = view! {
        <Breadcrumb name=say!(lang, catalogue.title) way=way here=title/>
        <PageHead title=title line=say!(lang, catalogue.proposals_line)/>
        {refusal(&visit)}
        <Tabs name=say!(lang, admin.state) items=tabs/>
        {list}
        {pager}
    };
    Ok(Page::new(title, body).noindex().nav("catalogue"))
}

/// A refused refusal: its dialog is closed again.
fn refusal(visit: &Visit) -> Option<AnyView> {
    let text = visit.form(REFUSE).message?;
    let title = say!(visit.lang, admin.not_saved);
    Some(view! { <div class="mb-4"><Notice tone=Tone::Error title=title text=text/></div> }.into_any())
}

fn card(visit: &Visit, proposal: Proposal) -> AnyView {
    let lang = visit.lang;
    let (state, tone) = state_name(lang, &proposal.state);
    let facts: Vec<&str> =
        [&proposal.fuel, &proposal.transmission].into_iter().filter_map(|code| words::code(lang, code)).collect();
    let acts = (proposal.state == "waiting").then(|| acts(visit, &proposal));
    let added = proposal.variant_id.map(|id| {
        view! { <a class="link-p inline-flex items-center min-h-11" href=paths::admin_variant(id)>{say!(lang, catalogue.variant)}</a> }
    });
    let label = proposal.label();
    let who = format!("{} · {}", proposal.full_name, proposal.created_at.day().spoken_with_year(lang));
    let texts = [proposal.note, proposal.reason];
    let texts = texts
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(|text| view! { <p class="whitespace-pre-wrap wrap-anywhere mt-2">{text}</p> })
        .collect_view();
    view! {
        <Panel>
            <p class="flex flex-wrap items-center gap-2">
                <b class="font-semibold wrap-anywhere">{label}</b>
                <Tag label=state tone=tone/>
                <span class="text-sm text-muted">{facts.join(" · ")}</span>
            </p>
            <p class="text-sm text-muted num mt-1">{who}</p>
            {texts}
            {added}
            {acts}
        </Panel>
    }
    .into_any()
}

fn acts(visit: &Visit, proposal: &Proposal) -> AnyView {
    let lang = visit.lang;
    let id = proposal.id.to_string();
    let typed = visit.form(REFUSE);
    let state = if typed.value("proposal_id") == id { typed } else { FormState::default() };
    let add = of_proposal(&id);
    view! {
        <div class="flex flex-wrap gap-2 mt-3">
            <ButtonLink href=add label=say!(lang, catalogue.accept) icon="plus"/>
            <Confirm
                id=format!("reddet-{id}")
                label=say!(lang, catalogue.refuse)
                title=say!(lang, catalogue.refuse_title)
                line=proposal.label()
                close=say!(lang, common.close)
                icon="x"
            >
                {refuse_form(lang, &state, id)}
            </Confirm>
        </div>
    }
    .into_any()
}

fn refuse_form(lang: Lang, state: &FormState, id: String) -> AnyView {
    let complaints = form_errors(state, say!(lang, errors.invalid));
    let reason = text_area(state, "reason", say!(lang, catalogue.reason))
        .id(format!("neden-{id}"))
        .rows(3)
        .hint(say!(lang, catalogue.reason_hint))
        .maxlength(letters(REASON_MAX))
        .required()
        .view();
    view! {
        <Form action=paths::api(REFUSE)>
            {complaints}
            {hidden("proposal_id", id)}
            {reason}
            <div><Submit label=say!(lang, catalogue.refuse) look=ButtonLook::Danger/></div>
        </Form>
    }
    .into_any()
}
