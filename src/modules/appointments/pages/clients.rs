//! `/atolye/musteriler?ara=&sirala=&once=`: who has come to the workshop.

use super::{
    desk::{lacks_workshop, no_workshop},
    parts::phone,
};
use crate::{
    kernel::{
        error::{AppError, Result},
        lang::Lang,
        number, paths,
        time::Instant,
    },
    modules::appointments::clients::{
        model::{Asked, Client, Order},
        service,
    },
    platform::{Scope, Visit},
    say,
    ui::{
        self, ButtonLook, Column, DataTable, Empty, FormState, Go, Page, PageHead, Pager, PagerWords, Remark, Row, Tab,
        Tabs,
        form::{Form, Submit, field, hidden_plain},
    },
};
use leptos::prelude::*;

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who run no workshop.
pub async fn workshop_customers(visit: Visit) -> Result<Page, AppError> {
    if lacks_workshop(&visit) {
        return Ok(no_workshop(&visit, "clients"));
    }
    let lang = visit.lang;
    let param = |name: &str| visit.param(name).unwrap_or_default();
    let asked = Asked::read(&param("ara"), &param("sirala"), &param("once"));
    let found = service::list(&mut Scope::read(&visit), &asked).await?;
    let list = if found.items.is_empty() { empty(lang, &asked) } else { table(lang, &asked, found.items) };
    let words = PagerWords {
        name: say!(lang, clients.pages).to_owned(),
        previous: say!(lang, clients.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    let first = asked.after.is_some().then(|| address(&asked, asked.order, None));
    let next = found.next.map(|after| address(&asked, asked.order, Some(&after)));
    let body = view! {
        <PageHead title=say!(lang, clients.title) line=say!(lang, clients.lead)/>
        {search_form(lang, &asked)}
        <Tabs name=say!(lang, clients.order) items=orders(lang, &asked)/>
        {list}
        <Pager previous=first next=next words=words/>
        <div class="mt-4"><Remark text=say!(lang, clients.vat)/></div>
    };
    Ok(Page::new(say!(lang, clients.title), body).noindex().nav("clients"))
}

fn address(asked: &Asked, order: Order, after: Option<&str>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if !asked.text.is_empty() {
        query.append_pair("ara", &asked.text);
    }
    if order != Order::default() {
        query.append_pair("sirala", order.word());
    }
    if let Some(after) = after {
        query.append_pair("once", after);
    }
    let query = query.finish();
    if query.is_empty() {
        paths::WORKSHOP_CUSTOMERS.to_owned()
    } else {
        format!("{}?{query}", paths::WORKSHOP_CUSTOMERS)
    }
}

fn orders(lang: Lang, asked: &Asked) -> Vec<Tab> {
    let name = |order| match order {
        Order::LastVisit => say!(lang, clients.order_last),
        Order::Visits => say!(lang, clients.order_visits),
        Order::Spent => say!(lang, clients.order_spent),
    };
    Order::ALL.map(|order| Tab::new(name(order), address(asked, order, None), order == asked.order)).into()
}

fn search_form(lang: Lang, asked: &Asked) -> AnyView {
    let state = FormState::default().with("ara", asked.text.clone());
    let order = (asked.order != Order::default()).then(|| hidden_plain("sirala", asked.order.word()));
    let label = say!(lang, clients.search);
    view! {
        <Form action=paths::WORKSHOP_CUSTOMERS get=true class="flex flex-wrap items-end gap-3 mb-4">
            {order}
            <div class="flex-1 min-w-44">
                {field(&state, "ara", label).plain().search().hide_label().icon("search").placeholder(label).maxlength(60).view()}
            </div>
            <Submit label=say!(lang, clients.search_act) look=ButtonLook::Line/>
        </Form>
    }
    .into_any()
}

fn empty(lang: Lang, asked: &Asked) -> AnyView {
    if asked.text.is_empty() && asked.after.is_none() {
        return view! { <Empty title=say!(lang, clients.none) line=say!(lang, clients.none_line) icon="users"/> }
            .into_any();
    }
    let act = Go::new(say!(lang, clients.all), paths::WORKSHOP_CUSTOMERS);
    view! { <Empty title=say!(lang, clients.not_found) line=say!(lang, clients.not_found_line) icon="users" act=act/> }
        .into_any()
}

fn table(lang: Lang, asked: &Asked, clients: Vec<Client>) -> AnyView {
    let sorted = |label: &'static str, order: Order| {
        let current = (order == asked.order).then_some(ui::Order::Falling);
        Column::new(label).numeric().sort(address(asked, order, None), current)
    };
    let columns = vec![
        Column::new(say!(lang, clients.name)).main(),
        Column::new(say!(lang, clients.cars)),
        sorted(say!(lang, clients.visits), Order::Visits),
        Column::new(say!(lang, clients.no_shows)).numeric(),
        sorted(say!(lang, clients.last), Order::LastVisit),
        Column::new(say!(lang, clients.next)).numeric(),
        sorted(say!(lang, clients.spent), Order::Spent),
    ];
    let rows = clients.into_iter().map(|client| row(lang, client)).collect();
    view! { <DataTable caption=say!(lang, clients.title) columns=columns rows=rows/> }.into_any()
}

fn row(lang: Lang, client: Client) -> Row {
    let phone = client.phone.as_deref().map(phone);
    let name = view! {
        <span class="flex flex-wrap gap-x-3">
            <a class="link-p font-semibold inline-flex items-center min-h-11 wrap-anywhere" href=paths::workshop_customer(client.id)>{client.name}</a>
            {phone}
        </span>
    };
    Row::new(vec![
        name.into_any(),
        view! { <span class="num">{client.plates.join(", ")}</span> }.into_any(),
        number::count(lang, client.visits).into_any(),
        number::count(lang, client.no_shows).into_any(),
        day(lang, client.last_at).into_any(),
        day(lang, client.next_at).into_any(),
        view! { <b class="font-semibold">{client.spent.spoken(lang)}</b> }.into_any(),
    ])
}

/// As it stands on their visits.
pub(super) fn day(lang: Lang, at: Option<Instant>) -> String {
    at.map_or_else(|| "–".to_owned(), |at| at.day().spoken_with_year(lang))
}
