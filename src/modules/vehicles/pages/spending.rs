//! `/hesap/harcamalar`: what one's cars have cost, by year and by car.

use super::book_parts::chart;
use crate::{
    kernel::{error::Result, lang::Lang, money::Money, paths},
    modules::vehicles::records::{service::spending as spent, store::Spent},
    platform::{Scope, Visit},
    say,
    ui::{Column, DataTable, Empty, Page, PageHead, Remark, Row, Section, button::Go},
};
use leptos::prelude::*;

/// # Errors
/// `unauthenticated` for visitors.
pub async fn spending(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let lines = spent(&mut Scope::read(&visit)).await?;
    let title = say!(lang, spending.title);
    let body = if lines.is_empty() {
        let act = Go::new(say!(lang, vehicles.title), paths::CARS);
        view! { <Empty title=say!(lang, spending.none) line=say!(lang, spending.none_line) icon="wallet" act=act/> }
            .into_any()
    } else {
        view! {
            <div class="grid grid-cols-1 lg:grid-cols-[minmax(0,1fr)_21rem] gap-6 items-start">
                <div class="grid grid-cols-1 gap-6 min-w-0">{table(lang, &lines)} {totals(lang, &lines)}</div>
                {chart(lang, &by_year(&lines))}
            </div>
            <div class="mt-4"><Remark text=say!(lang, spending.remark)/></div>
        }
        .into_any()
    };
    let view = view! { <PageHead title=title line=say!(lang, spending.lead)/> {body} };
    Ok(Page::new(title, view).noindex().nav("cars"))
}

/// The sum of a year over all cars, the earliest first.
fn by_year(lines: &[Spent]) -> Vec<(i16, Money)> {
    let mut years: Vec<(i16, Money)> = Vec::new();
    for line in lines.iter().rev() {
        match years.last_mut().filter(|(year, _)| *year == line.year) {
            Some((_, sum)) => *sum = *sum + line.total(),
            None => years.push((line.year, line.total())),
        }
    }
    years
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
    view! {
        <Section title=say!(lang, spending.by_car_and_year)>
            <DataTable caption=say!(lang, spending.by_car_and_year) columns=columns rows=rows/>
        </Section>
    }
    .into_any()
}

fn name(line: &Spent) -> String {
    format!("{} · {}", line.plate, line.label)
}

/// What each car has cost altogether, the dearest first.
fn totals(lang: Lang, lines: &[Spent]) -> AnyView {
    let mut cars: Vec<(&Spent, Money)> = Vec::new();
    for line in lines {
        match cars.iter_mut().find(|(known, _)| known.vehicle_id == line.vehicle_id) {
            Some((_, sum)) => *sum = *sum + line.total(),
            None => cars.push((line, line.total())),
        }
    }
    cars.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    let rows: Vec<_> = cars
        .into_iter()
        .map(|(line, sum)| {
            view! {
                <li class="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-3">
                    <span class="min-w-0 wrap-anywhere num">{name(line)}</span>
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::VehicleId;
    use uuid::Uuid;

    #[test]
    fn a_year_sums_up_all_cars() {
        let line = |year, car, visits, declared| Spent {
            vehicle_id: VehicleId(Uuid::from_u128(car)),
            plate: "34 ABC 123".into(),
            label: "Fiat Egea".into(),
            year,
            visits: Money(visits),
            declared: Money(declared),
        };
        let lines = [line(2026, 1, 100, 20), line(2026, 2, 0, 3), line(2024, 1, 5, 0)];
        assert_eq!(by_year(&lines), [(2024, Money(5)), (2026, Money(123))]);
    }
}
