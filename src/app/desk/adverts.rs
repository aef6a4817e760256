//! `/yonetim/reklamlar`: orders of adverts with what can be decided about them, and the packages that are sold.

use super::{address, advert_packages};
use crate::{
    kernel::{actor::Role, error::AppError, lang::Lang, number, paths},
    modules::mechanics::{
        adverts::{desk, model::State, spoken, store::Advert},
        pages::workshop::advert_tag,
    },
    platform::{Scope, Visit, reference::Reference},
    say,
    ui::{
        ButtonLook, Column, Confirm, DataTable, Empty, FormState, Go, Notice, Page, PageHead, Pager, PagerWords,
        PostButton, Row, Tab, Tabs, Tone,
        form::{Form, Submit, form_errors, hidden, text_area},
    },
};
use leptos::prelude::*;

const PAID: &str = "mechanics/mark_advert_paid";
const DECIDE: &str = "mechanics/decide_advert";

/// `?durum=&sonra=`, newest first; `?paket=` opens a package. Admins; finance sees the orders and notes payments.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins and finance.
pub async fn adverts(visit: Visit) -> Result<Page, AppError> {
    let lang = visit.lang;
    let state = visit.param("durum").and_then(|word| State::parse(&word)).map_or("", State::word);
    let after = visit.param("sonra").unwrap_or_default();
    let mut scope = Scope::read(&visit);
    let found = desk::list(&mut scope, state, &after).await?;
    let decides = visit.actor.has(Role::Admin);
    let packages = if decides { Some(desk::packages(&mut scope).await?) } else { None };
    drop(scope);
    let reference = visit.wires.reference.get();
    let to = |state: &str, after: &str| address(paths::ADMIN_ADVERTS, &[("durum", state), ("sonra", after)]);
    let mut tabs = vec![Tab::new(say!(lang, common.all), to("", ""), state.is_empty())];
    tabs.extend(State::ALL.map(|one| Tab::new(spoken::state(lang, one), to(one.word(), ""), one.word() == state)));
    let words = PagerWords {
        name: say!(lang, admin.pages).to_owned(),
        previous: say!(lang, admin.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    let next = found.next.map(|after| to(state, &after));
    let first = (!after.is_empty()).then(|| to(state, ""));
    let list = if found.items.is_empty() {
        let act = Go::new(say!(lang, admin.filters_clear), paths::ADMIN_ADVERTS);
        view! { <Empty title=say!(lang, adverts.desk_none) line=say!(lang, admin.none_line) icon="megaphone" act=act/> }
            .into_any()
    } else {
        table(&visit, &reference, found.items)
    };
    let body = view! {
        <PageHead title=say!(lang, adverts.title) line=say!(lang, adverts.desk_line)/>
        {refusal(&visit)}
        <div class="grid grid-cols-1 gap-8">
            <div>
                <Tabs name=say!(lang, admin.state) items=tabs/>
                {list}
                <Pager previous=first next=next words=words/>
            </div>
            {packages.map(|packages| advert_packages::part(&visit, &packages))}
        </div>
    };
    Ok(Page::new(say!(lang, adverts.title), body).noindex().nav("adverts"))
}

/// What a refused approval has to say; forms with a text speak in their own dialogs.
fn refusal(visit: &Visit) -> Option<AnyView> {
    let state = visit.form(DECIDE);
    let text = state.message.clone().filter(|_| state.value("decision") == "approve")?;
    Some(
        view! { <div class="mb-4"><Notice tone=Tone::Error title=say!(visit.lang, admin.not_saved) text=text/></div> }
            .into_any(),
    )
}

fn table(visit: &Visit, reference: &Reference, adverts: Vec<Advert>) -> AnyView {
    let lang = visit.lang;
    let columns = vec![
        Column::new(say!(lang, admin.mechanic)).main(),
        Column::new(say!(lang, adverts.total)).numeric(),
        Column::new(say!(lang, adverts.impressions)).numeric(),
        Column::new(say!(lang, adverts.clicks)).numeric(),
        Column::new(say!(lang, adverts.bookings)).numeric(),
        Column::new(say!(lang, admin.state)),
        Column::new(say!(lang, admin.acts)).acts(),
    ];
    let rows = adverts.into_iter().map(|advert| row(visit, reference, advert)).collect();
    view! { <DataTable caption=say!(lang, adverts.title) columns=columns rows=rows/> }.into_any()
}

fn row(visit: &Visit, reference: &Reference, advert: Advert) -> Row {
    let lang = visit.lang;
    let state = advert.state(visit.now.day());
    let acts = acts(visit, &advert, state);
    let line = spoken::line(lang, reference, &advert);
    let notes = [&advert.paid_note, &advert.reason].into_iter().filter(|text| !text.is_empty()).cloned();
    let notes: Vec<_> = notes.map(|text| view! { <p class="text-xs break-words">{text}</p> }).collect();
    Row::new(vec![
        view! {
            <a class="link-p" href=paths::mechanic(&advert.slug)>{advert.workshop}</a>
            <p class="text-xs text-muted num">{lang.pick(&advert.package_tr, &advert.package_en).to_owned()} " · " {line}</p>
            {notes}
        }
        .into_any(),
        advert.total.spoken(lang).into_any(),
        number::count(lang, advert.impressions).into_any(),
        number::count(lang, advert.clicks).into_any(),
        number::count(lang, advert.bookings).into_any(),
        advert_tag(lang, state),
        acts,
    ])
}

fn acts(visit: &Visit, advert: &Advert, state: State) -> AnyView {
    let lang = visit.lang;
    let id = advert.id.to_string();
    let decides = visit.actor.has(Role::Admin);
    let approve = (decides && state == State::AwaitingApproval).then(|| {
        let values =
            vec![("advert_id", id.clone()), ("decision", "approve".to_owned()), ("next", visit.address())];
        view! { <PostButton action=paths::api(DECIDE) label=say!(lang, adverts.approve) values=values look=ButtonLook::Primary icon="check"/> }
    });
    let paid = (state == State::AwaitingPayment).then(|| {
        let act = Act {
            endpoint: PAID,
            decision: "",
            field: "note",
            label: say!(lang, adverts.mark_paid),
            ask: say!(lang, adverts.paid_note),
            icon: "hand-coins",
        };
        dialog(visit, &id, &act, say!(lang, adverts.mark_paid_line), ButtonLook::Primary)
    });
    let refuse = (decides && matches!(state, State::AwaitingPayment | State::AwaitingApproval)).then(|| {
        let act = Act {
            endpoint: DECIDE,
            decision: "refuse",
            field: "reason",
            label: say!(lang, adverts.refuse),
            ask: say!(lang, adverts.reason),
            icon: "circle-x",
        };
        dialog(visit, &id, &act, say!(lang, adverts.refuse_line), ButtonLook::Danger)
    });
    let stop = (decides && state.is_standing()).then(|| {
        let act = Act {
            endpoint: DECIDE,
            decision: "stop",
            field: "reason",
            label: say!(lang, adverts.stop),
            ask: say!(lang, adverts.reason),
            icon: "ban",
        };
        dialog(visit, &id, &act, say!(lang, adverts.stop_line), ButtonLook::Danger)
    });
    view! { {approve} {paid} {refuse} {stop} }.into_any()
}

/// An act that asks for a text.
struct Act {
    endpoint: &'static str,
    /// Empty: the endpoint knows only one.
    decision: &'static str,
    field: &'static str,
    label: &'static str,
    ask: &'static str,
    icon: &'static str,
}

fn dialog(visit: &Visit, id: &str, act: &Act, line: &'static str, look: ButtonLook) -> AnyView {
    let lang = visit.lang;
    let form = text_form(visit, lang, id, act, look);
    let name = if act.decision.is_empty() { "odendi" } else { act.decision };
    view! {
        <Confirm id=format!("{name}-{id}") label=act.label title=act.label line=line close=say!(lang, common.close) look=ButtonLook::Line icon=act.icon>
            {form}
        </Confirm>
    }
    .into_any()
}

fn text_form(visit: &Visit, lang: Lang, id: &str, act: &Act, look: ButtonLook) -> AnyView {
    let refused = visit.form(act.endpoint);
    let mine = refused.is_refused() && refused.value("advert_id") == id && refused.value("decision") == act.decision;
    let state = if mine { refused } else { FormState::default() };
    let complaints = form_errors(&state, say!(lang, errors.invalid));
    let name = if act.decision.is_empty() { "odendi" } else { act.decision };
    let area =
        text_area(&state, act.field, act.ask).id(format!("{name}-metin-{id}")).rows(3).maxlength(500).required().view();
    let decision = (!act.decision.is_empty()).then(|| hidden("decision", act.decision));
    let (id, next, label, endpoint) = (id.to_owned(), visit.address(), act.label, act.endpoint);
    view! {
        <Form action=paths::api(endpoint)>
            {complaints}
            {hidden("advert_id", id)}
            {decision}
            {hidden("next", next)}
            {area}
            <div><Submit label=label look=look/></div>
        </Form>
    }
    .into_any()
}
