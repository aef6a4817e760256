//! `/yonetim/kullanicilar/{id}/birlestir`: an account beside another that may be the same person's, and emptying it into that.

use super::words::kind_name;
use crate::{
    kernel::{error::Result, ids::UserId, lang::Lang, number, paths, text::spoken_phone},
    modules::users::{
        service::merging::{self as service, Comparison, Desk},
        spoken,
        store::desk::Whole,
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Breadcrumb, ButtonLink, ButtonLook, Column, DataTable, Empty, FormState, Go, Notice, Page, PageHead, Panel,
        Remark, Row, Section, Tags, Tone,
        form::{Form, Submit, checkbox, field, form_errors, hidden, text_area},
    },
};
use leptos::prelude::*;

const MERGE: &str = "users/merge";

/// `?hesap=` is the account that stays, `?ara=` what was typed to find it. `plate_mates` are found by their cars. Admins; the
/// log keeps whose data was shown.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for unknown people and for everybody but admins.
pub async fn admin_merge(visit: Visit, id: String, plate_mates: Vec<UserId>) -> Result<Page> {
    let (other, typed) = (visit.param("hesap").unwrap_or_default(), visit.param("ara").unwrap_or_default());
    let mut scope = Scope::write(&visit).await?;
    let desk = service::desk(&mut scope, &id, &other, &typed, &plate_mates).await;
    let desk = scope.finish(desk).await?;
    let lang = visit.lang;
    let person = &desk.account.person;
    let way = vec![
        Go::new(say!(lang, admin.users), paths::ADMIN_USERS),
        Go::new(person.full_name.clone(), paths::admin_user(&person.id.to_string())),
    ];
    let title = say!(lang, merging.title);
    let line = say!(lang, merging.line, name = person.full_name.as_str(), email = person.email.as_str());
    let content = match &desk.comparison {
        Some(comparison) => compared(&visit, comparison),
        None => choices(lang, &desk, &typed),
    };
    let body = view! {
        <Breadcrumb name=say!(lang, admin.pages) way=way here=title/>
        <PageHead title=title line=line/>
        <div class="grid grid-cols-1 gap-6">{content}</div>
    };
    Ok(Page::new(title, body).noindex().nav("users"))
}

fn phone(number: Option<&str>) -> String {
    number.map_or_else(|| "–".to_owned(), spoken_phone)
}

/// Accounts that look alike, and a search for others.
fn choices(lang: Lang, desk: &Desk, typed: &str) -> AnyView {
    let id = desk.account.person.id;
    let alike: Vec<Row> = desk
        .alike
        .iter()
        .map(|near| {
            let reasons = [
                (near.same_plate, say!(lang, merging.same_plate)),
                (near.same_phone, say!(lang, merging.same_phone)),
                (near.same_email, say!(lang, merging.same_email)),
                (near.same_name, say!(lang, merging.same_name)),
            ];
            let reasons = reasons.into_iter().filter(|(holds, _)| *holds);
            let reasons = reasons.map(|(_, word)| (word.to_owned(), Tone::Accent, None)).collect();
            let since = near.created_at.day().spoken_with_year(lang);
            let told = view! { <Tags items=reasons/> }.into_any();
            choice(lang, id, near.id, [&near.full_name, &near.email, &phone(near.phone.as_deref()), &since], told)
        })
        .collect();
    let found: Vec<Row> = desk
        .found
        .iter()
        .map(|row| {
            let since = row.created_at.day().spoken_with_year(lang);
            let told = view! { {kind_name(lang, &row.kind)} }.into_any();
            choice(lang, id, row.id, [&row.full_name, &row.email, &phone(row.phone.as_deref()), &since], told)
        })
        .collect();
    let list = if alike.is_empty() {
        view! { <Empty title=say!(lang, merging.alike_none) line=say!(lang, merging.alike_none_line) icon="users"/> }
            .into_any()
    } else {
        table(lang, say!(lang, merging.alike), alike)
    };
    let results = match (typed.trim().is_empty(), found.is_empty()) {
        (true, _) => ().into_any(),
        (false, true) => view! { <p class="text-muted">{say!(lang, admin.users_none)}</p> }.into_any(),
        (false, false) => table(lang, say!(lang, merging.found), found),
    };
    let state = FormState::default().with("ara", typed);
    let label = say!(lang, merging.search);
    let field = field(&state, "ara", label).plain().search().view();
    view! {
        <Panel><Section title=say!(lang, merging.alike)>{list}</Section></Panel>
        <Panel>
            <Section title=say!(lang, merging.other)>
                <Form action=paths::admin_merge(&id.to_string()) get=true label=label class="flex gap-2 items-end mb-4">
                    <div class="flex-1 min-w-0">{field}</div>
                    <Submit label=say!(lang, common.search) look=ButtonLook::Line large=true/>
                </Form>
                {results}
            </Section>
        </Panel>
    }
    .into_any()
}

fn table(lang: Lang, caption: &'static str, rows: Vec<Row>) -> AnyView {
    let columns = vec![
        Column::new(say!(lang, admin.person)).main(),
        Column::new(say!(lang, admin.phone)).numeric(),
        Column::new(say!(lang, admin.since)).numeric(),
        Column::new(say!(lang, merging.why)),
        Column::new(say!(lang, merging.compare)).acts(),
    ];
    view! { <DataTable caption=caption columns=columns rows=rows/> }.into_any()
}

fn choice(lang: Lang, id: UserId, other: UserId, [name, email, phone, since]: [&str; 4], told: AnyView) -> Row {
    let (name, email, phone, since) = (name.to_owned(), email.to_owned(), phone.to_owned(), since.to_owned());
    let act =
        view! { <ButtonLink href=compared_with(id, other) label=say!(lang, merging.compare) look=ButtonLook::Line/> };
    Row::new(vec![
        view! { <p class="font-semibold">{name}</p><p class="text-xs text-muted break-all">{email}</p> }.into_any(),
        view! { {phone} }.into_any(),
        view! { {since} }.into_any(),
        told,
        act.into_any(),
    ])
}

fn compared_with(id: UserId, other: UserId) -> String {
    format!("{}?hesap={other}", paths::admin_merge(&id.to_string()))
}

/// Both beside each other, what moves, what is settled how, what does not move; then the question.
fn compared(visit: &Visit, comparison: &Comparison) -> AnyView {
    let lang = visit.lang;
    let (from, into) = (&comparison.from.person, &comparison.into.person);
    let swap = compared_with(into.id, from.id);
    let settled = lines(&[
        say!(lang, merging.settled_cars),
        say!(lang, merging.settled_default),
        say!(lang, merging.settled_once),
        say!(lang, merging.settled_places),
        say!(lang, merging.settled_family),
    ]);
    let stays = lines(&[
        say!(lang, merging.stays_ways),
        say!(lang, merging.stays_consents),
        say!(lang, merging.stays_email),
        say!(lang, merging.stays_photo),
    ]);
    let (both, moving) = (sides(lang, from, into), moves(lang, comparison));
    let question = match comparison.refused.clone() {
        Some(why) => view! { <Notice tone=Tone::Error title=say!(lang, merging.refused) text=why/> }.into_any(),
        None => question(visit, from, into),
    };
    view! {
        <Panel>
            <Section title=say!(lang, merging.both)>
                {both}
                <div class="mt-4"><ButtonLink href=swap label=say!(lang, merging.swap) look=ButtonLook::Line icon="layers"/></div>
            </Section>
        </Panel>
        <Panel><Section title=say!(lang, merging.moves)>{moving}</Section></Panel>
        <Panel><Section title=say!(lang, merging.settled)>{settled}</Section></Panel>
        <Panel><Section title=say!(lang, merging.stays)>{stays}</Section></Panel>
        {question}
    }
    .into_any()
}

fn lines(sentences: &[&'static str]) -> AnyView {
    let items: Vec<_> = sentences.iter().map(|sentence| view! { <li>{*sentence}</li> }).collect();
    view! { <ul class="list-disc pl-5 grid gap-1.5 text-sm">{items}</ul> }.into_any()
}

fn columns(lang: Lang, first: &'static str) -> Vec<Column> {
    vec![
        Column::new(first).main(),
        Column::new(say!(lang, merging.from)).numeric(),
        Column::new(say!(lang, merging.into)).numeric(),
    ]
}

fn line(name: String, from: String, into: String) -> Row {
    let text = |text: String| view! { <span class="break-all">{text}</span> }.into_any();
    Row::new(vec![text(name), text(from), text(into)])
}

fn sides(lang: Lang, from: &Whole, into: &Whole) -> AnyView {
    let row = |name: &str, of: fn(Lang, &Whole) -> String| line(name.to_owned(), of(lang, from), of(lang, into));
    let rows = vec![
        row(say!(lang, auth.full_name), |_, person| person.full_name.clone()),
        row(say!(lang, auth.email), |_, person| person.email.clone()),
        row(say!(lang, admin.phone), |_, person| phone(person.phone.as_deref())),
        row(say!(lang, admin.kind), |lang, person| kind_name(lang, &person.kind).to_owned()),
        row(say!(lang, admin.since), |lang, person| person.created_at.spoken(lang)),
    ];
    view! { <DataTable caption=say!(lang, merging.both) columns=columns(lang, say!(lang, merging.field)) rows=rows/> }
        .into_any()
}

fn moves(lang: Lang, comparison: &Comparison) -> AnyView {
    if comparison.moving.is_empty() {
        return view! { <p class="text-muted">{say!(lang, merging.moves_nothing)}</p> }.into_any();
    }
    let count = |rows: usize| number::count(lang, i64::try_from(rows).unwrap_or(i64::MAX));
    let rows = comparison.moving.iter();
    let rows = rows.map(|(table, from, into)| line(spoken::table(lang, table), count(*from), count(*into))).collect();
    view! { <DataTable caption=say!(lang, merging.moves) columns=columns(lang, say!(lang, merging.records)) rows=rows/> }
        .into_any()
}

fn question(visit: &Visit, from: &Whole, into: &Whole) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(MERGE);
    let errors = form_errors(&state, say!(lang, errors.invalid));
    let reason = text_area(&state, "reason", say!(lang, people.reason)).rows(3).maxlength(500).required().view();
    let agreed = checkbox(&state, "agreed", say!(lang, merging.agreed)).view();
    let (from_id, into_id) = (hidden("user_id", from.id.to_string()), hidden("into_id", into.id.to_string()));
    let line = say!(lang, merging.ask_line, from = from.email.as_str(), into = into.email.as_str());
    view! {
        <Panel>
            <Section title=say!(lang, merging.ask)>
                <p class="text-sm mb-4 break-words">{line}</p>
                <Form action=paths::api(MERGE) class="grid grid-cols-1 gap-4">
                    {errors}
                    {from_id}
                    {into_id}
                    {reason}
                    {agreed}
                    <div><Submit label=say!(lang, merging.act_label) look=ButtonLook::Danger/></div>
                    <Remark text=say!(lang, merging.told)/>
                </Form>
            </Section>
        </Panel>
    }
    .into_any()
}
