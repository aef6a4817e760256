//! Parts that several pages of this module share.

use crate::{
    kernel::{
        lang::Lang,
        paths,
        text::spoken_phone,
        time::{Day, Instant},
    },
    modules::{
        appointments::{
            status::{Side, Status},
            store::{Appointment, Line},
        },
        mechanics::{PriceKind, promise_words},
    },
    say,
    ui::{Bill, Icon, PlateView, Tag, Tone},
};
use leptos::prelude::*;

/// A time as clients send it, whether the address wrote it out or left the offset to us. What is none stays as it is and is refused.
pub fn written_out(start: &str) -> String {
    Instant::parse_local(start).map_or_else(|| start.to_owned(), Instant::rfc3339)
}

/// What an appointment's state is called, and how it looks.
pub fn status_words(lang: Lang, appointment: &Appointment, now: Instant) -> (&'static str, Tone, &'static str) {
    let is_on = appointment.start_at <= now && now < appointment.end_at;
    match (appointment.status, appointment.awaits) {
        (Status::Requested, Some(Side::Customer)) => {
            (say!(lang, appointments.status_proposed), Tone::Accent, "calendar-clock")
        }
        (Status::Requested, _) => (say!(lang, appointments.status_requested), Tone::Accent, "hourglass"),
        (Status::Confirmed, _) if is_on => (say!(lang, appointments.status_running), Tone::Accent, "wrench"),
        (Status::Confirmed, _) => (say!(lang, appointments.status_confirmed), Tone::Primary, "calendar-check"),
        (Status::Declined, _) => (say!(lang, appointments.status_declined), Tone::Error, "circle-x"),
        (Status::Cancelled, _) => (say!(lang, appointments.status_cancelled), Tone::Error, "calendar-x"),
        (Status::Completed, _) => (say!(lang, appointments.status_completed), Tone::Success, "circle-check"),
        (Status::NoShow, _) => (say!(lang, appointments.status_no_show), Tone::Error, "ban"),
    }
}

pub fn status_tag(lang: Lang, appointment: &Appointment, now: Instant) -> AnyView {
    let (label, tone, icon) = status_words(lang, appointment, now);
    view! { <Tag label=label tone=tone icon=icon/> }.into_any()
}

pub fn plate(lang: Lang, number: &str) -> AnyView {
    view! { <PlateView number=number.to_owned() word=say!(lang, appointments.plate)/> }.into_any()
}

/// `₺1.750`, with the words that say when it is a floor or the price of looking.
pub fn price_label(lang: Lang, line: &Line) -> String {
    price_words(lang, line.price_kind, &line.price.spoken(lang))
}

pub fn price_words(lang: Lang, kind: PriceKind, amount: &str) -> String {
    match kind {
        PriceKind::Fixed => amount.to_owned(),
        PriceKind::From => say!(lang, appointments.price_from, price = amount),
        PriceKind::Inspection => say!(lang, appointments.price_inspection, price = amount),
    }
}

/// What all its services cost together: `en az ₺1.750` where a price among them is a floor, until the work is done.
pub fn total_label(lang: Lang, appointment: &Appointment) -> String {
    let is_known = appointment.is_fixed() || appointment.status == Status::Completed;
    let kind = if is_known { PriceKind::Fixed } else { PriceKind::From };
    price_words(lang, kind, &appointment.total.spoken(lang))
}

/// A number that a tap calls.
pub fn phone(number: &str) -> AnyView {
    let href = format!("tel:{}", number.replace(' ', ""));
    view! { <a class="link-p num text-sm inline-flex items-center min-h-11" href=href>{spoken_phone(number)}</a> }
        .into_any()
}

pub fn bill(lang: Lang, appointment: &Appointment) -> AnyView {
    let lines = appointment
        .lines
        .iter()
        .map(|line| {
            let name = lang.pick(&line.name_tr, &line.name_en);
            let name = match promise_words(lang, line.warrant()) {
                Some(promise) => format!("{name} ({promise})"),
                None => name.to_owned(),
            };
            (name, price_label(lang, line))
        })
        .collect();
    let agreed = total_label(lang, appointment);
    let Some(settled) = &appointment.settled else {
        return view! { <Bill lines=lines total=(say!(lang, appointments.total).to_owned(), agreed)/> }.into_any();
    };
    let mut lines: Vec<(String, String)> = lines;
    if settled.amount != appointment.total {
        lines.push((say!(lang, appointments.agreed).to_owned(), agreed));
    }
    if let Some(split) = settled.split {
        lines.push((say!(lang, appointments.parts).to_owned(), split.parts.spoken(lang)));
        lines.push((say!(lang, appointments.labour).to_owned(), split.labour.spoken(lang)));
    }
    let why = (!settled.reason.is_empty()).then(|| {
        let text = say!(lang, appointments.amount_because, reason = settled.reason.as_str());
        view! { <p class="text-sm text-muted mt-2 wrap-anywhere">{text}</p> }
    });
    let total = (say!(lang, appointments.settled).to_owned(), settled.amount.spoken(lang));
    view! { <Bill lines=lines total=total/> {why} }.into_any()
}

fn nth(words: &'static str, place: i64) -> &'static str {
    words.split(' ').nth(usize::try_from(place).unwrap_or_default()).unwrap_or_default()
}

/// `Çar`
pub fn weekday_short(lang: Lang, day: Day) -> &'static str {
    nth(say!(lang, appointments.weekdays_short), i64::from(day.weekday()) - 1)
}

/// `Kas`
pub fn month_short(lang: Lang, day: Day) -> &'static str {
    nth(say!(lang, appointments.months_short), i64::from(day.0.month()) - 1)
}

/// `14.30–16.10`, with the day of the end when the work goes on over night.
pub fn span(lang: Lang, start: Instant, end: Instant) -> String {
    if start.day() == end.day() {
        return format!("{}–{}", start.clock(lang), end.clock(lang));
    }
    format!("{}–{} {} {}", start.clock(lang), end.day().0.day(), month_short(lang, end.day()), end.clock(lang))
}

/// `1 sa 40 dk`
pub fn minutes_words(lang: Lang, minutes: i64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let hour = (hours > 0).then(|| say!(lang, common.hours, count = hours));
    let rest = (rest > 0 || hours == 0).then(|| say!(lang, common.minutes, count = rest));
    [hour, rest].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A row that leads to an appointment: day at the left, work and people in the middle, state at the right.
pub fn row(lang: Lang, appointment: &Appointment, side: Side, now: Instant) -> AnyView {
    let day = appointment.start_at.day();
    let year =
        (day.year() != now.day().year()).then(|| view! { <span class="text-2xs text-muted block">{day.year()}</span> });
    let settled = appointment.settled.as_ref().map(|settled| settled.amount.spoken(lang));
    let cost = settled.unwrap_or_else(|| total_label(lang, appointment));
    let (who, href) = match side {
        Side::Mechanic => (&appointment.customer_name, paths::workshop_appointment(appointment.id)),
        Side::Customer | Side::System => (&appointment.mechanic_name, paths::appointment(appointment.id)),
    };
    view! {
        <li>
            <a href=href class="flex items-center gap-3.5 px-4 md:px-5 min-h-16 py-3 hover:bg-sunken">
                <span class="text-center leading-tight shrink-0 w-14">
                    <b class="num text-lg font-bold block">{day.0.day()}</b>
                    <span class="text-2xs text-muted whitespace-nowrap">
                        {month_short(lang, day)} " " {weekday_short(lang, day)}
                    </span>
                    {year}
                </span>
                <span class="min-w-0 flex-1">
                    <b class="text-sm font-semibold block num">
                        {span(lang, appointment.start_at, appointment.end_at)} " · " {appointment.services(lang)}
                    </b>
                    <span class="text-xs text-muted block num">{who.clone()} " · " {appointment.vehicle_label.clone()}</span>
                    <span class="flex flex-wrap items-center gap-2 mt-1.5">
                        {plate(lang, &appointment.plate)}
                        {status_tag(lang, appointment, now)}
                    </span>
                </span>
                <b class="num text-sm font-semibold max-sm:hidden">{cost}</b>
                <Icon name="chevron-right" class="size-5 shrink-0 text-muted"/>
            </a>
        </li>
    }
    .into_any()
}

pub fn rows(lang: Lang, appointments: &[Appointment], side: Side, now: Instant) -> AnyView {
    let rows: Vec<_> = appointments.iter().map(|appointment| row(lang, appointment, side, now)).collect();
    view! { <ul class="panel divide-y divide-line overflow-hidden">{rows}</ul> }.into_any()
}
