//! Parts of the workshop's desk.

use super::{
    acts,
    parts::{minutes_words, plate, span, status_tag, total_label},
};
use crate::{
    kernel::{lang::Lang, paths},
    modules::appointments::{
        service,
        status::{Side, Verb},
        store::Appointment,
    },
    platform::Visit,
    say,
    ui::{Avatar, ButtonLink, ButtonLook, Empty, Icon, Page, button::Go},
};
use leptos::prelude::*;

/// A person who registered as a mechanic and has no workshop yet is shown the way to it.
pub fn no_workshop(visit: &Visit, nav: &'static str) -> Page {
    let lang = visit.lang;
    let title = say!(lang, appointments.no_workshop_title);
    let act = Go::new(say!(lang, appointments.open_workshop), paths::WORKSHOP_PROFILE);
    let body = view! { <Empty title=title line=say!(lang, appointments.no_workshop_line) icon="store" act=act/> };
    Page::new(title, body).noindex().nav(nav)
}

/// Does this person lack only the workshop itself?
pub fn lacks_workshop(visit: &Visit) -> bool {
    use crate::kernel::actor::Kind;
    visit.actor.person().is_some_and(|person| person.kind == Kind::Mechanic && person.mechanic_id.is_none())
}

/// An appointment as a card with its people, its car and the acts that are possible now.
pub fn card(visit: &Visit, appointment: &Appointment, attention: bool) -> AnyView {
    let lang = visit.lang;
    let verbs = service::verbs(appointment, Side::Mechanic, visit.now);
    let buttons: Vec<_> = verbs.iter().map(|verb| button(visit, appointment, *verb)).collect();
    let class = if attention { "panel border-accent/60! p-4 md:p-5" } else { "panel p-4 md:p-5" };
    view! {
        <li class=class>
            <div class="flex gap-3.5">
                <span class="max-sm:hidden"><Avatar name=appointment.customer_name.clone()/></span>
                <div class="min-w-0 flex-1">
                    {head(lang, appointment)}
                    <p class="flex flex-wrap items-center gap-x-3 gap-y-1.5 mt-2.5 text-sm text-muted num">
                        {plate(lang, &appointment.plate)}
                        <span class="inline-flex items-center gap-1.5">
                            <Icon name="clock-4" class="size-4"/>
                            {appointment.start_at.day().spoken(lang)} " " {span(lang, appointment.start_at, appointment.end_at)}
                        </span>
                        {status_tag(lang, appointment, visit.now)}
                    </p>
                    {note(appointment)}
                    <div class="flex flex-wrap gap-2 mt-4">
                        {buttons}
                        <ButtonLink href=paths::workshop_appointment(appointment.id) label=say!(lang, appointments.open) look=ButtonLook::Quiet/>
                    </div>
                </div>
            </div>
        </li>
    }
    .into_any()
}

fn head(lang: Lang, appointment: &Appointment) -> AnyView {
    view! {
        <div class="flex items-start gap-3">
            <div class="min-w-0 flex-1">
                <h3 class="text-base font-bold leading-snug">{appointment.services(lang)}</h3>
                <p class="text-sm text-muted mt-0.5">{appointment.vehicle_label.clone()} " · " {appointment.customer_name.clone()}</p>
            </div>
            <span class="text-right shrink-0 leading-tight">
                <b class="num font-bold">{total_label(lang, appointment)}</b>
                <span class="block text-2xs text-muted num mt-1">{minutes_words(lang, appointment.minutes())}</span>
            </span>
        </div>
    }
    .into_any()
}

fn note(appointment: &Appointment) -> AnyView {
    if appointment.note.is_empty() {
        return ().into_any();
    }
    view! { <p class="text-sm mt-2 whitespace-pre-line bg-sunken rounded-field px-3 py-2" dir="auto">{appointment.note.clone()}</p> }.into_any()
}

fn button(visit: &Visit, appointment: &Appointment, verb: Verb) -> AnyView {
    if verb == Verb::Propose {
        let href = format!("{}#oner", paths::workshop_appointment(appointment.id));
        return view! { <ButtonLink href=href label=say!(visit.lang, appointments.act_propose) look=ButtonLook::Line icon="calendar-clock"/> }.into_any();
    }
    acts::act(visit, appointment.id, Side::Mechanic, verb)
}

pub fn cards(visit: &Visit, appointments: &[Appointment], attention: bool) -> AnyView {
    let cards: Vec<_> = appointments.iter().map(|appointment| card(visit, appointment, attention)).collect();
    view! { <ul class="grid grid-cols-1 gap-4">{cards}</ul> }.into_any()
}
