//! `/misafir?usta=&hizmet=&saat=&not=&il=&ilce=`: a visit without an account begins with a plate and a number. With `&duzelt=1` it
//! starts with what this browser has said before. All else is asked once the number has proved itself (`guest_on`).

use super::parts::{plate, written_out};
use crate::{
    kernel::{error::Result, lang::Lang, paths, text::Plate, time::Instant},
    modules::{
        appointments::{guests::model::GuestInput, service},
        auth::guests,
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Facts, Notice, Page, PageHead, Panel, TextLink,
        button::Go,
        form::{Form, Submit, field, form_errors, hidden},
    },
};
use leptos::prelude::*;

const BEGIN: &str = "appointments/begin_as_guest";
/// Starts with what was said before.
const AGAIN: &str = "duzelt";

/// # Errors
/// `not_found` for a workshop that is not public.
pub async fn guest(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let title = say!(lang, guests.title);
    let wish = wish(&visit).await?;
    if visit.actor.person().is_some() {
        return Ok(page(title, None, here_already(lang, &wish)));
    }
    let facts = facts(&mut Scope::read(&visit), lang, &wish).await?;
    let body = view! {
        {summary(facts)}
        {form(&visit, &wish)}
    };
    Ok(page(title, Some(say!(lang, guests.lead)), body.into_any()))
}

fn page(title: &'static str, line: Option<&'static str>, body: AnyView) -> Page {
    let head = match line {
        Some(line) => view! { <PageHead title=title line=line/> },
        None => view! { <PageHead title=title/> },
    };
    Page::new(title, view! { <div class="wrap py-6 md:py-8">{head} {body}</div> }).noindex()
}

/// Whoever has an account needs no other one.
fn here_already(lang: Lang, wish: &GuestInput) -> AnyView {
    let place = if wish.mechanic.is_empty() { paths::SEARCH.to_owned() } else { paths::book(&wish.mechanic) };
    view! { <Notice text=say!(lang, guests.here_already) act=Go::new(say!(lang, guests.go_on), place)/> }.into_any()
}

/// What is wanted so far: as the address says it, after what was said before where that is asked for.
async fn wish(visit: &Visit) -> Result<GuestInput> {
    let mut wish = GuestInput::default();
    if visit.param(AGAIN).is_some() {
        let waiting = guests::waiting(visit).await?.filter(|waiting| waiting.user_id.is_none());
        wish = waiting.and_then(|waiting| waiting.wish).map(|(_, wish)| wish).unwrap_or_default();
    }
    let fields = [
        ("usta", &mut wish.mechanic),
        ("saat", &mut wish.start),
        ("not", &mut wish.note),
        ("il", &mut wish.il),
        ("ilce", &mut wish.ilce),
    ];
    for (name, value) in fields {
        if let Some(said) = visit.param(name) {
            *value = said;
        }
    }
    wish.start = written_out(&wish.start);
    let services: Vec<String> =
        visit.params().filter(|(name, value)| name == "hizmet" && !value.is_empty()).map(|(_, value)| value).collect();
    if !services.is_empty() {
        wish.service_ids = services;
    }
    Ok(wish)
}

fn query(pairs: impl IntoIterator<Item = (&'static str, String)>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// Where, what and when, as far as it is chosen.
pub(super) async fn facts(scope: &mut Scope, lang: Lang, wish: &GuestInput) -> Result<Vec<(String, AnyView)>> {
    let mut items = Vec::new();
    if !wish.mechanic.is_empty() {
        let planning = service::plan_for(scope, &wish.mechanic).await?;
        let name = planning.schedule.workshop.name.clone();
        let link = view! { <a class="link-p" href=paths::mechanic(&wish.mechanic)>{name}</a> };
        items.push((say!(lang, appointments.workshop).to_owned(), link.into_any()));
    }
    let reference = scope.wires.reference.get();
    let services = wish.services(scope);
    let services: Vec<String> =
        services.iter().filter_map(|id| reference.service(*id)).map(|service| service.name(lang).to_owned()).collect();
    if !services.is_empty() {
        items.push((say!(lang, appointments.services).to_owned(), services.join(", ").into_any()));
    }
    if let Some(start) = Instant::parse(&wish.start) {
        items.push((say!(lang, appointments.when).to_owned(), start.spoken(lang).into_any()));
    }
    Ok(items)
}

/// The same with the car's plate, and what is wrong with it.
pub(super) fn whole(lang: Lang, mut items: Vec<(String, AnyView)>, wish: &GuestInput) -> AnyView {
    // As it will be kept, however it was typed.
    let number = Plate::parse(&wish.plate).map_or_else(|_| wish.plate.clone(), |plate| plate.as_str().to_owned());
    items.push((say!(lang, appointments.car).to_owned(), plate(lang, &number).into_any()));
    if !wish.note.is_empty() {
        let note = view! { <span class="whitespace-pre-line" dir="auto">{wish.note.clone()}</span> };
        items.push((say!(lang, appointments.note).to_owned(), note.into_any()));
    }
    summary(items)
}

fn summary(items: Vec<(String, AnyView)>) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    view! { <div class="panel px-4 md:px-5 py-2 mb-5 max-w-2xl"><Facts items=items/></div> }.into_any()
}

fn form(visit: &Visit, wish: &GuestInput) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(BEGIN).with("phone", wish.phone.clone()).with("plate", wish.plate.clone());
    let unseen = [
        ("mechanic", &wish.mechanic),
        ("start", &wish.start),
        ("note", &wish.note),
        ("il", &wish.il),
        ("ilce", &wish.ilce),
    ];
    let unseen: Vec<_> = unseen.into_iter().map(|(name, value)| hidden(name, value.as_str())).collect();
    let services: Vec<_> = wish.service_ids.iter().map(|word| hidden("service_ids[]", word.as_str())).collect();
    let member = sign_in(wish);
    view! {
        <div class="max-w-2xl">
            <Panel>
                <Form action=paths::api(BEGIN) novalidate=true>
                    {form_errors(&state, say!(lang, guests.refused))}
                    {unseen}
                    {services}
                    {field(&state, "plate", say!(lang, guests.plate)).required().view()}
                    {field(&state, "phone", say!(lang, auth.settings_phone)).tel().hint(say!(lang, guests.phone_hint)).required().view()}
                    <p class="text-sm"><TextLink href=paths::KVKK label=say!(lang, auth.notice_link)/></p>
                    <Submit label=say!(lang, ways.sms_ask) wide=true large=true/>
                </Form>
                <p class="text-sm mt-4">{say!(lang, auth.have_account)} " " <TextLink href=member label=say!(lang, auth.sign_in)/></p>
            </Panel>
        </div>
    }
    .into_any()
}

/// For who has an account: sign in, and back to what is chosen.
fn sign_in(wish: &GuestInput) -> String {
    let next = if wish.mechanic.is_empty() {
        let pairs = [
            ("hizmet", wish.service_ids.first().cloned().unwrap_or_default()),
            ("il", wish.il.clone()),
            ("ilce", wish.ilce.clone()),
        ];
        format!("{}?{}", paths::SEARCH, query(pairs.into_iter().filter(|(_, value)| !value.is_empty())))
    } else {
        let services = wish.service_ids.iter().map(|word| ("hizmet", word.clone()));
        let rest = [("saat", wish.start.clone()), ("not", wish.note.clone())];
        let pairs = services.chain(rest).filter(|(_, value)| !value.is_empty());
        format!("{}?{}", paths::book(&wish.mechanic), query(pairs))
    };
    format!("{}?next={}", paths::SIGN_IN, paths::encoded(&next))
}
