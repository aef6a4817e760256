//! The day in one strip per bay (desks) and as a list (phones and paper).

use super::{
    lines,
    parts::{rows, status_words},
};
use crate::{
    kernel::{
        ids::BayId,
        lang::Lang,
        paths,
        time::{Day, Instant},
    },
    modules::appointments::{
        service::Week,
        slots::WorkDay,
        status::{Side, Status},
        store::Appointment,
    },
    say,
    ui::Empty,
};
use leptos::prelude::*;

/// Half hours are the columns of the strip.
const STEP: i64 = 30;

/// The shown part of a day in minutes after midnight, on full hours, wide enough for every visit.
pub fn frame(days: &[&WorkDay], appointments: &[Appointment]) -> (i64, i64) {
    let opens = days.iter().map(|d| d.opens).min().unwrap_or(9 * 60);
    let closes = days.iter().map(|d| d.closes).max().unwrap_or(18 * 60);
    let starts = appointments.iter().map(|a| i64::from(a.start_at.minute_of_day()));
    let ends =
        appointments.iter().filter(|a| a.start_at.day() == a.end_at.day()).map(|a| i64::from(a.end_at.minute_of_day()));
    let from = starts.min().map_or(opens, |start| start.min(opens)) / 60 * 60;
    let to = ends.max().map_or(closes, |end| end.max(closes));
    (from, ((to + 59) / 60 * 60).min(1440).max(from + 60))
}

/// The part of an appointment that lies on a day inside the frame, in minutes after midnight.
pub fn on_day(appointment: &Appointment, day: Day, frame: (i64, i64)) -> Option<(i64, i64)> {
    let minute = |at: Instant| at.seconds_since(day.at(0)) / 60;
    let (start, end) = (minute(appointment.start_at).max(frame.0), minute(appointment.end_at).min(frame.1));
    (start < end).then_some((start, end))
}

/// The colour of an event by its state.
pub fn event_class(appointment: &Appointment, now: Instant) -> &'static str {
    match appointment.status {
        Status::Requested => "ev ev-wait [--c:var(--cal)]",
        Status::Completed => "ev [--c:var(--color-success)]",
        Status::NoShow => "ev [--c:var(--color-error)]",
        Status::Confirmed if appointment.start_at <= now && now < appointment.end_at => "ev [--c:var(--color-accent)]",
        _ => "ev [--c:var(--cal)]",
    }
}

pub fn strip(lang: Lang, week: &Week, now: Instant) -> AnyView {
    if week.appointments.is_empty() {
        let line = if week.planning.schedule.workshop.is_public {
            say!(lang, appointments.day_empty_line)
        } else {
            say!(lang, appointments.day_empty_hidden)
        };
        return view! { <Empty title=say!(lang, appointments.day_empty_title) line=line icon="calendar-days"/> }
            .into_any();
    }
    let day = week.from;
    let works: Vec<&WorkDay> = week.planning.plan.days.iter().filter(|work| work.day == day).collect();
    let frame = frame(&works, &week.appointments);
    let bays = week.bays(say!(lang, appointments.bay_switched_off));
    let bays: Vec<_> = bays.into_iter().map(|bay| lane(lang, week, bay, frame, now)).collect();
    view! {
        <div class="panel overflow-hidden max-lg:hidden print:hidden">
            {hours(frame)}
            {bays}
        </div>
        <div class="lg:hidden print:block">{rows(lang, &week.appointments, Side::Mechanic, now)}</div>
    }
    .into_any()
}

fn hours(frame: (i64, i64)) -> AnyView {
    let labels: Vec<_> = (frame.0 / 60..frame.1 / 60)
        .map(|hour| {
            let place = lines::columns((hour * 60 - frame.0) / STEP + 1, 2);
            view! { <span class=format!("{place} border-l border-line px-2 py-2")>{hour} ".00"</span> }
        })
        .collect();
    view! {
        <div class="grid grid-cols-[8.5rem_minmax(0,1fr)] border-b border-line text-xs text-muted num">
            <span></span>
            <div class="grid grid-flow-col auto-cols-fr">{labels}</div>
        </div>
    }
    .into_any()
}

fn lane(lang: Lang, week: &Week, bay: (BayId, String), frame: (i64, i64), now: Instant) -> AnyView {
    let events: Vec<_> = week
        .appointments
        .iter()
        .filter(|a| a.bay_id == bay.0)
        .filter_map(|a| on_day(a, week.from, frame).map(|part| (a, part)))
        .map(|(a, (start, end))| {
            let first = (start - frame.0) / STEP;
            let last = (end - frame.0 + STEP - 1) / STEP;
            event(lang, week, a, &lines::columns(first + 1, last - first), now)
        })
        .collect();
    let half_hours: Vec<_> = (0..(frame.1 - frame.0) / STEP)
        .map(|n| {
            let edge = if n % 2 == 0 { "border-l border-line" } else { "" };
            view! { <i class=format!("row-start-1 {} {edge}", lines::columns(n + 1, 1))></i> }
        })
        .collect();
    view! {
        <div class="grid grid-cols-[8.5rem_minmax(0,1fr)] border-b border-line last:border-b-0 min-h-20">
            <b class="text-sm font-bold p-3">{bay.1}</b>
            <div class="grid grid-flow-col auto-cols-fr">{half_hours} {events}</div>
        </div>
    }
    .into_any()
}

fn event(lang: Lang, week: &Week, appointment: &Appointment, place: &str, now: Instant) -> AnyView {
    let class = format!("{} static! row-start-1 m-1 min-w-0 {place}", event_class(appointment, now));
    let (state, _, _) = status_words(lang, appointment, now);
    let title = format!("{} · {}", appointment.plate, appointment.services(lang));
    view! {
        <a class=class href=paths::workshop_appointment(appointment.id) title=title>
            <b class="num">{appointment.plate.clone()}</b>
            <span>{appointment.services(lang)}</span>
            {week.worker_of(appointment).map(|name| view! { <span>{name}</span> })}
            <span>{state}</span>
        </a>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_stands_on_full_hours() {
        let day = Day::parse("2026-11-24").expect("a day");
        let work = WorkDay::new(day, 8 * 60 + 30, 18 * 60 + 15, None);
        assert_eq!(frame(&[&work], &[]), (8 * 60, 19 * 60));
        assert_eq!(frame(&[], &[]), (9 * 60, 18 * 60));
    }
}
