//! One reminder: when it is due, and what can be done about it.

use crate::{
    kernel::{lang::Lang, number, paths, time::Day},
    modules::vehicles::reminders::{
        mails::name,
        model::{SNOOZES, SOON_DAYS},
        store::Reminder,
    },
    platform::Visit,
    say,
    ui::{
        Confirm, Dialog, DialogButton, PostButton, Tag, Tone,
        button::ButtonLook,
        form::{Form, Submit, field, hidden, select},
    },
};
use leptos::prelude::*;

/// `12 Ocak 2027, 44 gün kaldı · 70.000 km`.
pub fn due_words(lang: Lang, reminder: &Reminder, today: Day) -> String {
    let day = reminder.next_on.map(|on| {
        let spoken = on.spoken_with_year(lang);
        match on.days_since(today) {
            days if days < 0 => say!(lang, garage.due_late, day = spoken, days = -days),
            0 => say!(lang, garage.due_today, day = spoken),
            days => say!(lang, garage.due_in, day = spoken, days = days),
        }
    });
    let km = reminder.due_km.map(|km| say!(lang, vehicles.km_value, km = number::count(lang, km)));
    [day, km].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn state(lang: Lang, reminder: &Reminder, today: Day) -> (&'static str, Tone) {
    let days = reminder.next_on.map(|on| on.days_since(today));
    if reminder.is_run_out() || days.is_some_and(|days| days < 0) {
        (say!(lang, garage.state_late), Tone::Error)
    } else if reminder.is_quiet(today) {
        (say!(lang, garage.state_quiet), Tone::Plain)
    } else if days.is_some_and(|days| days <= SOON_DAYS) {
        (say!(lang, garage.state_soon), Tone::Accent)
    } else {
        (say!(lang, garage.state_later), Tone::Line)
    }
}

/// How often it comes.
fn rhythm(lang: Lang, reminder: &Reminder) -> String {
    let months = reminder.every_months.map(|months| say!(lang, garage.every_months, count = months));
    let km = reminder.every_km.map(|km| say!(lang, garage.every_km, km = number::count(lang, km)));
    [months, km].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What it is and when, for everybody who may read it.
pub fn head(lang: Lang, reminder: &Reminder, today: Day) -> AnyView {
    let (label, tone) = state(lang, reminder, today);
    view! {
        <div class="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
            <div class="min-w-0">
                <b class="block font-semibold wrap-anywhere">{name(lang, reminder.kind(), &reminder.title)}</b>
                <span class="block text-sm num">{due_words(lang, reminder, today)}</span>
                <span class="block text-xs text-muted num">{rhythm(lang, reminder)}</span>
            </div>
            <Tag label=label tone=tone/>
        </div>
    }
    .into_any()
}

pub fn row(visit: &Visit, reminder: &Reminder) -> AnyView {
    let lang = visit.lang;
    view! {
        <li class="py-4">
            {head(lang, reminder, visit.now.day())}
            <div class="flex flex-wrap gap-2 mt-3">{done(visit, reminder)} {snooze(visit, reminder)} {remove(lang, reminder)}</div>
        </li>
    }
    .into_any()
}

fn done(visit: &Visit, reminder: &Reminder) -> AnyView {
    let lang = visit.lang;
    let reminder_id = reminder.id;
    let (id, occurrence) = (format!("yapildi-{reminder_id}"), reminder.occurrence.to_string());
    // Typed words come back to the reminder they were typed for.
    let state = Some(visit.form("vehicles/finish_reminder"))
        .filter(|state| state.value("reminder_id") == reminder_id.to_string())
        .unwrap_or_default()
        .with("done_on", visit.now.day().to_string());
    let today = visit.now.day().to_string();
    view! {
        <DialogButton opens=id.clone() label=say!(lang, garage.done) look=ButtonLook::Soft icon="check"/>
        <Dialog id=id.clone() title=say!(lang, garage.done_title) close=say!(lang, common.close)>
            <Form action=paths::api("vehicles/finish_reminder") novalidate=true>
                {hidden("reminder_id", reminder_id.to_string())}
                {hidden("occurrence", occurrence)}
                {field(&state, "done_on", say!(lang, garage.done_on)).id(format!("{id}-gun")).date().max(today).view()}
                {field(&state, "km", say!(lang, garage.done_km)).id(format!("{id}-km")).digits().autocomplete("off").maxlength(9).note(say!(lang, common.optional)).view()}
                <Submit label=say!(lang, garage.done_act) wide=true/>
            </Form>
        </Dialog>
    }
    .into_any()
}

fn snooze(visit: &Visit, reminder: &Reminder) -> AnyView {
    let lang = visit.lang;
    let reminder_id = reminder.id;
    let id = format!("ertele-{reminder_id}");
    let state = crate::kernel::form::FormState::default();
    let lengths = SNOOZES.map(|days| (days.to_string(), say!(lang, garage.snooze_days, count = days)));
    view! {
        <DialogButton opens=id.clone() label=say!(lang, garage.snooze) look=ButtonLook::Quiet icon="alarm-clock"/>
        <Dialog id=id.clone() title=say!(lang, garage.snooze_title) close=say!(lang, common.close)>
            <Form action=paths::api("vehicles/snooze_reminder")>
                {hidden("reminder_id", reminder_id.to_string())}
                {select(&state, "days", say!(lang, garage.snooze_for)).id(format!("{id}-sure")).options(lengths).view()}
                <Submit label=say!(lang, garage.snooze_act) wide=true/>
            </Form>
        </Dialog>
    }
    .into_any()
}

fn remove(lang: Lang, reminder: &Reminder) -> AnyView {
    let values = vec![("reminder_id", reminder.id.to_string())];
    view! {
        <Confirm
            id=format!("kaldir-{}", reminder.id)
            label=say!(lang, common.remove)
            title=say!(lang, garage.close_title)
            line=say!(lang, garage.close_line)
            close=say!(lang, common.close)
            look=ButtonLook::Quiet
        >
            <PostButton
                action=paths::api("vehicles/close_reminder")
                label=say!(lang, garage.close_yes)
                values=values
                look=ButtonLook::Danger
                wide=true
            />
        </Confirm>
    }
    .into_any()
}
