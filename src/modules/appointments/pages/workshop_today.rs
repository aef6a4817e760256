//! `/atolye`: the day at a glance, requests that wait, what to close.

use super::{
    acts, agenda,
    desk::{cards, lacks_workshop, no_workshop},
};
use crate::{
    kernel::{
        error::{AppError, Result},
        lang::Lang,
        money::Money,
        paths,
        time::Instant,
    },
    modules::{
        appointments::{
            service::{self, Week},
            status::Status,
            store::Appointment,
        },
        mechanics::application::{self, model::State},
    },
    platform::{Scope, Visit},
    say,
    ui::{ButtonLink, ButtonLook, Empty, Figure, Figures, Notice, Page, PageHead, Section, Tone, button::Go},
};
use leptos::prelude::*;

/// With parts of modules above: `reviews` that wait, and what the profile still lacks to be `complete`.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for people without a workshop.
pub async fn workshop_today(visit: Visit, reviews: AnyView, complete: AnyView) -> Result<Page, AppError> {
    if lacks_workshop(&visit) {
        return Ok(no_workshop(&visit, "today"));
    }
    let (lang, now) = (visit.lang, visit.now);
    let mut scope = Scope::read(&visit);
    let week = service::today(&mut scope).await?;
    let title = now.day().spoken(lang);
    let calendar = view! { <ButtonLink href=paths::WORKSHOP_CALENDAR label=say!(lang, appointments.open_calendar) look=ButtonLook::Line icon="calendar-days"/> };
    let strip = agenda::strip(lang, &week, now);
    let standing = standing(&mut scope, lang, &week).await;
    let body = view! {
        <PageHead title=title.clone() line=line(lang, &week, now) acts=calendar.into_any()/>
        {acts::refusals(&visit)}
        {standing}
        <Figures items=figures(lang, &week, now)/>
        <div class="grid grid-cols-1 gap-8 mt-8">
            {reviews}
            {requests(&visit, &week)}
            {to_close(&visit, &week)}
            <Section title=say!(lang, appointments.bays) link=Go::new(say!(lang, appointments.open_calendar), paths::WORKSHOP_CALENDAR)>
                {strip}
            </Section>
            {now_and_next(&visit, &week)}
            {complete}
        </div>
    };
    Ok(Page::new(title, body).noindex().fresh().nav("today"))
}

/// `3 iş, 1’i bitti. Sıradaki araç 16.00.`
fn line(lang: Lang, week: &Week, now: Instant) -> String {
    let next = week.appointments.iter().find(|a| a.status == Status::Confirmed && a.start_at > now);
    let work = say!(lang, appointments.day_line, count = week.appointments.len());
    match next {
        Some(next) => format!(
            "{work} {}",
            say!(lang, appointments.next_car, when = next.start_at.clock(lang), plate = next.plate.as_str())
        ),
        None => work,
    }
}

/// A workshop that is not public says so, because nobody can book it; its owner, what there is to do about it.
async fn standing(scope: &mut Scope, lang: Lang, week: &Week) -> AnyView {
    if week.planning.schedule.workshop.is_public {
        return ().into_any();
    }
    // Only owners see the application.
    let state = application::service::mine(scope).await.ok().map(|application| application.state());
    let text = match state {
        Some(State::Draft | State::Refused) => say!(lang, appointments.not_public),
        Some(State::Sent) => say!(lang, appointments.not_public_sent),
        Some(State::Asked) => say!(lang, appointments.not_public_asked),
        Some(State::Approved) | None => say!(lang, appointments.not_public_stopped),
    };
    let notice = if state.is_some() {
        let act = Go::new(say!(lang, appointments.open_application), paths::WORKSHOP_APPLICATION);
        view! { <Notice text=text tone=Tone::Accent act=act/> }
    } else {
        view! { <Notice text=text tone=Tone::Accent/> }
    };
    view! { <div class="mb-5">{notice}</div> }.into_any()
}

fn figures(lang: Lang, week: &Week, now: Instant) -> Vec<Figure> {
    let of = |status: Status| week.appointments.iter().filter(move |a| a.status == status);
    let done: Money = of(Status::Completed).map(Appointment::cost).sum();
    let ahead: Money = of(Status::Confirmed).map(|a| a.total).sum();
    let running = of(Status::Confirmed).filter(|a| a.start_at <= now).count();
    vec![
        Figure::new(say!(lang, appointments.figure_done), done.spoken(lang)).remark(say!(
            lang,
            appointments.visits,
            count = of(Status::Completed).count()
        )),
        Figure::new(say!(lang, appointments.figure_ahead), ahead.spoken(lang)).remark(say!(
            lang,
            appointments.visits,
            count = of(Status::Confirmed).count()
        )),
        Figure::new(say!(lang, appointments.figure_running), running.to_string()),
        Figure::new(say!(lang, appointments.figure_waiting), week.waiting.len().to_string())
            .tone(if week.waiting.is_empty() { Tone::Plain } else { Tone::Accent }),
    ]
}

fn requests(visit: &Visit, week: &Week) -> AnyView {
    let lang = visit.lang;
    let body = if week.waiting.is_empty() {
        view! { <Empty title=say!(lang, appointments.no_requests_title) line=say!(lang, appointments.no_requests_line) icon="inbox"/> }.into_any()
    } else {
        cards(visit, &week.waiting, true)
    };
    view! { <Section title=say!(lang, appointments.requests) id="istekler">{body}</Section> }.into_any()
}

/// Visits of earlier days: done or not, somebody has to say so.
fn to_close(visit: &Visit, week: &Week) -> AnyView {
    if week.to_close.is_empty() {
        return ().into_any();
    }
    let list = cards(visit, &week.to_close, false);
    view! { <Section title=say!(visit.lang, appointments.to_close)>{list}</Section> }.into_any()
}

/// The cars of today that are still to be worked on or signed off.
fn now_and_next(visit: &Visit, week: &Week) -> AnyView {
    let today = visit.now.day();
    let open: Vec<Appointment> = week
        .appointments
        .iter()
        .filter(|a| a.status == Status::Confirmed && a.start_at.day() == today)
        .cloned()
        .collect();
    if open.is_empty() {
        return ().into_any();
    }
    let list = cards(visit, &open, false);
    view! { <Section title=say!(visit.lang, appointments.now_and_next)>{list}</Section> }.into_any()
}
