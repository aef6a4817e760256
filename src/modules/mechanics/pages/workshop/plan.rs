//! A week as a form: the weekly plan, or the one of a season.

use crate::{
    kernel::{lang::Lang, paths},
    modules::mechanics::workshop::model::{MyDay, MyWorkshop},
    platform::Visit,
    say,
    ui::{
        FormState, Panel, Section,
        form::{Form, Submit, checkbox, field, form_errors, hidden},
    },
};
use leptos::prelude::*;

/// What a closed day opens with when its box is unticked.
const USUAL: (&str, &str) = ("09:00", "18:00");

pub fn week(visit: &Visit, own: &MyWorkshop) -> AnyView {
    let lang = visit.lang;
    let state = starting(visit.form("mechanics/save_hours"), &own.hours);
    let days = days(lang, &state);
    view! {
        <Section title=say!(lang, workshop.week)>
            <Panel>
                <Form action=paths::api("mechanics/save_hours") novalidate=true>
                    {form_errors(&state, say!(lang, workshop.refused))}
                    {days}
                    <Submit label=say!(lang, common.save) wide=true large=true/>
                </Form>
            </Panel>
        </Section>
    }
    .into_any()
}

/// The fields of all seven days.
pub fn days(lang: Lang, state: &FormState) -> AnyView {
    let names = say!(lang, common.weekdays).split(' ');
    let days: Vec<_> = (0..7).zip(names).map(|(place, name)| day(lang, state, place, name)).collect();
    view! { <div class="divide-y divide-line -mt-3">{days}</div> }.into_any()
}

/// As it was refused, or with the week that counts.
pub fn starting(state: FormState, week: &[MyDay]) -> FormState {
    if state.is_refused() {
        return state;
    }
    (0..7_i16).fold(state, |state, place| {
        let name = |part: &str| format!("days.{place}.{part}");
        match week.iter().find(|day| day.weekday == place + 1) {
            Some(day) => state
                .with(name("opens"), day.opens.clone())
                .with(name("closes"), day.closes.clone())
                .with(name("break_from"), day.break_from.clone().unwrap_or_default())
                .with(name("break_to"), day.break_to.clone().unwrap_or_default()),
            None => state.with(name("closed"), "true").with(name("opens"), USUAL.0).with(name("closes"), USUAL.1),
        }
    })
}

fn day(lang: Lang, state: &FormState, place: usize, weekday: &'static str) -> AnyView {
    let name = |part: &str| format!("days.{place}.{part}");
    let time = |part: &str, label: &'static str| field(state, &name(part), label).time().view();
    view! {
        <fieldset class="min-w-0 py-4">
            <legend class="float-left font-semibold min-h-11 flex items-center">{weekday}</legend>
            <div class="float-right">{checkbox(state, &name("closed"), say!(lang, workshop.closed)).view()}</div>
            <div class="clear-both grid grid-cols-2 md:grid-cols-4 gap-3">
                {hidden(&name("weekday"), (place + 1).to_string())}
                {time("opens", say!(lang, workshop.opens))}
                {time("closes", say!(lang, workshop.closes))}
                {time("break_from", say!(lang, workshop.break_from))}
                {time("break_to", say!(lang, workshop.break_to))}
            </div>
        </fieldset>
    }
    .into_any()
}

/// `09:00` as it is written in a language.
pub fn shown(lang: Lang, time: &str) -> String {
    match lang {
        Lang::Tr => time.replace(':', "."),
        Lang::En => time.to_owned(),
    }
}
