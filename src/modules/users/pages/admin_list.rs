//! The desk's list of people.

use super::{
    role_name,
    words::{kind_name, role_tone},
};
use crate::{
    kernel::{
        actor::{Kind, Role},
        error::AppError,
        ids::UserId,
        lang::Lang,
        number, paths,
        text::spoken_phone,
    },
    modules::users::{
        model::desk::UserFilter,
        policy,
        service::desk as service,
        store::desk::{COUNTED, Row as Person},
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Avatar, AvatarSize, ButtonLink, ButtonLook, Column, DataTable, Empty, Fold, FormState, Go, Page, PageHead,
        Pager, PagerWords, Row, SheetLine, SheetWords, Tab, Tabs, Tag, Tags, Tone,
        form::{Form, Submit, field, hidden_plain, select},
    },
};
use leptos::prelude::*;

const KINDS: [Kind; 3] = [Kind::Customer, Kind::Mechanic, Kind::Admin];

/// `/yonetim/kullanicilar` with the filters of [`UserFilter`], newest first. Admins and support. `plate_owners` are those whom
/// the search names by a plate.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody else without the desk.
pub async fn admin_list(visit: Visit, plate_owners: Vec<UserId>) -> Result<Page, AppError> {
    let filter = UserFilter::read(|name| visit.param(name));
    let mut scope = Scope::write(&visit).await?;
    let seen = service::look_over(&mut scope, &filter, &plate_owners).await;
    let (people, found) = scope.finish(seen).await?;
    let lang = visit.lang;
    let next = people.next.map(|after| address(paths::ADMIN_USERS, &UserFilter { after, ..filter.clone() }));
    let from_start = UserFilter { after: String::new(), ..filter.clone() };
    let first = (!filter.after.is_empty()).then(|| address(paths::ADMIN_USERS, &from_start));
    let words = PagerWords {
        name: say!(lang, admin.pages).to_owned(),
        previous: say!(lang, admin.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    let list = if people.items.is_empty() {
        let act = Go::new(say!(lang, admin.filters_clear), paths::ADMIN_USERS);
        view! { <Empty title=say!(lang, admin.users_none) line=say!(lang, admin.none_line) icon="users" act=act/> }
            .into_any()
    } else {
        table(lang, people.items)
    };
    let count = number::count(lang, found);
    let count = if found >= COUNTED { format!("{count}+") } else { count };
    let line = say!(lang, people.found, count = count.as_str());
    let export = policy::may_decide(&visit.actor).is_ok().then(|| {
        let label = say!(lang, people.export, count = count.as_str());
        let href = address(paths::ADMIN_USERS_CSV, &from_start);
        view! { <span data-sheet><ButtonLink href=href label=label look=ButtonLook::Line icon="download"/></span> }
    });
    let progress = export.is_some().then(|| view! { <SheetLine words=sheet_words(lang)/> });
    let body = view! {
        <PageHead title=say!(lang, admin.users) line=line acts=export.into_any()/>
        {progress}
        {search_form(lang, &filter)}
        {tabs(lang, &filter)}
        {list}
        <Pager previous=first next=next words=words/>
    };
    Ok(Page::new(say!(lang, admin.users), body).noindex().nav("users"))
}

fn sheet_words(lang: Lang) -> SheetWords {
    SheetWords {
        busy: say!(lang, people.export_busy),
        done: say!(lang, people.export_done),
        failed: say!(lang, people.export_failed),
        stopped: say!(lang, people.export_stopped),
        stop: say!(lang, common.stop),
    }
}

/// The list with these filters; empty ones are left out.
fn address(path: &str, filter: &UserFilter) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(filter.pairs().into_iter().filter(|(_, value)| !value.is_empty()))
        .finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

fn search_form(lang: Lang, filter: &UserFilter) -> AnyView {
    let mut state = FormState::default();
    for (name, value) in filter.pairs() {
        state = state.with(name, value);
    }
    let narrowed = [&filter.role, &filter.state, &filter.email, &filter.factor, &filter.since];
    let narrowed = narrowed.into_iter().any(|value| !value.is_empty());
    let kind = (!filter.kind.is_empty()).then(|| hidden_plain("tur", &filter.kind));
    let any = say!(lang, common.all);
    let roles = Role::ALL.map(|role| (role.word(), role_name(lang, role)));
    let states = [("active", say!(lang, admin.active)), ("suspended", say!(lang, people.suspended))];
    let mails = [("verified", say!(lang, people.verified)), ("unverified", say!(lang, people.unverified))];
    let factors = [("yes", say!(lang, people.factor_yes)), ("no", say!(lang, people.factor_no))];
    let search = field(&state, "ara", say!(lang, people.search))
        .plain()
        .search()
        .hide_label()
        .icon("search")
        .placeholder(say!(lang, people.search))
        .view();
    let role = select(&state, "rol", say!(lang, people.role)).plain().placeholder(any).options(roles).view();
    let standing = select(&state, "durum", say!(lang, admin.state)).plain().placeholder(any).options(states).view();
    let mail = select(&state, "eposta", say!(lang, auth.email)).plain().placeholder(any).options(mails).view();
    let factor = select(&state, "iki-adim", say!(lang, people.factor)).plain().placeholder(any).options(factors).view();
    let since = field(&state, "kayit", say!(lang, people.since)).plain().date().view();
    view! {
        <Form action=paths::ADMIN_USERS get=true label=say!(lang, common.search) class="grid grid-cols-1 gap-2 mb-4">
            <div class="flex gap-2 max-w-xl">
                <div class="flex-1 min-w-0">{search}</div>
                {kind}
                <Submit label=say!(lang, common.search) look=ButtonLook::Line large=true/>
            </div>
            <Fold title=say!(lang, people.filters) open=narrowed>
                <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-5 pt-2">{role}{standing}{mail}{factor}{since}</div>
            </Fold>
        </Form>
    }
    .into_any()
}

fn tabs(lang: Lang, filter: &UserFilter) -> AnyView {
    let to = |kind: &str| {
        address(paths::ADMIN_USERS, &UserFilter { kind: kind.to_owned(), after: String::new(), ..filter.clone() })
    };
    let mut items = vec![Tab::new(say!(lang, common.all), to(""), filter.kind.is_empty())];
    items.extend(KINDS.map(Kind::word).map(|kind| Tab::new(kind_name(lang, kind), to(kind), filter.kind == kind)));
    view! { <Tabs name=say!(lang, admin.kind) items=items/> }.into_any()
}

fn table(lang: Lang, people: Vec<Person>) -> AnyView {
    let columns = vec![
        Column::new(say!(lang, admin.person)).main(),
        Column::new(say!(lang, admin.roles)),
        Column::new(say!(lang, admin.phone)).numeric(),
        Column::new(say!(lang, admin.since)).numeric(),
        Column::new(say!(lang, admin.state)),
    ];
    let rows = people.into_iter().map(|person| row(lang, person)).collect();
    view! { <DataTable caption=say!(lang, admin.users) columns=columns rows=rows/> }.into_any()
}

fn row(lang: Lang, person: Person) -> Row {
    let roles = person
        .roles
        .iter()
        .filter_map(|role| Role::parse(role))
        .map(|role| (role_name(lang, role).to_owned(), role_tone(role), None))
        .collect::<Vec<_>>();
    let mut states = vec![if person.merged {
        (say!(lang, merging.state).to_owned(), Tone::Plain, None)
    } else if person.disabled_at.is_some() {
        (say!(lang, people.suspended).to_owned(), Tone::Error, None)
    } else {
        (say!(lang, admin.active).to_owned(), Tone::Success, None)
    }];
    if person.email_verified {
        states.push((say!(lang, people.verified_mail).to_owned(), Tone::Plain, Some("mail-check")));
    }
    if person.second_factor {
        states.push((say!(lang, people.factor).to_owned(), Tone::Plain, Some("shield-check")));
    }
    let phone = person.phone.as_deref().map_or_else(|| "–".to_owned(), spoken_phone);
    let photo = person.photo.as_deref().map(paths::photo);
    Row::new(vec![
        view! {
            <div class="flex items-center gap-3 min-w-0">
                <Avatar name=person.full_name.clone() size=AvatarSize::Small src=photo/>
                <div class="min-w-0">
                    <p class="font-semibold flex flex-wrap items-center gap-2">
                        <a class="link-p inline-flex items-center min-h-11 -my-2.5" href=paths::admin_user(&person.id.to_string())>{person.full_name}</a>
                        {person.is_demo.then(|| view! { <Tag label=say!(lang, common.demo) tone=Tone::Line/> })}
                    </p>
                    <p class="text-xs text-muted break-all">{person.email}</p>
                </div>
            </div>
        }
        .into_any(),
        view! { <Tags items=roles/> }.into_any(),
        view! { {phone} }.into_any(),
        view! { {person.created_at.day().spoken_with_year(lang)} }.into_any(),
        view! { <Tags items=states/> }.into_any(),
    ])
}
