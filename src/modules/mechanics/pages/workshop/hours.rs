//! `/atolye/calisma-saatleri`: the weekly plan, seasons, days that differ, who works at the cars, and how bookings are taken; or
//! one season (`?sezon=`), one person (`?usta=`) or one lift (`?lift=`) alone.

use super::{load, nothing_yet, page, people, plan, seasons};
use crate::{
    kernel::{error::Result, lang::Lang, paths, time::Day},
    modules::mechanics::{
        people::service as crew,
        workshop::{
            checks::{BAY_NAME_MAX, REASON_MAX},
            model::{MyException, MyWorkshop},
        },
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Empty, FormState, Page, Panel, PostButton, Section,
        form::{Form, Submit, checkbox, field, form_errors, hidden, radios, select},
    },
};
use leptos::prelude::*;

pub async fn hours(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let title = say!(lang, workshop.hours);
    let Some(own) = load(&mut Scope::read(&visit)).await? else { return Ok(nothing_yet(&visit, title, "hours")) };
    let line = say!(lang, workshop.hours_line);
    if let Some(season) = seasons::open(&visit, &own) {
        return Ok(page(&visit, &own, title, line, "hours", vec![season]));
    }
    let accounts = if visit.param("usta").is_some() { accounts(&visit).await? } else { Vec::new() };
    if let Some(sections) = people::open(&visit, &own, accounts) {
        return Ok(page(&visit, &own, title, line, "hours", sections));
    }
    let sections = vec![
        plan::week(&visit, &own),
        seasons::seasons(&visit, &own),
        exceptions(&visit, &own),
        people::people(&visit, &own),
        settings(&visit, &own),
    ];
    Ok(page(&visit, &own, title, line, "hours", sections))
}

/// Ids and names of the accounts that belong to the workshop.
async fn accounts(visit: &Visit) -> Result<Vec<(String, String)>> {
    let found = crew::accounts(&mut Scope::read(visit)).await?;
    Ok(found.into_iter().map(|(id, name)| (id.to_string(), name)).collect())
}

fn exceptions(visit: &Visit, own: &MyWorkshop) -> AnyView {
    let lang = visit.lang;
    let state = visit.form("mechanics/add_exception");
    let list: Vec<_> = own.exceptions.iter().map(|exception| exception_row(lang, exception)).collect();
    let list = if list.is_empty() {
        view! { <Empty icon="calendar-off" title=say!(lang, workshop.exceptions_none) line=say!(lang, workshop.exceptions_none_line)/> }.into_any()
    } else {
        view! { <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{list}</ul></Panel> }.into_any()
    };
    let today = visit.now.day().to_string();
    view! {
        <Section title=say!(lang, workshop.exceptions) id="gunler">
            {list}
            <div class="panel p-4 md:p-5 mt-4">
                <h3 class="text-base font-semibold mb-3">{say!(lang, workshop.exception_add)}</h3>
                <Form action=paths::api("mechanics/add_exception") novalidate=true>
                    {form_errors(&state, say!(lang, workshop.refused))}
                    <div class="grid grid-cols-1 sm:grid-cols-2 gap-4">
                        {field(&state, "from_on", say!(lang, workshop.from_on)).date().min(today.clone()).required().view()}
                        {field(&state, "to_on", say!(lang, workshop.to_on)).date().min(today).note(say!(lang, common.optional)).view()}
                    </div>
                    <div class="grid grid-cols-2 gap-4">
                        {field(&state, "opens", say!(lang, workshop.opens)).time().note(say!(lang, common.optional)).view()}
                        {field(&state, "closes", say!(lang, workshop.closes)).time().note(say!(lang, common.optional)).view()}
                    </div>
                    <p class="hint -mt-2">{say!(lang, workshop.exception_hint)}</p>
                    {field(&state, "reason", say!(lang, workshop.reason))
                        .maxlength(u32::try_from(REASON_MAX).unwrap_or(200))
                        .note(say!(lang, common.optional))
                        .view()}
                    <Submit label=say!(lang, workshop.exception_act) icon="calendar-off"/>
                </Form>
            </div>
        </Section>
    }
    .into_any()
}

fn exception_row(lang: Lang, exception: &MyException) -> AnyView {
    let spoken = |text: &str| Day::parse(text).map(|day| day.spoken_with_year(lang)).unwrap_or_default();
    let days = if exception.from_on == exception.to_on {
        spoken(&exception.from_on)
    } else {
        format!("{} – {}", spoken(&exception.from_on), spoken(&exception.to_on))
    };
    let hours = match exception.opens.as_ref().zip(exception.closes.as_ref()) {
        Some((opens, closes)) => format!("{} – {}", plan::shown(lang, opens), plan::shown(lang, closes)),
        None => say!(lang, workshop.closed).to_owned(),
    };
    let line = if exception.reason.is_empty() { hours } else { format!("{hours} · {}", exception.reason) };
    view! {
        <li class="flex items-center justify-between gap-4 py-3">
            <span class="min-w-0">
                <b class="block font-semibold num">{days}</b>
                <span class="block text-sm text-muted num wrap-anywhere">{line}</span>
            </span>
            <PostButton
                action=paths::api("mechanics/remove_exception")
                label=say!(lang, common.remove)
                values=vec![("exception_id", exception.id.to_string())]
            />
        </li>
    }
    .into_any()
}

/// How the form starts: as it was refused, or with what is set.
fn starting(visit: &Visit, own: &MyWorkshop) -> FormState {
    let state = visit.form("mechanics/save_booking_settings");
    if state.is_refused() {
        return state;
    }
    let state = state
        .with("books_instantly", own.books_instantly.to_string())
        .with("works_on_holidays", own.works_on_holidays.to_string())
        .with("lead_minutes", own.lead_minutes.to_string())
        .with("window_days", own.window_days.to_string())
        .with("buffer_minutes", own.buffer_minutes.to_string());
    (0..).zip(&own.bays).fold(state, |state, (place, bay)| state.with(format!("bays.{place}.name"), bay.name.clone()))
}

fn settings(visit: &Visit, own: &MyWorkshop) -> AnyView {
    let lang = visit.lang;
    let state = starting(visit, own);
    let lead = spans(&state, "lead_minutes", say!(lang, workshop.lead), &[0, 30, 60, 120, 240, 480, 1440, 2880], |n| {
        duration(lang, n)
    });
    let days = |n| say!(lang, workshop.days, count = n);
    let window = spans(&state, "window_days", say!(lang, workshop.window), &[7, 14, 30, 60, 90, 120], days);
    let buffer = spans(&state, "buffer_minutes", say!(lang, workshop.buffer), &[0, 5, 10, 15, 30, 45, 60], |n| {
        duration(lang, n)
    });
    let bays = bays(visit, &state, own);
    view! {
        <Section title=say!(lang, workshop.settings) id="ayarlar">
            <Panel>
                <Form action=paths::api("mechanics/save_booking_settings") novalidate=true class="grid grid-cols-1 gap-5">
                    {form_errors(&state, say!(lang, workshop.refused))}
                    {radios(&state, "books_instantly", say!(lang, workshop.booking))
                        .option_with("true", say!(lang, workshop.instant), say!(lang, workshop.instant_line))
                        .option_with("false", say!(lang, workshop.approval), say!(lang, workshop.approval_line))
                        .view()}
                    <div class="grid grid-cols-1 sm:grid-cols-3 gap-4">
                        {lead}
                        {window}
                        {buffer}
                    </div>
                    {checkbox(&state, "works_on_holidays", say!(lang, workshop.works_on_holidays)).view()}
                    {bays}
                    <Submit label=say!(lang, common.save) wide=true large=true/>
                </Form>
            </Panel>
        </Section>
    }
    .into_any()
}

/// The usual values, and the one that is set when it is none of them.
fn spans(state: &FormState, name: &str, label: &'static str, usual: &[i64], say: impl Fn(i64) -> String) -> AnyView {
    let mut values = usual.to_vec();
    values.extend(state.value(name).parse::<i64>().ok().filter(|set| *set >= 0 && !usual.contains(set)));
    values.sort_unstable();
    select(state, name, label).options(values.into_iter().map(|value| (value.to_string(), say(value)))).view()
}

fn duration(lang: Lang, minutes: i64) -> String {
    match minutes {
        0 => say!(lang, workshop.none).to_owned(),
        n if n % 1440 == 0 => say!(lang, workshop.days, count = n / 1440),
        n if n % 60 == 0 => say!(lang, common.hours, count = n / 60),
        n => say!(lang, common.minutes, count = n),
    }
}

/// The lifts by name, and two empty lines for new ones.
fn bays(visit: &Visit, state: &FormState, own: &MyWorkshop) -> AnyView {
    let (lang, reference) = (visit.lang, visit.wires.reference.get());
    let is_name = |name: &&String| name.strip_prefix("bays.").is_some_and(|rest| rest.strip_suffix(".name").is_some());
    let typed = state.values.keys().filter(is_name).count();
    let lines: Vec<_> = (0..typed.max(own.bays.len() + 2))
        .map(|place| {
            let name = format!("bays.{place}.name");
            let label = say!(lang, workshop.bay_name, number = place + 1);
            let id = own.bays.get(place).map(|bay| bay.id.to_string()).unwrap_or_default();
            let fit = own.bays.get(place).map(|bay| people::bay_link(lang, &reference, bay));
            let new = if place < own.bays.len() { "" } else { say!(lang, workshop.bay_new) };
            view! {
                <div>
                    {hidden(&format!("bays.{place}.id"), id)}
                    {field(state, &name, label).maxlength(u32::try_from(BAY_NAME_MAX).unwrap_or(60)).placeholder(new).view()}
                    {fit}
                </div>
            }
        })
        .collect();
    view! {
        <fieldset class="min-w-0" id="liftler">
            <legend class="lab">{say!(lang, workshop.bays)}</legend>
            <p class="hint mb-3">{say!(lang, workshop.bays_hint)}</p>
            <div class="grid grid-cols-1 sm:grid-cols-2 gap-4">{lines}</div>
        </fieldset>
    }
    .into_any()
}
