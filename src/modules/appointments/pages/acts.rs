//! Buttons and small forms that move an appointment. Each is a plain form; those that need a reason or a second thought
//! open in a dialog.

use crate::{
    kernel::{
        form::FormState,
        ids::{AppointmentId, PersonId},
        lang::Lang,
        paths,
        time::Day,
    },
    modules::{
        appointments::{
            model::{AMOUNT_REASON_MAX, REASON_MAX},
            slots::Slot,
            status::{Side, Verb},
            store::{Appointment, Line},
        },
        mechanics::PartsClass,
        vehicles::parts_class_name,
    },
    platform::Visit,
    say,
    ui::{
        ButtonLook, Dialog, DialogButton, Fold, PostButton,
        form::{Form, Submit, field, form_errors, hidden, select, text_area},
    },
};
use leptos::prelude::*;

const fn endpoint(verb: Verb) -> &'static str {
    match verb {
        Verb::Confirm => "appointments/confirm",
        Verb::Decline => "appointments/decline",
        Verb::Cancel => "appointments/cancel",
        Verb::Complete => "appointments/complete",
        Verb::NoShow => "appointments/no_show",
        Verb::Propose => "appointments/propose",
        Verb::AcceptProposal => "appointments/accept_proposal",
    }
}

/// What a refused move left for this page.
pub fn refusals(visit: &Visit) -> AnyView {
    let title = say!(visit.lang, appointments.refused);
    let drawn: Vec<_> = Verb::ALL
        .into_iter()
        .map(|verb| visit.form(endpoint(verb)))
        .filter(FormState::is_refused)
        .map(|state| view! { <div class="mb-4">{form_errors(&state, title)}</div> })
        .collect();
    drawn.into_any()
}

/// The button for one act, or nothing for one that needs a page of its own.
pub fn act(visit: &Visit, id: AppointmentId, side: Side, verb: Verb) -> AnyView {
    let lang = visit.lang;
    match verb {
        Verb::Confirm => post(id, verb, say!(lang, appointments.act_confirm), ButtonLook::Accent, "check"),
        Verb::Complete => post(id, verb, say!(lang, appointments.act_complete), ButtonLook::Accent, "check-check"),
        Verb::AcceptProposal => post(id, verb, say!(lang, appointments.act_accept), ButtonLook::Accent, "check"),
        Verb::Decline => {
            let words = Words {
                label: say!(lang, appointments.act_decline),
                line: say!(lang, appointments.decline_line),
                icon: "x",
            };
            with_reason(visit, id, verb, words, true)
        }
        Verb::Cancel => {
            let line = if side == Side::Mechanic {
                say!(lang, appointments.cancel_line_mechanic)
            } else {
                say!(lang, appointments.cancel_line)
            };
            let words = Words { label: say!(lang, appointments.act_cancel), line, icon: "calendar-x" };
            with_reason(visit, id, verb, words, side == Side::Mechanic)
        }
        Verb::NoShow => {
            let words = Words {
                label: say!(lang, appointments.act_no_show),
                line: say!(lang, appointments.no_show_line),
                icon: "ban",
            };
            with_reason(visit, id, verb, words, false)
        }
        Verb::Propose => ().into_any(),
    }
}

fn post(id: AppointmentId, verb: Verb, label: &'static str, look: ButtonLook, icon: &'static str) -> AnyView {
    let values = vec![("appointment_id", id.to_string())];
    view! { <PostButton action=paths::api(endpoint(verb)) label=label values=values look=look icon=icon/> }.into_any()
}

struct Words {
    label: &'static str,
    line: &'static str,
    icon: &'static str,
}

/// What was typed comes back to the appointment it was typed for.
fn typed(visit: &Visit, endpoint: &str, id: AppointmentId) -> FormState {
    Some(visit.form(endpoint)).filter(|state| state.value("appointment_id") == id.to_string()).unwrap_or_default()
}

fn with_reason(visit: &Visit, id: AppointmentId, verb: Verb, words: Words, required: bool) -> AnyView {
    let lang = visit.lang;
    let name = endpoint(verb);
    let dialog = format!("{}-{id}", name.rsplit('/').next().unwrap_or_default());
    let state = typed(visit, name, id);
    let area = text_area(&state, "reason", say!(lang, appointments.reason))
        .id(format!("{dialog}-reason"))
        .maxlength(u32::try_from(REASON_MAX).unwrap_or_default())
        .rows(3);
    let area = if required { area.required() } else { area.note(say!(lang, common.optional)) };
    view! {
        <DialogButton opens=dialog.clone() label=words.label look=ButtonLook::Line icon=words.icon/>
        <Dialog id=dialog title=words.label close=say!(lang, common.close)>
            <p class="text-muted mb-4">{words.line}</p>
            <Form action=paths::api(name)>
                {hidden("appointment_id", id.to_string())}
                {area.view()}
                <Submit label=words.label look=ButtonLook::Primary wide=true/>
            </Form>
        </Dialog>
    }
    .into_any()
}

/// The form that ends a visit with what the odometer says and what the work costs in the end.
pub fn complete_with_bill(visit: &Visit, appointment: &Appointment) -> AnyView {
    let (lang, id) = (visit.lang, appointment.id);
    let agreed = appointment.total.spoken(lang);
    let hint = if appointment.is_fixed() {
        say!(lang, appointments.amount_hint, agreed = agreed)
    } else {
        say!(lang, appointments.amount_hint_open, agreed = agreed)
    };
    let reason_max = u32::try_from(AMOUNT_REASON_MAX).unwrap_or_default();
    let optional = say!(lang, common.optional);
    let name = endpoint(Verb::Complete);
    let state = typed(visit, name, id);
    let given = given(lang, state.clone(), &appointment.lines);
    view! {
        <Form action=paths::api(name) novalidate=true>
            {hidden("appointment_id", id.to_string())}
            {field(&state, "km", say!(lang, appointments.km_read)).digits().hint(say!(lang, appointments.km_read_hint)).autocomplete("off").maxlength(9).note(optional).view()}
            {field(&state, "amount", say!(lang, appointments.amount)).lira().hint(hint).autocomplete("off").maxlength(14).note(optional).view()}
            {field(&state, "amount_reason", say!(lang, appointments.amount_reason)).hint(say!(lang, appointments.amount_reason_hint)).maxlength(reason_max).view()}
            <div class="grid grid-cols-2 gap-4">
                {field(&state, "parts", say!(lang, appointments.parts)).lira().autocomplete("off").maxlength(14).note(optional).view()}
                {field(&state, "labour", say!(lang, appointments.labour)).lira().autocomplete("off").maxlength(14).note(optional).view()}
            </div>
            <p class="hint -mt-2">{say!(lang, appointments.split_hint)}</p>
            {given}
            <Submit label=say!(lang, appointments.act_complete) look=ButtonLook::Accent icon="check-check"/>
        </Form>
    }
    .into_any()
}

/// What was put in, service by service; it starts with what was promised.
fn given(lang: Lang, mut state: FormState, lines: &[Line]) -> AnyView {
    let figure = |figure: Option<i32>| figure.map(|figure| figure.to_string()).unwrap_or_default();
    let classes = PartsClass::ALL.map(|class| (class.word(), parts_class_name(lang, class)));
    let mut rows = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let name = |part: &str| format!("done.{place}.{part}");
        let promise = line.promise;
        state = state
            .with(name("parts_class"), promise.parts_class.map_or("", PartsClass::word))
            .with(name("warranty_months"), figure(promise.warranty_months.map(i32::from)))
            .with(name("warranty_km"), figure(promise.warranty_km));
        let parts = select(&state, &name("parts_class"), say!(lang, prices.parts))
            .placeholder(say!(lang, prices.parts_unsaid))
            .options(classes);
        let text = |part: &str, label: &'static str, letters: u32| {
            field(&state, &name(part), label).digits().autocomplete("off").maxlength(letters).view()
        };
        rows.push(view! {
            <fieldset class="min-w-0 pb-4">
                <legend class="font-semibold mb-2">{lang.pick(&line.name_tr, &line.name_en).to_owned()}</legend>
                {hidden(&name("service_id"), line.service_id.to_string())}
                <div class="grid sm:grid-cols-3 gap-4">
                    {parts.view()}
                    {text("warranty_months", say!(lang, prices.warranty_months), 3)}
                    {text("warranty_km", say!(lang, prices.warranty_km), 7)}
                </div>
            </fieldset>
        });
    }
    let is_open = state.errors.keys().any(|name| name.starts_with("done"));
    view! {
        <Fold title=say!(lang, appointments.given) open=is_open>
            <p class="text-sm text-muted mb-3">{say!(lang, appointments.given_line)}</p>
            {rows}
        </Fold>
    }
    .into_any()
}

const CHANGE_PERSON: &str = "appointments/change_person";

/// The form that gives a visit to another of the workshop's people.
pub fn person(visit: &Visit, appointment: &Appointment, people: Vec<(PersonId, String)>) -> AnyView {
    let (lang, id) = (visit.lang, appointment.id);
    let state = typed(visit, CHANGE_PERSON, id);
    let list = select(&state, "person_id", say!(lang, appointments.worker))
        .options(people.into_iter().map(|(id, name)| (id.to_string(), name)))
        .preset(appointment.person_id.map(|id| id.to_string()).unwrap_or_default());
    let form = view! {
        <Form action=paths::api(CHANGE_PERSON) class="flex flex-wrap items-end gap-3">
            {hidden("appointment_id", id.to_string())}
            <div class="flex-1 min-w-44">{list.view()}</div>
            <Submit label=say!(lang, appointments.worker_change) look=ButtonLook::Line/>
        </Form>
    };
    view! { <div class="panel p-4 md:p-5">{form}</div> }.into_any()
}

/// The form that offers another time, out of the workshop's own free times.
pub fn propose(visit: &Visit, id: AppointmentId, times: &[Slot]) -> AnyView {
    let lang = visit.lang;
    if times.is_empty() {
        return view! { <p class="text-muted">{say!(lang, appointments.no_times)}</p> }.into_any();
    }
    let state = typed(visit, endpoint(Verb::Propose), id);
    let mut list = select(&state, "start", say!(lang, appointments.new_time)).required();
    let mut day: Option<Day> = None;
    for slot in times {
        if day != Some(slot.start.day()) {
            day = Some(slot.start.day());
            list = list.group(slot.start.day().spoken(lang));
        }
        list = list.option(slot.start.rfc3339(), spoken(lang, *slot));
    }
    let area = text_area(&state, "reason", say!(lang, appointments.word_to_customer))
        .note(say!(lang, common.optional))
        .rows(2);
    view! {
        <Form action=paths::api(endpoint(Verb::Propose))>
            {hidden("appointment_id", id.to_string())}
            {list.view()}
            {area.view()}
            <Submit label=say!(lang, appointments.act_propose) look=ButtonLook::Primary icon="calendar-clock"/>
        </Form>
    }
    .into_any()
}

fn spoken(lang: Lang, slot: Slot) -> String {
    format!("{} {}", slot.start.day().spoken(lang), slot.start.clock(lang))
}
