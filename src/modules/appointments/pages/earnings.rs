//! `/atolye/kazanc?yil=&ay=`: what the workshop has earned; `/atolye/kazanc.csv`: the same, visit by visit.

use super::{
    desk::{lacks_workshop, no_workshop},
    parts::month_short,
};
use crate::{
    kernel::{
        error::{AppError, Result},
        lang::Lang,
        number, paths,
        time::Day,
    },
    modules::appointments::{
        earnings::{
            model::{Month, OfService, Period, Sum, first_of},
            service::{self, Earnings, Export},
            store::SERVICES_SHOWN,
        },
        store::Appointment,
    },
    platform::{
        Scope, Visit,
        sheet::{self, Columns},
    },
    say,
    ui::{
        Bar, Bars, ButtonLink, ButtonLook, Column, DataTable, Empty, Figure, Figures, Notice, Page, PageHead, Row,
        Section, Tab, Tabs,
    },
};
use axum::{Extension, response::Response};
use leptos::prelude::*;

fn period(visit: &Visit) -> Period {
    let param = |name: &str| visit.param(name).unwrap_or_default();
    Period::read(&param("yil"), &param("ay"), visit.now.day())
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people who run no workshop.
pub async fn workshop_earnings(visit: Visit) -> Result<Page, AppError> {
    if lacks_workshop(&visit) {
        return Ok(no_workshop(&visit, "earnings"));
    }
    let (lang, period) = (visit.lang, period(&visit));
    let found = service::earnings(&mut Scope::read(&visit), period).await?;
    let file = format!("{}?{}", paths::WORKSHOP_EARNINGS_CSV, period.query());
    let file = view! { <span class="print:hidden"><ButtonLink href=file label=say!(lang, earnings.download) look=ButtonLook::Line icon="download"/></span> };
    let body = view! {
        <PageHead title=say!(lang, earnings.title) line=say!(lang, earnings.lead) acts=file.into_any()/>
        <Figures items=figures(lang, &found)/>
        <div class="my-4"><Notice text=say!(lang, earnings.paid_there)/></div>
        <div class="print:hidden"><Tabs name=say!(lang, earnings.years) items=years(lang, &found, period)/></div>
        <h2 class="text-lg mb-4 num">{name(lang, period)}</h2>
        <Figures items=period_figures(lang, found.period)/>
        <div class="mt-8">{told(lang, period, &found)}</div>
    };
    Ok(Page::new(say!(lang, earnings.title), body).noindex().nav("earnings"))
}

fn address(period: Period) -> String {
    format!("{}?{}", paths::WORKSHOP_EARNINGS, period.query())
}

/// `2026`, `Kas 2026`
fn name(lang: Lang, period: Period) -> String {
    match period.month {
        Some(month) => format!("{} {}", month_short(lang, first_of(period.year, month)), period.year),
        None => period.year.to_string(),
    }
}

fn years(lang: Lang, found: &Earnings, period: Period) -> Vec<Tab> {
    let year = |year: &i16| {
        let own = Period::of_year(*year);
        Tab::new(name(lang, own), address(own), own == period)
    };
    let month = period.month.map(|_| Tab::new(name(lang, period), address(period), true));
    month.into_iter().chain(found.years.iter().map(year)).collect()
}

fn visits(lang: Lang, sum: Sum) -> String {
    say!(lang, appointments.visits, count = number::count(lang, sum.done))
}

fn figures(lang: Lang, found: &Earnings) -> Vec<Figure> {
    let figure = |name: &'static str, sum: Sum| Figure::new(name, sum.earned.spoken(lang)).remark(visits(lang, sum));
    vec![
        figure(say!(lang, earnings.this_month), found.this_month),
        figure(say!(lang, earnings.last_month), found.last_month),
    ]
}

fn period_figures(lang: Lang, sum: Sum) -> Vec<Figure> {
    let average = sum.average().map_or_else(|| "–".to_owned(), |average| average.spoken(lang));
    vec![
        Figure::new(say!(lang, earnings.earned), sum.earned.spoken(lang)).remark(visits(lang, sum)),
        Figure::new(say!(lang, earnings.average), average),
        Figure::new(say!(lang, earnings.cancelled), number::count(lang, sum.cancelled)),
        Figure::new(say!(lang, earnings.no_shows), number::count(lang, sum.no_shows)),
    ]
}

fn told(lang: Lang, period: Period, found: &Earnings) -> AnyView {
    if found.months.is_empty() {
        return view! { <Empty title=say!(lang, earnings.none) line=say!(lang, earnings.none_line) icon="chart-no-axes-column"/> }
            .into_any();
    }
    view! {
        <div class="grid grid-cols-1 lg:grid-cols-[minmax(0,1fr)_21rem] gap-8 items-start print:grid-cols-1">
            <div class="grid grid-cols-1 gap-8 min-w-0">
                {months(lang, &found.months)}
                {services(lang, period, &found.services)}
            </div>
            {chart(lang, period.year, &found.months)}
        </div>
    }
    .into_any()
}

fn months(lang: Lang, months: &[Month]) -> AnyView {
    let columns = vec![
        Column::new(say!(lang, earnings.month)).main(),
        Column::new(say!(lang, earnings.done)).numeric(),
        Column::new(say!(lang, earnings.average)).numeric(),
        Column::new(say!(lang, earnings.cancelled)).numeric(),
        Column::new(say!(lang, earnings.no_shows)).numeric(),
        Column::new(say!(lang, earnings.earned)).numeric(),
    ];
    let row = |Month { first_on, sum }: &Month| {
        let own = Period { year: first_on.year(), month: Some(first_on.month()) };
        let link = view! { <a class="link-p font-semibold inline-flex items-center min-h-11 num" href=address(own)>{name(lang, own)}</a> };
        let average = sum.average().map_or_else(|| "–".to_owned(), |average| average.spoken(lang));
        Row::new(vec![
            link.into_any(),
            number::count(lang, sum.done).into_any(),
            average.into_any(),
            number::count(lang, sum.cancelled).into_any(),
            number::count(lang, sum.no_shows).into_any(),
            view! { <b class="font-semibold">{sum.earned.spoken(lang)}</b> }.into_any(),
        ])
    };
    let rows = months.iter().rev().map(row).collect();
    view! {
        <Section title=say!(lang, earnings.by_month)>
            <DataTable caption=say!(lang, earnings.by_month) columns=columns rows=rows/>
        </Section>
    }
    .into_any()
}

/// All twelve, so that a month without work is seen.
fn chart(lang: Lang, year: i16, months: &[Month]) -> AnyView {
    let bar = |month: i8| {
        let first = first_of(year, month);
        let sum = months.iter().find(|one| one.first_on == first).map(|one| one.sum).unwrap_or_default();
        Bar::new(month_short(lang, first), sum.earned.0, sum.earned.spoken(lang))
    };
    let bars: Vec<Bar> = (1..=12).map(bar).collect();
    let title = say!(lang, earnings.chart, year = year);
    view! {
        <Section title=title.clone()>
            <div class="panel p-4 md:p-5"><Bars name=title items=bars/></div>
        </Section>
    }
    .into_any()
}

fn services(lang: Lang, period: Period, services: &[OfService]) -> AnyView {
    if services.is_empty() {
        return ().into_any();
    }
    let columns = vec![
        Column::new(say!(lang, earnings.service)).main(),
        Column::new(say!(lang, earnings.done)).numeric(),
        Column::new(say!(lang, earnings.agreed)).numeric(),
    ];
    let row = |service: &OfService| {
        Row::new(vec![
            lang.pick(&service.name_tr, &service.name_en).to_owned().into_any(),
            number::count(lang, service.done).into_any(),
            service.agreed.spoken(lang).into_any(),
        ])
    };
    let rows: Vec<Row> = services.iter().map(row).collect();
    let is_cut = i64::try_from(services.len()).is_ok_and(|count| count >= SERVICES_SHOWN);
    let cut = is_cut.then(|| say!(lang, earnings.services_cut, count = SERVICES_SHOWN));
    let title = say!(lang, earnings.by_service, period = name(lang, period));
    view! {
        <Section title=title.clone()>
            <DataTable caption=title columns=columns rows=rows/>
            <p class="text-xs text-muted mt-3">{say!(lang, earnings.agreed_line)} " " {cut}</p>
        </Section>
    }
    .into_any()
}

/// `GET /atolye/kazanc.csv` with the period of the page: a line for each done visit. It names no customer: an accountant needs none.
pub async fn earnings_csv(Extension(visit): Extension<Visit>) -> Response {
    let period = period(&visit);
    let name = format!("kazanc-{}.csv", period.word());
    let file =
        Export::begin(&visit, period).map(|export| sheet::download(&visit, &name, columns(visit.lang), export, None));
    sheet::answer(&visit, file)
}

fn columns(lang: Lang) -> Columns<Appointment, 6> {
    let head = [
        say!(lang, earnings.day),
        say!(lang, earnings.plate),
        say!(lang, earnings.car),
        say!(lang, earnings.services),
        say!(lang, earnings.agreed),
        say!(lang, earnings.bill),
    ];
    Columns { head, cells: |visit, own| cells(visit.lang, own) }
}

fn cells(lang: Lang, own: &Appointment) -> [String; 6] {
    let day: Day = own.start_at.day();
    [
        day.to_string(),
        own.plate.clone(),
        own.vehicle_label.clone(),
        own.services(lang),
        own.total.plain(),
        own.cost().plain(),
    ]
}
