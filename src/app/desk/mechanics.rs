//! `/yonetim/ustalar`: workshops with their state and the decisions about them.

use super::{address, application::tone};
use crate::{
    kernel::{error::AppError, ids::MechanicId, lang::Lang, number, paths, text::spoken_phone},
    modules::{
        appointments,
        mechanics::{
            self, DeskRow, MechanicFilter,
            application::{model::State, spoken},
        },
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLink, ButtonLook, Column, Confirm, DataTable, Empty, FormState, Go, Notice, Page, PageHead, Pager,
        PagerWords, PostButton, Row, Tab, Tabs, Tag, Tone,
        form::{Form, Submit, field, form_errors, hidden, hidden_plain, text_area},
    },
};
use leptos::prelude::*;
use std::collections::HashMap;

const STATES: [&str; 8] = ["waiting", "sent", "asked", "refused", "verified", "changed", "suspended", "certificates"];
const VERIFY: &str = "mechanics/verify";
const SUSPEND: &str = "mechanics/suspend";
const REINSTATE: &str = "mechanics/reinstate";

/// `?durum=&ara=&sonra=`, newest first. Admins.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub async fn mechanics(visit: Visit) -> Result<Page, AppError> {
    let filter = MechanicFilter {
        text: visit.param("ara").unwrap_or_default(),
        state: visit.param("durum").filter(|state| STATES.contains(&state.as_str())).unwrap_or_default(),
        after: visit.param("sonra").unwrap_or_default(),
    };
    let mut scope = Scope::write(&visit).await?;
    let found = mechanics::look_over(&mut scope, &filter).await;
    let found = scope.finish(found).await?;
    let mut scope = Scope::read(&visit);
    let lang = visit.lang;
    let to = |state: &str, after: &str| {
        address(paths::ADMIN_MECHANICS, &[("durum", state), ("ara", &filter.text), ("sonra", after)])
    };
    let mut tabs = vec![Tab::new(say!(lang, common.all), to("", ""), filter.state.is_empty())];
    tabs.extend(STATES.map(|state| Tab::new(state_name(lang, state).0, to(state, ""), filter.state == state)));
    let words = PagerWords {
        name: say!(lang, admin.pages).to_owned(),
        previous: say!(lang, admin.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    let next = found.next.map(|after| to(&filter.state, &after));
    let first = (!filter.after.is_empty()).then(|| to(&filter.state, ""));
    let list = if found.items.is_empty() {
        let act = Go::new(say!(lang, admin.filters_clear), paths::ADMIN_MECHANICS);
        view! { <Empty title=say!(lang, admin.mechanics_none) line=say!(lang, admin.none_line) icon="store" act=act/> }
            .into_any()
    } else {
        let ids: Vec<MechanicId> = found.items.iter().map(|workshop| workshop.id).collect();
        let to_come = appointments::to_come_of_each(&mut scope, &ids).await?;
        table(&visit, found.items, &to_come)
    };
    let body = view! {
        <PageHead title=say!(lang, admin.mechanics)/>
        {refusal(&visit)}
        {search_form(lang, &filter)}
        <Tabs name=say!(lang, admin.state) items=tabs/>
        {list}
        <Pager previous=first next=next words=words/>
    };
    Ok(Page::new(say!(lang, admin.mechanics), body).noindex().nav("mechanics"))
}

/// What a refused verification or reinstatement has to say; a refused suspension speaks in its own dialog.
fn refusal(visit: &Visit) -> AnyView {
    let message = [VERIFY, SUSPEND, REINSTATE].into_iter().find_map(|endpoint| visit.form(endpoint).message);
    message
        .map(|text| view! { <div class="mb-4"><Notice tone=Tone::Error title=say!(visit.lang, admin.not_saved) text=text/></div> })
        .into_any()
}

fn search_form(lang: Lang, filter: &MechanicFilter) -> AnyView {
    let state = FormState::default().with("ara", &filter.text);
    let kept = (!filter.state.is_empty()).then(|| hidden_plain("durum", &filter.state));
    let label = say!(lang, admin.mechanics_search);
    view! {
        <Form action=paths::ADMIN_MECHANICS get=true label=label class="flex gap-2 mb-4 max-w-xl">
            <div class="flex-1 min-w-0">
                {field(&state, "ara", label).plain().search().hide_label().icon("search").placeholder(label).view()}
            </div>
            {kept}
            <Submit label=say!(lang, common.search) look=ButtonLook::Line large=true/>
        </Form>
    }
    .into_any()
}

fn table(visit: &Visit, rows: Vec<DeskRow>, to_come: &HashMap<MechanicId, i64>) -> AnyView {
    let lang = visit.lang;
    let columns = vec![
        Column::new(say!(lang, admin.mechanic)).main(),
        Column::new(say!(lang, admin.owner)),
        Column::new(say!(lang, admin.offers)).numeric(),
        Column::new(say!(lang, admin.score)).numeric(),
        Column::new(say!(lang, admin.visits)).numeric(),
        Column::new(say!(lang, admin.state)),
        Column::new(say!(lang, admin.acts)).acts(),
    ];
    let rows = rows
        .into_iter()
        .map(|workshop| {
            let visits = to_come.get(&workshop.id).copied().unwrap_or_default();
            row(visit, workshop, visits)
        })
        .collect();
    view! { <DataTable caption=say!(lang, admin.mechanics) columns=columns rows=rows/> }.into_any()
}

fn row(visit: &Visit, workshop: DeskRow, to_come: i64) -> Row {
    let lang = visit.lang;
    let acts = acts(visit, &workshop, to_come);
    let (state, tone) = state_name(lang, state_of(&workshop));
    let phone = workshop.phone.as_deref().map(spoken_phone).unwrap_or_default();
    let score = if workshop.review_count == 0 {
        "–".to_owned()
    } else {
        format!("{} ({})", number::decimal(lang, f64::from(workshop.score)), number::count(lang, workshop.review_count))
    };
    // Those that are not public lead to a preview.
    let name = view! { <a class="link-p" href=paths::mechanic(&workshop.slug)>{workshop.name}</a> };
    Row::new(vec![
        view! {
            <p class="flex flex-wrap items-center gap-2">
                {name}
                {workshop.is_demo.then(|| view! { <Tag label=say!(lang, common.demo) tone=Tone::Line/> })}
            </p>
            <p class="text-xs text-muted num">{workshop.address}</p>
            <p class="text-xs text-muted num">{workshop.created_at.day().spoken_with_year(lang)} " " {phone}</p>
        }
        .into_any(),
        view! {
            <div class="min-w-0">
                <p>{workshop.owner_name}</p>
                <p class="text-xs text-muted break-all">{workshop.owner_email}</p>
            </div>
        }
        .into_any(),
        view! { {workshop.offers} }.into_any(),
        view! { {score} }.into_any(),
        view! { {number::count(lang, workshop.completed_count)} }.into_any(),
        view! {
            <Tag label=state tone=tone/>
            {workshop.changed.then(|| view! { <Tag label=say!(lang, application.changed_mark) tone=Tone::Accent/> })}
        }
        .into_any(),
        acts,
    ])
}

fn acts(visit: &Visit, workshop: &DeskRow, to_come: i64) -> AnyView {
    let lang = visit.lang;
    // Back to the same filters and page.
    let values = || vec![("mechanic_id", workshop.id.to_string()), ("next", visit.address())];
    if workshop.suspended {
        return view! { <PostButton action=paths::api(REINSTATE) label=say!(lang, admin.reinstate) values=values() icon="undo-2"/> }.into_any();
    }
    // Whatever was not handed in is looked at first; its page says what is missing.
    let verify = (state_of(workshop) == State::Sent.word()).then(|| {
        view! {
            <PostButton action=paths::api(VERIFY) label=say!(lang, admin.verify) values=values() look=ButtonLook::Primary icon="badge-check"/>
        }
    });
    let open = view! {
        <ButtonLink href=paths::admin_mechanic(workshop.id) label=say!(lang, application.title) look=ButtonLook::Line icon="file-check"/>
    };
    view! {
        {open}
        {verify}
        {suspend_dialog(visit, workshop, to_come)}
    }
    .into_any()
}

/// Asks for the reason that the owner will read, and says how many visits are called off.
fn suspend_dialog(visit: &Visit, workshop: &DeskRow, to_come: i64) -> AnyView {
    let lang = visit.lang;
    let id = workshop.id.to_string();
    let refused = visit.form(SUSPEND);
    let mine = refused.is_refused() && refused.value("mechanic_id") == id;
    let state = if mine { refused } else { FormState::default() };
    let field = text_area(&state, "reason", say!(lang, admin.suspend_reason))
        .id(format!("neden-{id}"))
        .rows(3)
        .maxlength(500)
        .required()
        .view();
    let next = hidden("next", visit.address());
    let line = say!(lang, admin.suspend_line, count = number::count(lang, to_come));
    let line = format!("{} · {line}", workshop.name);
    view! {
        <Confirm
            id=format!("askiya-{id}")
            label=say!(lang, admin.suspend)
            title=say!(lang, admin.suspend_title)
            line=line
            close=say!(lang, common.close)
            icon="ban"
        >
            <Form action=paths::api(SUSPEND)>
                {form_errors(&state, say!(lang, errors.invalid))}
                {hidden("mechanic_id", id)}
                {next}
                {field}
                <div><Submit label=say!(lang, admin.suspend) look=ButtonLook::Danger/></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn state_of(workshop: &DeskRow) -> &str {
    match (workshop.suspended, workshop.verified) {
        (true, _) => "suspended",
        (false, true) => "verified",
        (false, false) => workshop.application.as_deref().unwrap_or("waiting"),
    }
}

fn state_name(lang: Lang, state: &str) -> (&'static str, Tone) {
    match state {
        "suspended" => (say!(lang, admin.suspended), Tone::Error),
        "verified" => (say!(lang, admin.verified), Tone::Success),
        "changed" => (say!(lang, application.changed), Tone::Accent),
        "certificates" => (say!(lang, certificates.queue), Tone::Accent),
        "sent" => (spoken::state(lang, State::Sent), tone(State::Sent)),
        "asked" => (spoken::state(lang, State::Asked), tone(State::Asked)),
        "refused" => (spoken::state(lang, State::Refused), tone(State::Refused)),
        _ => (say!(lang, admin.waiting), Tone::Accent),
    }
}
