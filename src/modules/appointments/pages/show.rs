//! `/hesap/randevular/{id}`: one visit, as its customer sees it.

use super::{
    acts,
    parts::{bill, minutes_words, phone, plate, span, status_tag},
    timeline::timeline,
};
use crate::{
    kernel::{
        error::{AppError, Result},
        lang::Lang,
        paths,
        time::Instant,
    },
    modules::{
        appointments::{
            service::{self, Seen},
            status::{Side, Status},
        },
        vehicles,
    },
    platform::{Scope, Visit},
    say,
    ui::{ButtonLink, ButtonLook, Facts, Icon, Notice, Page, PageHead, Tone, button::Go},
};
use leptos::prelude::*;

/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but its customer.
pub async fn show(visit: Visit, id: String) -> Result<Page, AppError> {
    let mut scope = Scope::read(&visit);
    let seen = service::see(&mut scope, &id, Side::Customer).await?;
    if seen.side != Side::Customer {
        return Err(crate::kernel::error::Code::NotFound.into());
    }
    let lang = visit.lang;
    let own = &seen.appointment;
    let added = if own.status == Status::Completed {
        vehicles::visit_papers_part(&mut scope, own.id).await?
    } else {
        ().into_any()
    };
    let title = own.start_at.spoken(lang);
    let buttons: Vec<_> = seen.verbs.iter().map(|verb| acts::act(&visit, own.id, Side::Customer, *verb)).collect();
    let body = view! {
        <a class="inline-flex items-center gap-2 min-h-11 text-sm text-muted hover:text-base-content" href=paths::APPOINTMENTS>
            <Icon name="arrow-left" class="size-4"/>
            {say!(lang, appointments.title)}
        </a>
        <PageHead title=title.clone() acts=status_tag(lang, own, visit.now)/>
        {acts::refusals(&visit)}
        {what_next(lang, &seen, visit.now)}
        <div class="lg:grid lg:grid-cols-[minmax(0,1fr)_21rem] gap-8 items-start">
            <div class="min-w-0 grid grid-cols-1 gap-6">
                {facts(lang, &seen)}
                {added}
                <div class="flex flex-wrap gap-2">{buttons} {ways(lang, &seen)}</div>
                {timeline(lang, &seen.moves)}
            </div>
            <aside class="max-lg:mt-6 panel p-4 md:p-5">
                {bill(lang, own)}
                <p class="text-xs text-muted mt-1">{say!(lang, common.vat_included)}</p>
            </aside>
        </div>
    };
    Ok(Page::new(title, body).noindex().fresh().nav("appointments"))
}

/// One sentence about what comes next, and whose turn it is.
fn what_next(lang: Lang, seen: &Seen, now: Instant) -> AnyView {
    let own = &seen.appointment;
    let shop = own.mechanic_name.as_str();
    let (text, tone) = match (own.status, own.awaits) {
        (Status::Requested, Some(Side::Customer)) => {
            (say!(lang, appointments.next_proposed, shop = shop), Tone::Accent)
        }
        (Status::Requested, _) => (say!(lang, appointments.next_requested, shop = shop), Tone::Info),
        (Status::Confirmed, _) if own.is_left_open(now) => {
            (say!(lang, appointments.next_unclosed, shop = shop), Tone::Accent)
        }
        (Status::Confirmed, _) if own.end_at <= now => (say!(lang, appointments.next_over, shop = shop), Tone::Info),
        (Status::Confirmed, _) if own.start_at <= now => {
            (say!(lang, appointments.next_running, shop = shop), Tone::Success)
        }
        (Status::Confirmed, _) if own.start_at.plus_days(-1) <= now => {
            (say!(lang, appointments.next_soon, shop = shop), Tone::Success)
        }
        (Status::Confirmed, _) => (say!(lang, appointments.next_confirmed, shop = shop), Tone::Success),
        (Status::Completed, _) => (say!(lang, appointments.next_completed).to_owned(), Tone::Success),
        _ => return ().into_any(),
    };
    let act = (own.status == Status::Completed || own.is_left_open(now))
        .then(|| Go::new(say!(lang, appointments.write_review), paths::review_new(own.id)));
    let notice = match act {
        Some(act) => view! { <Notice text=text tone=tone act=act/> }.into_any(),
        None => view! { <Notice text=text tone=tone/> }.into_any(),
    };
    view! { <div class="mb-5">{notice}</div> }.into_any()
}

fn facts(lang: Lang, seen: &Seen) -> AnyView {
    let own = &seen.appointment;
    let shop = if seen.workshop.is_public {
        view! { <a class="link-p" href=paths::mechanic(&seen.workshop.slug)>{own.mechanic_name.clone()}</a> }.into_any()
    } else {
        own.mechanic_name.clone().into_any()
    };
    let mut items = vec![
        (
            say!(lang, appointments.when).to_owned(),
            format!("{} {}", own.start_at.day().spoken(lang), span(lang, own.start_at, own.end_at)).into_any(),
        ),
        (say!(lang, appointments.duration).to_owned(), minutes_words(lang, own.minutes()).into_any()),
        (say!(lang, appointments.workshop).to_owned(), shop),
        (say!(lang, appointments.address).to_owned(), own.mechanic_address.clone().into_any()),
    ];
    if let Some(number) = seen.workshop.phone.as_deref().filter(|_| own.status.is_live()) {
        items.push((say!(lang, appointments.phone).to_owned(), phone(number)));
    }
    let car = view! { {own.vehicle_label.clone()} " " {plate(lang, &own.plate)} };
    items.push((say!(lang, appointments.car).to_owned(), car.into_any()));
    if !own.note.is_empty() {
        let note = view! { <span class="whitespace-pre-line" dir="auto">{own.note.clone()}</span> };
        items.push((say!(lang, appointments.note).to_owned(), note.into_any()));
    }
    view! { <div class="panel px-4 md:px-5 py-2"><Facts items=items/></div> }.into_any()
}

fn ways(lang: Lang, seen: &Seen) -> AnyView {
    let own = &seen.appointment;
    let file = own.status.is_live().then(|| {
        view! { <ButtonLink href=paths::appointment_ics(own.id) label=say!(lang, appointments.add_to_calendar) look=ButtonLook::Line icon="calendar-plus"/> }
    });
    let services = own.lines.iter().map(|line| format!("hizmet={}&", line.service_id)).collect::<Vec<_>>().concat();
    let again = (!own.status.is_live() && seen.workshop.is_public).then(|| {
        let href = format!("{}?{services}arac={}", paths::book(&seen.workshop.slug), own.vehicle_id);
        view! { <ButtonLink href=href label=say!(lang, appointments.book_again) look=ButtonLook::Line icon="repeat-2"/> }
    });
    (file, again).into_any()
}
