//! The admin's list of people.

use crate::{
    kernel::{actor::Role, error::AppError, lang::Lang, paths, text::spoken_phone},
    modules::users::{model::UserFilter, service, store},
    platform::{Scope, Visit},
    say,
    ui::{
        Avatar, AvatarSize, ButtonLook, Column, DataTable, Empty, FormState, Go, Page, PageHead, Pager, PagerWords,
        Row, Tab, Tabs, Tag, Tags, Tone,
        form::{Form, Submit, field, hidden_plain},
    },
};
use leptos::prelude::*;

const KINDS: [&str; 3] = ["customer", "mechanic", "admin"];

/// `/yonetim/kullanicilar?ara=&tur=&sonra=`: newest first; Turkish letters are folded in the search. Admins and support.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody else without the desk.
pub async fn admin_list(visit: Visit) -> Result<Page, AppError> {
    let filter = UserFilter {
        text: visit.param("ara").unwrap_or_default(),
        kind: visit.param("tur").filter(|kind| KINDS.contains(&kind.as_str())).unwrap_or_default(),
        after: visit.param("sonra").unwrap_or_default(),
    };
    let people = service::admin_list(&mut Scope::read(&visit), &filter).await?;
    let lang = visit.lang;
    let next = people.next.map(|after| address(&UserFilter { after, ..filter.clone() }));
    let first = (!filter.after.is_empty()).then(|| address(&UserFilter { after: String::new(), ..filter.clone() }));
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
    let body = view! {
        <PageHead title=say!(lang, admin.users)/>
        {search_form(lang, &filter)}
        {tabs(lang, &filter)}
        {list}
        <Pager previous=first next=next words=words/>
    };
    Ok(Page::new(say!(lang, admin.users), body).noindex().nav("users"))
}

/// The list with these filters; empty ones are left out.
fn address(filter: &UserFilter) -> String {
    let pairs = [("ara", &filter.text), ("tur", &filter.kind), ("sonra", &filter.after)];
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs.into_iter().filter(|(_, value)| !value.is_empty()))
        .finish();
    if query.is_empty() { paths::ADMIN_USERS.to_owned() } else { format!("{}?{query}", paths::ADMIN_USERS) }
}

fn search_form(lang: Lang, filter: &UserFilter) -> AnyView {
    let state = FormState::default().with("ara", &filter.text);
    let kind = (!filter.kind.is_empty()).then(|| hidden_plain("tur", &filter.kind));
    view! {
        <Form action=paths::ADMIN_USERS get=true label=say!(lang, common.search) class="flex gap-2 mb-4 max-w-xl">
            <div class="flex-1 min-w-0">
                {field(&state, "ara", say!(lang, admin.users_search)).plain().search().hide_label().icon("search").placeholder(say!(lang, admin.users_search)).view()}
            </div>
            {kind}
            <Submit label=say!(lang, common.search) look=ButtonLook::Line large=true/>
        </Form>
    }
    .into_any()
}

fn tabs(lang: Lang, filter: &UserFilter) -> AnyView {
    let to = |kind: &str| address(&UserFilter { kind: kind.to_owned(), after: String::new(), ..filter.clone() });
    let mut items = vec![Tab::new(say!(lang, common.all), to(""), filter.kind.is_empty())];
    items.extend(KINDS.map(|kind| Tab::new(kind_name(lang, kind), to(kind), filter.kind == kind)));
    view! { <Tabs name=say!(lang, admin.kind) items=items/> }.into_any()
}

fn table(lang: Lang, people: Vec<store::Row>) -> AnyView {
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

fn row(lang: Lang, person: store::Row) -> Row {
    let roles = person
        .roles
        .iter()
        .filter_map(|role| Role::parse(role))
        .map(|role| (role_name(lang, role).to_owned(), tone(role), None))
        .collect::<Vec<_>>();
    let (state, state_tone) = if person.disabled_at.is_some() {
        (say!(lang, admin.disabled), Tone::Error)
    } else {
        (say!(lang, admin.active), Tone::Success)
    };
    let phone = person.phone.as_deref().map_or_else(|| "–".to_owned(), spoken_phone);
    Row::new(vec![
        view! {
            <div class="flex items-center gap-3 min-w-0">
                <Avatar name=person.full_name.clone() size=AvatarSize::Small/>
                <div class="min-w-0">
                    <p class="font-semibold flex flex-wrap items-center gap-2">
                        {person.full_name}
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
        view! { <Tag label=state tone=state_tone/> }.into_any(),
    ])
}

const fn tone(role: Role) -> Tone {
    match role {
        Role::Admin => Tone::Primary,
        Role::Moderator | Role::Finance | Role::Support => Tone::Info,
        Role::Customer | Role::MechanicOwner | Role::MechanicStaff => Tone::Plain,
    }
}

fn kind_name(lang: Lang, kind: &str) -> &'static str {
    match kind {
        "mechanic" => say!(lang, admin.kind_mechanic),
        "admin" => say!(lang, admin.kind_admin),
        _ => say!(lang, admin.kind_customer),
    }
}

fn role_name(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Customer => say!(lang, admin.role_customer),
        Role::MechanicOwner => say!(lang, admin.role_mechanic_owner),
        Role::MechanicStaff => say!(lang, admin.role_mechanic_staff),
        Role::Moderator => say!(lang, admin.role_moderator),
        Role::Finance => say!(lang, admin.role_finance),
        Role::Support => say!(lang, admin.role_support),
        Role::Admin => say!(lang, admin.role_admin),
    }
}
