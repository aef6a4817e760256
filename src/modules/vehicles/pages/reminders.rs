//! `/hesap/araclar/{id}/hatirlatmalar`: what comes due for a car, month by month, and what its owner adds.

use super::{
    reminder_offers::{SWITCH, offers, rule_words},
    reminder_parts::row,
    tabs::car_tabs,
};
use crate::{
    kernel::{error::Result, form::FormState, lang::Lang, paths, words::weekday_and_month},
    modules::vehicles::{
        model::{Car, vehicle_id},
        reminders::{due::Rule, mails::name, model::TITLE_MAX, service, store::Reminder},
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLink, ButtonLook, Empty, Fold, Page, Panel, PostButton, Section,
        form::{Form, Submit, field, form_errors, hidden},
    },
};
use leptos::prelude::*;

const ADD: &str = "vehicles/add_reminder";

/// `id` is the path parameter as it was typed.
pub async fn reminders(visit: Visit, id: String) -> Result<Page> {
    let lang = visit.lang;
    visit.person()?;
    let mut scope = Scope::read(&visit);
    let (car, reminders, rules) = service::of_car(&mut scope, vehicle_id(&id)?).await?;
    let offered = service::offered(&mut scope, car.id, &reminders, &rules).await?;
    let title = say!(lang, garage.reminders_title);
    let body = view! {
        {car_tabs(lang, &car, title, paths::car_reminders)}
        {refusals(&visit)}
        <div class="grid grid-cols-1 lg:grid-cols-[minmax(0,1fr)_21rem] gap-6 items-start">
            <div class="grid grid-cols-1 gap-6">
                {calendar(&visit, &car, &reminders)}
                {offers(&visit, &car, &offered)}
                {sources(lang, &rules)}
            </div>
            {add_form(&visit, &car)}
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("cars"))
}

/// What a refused act on one of the reminders left for this page.
fn refusals(visit: &Visit) -> AnyView {
    let states: Vec<_> = ["vehicles/finish_reminder", "vehicles/snooze_reminder", SWITCH]
        .into_iter()
        .map(|name| visit.form(name))
        .filter(FormState::is_refused)
        .map(|state| view! { <div class="mb-4">{form_errors(&state, say!(visit.lang, garage.reminder_refused))}</div> })
        .collect();
    states.into_any()
}

/// Month by month; what has no day yet comes last.
fn calendar(visit: &Visit, car: &Car, reminders: &[Reminder]) -> AnyView {
    let lang = visit.lang;
    if reminders.is_empty() {
        let values = vec![("vehicle_id", car.id.to_string())];
        return view! {
            <Panel>
                <Empty title=say!(lang, garage.reminders_none) line=say!(lang, garage.reminders_none_line) icon="bell"/>
                <div class="flex justify-center mt-4">
                    <PostButton action=paths::api("vehicles/set_reminders") label=say!(lang, garage.reminders_set) values=values look=ButtonLook::Primary icon="bell"/>
                </div>
            </Panel>
        }
        .into_any();
    }
    let mut months: Vec<(String, Vec<AnyView>)> = Vec::new();
    for reminder in reminders {
        let month = month(lang, reminder);
        let row = row(visit, reminder);
        match months.last_mut() {
            Some((last, rows)) if *last == month => rows.push(row),
            _ => months.push((month, vec![row])),
        }
    }
    let months: Vec<_> = months
        .into_iter()
        .map(|(month, rows)| {
            view! {
                <section>
                    <h3 class="text-sm font-semibold text-muted mb-2">{month}</h3>
                    <ul class="panel px-4 md:px-5 divide-y divide-line">{rows}</ul>
                </section>
            }
        })
        .collect();
    let ics = paths::car_ics(car.id);
    view! {
        <div class="grid grid-cols-1 gap-5">
            {months}
            <div><ButtonLink href=ics label=say!(lang, garage.reminders_ics) look=ButtonLook::Line icon="calendar-plus"/></div>
        </div>
    }
    .into_any()
}

/// `Ocak 2027`.
fn month(lang: Lang, reminder: &Reminder) -> String {
    match reminder.next_on {
        None => say!(lang, garage.reminders_someday).to_owned(),
        Some(day) => {
            let (_, month) = weekday_and_month(lang, day.weekday(), day.month());
            format!("{month} {}", day.year())
        }
    }
}

fn add_form(visit: &Visit, car: &Car) -> AnyView {
    let (lang, id) = (visit.lang, car.id);
    let state = visit.form(ADD);
    let optional = say!(lang, common.optional);
    let today = visit.now.day().to_string();
    view! {
        <Section title=say!(lang, garage.reminder_add) id="ekle">
            <Panel>
                <Form action=paths::api(ADD) novalidate=true>
                    {form_errors(&state, say!(lang, garage.reminder_refused))}
                    {hidden("vehicle_id", id.to_string())}
                    {field(&state, "title", say!(lang, garage.reminder_name)).hint(say!(lang, garage.reminder_name_hint)).maxlength(u32::try_from(TITLE_MAX).unwrap_or_default()).required().view()}
                    {field(&state, "due_on", say!(lang, garage.reminder_on)).date().min(today).note(optional).view()}
                    {field(&state, "due_km", say!(lang, garage.reminder_km)).digits().autocomplete("off").maxlength(9).note(optional).view()}
                    <p class="hint -mt-2">{say!(lang, garage.reminder_when_hint)}</p>
                    {field(&state, "every_months", say!(lang, garage.reminder_months)).digits().autocomplete("off").maxlength(3).note(optional).view()}
                    {field(&state, "every_km", say!(lang, garage.reminder_every_km)).digits().autocomplete("off").maxlength(7).note(optional).view()}
                    <Submit label=say!(lang, garage.reminder_act) icon="plus"/>
                </Form>
            </Panel>
        </Section>
    }
    .into_any()
}

/// Where the days come from, and how sure that is.
fn sources(lang: Lang, rules: &[Rule]) -> AnyView {
    let lines: Vec<_> = rules
        .iter()
        .map(|rule| {
            let certainty = if rule.certainty == "S" { "" } else { say!(lang, garage.rule_unsure) };
            view! {
                <li class="py-2">
                    <b class="font-semibold">{name(lang, rule.kind, "")}</b>
                    <span class="block text-sm text-muted">{rule_words(lang, rule)} " " {certainty}</span>
                    <span class="block text-xs text-muted" lang="tr">{rule.source.clone()}</span>
                </li>
            }
        })
        .collect();
    view! {
        <div class="panel px-4 md:px-5">
            <Fold title=say!(lang, garage.rules_title)><ul class="divide-y divide-line">{lines}</ul></Fold>
        </div>
    }
    .into_any()
}
