//! `/atolye/randevular/{id}`: one visit, as its workshop sees it.

use super::{
    acts, papers,
    parts::{bill, minutes_words, phone, plate, span, status_tag},
    timeline::timeline,
};
use crate::{
    kernel::{
        error::{AppError, Code, Result},
        lang::Lang,
        number, paths,
    },
    modules::appointments::{
        service::{self, Seen},
        status::{Side, Verb},
    },
    platform::{Scope, Visit},
    say,
    ui::{Facts, Icon, Notice, Page, PageHead, Section, Tone},
};
use leptos::prelude::*;

/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but its workshop.
pub async fn workshop_show(visit: Visit, id: String) -> Result<Page, AppError> {
    let mut scope = Scope::read(&visit);
    let seen = service::see(&mut scope, &id, Side::Mechanic).await?;
    if seen.side != Side::Mechanic {
        return Err(Code::NotFound.into());
    }
    let lang = visit.lang;
    let own = &seen.appointment;
    let title = format!("{} · {}", own.plate, own.start_at.spoken(lang));
    // What ends the work is the button of its own form: what was typed there goes along.
    let others = seen.verbs.iter().filter(|verb| **verb != Verb::Complete);
    let buttons: Vec<_> = others.map(|verb| acts::act(&visit, own.id, Side::Mechanic, *verb)).collect();
    let other_time = if seen.verbs.contains(&Verb::Propose) {
        let times = service::times_to_offer(&mut scope, own).await?;
        let form = acts::propose(&visit, own.id, &times);
        view! { <Section title=say!(lang, appointments.act_propose) id="oner"><div class="panel p-4 md:p-5">{form}</div></Section> }.into_any()
    } else {
        ().into_any()
    };
    let people = if own.status.is_live() { service::people_to_offer(&mut scope, own).await? } else { Vec::new() };
    let person = (!people.is_empty()).then(|| acts::person(&visit, own, people));
    let filed = service::filed(&mut scope, own).await?;
    let facts = facts(lang, &seen, filed.as_ref().and_then(|filed| filed.km));
    let filed = filed.map(|filed| papers::filed(&visit, own, &filed));
    let with_bill = seen.verbs.contains(&Verb::Complete).then(|| {
        view! { <div class="panel p-4 md:p-5">{acts::complete_with_bill(&visit, own)}</div> }
    });
    let body = view! {
        <a class="inline-flex items-center gap-2 min-h-11 text-sm text-muted hover:text-base-content" href=paths::WORKSHOP_APPOINTMENTS>
            <Icon name="arrow-left" class="size-4"/>
            {say!(lang, appointments.title)}
        </a>
        <PageHead title=title.clone() acts=status_tag(lang, own, visit.now)/>
        {acts::refusals(&visit)}
        {(own.awaits == Some(Side::Customer)).then(|| {
            let text = say!(lang, appointments.waits_for_customer, time = own.start_at.spoken(lang));
            view! { <div class="mb-5"><Notice text=text tone=Tone::Info/></div> }
        })}
        <div class="lg:grid lg:grid-cols-[minmax(0,1fr)_21rem] gap-8 items-start">
            <div class="min-w-0 grid grid-cols-1 gap-6">
                <div class="flex flex-wrap gap-2 empty:hidden">{buttons}</div>
                {with_bill}
                {facts}
                {filed}
                {person}
                {other_time}
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

/// `km` as the book has it, once the work is done.
fn facts(lang: Lang, seen: &Seen, km: Option<i32>) -> AnyView {
    let own = &seen.appointment;
    let km = number::count(lang, km.unwrap_or(own.km));
    let car = view! { {own.vehicle_label.clone()} " " {plate(lang, &own.plate)} <span class="num">" " {km} " " {say!(lang, common.km)}</span> };
    let when = format!("{} {}", own.start_at.day().spoken(lang), span(lang, own.start_at, own.end_at));
    let mut items = vec![
        (say!(lang, appointments.when).to_owned(), when.into_any()),
        (say!(lang, appointments.duration).to_owned(), minutes_words(lang, own.minutes()).into_any()),
        (say!(lang, appointments.customer).to_owned(), own.customer_name.clone().into_any()),
        (say!(lang, appointments.car).to_owned(), car.into_any()),
    ];
    if let Some(worker) = seen.worker.clone() {
        items.push((say!(lang, appointments.worker).to_owned(), worker.into_any()));
    }
    if let Some(number) = own.customer_phone.as_deref() {
        items.push((say!(lang, appointments.phone).to_owned(), phone(number)));
    }
    if !own.note.is_empty() {
        let note = view! { <span class="whitespace-pre-line" dir="auto">{own.note.clone()}</span> };
        items.push((say!(lang, appointments.note).to_owned(), note.into_any()));
    }
    view! { <div class="panel px-4 md:px-5 py-2"><Facts items=items/></div> }.into_any()
}
