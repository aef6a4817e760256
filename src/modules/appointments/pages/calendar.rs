//! `/atolye/takvim?gun=YYYY-MM-DD&gorunum=gun|hafta`: the calendar as a grid per bay on desks, as a list on phones and paper.

use super::{
    calendar_grid::{Band, Column, grid},
    desk::{lacks_workshop, no_workshop},
    parts::{month_short, rows},
};
use crate::{
    kernel::{
        error::{AppError, Result},
        lang::Lang,
        paths,
        time::{Day, Instant},
    },
    modules::appointments::{
        service::{self, Week},
        status::Side,
        store::Appointment,
    },
    platform::{Scope, Visit},
    say,
    ui::{ButtonLink, ButtonLook, Icon, Page},
};
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Day,
    Week,
}

impl Look {
    const fn word(self) -> &'static str {
        match self {
            Self::Day => "gun",
            Self::Week => "hafta",
        }
    }
    const fn days(self) -> i64 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
        }
    }
}

fn address(day: Day, look: Look) -> String {
    format!("{}?gun={day}&gorunum={}", paths::WORKSHOP_CALENDAR, look.word())
}

/// # Errors
/// `unauthenticated` for visitors, `not_found` for people without a workshop.
pub async fn workshop_calendar(visit: Visit) -> Result<Page, AppError> {
    if lacks_workshop(&visit) {
        return Ok(no_workshop(&visit, "calendar"));
    }
    let (lang, now) = (visit.lang, visit.now);
    let look = if visit.param("gorunum").as_deref() == Some("gun") { Look::Day } else { Look::Week };
    let day = visit.param("gun").and_then(|text| Day::parse(&text)).filter(is_near(now)).unwrap_or(now.day());
    let from = if look == Look::Week { day.monday() } else { day };
    let mut scope = Scope::read(&visit);
    let week = service::calendar(&mut scope, from, look.days()).await?;
    let title = heading(lang, from, look);
    let bands = bands(lang, &week, look, now);
    let body = view! {
        {bar(lang, &title, from, look, now)}
        {legend(lang)}
        <div class="max-lg:hidden print:hidden">{grid(lang, &week, bands, now)}</div>
        <div class="lg:hidden print:block">{list(lang, &week, now)}</div>
    };
    Ok(Page::new(title, body).noindex().fresh().nav("calendar"))
}

/// Days that a calendar can turn to: a few years around now.
fn is_near(now: Instant) -> impl Fn(&Day) -> bool {
    move |day| day.days_since(now.day()).abs() < 2000
}

fn heading(lang: Lang, from: Day, look: Look) -> String {
    if look == Look::Day {
        return from.spoken(lang);
    }
    let to = from.plus(6);
    if from.0.month() == to.0.month() {
        format!("{}–{} {} {}", from.0.day(), to.0.day(), month_short(lang, to), to.year())
    } else {
        format!("{} {} – {} {} {}", from.0.day(), month_short(lang, from), to.0.day(), month_short(lang, to), to.year())
    }
}

fn bar(lang: Lang, title: &str, from: Day, look: Look, now: Instant) -> AnyView {
    let step = look.days();
    let today = now.day();
    let switch = |other: Look, label: &'static str| {
        let on = other == look;
        let class = if on {
            "inline-flex items-center justify-center min-h-11 px-3.5 whitespace-nowrap rounded-[.4375rem] font-semibold bg-surface shadow-lift"
        } else {
            "inline-flex items-center justify-center min-h-11 px-3.5 whitespace-nowrap rounded-[.4375rem] font-medium text-muted"
        };
        let day = if other == Look::Day && from.monday() == today.monday() { today } else { from };
        view! { <a class=class href=address(day, other) aria-current=on.then_some("true")>{label}</a> }
    };
    view! {
        <div class="flex flex-wrap items-center gap-3 mb-5">
            <h1 class="text-xl lg:text-2xl num mr-2">{title.to_owned()}</h1>
            <div class="flex no-print">
                <a class="btn btn-quiet btn-icon" href=address(from.plus(-step), look) aria-label=say!(lang, common.previous)>
                    <Icon name="chevron-left"/>
                </a>
                <ButtonLink href=address(today, look) label=say!(lang, common.today) look=ButtonLook::Line/>
                <a class="btn btn-quiet btn-icon" href=address(from.plus(step), look) aria-label=say!(lang, common.next)>
                    <Icon name="chevron-right"/>
                </a>
            </div>
            <div class="ml-auto max-sm:w-full flex flex-wrap items-center justify-between gap-2 no-print">
                <nav class="inline-flex shrink-0 p-1 rounded-field bg-sunken border border-line text-sm" aria-label=say!(lang, appointments.calendar_view)>
                    {switch(Look::Day, say!(lang, appointments.view_day))}
                    {switch(Look::Week, say!(lang, appointments.view_week))}
                </nav>
                <ButtonLink href=paths::WORKSHOP_HOURS label=say!(lang, appointments.close_time) look=ButtonLook::Line icon="calendar-off"/>
            </div>
        </div>
    }
    .into_any()
}

fn legend(lang: Lang) -> AnyView {
    let item = |class: &'static str, words: &'static str| {
        view! { <span class="flex items-center gap-2"><i class=class aria-hidden="true"></i>{words}</span> }
    };
    view! {
        <div class="flex flex-wrap gap-x-5 gap-y-2 mb-3 text-xs text-muted">
            {item("size-2.5 rounded-[3px] bg-success", say!(lang, appointments.status_completed))}
            {item("size-2.5 rounded-[3px] bg-accent", say!(lang, appointments.status_running))}
            {item("size-2.5 rounded-[3px] bg-(--cal)", say!(lang, appointments.status_confirmed))}
            {item("size-2.5 rounded-[3px] border-[1.5px] border-dashed border-(--cal)", say!(lang, appointments.status_requested))}
        </div>
    }
    .into_any()
}

/// A week is a band per bay with a column per day; a day is one band with a column per bay.
fn bands(lang: Lang, week: &Week, look: Look, now: Instant) -> Vec<Band> {
    let bays = week.bays(say!(lang, appointments.bay_switched_off)).into_iter();
    match look {
        Look::Week => bays
            .map(|(bay, title)| Band {
                title,
                columns: shown_days(week).into_iter().map(|day| Column::of_day(lang, day, bay, now)).collect(),
            })
            .collect(),
        Look::Day => vec![Band {
            title: String::new(),
            columns: bays.map(|(bay, head)| Column { day: week.from, bay, head, is_today: false }).collect(),
        }],
    }
}

/// Closed days without a visit take no room.
fn shown_days(week: &Week) -> Vec<Day> {
    let open = |day: &Day| week.planning.schedule.planned_hours(*day).is_some();
    let used = |day: &Day| week.appointments.iter().any(|a| a.start_at.day() <= *day && *day <= a.end_at.day());
    (0..week.days).map(|n| week.from.plus(n)).filter(|day| open(day) || used(day)).collect()
}

fn list(lang: Lang, week: &Week, now: Instant) -> AnyView {
    let days: Vec<_> = shown_days(week)
        .into_iter()
        .map(|day| {
            let own: Vec<Appointment> = week.appointments.iter().filter(|a| a.start_at.day() == day).cloned().collect();
            let body = if own.is_empty() {
                view! { <p class="text-sm text-muted">{say!(lang, appointments.day_empty_title)}</p> }.into_any()
            } else {
                rows(lang, &own, Side::Mechanic, now)
            };
            view! {
                <section>
                    <h2 class="text-base mb-2 num">{day.spoken(lang)}</h2>
                    {body}
                </section>
            }
        })
        .collect();
    view! { <div class="grid grid-cols-1 gap-5">{days}</div> }.into_any()
}
