//! The next free times on a workshop's profile, each leading into the booking page.

use super::parts::weekday_short;
use crate::{
    kernel::{lang::Lang, paths, time::Day},
    modules::{appointments::slots::Slot, mechanics::PublicMechanic},
    platform::Visit,
    say,
    ui::{ButtonLink, ButtonLook, Empty},
};
use leptos::prelude::*;

const DAYS: usize = 3;
const PER_DAY: usize = 6;

/// The times, once for each place of the page that shows them. A workshop that is not public has none.
pub fn next_slots(visit: &Visit, mechanic: &PublicMechanic, slots: &[Slot]) -> [AnyView; 2] {
    if !mechanic.is_public() {
        return [().into_any(), ().into_any()];
    }
    [(), ()].map(|()| view_of(visit.lang, visit.now.day(), &mechanic.slug, slots))
}

fn view_of(lang: Lang, today: Day, slug: &str, slots: &[Slot]) -> AnyView {
    if slots.is_empty() {
        return view! { <Empty title=say!(lang, appointments.no_free_title) line=say!(lang, appointments.no_free_line) icon="calendar-off"/> }.into_any();
    }
    let mut days: Vec<(Day, Vec<Slot>)> = Vec::new();
    for slot in slots {
        let day = slot.start.day();
        if let Some((_, own)) = days.last_mut().filter(|(last, _)| *last == day) {
            own.push(*slot);
        } else if days.len() == DAYS {
            break;
        } else {
            days.push((day, vec![*slot]));
        }
    }
    let rows: Vec<_> = days.into_iter().map(|(day, own)| day_row(lang, today, slug, day, &own)).collect();
    view! {
        <div class="grid grid-cols-1 gap-3">
            <p class="text-xs text-muted">{say!(lang, appointments.for_an_hour)}</p>
            <ul class="divide-y divide-line">{rows}</ul>
            <ButtonLink href=paths::book(slug) label=say!(lang, appointments.all_times) look=ButtonLook::Soft wide=true/>
        </div>
    }
    .into_any()
}

fn day_row(lang: Lang, today: Day, slug: &str, day: Day, slots: &[Slot]) -> AnyView {
    let name = match day.days_since(today) {
        0 => say!(lang, common.today),
        1 => say!(lang, common.tomorrow),
        _ => weekday_short(lang, day),
    };
    let times: Vec<_> = slots
        .iter()
        .take(PER_DAY)
        .map(|slot| {
            let href = format!("{}?saat={}", paths::book(slug), slot.start.local());
            view! { <a class="slot" href=href rel="nofollow">{slot.start.clock(lang)}</a> }
        })
        .collect();
    view! {
        <li class="py-3 flex gap-3">
            <span class="w-14 shrink-0 leading-tight pt-1.5">
                <span class="block text-xs text-muted">{name}</span>
                <b class="num text-lg font-bold">{day.0.day()}</b>
            </span>
            <span class="flex-1 grid grid-cols-3 gap-2" role="group" aria-label=day.spoken(lang)>{times}</span>
        </li>
    }
    .into_any()
}
