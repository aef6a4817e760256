//! `/hesap`: what waits for the customer, the next visit, the cars.

use super::parts::{minutes_words, plate, rows, span, status_tag};
use crate::{
    kernel::{
        error::{AppError, Result},
        lang::Lang,
        paths,
        time::Instant,
    },
    modules::appointments::{service, status::Side, store::Appointment},
    platform::{Scope, Visit},
    say,
    ui::{AttentionCard, ButtonLink, ButtonLook, Empty, Facade, Page, PageHead, Picture, Section, button::Go, seed_of},
};
use leptos::prelude::*;

const SHOWN: usize = 4;

/// `due` and `cars` are the parts that `vehicles` draws.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn account_home(visit: Visit, due: AnyView, cars: AnyView) -> Result<Page, AppError> {
    let (lang, now) = (visit.lang, visit.now);
    let name = visit.person()?.full_name.split_whitespace().next().unwrap_or_default().to_owned();
    let mut scope = Scope::read(&visit);
    let (upcoming, past) = service::my_lists(&mut scope, None, 3).await?;
    let title = say!(lang, appointments.hello, name = name.as_str());
    let find = view! { <ButtonLink href=paths::SEARCH label=say!(lang, appointments.find) icon="search"/> }.into_any();
    let waits: Vec<_> =
        upcoming.iter().filter(|a| a.awaits == Some(Side::Customer)).map(|a| waiting(lang, a)).collect();
    let waits = (!waits.is_empty()).then(|| {
        view! { <section aria-label=say!(lang, appointments.waits_for_you) class="grid md:grid-cols-2 gap-3 mb-6">{waits}</section> }
    });
    let all = Go::new(say!(lang, appointments.all), paths::APPOINTMENTS);
    let next = match upcoming.split_first() {
        None => empty(lang),
        Some((first, rest)) => coming(lang, now, first, rest),
    };
    let done = (!past.is_empty()).then(|| {
        view! { <Section title=say!(lang, appointments.past)>{rows(lang, &past, Side::Customer, now)}</Section> }
    });
    let body = view! {
        <PageHead title=title.clone() line=now.day().spoken(lang) acts=find/>
        {waits}
        <div class="grid grid-cols-1 gap-8">
            <Section title=say!(lang, appointments.upcoming) link=all>{next}</Section>
            {due}
            {cars}
            {done}
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("account"))
}

fn waiting(lang: Lang, appointment: &Appointment) -> AnyView {
    let line = format!("{} · {}", appointment.mechanic_name, appointment.start_at.spoken(lang));
    view! {
        <AttentionCard href=paths::appointment(appointment.id) title=say!(lang, appointments.answer_proposal) line=line icon="calendar-clock"/>
    }
    .into_any()
}

/// The next visit large, the ones after it as rows.
fn coming(lang: Lang, now: Instant, first: &Appointment, rest: &[Appointment]) -> AnyView {
    let rest = rest.get(..rest.len().min(SHOWN)).unwrap_or_default();
    let rest = (!rest.is_empty()).then(|| view! { <div class="mt-3">{rows(lang, rest, Side::Customer, now)}</div> });
    view! {
        <article class="panel overflow-hidden sm:grid sm:grid-cols-[12.5rem_minmax(0,1fr)]">
            <div class="max-sm:h-36 relative">
                <Facade name=first.mechanic_name.clone() seed=seed_of(&first.mechanic_name)/>
            </div>
            <div class="p-4 md:p-5">
                <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <b class="text-[1.0625rem] font-bold">{first.mechanic_name.clone()}</b>
                    {status_tag(lang, first, now)}
                </div>
                <p class="text-sm mt-1">{first.services(lang)}</p>
                <p class="text-sm text-muted num">
                    {first.start_at.day().spoken(lang)} " " {span(lang, first.start_at, first.end_at)} " · "
                    {minutes_words(lang, first.minutes())}
                </p>
                <p class="mt-2">{plate(lang, &first.plate)}</p>
                <div class="flex flex-wrap gap-2 mt-4">
                    <ButtonLink href=paths::appointment(first.id) label=say!(lang, appointments.open) look=ButtonLook::Primary/>
                    <ButtonLink href=paths::appointment_ics(first.id) label=say!(lang, appointments.add_to_calendar) look=ButtonLook::Line icon="calendar-plus"/>
                </div>
            </div>
        </article>
        {rest}
    }
    .into_any()
}

fn empty(lang: Lang) -> AnyView {
    view! {
        <Empty
            title=say!(lang, appointments.none_title)
            line=say!(lang, appointments.none_line)
            picture=Picture::EmptyCalendar
            act=Go::new(say!(lang, appointments.find), paths::SEARCH)
        />
    }
    .into_any()
}
