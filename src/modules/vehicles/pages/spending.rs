//! `/hesap/harcamalar`: what one's cars have cost, by year and by car.

use super::book_parts::chart;
use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::vehicles::records::{
        service::{Spending, spending as spent},
        store::{CarTotal, SPENT_SHOWN, Spent},
    },
    platform::{Scope, Visit},
    say,
    ui::{Column, DataTable, Empty, Page, PageHead, Remark, Row, Section, button::Go},
};
use leptos::prelude::*;

/// # Errors
/// `unauthenticated` for visitors.
pub async fn spending(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let Spending { lines, by_year, by_car } = spent(&mut Scope::read(&visit)).await?;
    let title = say!(lang, spending.title);
    let body = if lines.is_empty() {
        let act = Go::new(say!(lang, vehicles.title), paths::CARS);
        view! { <Empty title=say!(lang, spending.none) line=say!(lang, spending.none_line) icon="wallet" act=act/> }
            .into_any()
    } else {
        view! {
            <div class="grid grid-cols-1 lg:grid-cols-[minmax(0,1fr)_21rem] gap-6 items-start">
                <div class="grid grid-cols-1 gap-6 min-w-0">{table(lang, &lines)} {totals(lang, &by_car)}</div>
                {chart(lang, &by_year)}
            </div>
            <div class="mt-4"><Remark text=say!(lang, spending.remark)/></div>
        }
        .into_any()
    };
    let view = view! { <PageHead title=title line=say!(lang, spending.lead)/> {body} };
    Ok(Page::new(title, view).noindex().nav("cars"))
}

fn table(lang: Lang, lines: &[Spent]) -> AnyView {
    let columns = vec![
        Column::new(say!(lang, spending.car)).main(),
        Column::new(say!(lang, spending.year)).numeric(),
        Column::new(say!(lang, spending.visits)).numeric(),
        Column::new(say!(lang, spending.declared)).numeric(),
        Column::new(say!(lang, spending.total)).numeric(),
    ];
    let row = |line: &Spent| {
        Row::new(vec![
            name(line).into_any(),
            line.year.to_string().into_any(),
            line.visits.spoken(lang).into_any(),
            line.declared.spoken(lang).into_any(),
            view! { <b class="font-semibold">{line.total().spoken(lang)}</b> }.into_any(),
        ])
    };
    let rows: Vec<Row> = lines.iter().map(row).collect();
    let is_cut = i64::try_from(lines.len()).is_ok_and(|count| count >= SPENT_SHOWN);
    let cut = is_cut
        .then(|| view! { <p class="text-sm text-muted mb-3">{say!(lang, spending.cut, count = SPENT_SHOWN)}</p> });
    view! {
        <Section title=say!(lang, spending.by_car_and_year)>
            {cut}
            <DataTable caption=say!(lang, spending.by_car_and_year) columns=columns rows=rows/>
        </Section>
    }
    .into_any()
}

fn name(line: &Spent) -> String {
    format!("{} · {}", line.plate, line.label)
}

fn totals(lang: Lang, cars: &[CarTotal]) -> AnyView {
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
    view! {
        <Section title=say!(lang, spending.by_car)>
            <ul class="panel px-4 md:px-5 divide-y divide-line">{rows}</ul>
        </Section>
    }
    .into_any()
}
