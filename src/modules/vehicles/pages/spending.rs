//! `/hesap/harcamalar?arac=&son=`: what one's cars have cost, by year and by car, or what one of them has; and the form that notes
//! what stands in no service book.

use super::{book_parts::chart, cost_parts};
use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::vehicles::costs::{
        service::{Spending, spending as spent},
        store::{CARS_SHOWN, CarTotal, Spent},
    },
    platform::{Scope, Visit},
    say,
    ui::{Column, DataTable, Empty, Page, PageHead, Pager, PagerWords, Remark, Row, Section, Tab, Tabs, button::Go},
};
use leptos::prelude::*;

/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of others.
pub async fn spending(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let (car, after) = (visit.param("arac").unwrap_or_default(), visit.param("son").unwrap_or_default());
    let spent = spent(&mut Scope::read(&visit), &car, &after).await?;
    let title = say!(lang, spending.title);
    let sums = if spent.lines.items.is_empty() {
        let act = Go::new(say!(lang, vehicles.title), paths::CARS);
        view! { <Empty title=say!(lang, spending.none) line=say!(lang, spending.none_line) icon="wallet" act=act/> }
            .into_any()
    } else {
        let pager = pager(lang, &spent, !after.is_empty());
        view! { {table(lang, &spent.lines.items, pager)} {totals(lang, &spent.by_car)} }.into_any()
    };
    let noted = spent.chosen.as_ref().map(|(car, costs)| cost_parts::list(&visit, car, costs, !after.is_empty()));
    let form = (!spent.cars.is_empty())
        .then(|| cost_parts::form(&visit, &spent.cars, spent.chosen.as_ref().map(|(car, _)| car)));
    let view = view! {
        <PageHead title=title line=say!(lang, spending.lead)/>
        {tabs(lang, &spent)}
        <div class="grid grid-cols-1 lg:grid-cols-[minmax(0,1fr)_21rem] gap-6 items-start">
            <div class="grid grid-cols-1 gap-6 min-w-0">{sums} {noted}</div>
            <div class="grid grid-cols-1 gap-6 min-w-0">{chart(lang, &spent.by_year)} {form}</div>
        </div>
        <div class="mt-4"><Remark text=say!(lang, spending.remark)/></div>
    };
    Ok(Page::new(title, view).noindex().nav("cars"))
}

/// All cars together, or one of those kept; nothing to choose with none or one.
fn tabs(lang: Lang, spent: &Spending) -> Option<AnyView> {
    if spent.cars.is_empty() {
        return None;
    }
    let chosen = spent.chosen.as_ref().map(|(car, _)| car.id);
    let mut tabs = vec![Tab::new(say!(lang, spending.all_cars), paths::SPENDING, chosen.is_none())];
    tabs.extend(
        spent.cars.iter().map(|car| Tab::new(car.plate.clone(), paths::car_spending(car.id), chosen == Some(car.id))),
    );
    Some(view! { <Tabs name=say!(lang, spending.by_car) items=tabs/> }.into_any())
}

/// Of the lines of all cars; one car has one for each year only.
fn pager(lang: Lang, spent: &Spending, is_later: bool) -> AnyView {
    let words = PagerWords {
        name: say!(lang, spending.line_pages).to_owned(),
        previous: say!(lang, search.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    let first = (is_later && spent.chosen.is_none()).then(|| paths::SPENDING.to_owned());
    let next = spent.lines.next.as_ref().map(|last| format!("{}?son={last}", paths::SPENDING));
    view! { <Pager previous=first next=next words=words/> }.into_any()
}

fn table(lang: Lang, lines: &[Spent], pager: AnyView) -> AnyView {
    let columns = vec![
        Column::new(say!(lang, spending.car)).main(),
        Column::new(say!(lang, spending.year)).numeric(),
        Column::new(say!(lang, spending.visits)).numeric(),
        Column::new(say!(lang, spending.declared)).numeric(),
        Column::new(say!(lang, spending.noted)).numeric(),
        Column::new(say!(lang, spending.total)).numeric(),
    ];
    let row = |line: &Spent| {
        Row::new(vec![
            format!("{} · {}", line.plate, line.label).into_any(),
            line.year.to_string().into_any(),
            line.visits.spoken(lang).into_any(),
            line.declared.spoken(lang).into_any(),
            line.noted.spoken(lang).into_any(),
            view! { <b class="font-semibold">{line.total().spoken(lang)}</b> }.into_any(),
        ])
    };
    let rows: Vec<Row> = lines.iter().map(row).collect();
    view! {
        <Section title=say!(lang, spending.by_car_and_year)>
            <DataTable caption=say!(lang, spending.by_car_and_year) columns=columns rows=rows/>
            {pager}
        </Section>
    }
    .into_any()
}

/// Nothing where one car alone is looked at.
fn totals(lang: Lang, cars: &[CarTotal]) -> AnyView {
    if cars.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = cars
        .iter()
        .map(|car| {
            let (name, sum) = (format!("{} · {}", car.plate, car.label), car.total);
            view! {
                <li class="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-3">
                    <span class="min-w-0 wrap-anywhere num">{name}</span>
                    <b class="font-semibold num">{sum.spoken(lang)}</b>
                </li>
            }
        })
        .collect();
    let is_cut = i64::try_from(cars.len()).is_ok_and(|count| count >= CARS_SHOWN);
    let cut =
        is_cut.then(|| view! { <p class="text-sm text-muted mb-3">{say!(lang, spending.cut, count = CARS_SHOWN)}</p> });
    view! {
        <Section title=say!(lang, spending.by_car)>
            {cut}
            <ul class="panel px-4 md:px-5 divide-y divide-line">{rows}</ul>
        </Section>
    }
    .into_any()
}
