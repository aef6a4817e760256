//! Parts of the booking form.

use super::{
    booking::Booking,
    props::{CarChoice, Choice, DayLabel, ServiceChoice, clock, clock_of, date_of, week_of},
};
use crate::{
    modules::appointments::model::FreeSlot,
    ui::{
        Icon, PlateView, Price,
        form::{field_id, form_errors},
        live::{IntoPart, Part, flag, live, mark, on, said},
    },
};
use leptos::{ev, prelude::*};

/// What was refused, at the top, and other times for a taken one.
pub(super) fn complaints(booking: Booking) -> Part {
    let title = booking.with(|p| p.words.refused.clone());
    let other = booking.with(|p| p.words.alternatives.clone());
    view! {
        <div aria-live="polite" class="grid grid-cols-1 gap-3 empty:hidden">
            {live(move || form_errors(&booking.form.get(), title.clone()))}
            {live(move || {
                let slots = booking.alternatives.get();
                if slots.is_empty() {
                    return ().part();
                }
                view! {
                    <fieldset class="panel border-accent/60! p-4">
                        <legend class="sr-only">{other.clone()}</legend>
                        <p class="font-semibold mb-3" aria-hidden="true">{other.clone()}</p>
                        <div class="grid grid-cols-1 sm:grid-cols-3 gap-2">
                            {slots.into_iter().map(|slot| alternative(booking, slot)).collect_view()}
                        </div>
                    </fieldset>
                }
                .part()
            })}
        </div>
    }
    .part()
}

fn alternative(booking: Booking, slot: FreeSlot) -> Part {
    let dotted = booking.with(|p| p.dotted);
    let day = spoken_day(booking, &slot.start);
    let label = format!("{day} {}", clock_of(&slot, dotted));
    view! { <label class="slot px-2 text-center">{slot_input(booking, slot.start)}{label}</label> }.part()
}

fn spoken_day(booking: Booking, start: &str) -> String {
    let date = date_of(start).to_owned();
    booking.with(|p| p.days.iter().find(|day| day.date == date).map(|day| day.spoken.clone()).unwrap_or_default())
}

/// The radio of a time. All of them share one name, also those among the alternatives.
fn slot_input(booking: Booking, start: String) -> Part {
    let name = booking.wire_name("start", "saat");
    let (own, mine) = (start.clone(), start.clone());
    let chosen = booking.start.get_untracked() == start;
    view! {
        <input
            type="radio"
            class="sr-only"
            name=name
            value=start
            form=super::booking::FORM_ID
            checked=chosen
            prop:checked=flag(move || booking.start.get() == own)
            on:change=on(move |_: ev::Event| booking.start.set(mine.clone()))
        />
    }
    .part()
}

pub(super) fn cars(booking: Booking) -> Part {
    let (words, cars) = booking.with(|p| (p.words.clone(), p.cars.clone()));
    let empty = cars.is_empty().then(|| view! { <p class="text-muted mb-3">{words.no_car.clone()}</p> });
    let plate_word = words.plate.clone();
    view! {
        <fieldset class="panel p-4 md:p-6" id=field_id("vehicle_id")>
            <legend class="sr-only">{words.car.clone()}</legend>
            <h2 class="text-base md:text-lg mb-4">{words.car.clone()}</h2>
            {empty}
            <div class="grid sm:grid-cols-2 gap-3">
                {cars.into_iter().map(|car| car_view(booking, car, plate_word.clone())).collect_view()}
            </div>
            <a class="btn btn-quiet mt-2 -ml-3 text-primary-ink" href=Signal::derive(move || booking.add_car())>
                <Icon name="plus" class="size-4"/>
                {words.add_car.clone()}
            </a>
        </fieldset>
    }
    .part()
}

fn car_view(booking: Booking, car: CarChoice, plate_word: String) -> Part {
    let (own, mine) = (car.id.clone(), car.id.clone());
    let refused = !car.refusal.is_empty();
    let name = booking.wire_name("vehicle_id", "arac");
    let chosen = booking.car.get_untracked() == car.id;
    view! {
        <label class="pick">
            <input
                type="radio"
                name=name
                class="radio radio-primary radio-sm"
                value=car.id
                checked=chosen
                disabled=refused
                prop:checked=flag(move || booking.car.get() == own)
                on:change=on(move |_: ev::Event| booking.drive(&mine))
            />
            <span class="min-w-0 flex-1">
                <b class="block font-semibold leading-snug">{car.label}</b>
                <span class="flex flex-wrap items-center gap-x-3 gap-y-1 mt-1.5">
                    <PlateView number=car.plate word=plate_word/>
                    <span class="text-xs text-muted num">{car.detail}</span>
                </span>
                {refused.then(|| view! { <span class="block text-xs text-error-ink mt-1">{car.refusal}</span> })}
            </span>
        </label>
    }
    .part()
}

pub(super) fn services(booking: Booking) -> Part {
    let (words, services, page) = booking.with(|p| (p.words.clone(), p.services.clone(), p.page.clone()));
    view! {
        <fieldset class="panel p-4 md:p-6" id=field_id("service_ids")>
            <legend class="sr-only">{words.services.clone()}</legend>
            <h2 class="text-base md:text-lg mb-3">{words.services.clone()}</h2>
            <ul class="divide-y divide-line -my-1 max-h-[26rem] overflow-y-auto">
                {services.into_iter().map(|service| service_view(booking, service)).collect_view()}
            </ul>
            // Awake it is neither seen nor pressed by the Enter key.
            <button
                type="submit"
                formaction=page
                formmethod="get"
                class="btn btn-soft-p mt-4 max-sm:w-full"
                class:hidden=flag(move || booking.awake.get())
                disabled=flag(move || booking.awake.get())
            >
                {words.show_times.clone()}
            </button>
        </fieldset>
    }
    .part()
}

fn service_view(booking: Booking, service: ServiceChoice) -> Part {
    let (id, own) = (service.id.clone(), service.id.clone());
    let chosen = booking.services.get_untracked().contains(&service.id);
    let every = service.clone();
    let name = booking.wire_name("service_ids[]", "hizmet");
    view! {
        <li>
            <label class="flex items-center gap-3.5 py-3 cursor-pointer">
                <input
                    type="checkbox"
                    name=name
                    value=service.id.clone()
                    class="checkbox checkbox-primary"
                    checked=chosen
                    prop:checked=flag(move || booking.services.get().contains(&own))
                    on:change=on(move |event: ev::Event| booking.toggle(&id, event_target_checked(&event)))
                />
                <span class="min-w-0 flex-1">
                    <b class="block font-semibold leading-snug">{service.name.clone()}</b>
                    <span class="text-xs text-muted num">{said(move || booking.service(&service).detail)}</span>
                </span>
                <b class="num font-semibold">{said(move || booking.service(&every).price_label)}</b>
            </label>
        </li>
    }
    .part()
}

/// The week: one column per day on desks, one row on phones.
pub(super) fn times(booking: Booking) -> Part {
    let words = booking.with(|p| p.words.clone());
    let (pick, none) = (words.pick_services.clone(), words.none_this_week.clone());
    view! {
        <fieldset class="panel p-4 md:p-6" id=field_id("start") aria-busy=mark(move || booking.busy.get())>
            <legend class="sr-only">{words.time.clone()}</legend>
            <h2 class="text-base md:text-lg mb-4">{words.time.clone()}</h2>
            {live(move || {
                if booking.services.get().is_empty() {
                    return view! { <p class="text-muted">{pick.clone()}</p> {wished(booking)} }.part();
                }
                let empty = booking.slots.get().is_empty().then(|| view! { <p class="text-muted mt-3">{none.clone()}</p> });
                view! { {week_bar(booking)} {week_grid(booking)} {empty} {duration_line(booking)} }.part()
            })}
        </fieldset>
    }
    .part()
}

/// A time tapped before any work was chosen: it waits, unseen, for the times that fit the work.
fn wished(booking: Booking) -> Part {
    let start = booking.start.get_untracked();
    if start.is_empty() {
        return ().part();
    }
    let name = booking.wire_name("start", "saat");
    view! { <input type="hidden" name=name value=start/> }.part()
}

fn duration_line(booking: Booking) -> Part {
    let word = booking.with(|p| p.words.duration.clone());
    view! {
        <p class="text-xs text-muted mt-4 pt-4 border-t border-line flex gap-2">
            <Icon name="timer" class="size-4 shrink-0"/>
            <span class="num">{word} " " {booking.duration()}</span>
        </p>
    }
    .part()
}

/// Links to the weeks before and after; with a script they turn the page in place.
fn week_bar(booking: Booking) -> Part {
    let week = booking.week.get();
    let (title, weeks, words) = booking.with(|p| {
        let days = week_of(&p.days, week);
        let said = |day: Option<&DayLabel>| day.map(|d| d.spoken.clone()).unwrap_or_default();
        (format!("{} – {}", said(days.first()), said(days.last())), p.days.chunks(7).len(), p.words.clone())
    });
    view! {
        <div class="flex items-center gap-1 -mt-2 mb-4">
            <b class="font-semibold mr-auto num text-sm sm:text-base">{title}</b>
            {week_link(booking, week.checked_sub(1), words.previous_week, "chevron-left")}
            {week_link(booking, Some(week + 1).filter(|next| *next < weeks), words.next_week, "chevron-right")}
        </div>
    }
    .part()
}

fn week_link(booking: Booking, week: Option<usize>, label: String, icon: &'static str) -> Part {
    let Some(week) = week else {
        return view! {
            <span class="btn btn-quiet btn-icon opacity-40" aria-hidden="true"><Icon name=icon/></span>
        }
        .part();
    };
    let monday = booking.with(|p| week_of(&p.days, week).first().map(|day| day.date.clone()).unwrap_or_default());
    let (services, car) = (booking.services.get_untracked(), booking.car.get_untracked());
    let choice = Choice { services: &services, car: &car, ..Choice::default() };
    let here = booking.with(|p| choice.address(&p.page));
    let href = format!("{here}{}hafta={monday}", if here.contains('?') { '&' } else { '?' });
    view! {
        <a
            class="btn btn-quiet btn-icon"
            href=href
            id=format!("hafta-{icon}")
            aria-label=label
            on:click=on(move |event: ev::MouseEvent| {
                event.prevent_default();
                booking.turn_to(week);
            })
        >
            <Icon name=icon/>
        </a>
    }
    .part()
}

fn week_grid(booking: Booking) -> Part {
    let (slots, week) = (booking.slots.get(), booking.week.get());
    let days = booking.with(|p| week_of(&p.days, week).to_vec());
    let gone = days.iter().position(|day| day.is_today).unwrap_or_default();
    view! {
        <div class="grid md:grid-cols-7 gap-x-2 gap-y-0 max-md:divide-y max-md:divide-line">
            {days.into_iter().enumerate().map(|(place, day)| day_view(booking, day, &slots, place < gone)).collect_view()}
        </div>
    }
    .part()
}

/// A day that is gone keeps its column of the week; where days stand below each other, it would only be in the way.
fn day_view(booking: Booking, day: DayLabel, slots: &[FreeSlot], is_gone: bool) -> Part {
    let (dotted, closed) = booking.with(|p| (p.dotted, p.words.closed.clone()));
    let own: Vec<FreeSlot> = slots.iter().filter(|slot| date_of(&slot.start) == day.date).cloned().collect();
    let empty = own.is_empty();
    let head = if day.is_today { "block text-xs text-primary-ink font-semibold" } else { "block text-xs text-muted" };
    let class = if is_gone {
        "min-w-0 max-md:hidden text-muted"
    } else if empty {
        "min-w-0 max-md:py-3 max-md:flex max-md:gap-3 text-muted"
    } else {
        "min-w-0 max-md:py-3 max-md:flex max-md:gap-3"
    };
    view! {
        <div class=class role="group" aria-label=day.spoken>
            <div class="max-md:w-12 shrink-0 md:text-center md:pb-3 leading-tight max-md:pt-1.5" aria-hidden="true">
                <span class=head>{day.weekday}</span>
                <b class="num text-lg font-bold">{day.number}</b>
            </div>
            <div class="max-md:flex-1 grid max-md:grid-cols-3 gap-2 content-start">
                {own
                    .into_iter()
                    .map(|slot| {
                        let label = clock_of(&slot, dotted);
                        view! { <label class="slot">{slot_input(booking, slot.start)}{label}</label> }
                    })
                    .collect_view()}
                {empty.then(|| view! {
                    <span class="max-md:col-span-3 text-xs grid md:place-items-center content-center min-h-11">{closed}</span>
                })}
            </div>
        </div>
    }
    .part()
}

/// The chosen time in the box at the side.
pub(super) fn chosen_time(booking: Booking) -> Part {
    let (words, dotted) = booking.with(|p| (p.words.clone(), p.dotted));
    view! {
        <div class="rounded-field bg-primary-soft text-primary-ink px-4 py-3 flex items-center gap-3" aria-live="polite">
            <Icon name="calendar-check" class="size-6 shrink-0"/>
            <div class="leading-snug">
                <span class="block text-xs">{words.chosen_time.clone()}</span>
                {live(move || {
                    let start = booking.start.get();
                    let said = if start.is_empty() {
                        words.no_time.clone()
                    } else {
                        format!("{} {}", spoken_day(booking, &start), clock(&start, dotted))
                    };
                    view! { <b class="font-bold num">{said}</b> }.part()
                })}
            </div>
        </div>
    }
    .part()
}

/// The car in the box at the side.
fn chosen_car(booking: Booking) -> Part {
    let own = booking.car.get();
    let Some(car) = booking.with(|p| p.cars.iter().find(|car| car.id == own).cloned()) else { return ().part() };
    view! {
        <div class="flex justify-between gap-4 py-1.5">
            <dt class="num shrink-0">{car.plate}</dt>
            <dd class="text-muted text-right min-w-0">{car.label}</dd>
        </div>
    }
    .part()
}

pub(super) fn bill(booking: Booking) -> Part {
    let words = booking.with(|p| p.words.clone());
    view! {
        <dl class="mt-4 text-sm">
            {live(move || chosen_car(booking))}
            {live(move || {
                booking
                    .chosen()
                    .into_iter()
                    .map(|service| view! {
                        <div class="flex justify-between gap-4 py-1.5">
                            <dt>{service.name}</dt>
                            <dd class="num shrink-0">{service.price_label}</dd>
                        </div>
                    })
                    .collect_view()
                    .part()
            })}
            <div class="border-t border-line mt-2 pt-3 flex justify-between items-baseline gap-4">
                <dt class="font-bold text-base">{words.total.clone()}</dt>
                <dd>{live(move || view! { <Price amount=booking.total() total=true/> }.part())}</dd>
            </div>
        </dl>
        <p class="text-xs text-muted mt-1">
            {words.vat.clone()}
            {said(move || {
                let floor = booking.chosen().iter().any(|service| !service.is_fixed);
                if floor { format!(". {}", words.total_note) } else { String::new() }
            })}
        </p>
    }
    .part()
}
