//! The grid of the calendar: time runs down, quarter hours are rows.

use super::{
    agenda::{event_class, frame, on_day},
    lines,
    parts::weekday_short,
};
use crate::{
    kernel::{
        ids::BayId,
        lang::Lang,
        paths,
        time::{Day, Instant},
    },
    modules::{
        appointments::{service::Week, slots::WorkDay, store::Appointment},
        mechanics::DayHours,
    },
    say,
};
use leptos::prelude::*;

/// Minutes per row.
const STEP: i64 = 15;

/// One bay (week) or the whole house (day).
pub struct Band {
    pub title: String,
    pub columns: Vec<Column>,
}

/// One day of one bay.
pub struct Column {
    pub day: Day,
    pub bay: BayId,
    pub head: String,
    pub is_today: bool,
}

impl Column {
    pub fn of_day(lang: Lang, day: Day, bay: BayId, now: Instant) -> Self {
        let is_today = day == now.day();
        let name = if is_today { say!(lang, common.today) } else { weekday_short(lang, day) };
        Self { day, bay, head: format!("{} {name}", day.0.day()), is_today }
    }
}

/// Whole class strings, because the style compiler only sees those.
const fn template(columns: usize) -> &'static str {
    match columns {
        0 | 1 => "grid grid-cols-[8.5rem_repeat(1,minmax(0,1fr))]",
        2 => "grid grid-cols-[8.5rem_repeat(2,minmax(0,1fr))]",
        3 => "grid grid-cols-[8.5rem_repeat(3,minmax(0,1fr))]",
        4 => "grid grid-cols-[8.5rem_repeat(4,minmax(0,1fr))]",
        5 => "grid grid-cols-[8.5rem_repeat(5,minmax(0,1fr))]",
        6 => "grid grid-cols-[8.5rem_repeat(6,minmax(0,1fr))]",
        7 => "grid grid-cols-[8.5rem_repeat(7,minmax(0,1fr))]",
        _ => "grid grid-flow-col auto-cols-[9rem]",
    }
}

pub fn grid(lang: Lang, week: &Week, bands: Vec<Band>, now: Instant) -> AnyView {
    let days: Vec<&WorkDay> = week.planning.plan.days.iter().collect();
    // The plan of the first and of the last day: a season may begin between them.
    let plans = [week.from, week.from.plus(week.days - 1)].map(|day| week.planning.schedule.week_on(day));
    let hours: Vec<WorkDay> = plans.into_iter().flatten().flatten().map(|h| plain_day(week.from, *h)).collect();
    let all: Vec<&WorkDay> = if hours.is_empty() { days } else { hours.iter().collect() };
    let frame = frame(&all, &week.appointments);
    let heads = bands.first().map(head).into_any();
    let bands: Vec<_> = bands.into_iter().map(|band| band_view(lang, week, band, frame, now)).collect();
    view! { <div class="panel overflow-x-auto relative">{heads} {bands}</div> }.into_any()
}

fn plain_day(day: Day, hours: DayHours) -> WorkDay {
    WorkDay::new(day, i64::from(hours.opens_min), i64::from(hours.closes_min), None)
}

fn head(band: &Band) -> AnyView {
    let cells: Vec<_> = band
        .columns
        .iter()
        .map(|column| {
            let class = if column.is_today {
                "border-b border-l border-line px-3 h-14 flex items-center font-bold num bg-primary-soft text-primary-ink"
            } else {
                "border-b border-l border-line px-3 h-14 flex items-center font-semibold num"
            };
            view! { <div class=class>{column.head.clone()}</div> }
        })
        .collect();
    view! { <div class=template(band.columns.len())><div class="border-b border-line"></div>{cells}</div> }.into_any()
}

fn band_view(lang: Lang, week: &Week, band: Band, frame: (i64, i64), now: Instant) -> AnyView {
    let columns = template(band.columns.len());
    let cells: Vec<_> = band.columns.iter().map(|column| cell(lang, week, column, frame, now)).collect();
    view! {
        <div class=format!("{columns} border-t-2 border-line first:border-t-0")>
            <div class="relative grid grid-cols-1 auto-rows-[.625rem]">
                <b class="text-sm font-bold p-3 col-start-1 row-start-1">{band.title}</b>
                {hour_labels(frame)}
            </div>
            {cells}
        </div>
    }
    .into_any()
}

fn place(from: i64, to: i64, frame: (i64, i64)) -> String {
    let first = (from - frame.0) / STEP;
    let last = (to - frame.0 + STEP - 1) / STEP;
    format!("col-start-1 {}", lines::rows(first + 1, last - first))
}

fn hour_labels(frame: (i64, i64)) -> AnyView {
    (frame.0 / 60..frame.1 / 60)
        .map(|hour| {
            let place = place(hour * 60, hour * 60 + 60, frame);
            view! { <span class=format!("{place} justify-self-end pr-1.5 text-2xs text-muted num")>{hour}</span> }
        })
        .collect_view()
        .into_any()
}

fn cell(lang: Lang, week: &Week, column: &Column, frame: (i64, i64), now: Instant) -> AnyView {
    let lines: Vec<_> = (frame.0 / 60..frame.1 / 60)
        .map(|hour| view! { <i class=format!("{} border-t border-line/60", place(hour * 60, hour * 60 + 60, frame))></i> })
        .collect();
    let closed: Vec<_> = closed_times(week, column.day, frame)
        .into_iter()
        .map(|(from, to)| view! { <i class=format!("{} hatch", place(from, to, frame))></i> })
        .collect();
    let events: Vec<_> = week
        .appointments
        .iter()
        .filter(|a| a.bay_id == column.bay)
        .filter_map(|a| on_day(a, column.day, frame).map(|part| (a, part)))
        .map(|(a, (from, to))| event(lang, week, a, &place(from, to, frame), to - from, now))
        .collect();
    let class = if column.is_today {
        "relative grid grid-cols-1 auto-rows-[.625rem] border-l border-line bg-primary-soft/40"
    } else {
        "relative grid grid-cols-1 auto-rows-[.625rem] border-l border-line"
    };
    view! { <div class=class>{lines} {closed} {now_line(column.day, frame, now)} {events}</div> }.into_any()
}

fn now_line(day: Day, frame: (i64, i64), now: Instant) -> AnyView {
    let minute = i64::from(now.minute_of_day());
    (day == now.day() && frame.0 <= minute && minute < frame.1)
        .then(|| view! { <i class=format!("{} border-t-2 border-error z-2", place(minute, minute + 1, frame))></i> })
        .into_any()
}

fn event(lang: Lang, week: &Week, appointment: &Appointment, place: &str, minutes: i64, now: Instant) -> AnyView {
    let class = format!("{} relative! inset-auto! mx-0.5 min-w-0 {place}", event_class(appointment, now));
    let services = appointment.services(lang);
    let time = appointment.start_at.clock(lang);
    let worker = week.worker_of(appointment);
    let mut title = format!("{time} {} · {services} · {}", appointment.plate, appointment.customer_name);
    if let Some(worker) = &worker {
        title = format!("{title} · {worker}");
    }
    let worker = worker.map(|name| view! { <span class="font-semibold">{name}</span> });
    let body = if minutes < 60 {
        view! { <b class="num">{time} " " {appointment.plate.clone()}</b> }.into_any()
    } else {
        view! { <b>{services}</b> <span class="num">{time} " · " {appointment.plate.clone()}</span> {worker} }
            .into_any()
    };
    view! { <a class=class href=paths::workshop_appointment(appointment.id) title=title>{body}</a> }.into_any()
}

/// What lies outside the hours of a day, and its break. Past days show the weekly plan.
fn closed_times(week: &Week, day: Day, frame: (i64, i64)) -> Vec<(i64, i64)> {
    let hours = week.planning.schedule.hours_on(day, &week.reference);
    closed_of(hours, frame)
}

fn closed_of(hours: Option<DayHours>, frame: (i64, i64)) -> Vec<(i64, i64)> {
    let Some(hours) = hours else { return vec![frame] };
    let (opens, closes) = (i64::from(hours.opens_min), i64::from(hours.closes_min));
    let pause = hours.pause.map(|(from, to)| (i64::from(from), i64::from(to)));
    [Some((frame.0, opens)), pause, Some((closes, frame.1))]
        .into_iter()
        .flatten()
        .filter(|(from, to)| from < to)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_time_surrounds_the_hours_and_fills_the_break() {
        let hours = DayHours { opens_min: 540, closes_min: 1080, pause: Some((750, 810)) };
        assert_eq!(closed_of(Some(hours), (480, 1140)), [(480, 540), (750, 810), (1080, 1140)]);
        assert_eq!(closed_of(Some(hours), (540, 1080)), [(750, 810)]);
        assert_eq!(closed_of(None, (540, 1080)), [(540, 1080)]);
    }

    #[test]
    fn a_quarter_hour_is_a_row() {
        assert_eq!(place(540, 600, (480, 1140)), "col-start-1 row-start-5 row-span-4");
        assert_eq!(place(550, 551, (480, 1140)), "col-start-1 row-start-5 row-span-1");
    }
}
