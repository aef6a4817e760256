//! The part of a service book about visits that people have booked with whom its owner shares the car.

use super::parts::{span, status_tag};
use crate::{
    kernel::{error::Result, lang::Lang, time::Instant},
    modules::appointments::{service, store::Appointment},
    platform::{Scope, Visit},
    say,
    ui::Section,
};
use leptos::prelude::*;

/// Nothing, when nobody has booked.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for cars of others.
pub async fn household_part(visit: &Visit, id: &str) -> Result<AnyView> {
    let lang = visit.lang;
    visit.person()?;
    let visits = service::by_household(&mut Scope::read(visit), id).await?;
    if visits.is_empty() {
        return Ok(().into_any());
    }
    let rows: Vec<_> = visits.iter().map(|appointment| row(lang, appointment, visit.now)).collect();
    Ok(view! {
        <div class="print:hidden">
            <Section title=say!(lang, household.visits)><ul class="panel px-4 md:px-5 divide-y divide-line">{rows}</ul></Section>
        </div>
    }
    .into_any())
}

/// Who, when, where and for what. The visit itself is theirs, with what they wrote to the workshop.
fn row(lang: Lang, appointment: &Appointment, now: Instant) -> AnyView {
    let day = appointment.start_at.day().spoken_with_year(lang);
    let time = span(lang, appointment.start_at, appointment.end_at);
    view! {
        <li class="py-4 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
            <div class="min-w-0">
                <b class="block font-semibold num">{format!("{day}, {time}")}</b>
                <span class="block text-sm wrap-anywhere">{appointment.services(lang)}</span>
                <span class="block text-xs text-muted wrap-anywhere">{appointment.customer_name.clone()} " · " {appointment.mechanic_name.clone()}</span>
            </div>
            {status_tag(lang, appointment, now)}
        </li>
    }
    .into_any()
}
