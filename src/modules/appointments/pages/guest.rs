//! `/misafir?usta=&hizmet=&saat=&not=&il=&ilce=`: a visit without an account. First the car, by links (`&tip=&yil=` names it), then
//! one form. With `&duzelt=1` it starts with what this browser has said before.

use super::parts::{plate, written_out};
use crate::{
    kernel::{error::Result, form::FormState, lang::Lang, paths, text::Plate, time::Instant},
    modules::{
        appointments::{guests::model::GuestInput, model::NOTE_MAX, service},
        auth::guests,
        users::{self, model::NAME_MAX},
        vehicles::{self, Naming},
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Facts, Notice, Page, PageHead, Panel, TextLink,
        button::Go,
        form::{Form, Submit, checkbox, field, form_errors, hidden, text_area},
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
    let mut scope = Scope::read(&visit);
    let car = car_name(&mut scope, &wish).await?;
    let facts = facts(&mut scope, lang, &wish).await?;
    scope.release();
    let Some(car) = car else {
        let done = |variant: &str, year: &str| {
            let pairs =
                carried(&visit, &wish).into_iter().chain([("tip", variant.to_owned()), ("yil", year.to_owned())]);
            address(pairs)
        };
        let kept = query(carried(&visit, &wish));
        let naming = Naming { place: paths::GUEST, kept: &kept, done: &done };
        let (question, steps) = vehicles::naming(&visit, &naming).await?;
        let body = view! {
            {summary(facts)}
            <h2 class="text-lg mb-3">{question}</h2>
            {steps}
        };
        return Ok(page(title, Some(say!(lang, guests.lead_car)), body.into_any()));
    };
    let body = view! {
        {summary(facts)}
        {form(&visit, &wish, car)}
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
    match (visit.param("tip"), visit.param("yil")) {
        (Some(variant), Some(year)) => (wish.variant_id, wish.model_year) = (variant, year),
        // On the way through the steps another car is being named.
        _ if visit.param("marka").is_some() || visit.param("arac").is_some() => wish.variant_id.clear(),
        _ => {}
    }
    Ok(wish)
}

/// What every step carries along.
fn carried(visit: &Visit, wish: &GuestInput) -> Vec<(&'static str, String)> {
    let mut pairs = vec![("usta", wish.mechanic.clone())];
    pairs.extend(wish.service_ids.iter().map(|word| ("hizmet", word.clone())));
    pairs.extend([
        ("saat", wish.start.clone()),
        ("not", wish.note.clone()),
        ("il", wish.il.clone()),
        ("ilce", wish.ilce.clone()),
        (AGAIN, visit.param(AGAIN).unwrap_or_default()),
    ]);
    pairs.retain(|(_, value)| !value.is_empty());
    pairs
}

fn query(pairs: impl IntoIterator<Item = (&'static str, String)>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn address(pairs: impl IntoIterator<Item = (&'static str, String)>) -> String {
    format!("{}?{}", paths::GUEST, query(pairs))
}

/// `Fiat Egea 2020`; `None` while no car of the catalogue is named.
pub(super) async fn car_name(scope: &mut Scope, wish: &GuestInput) -> Result<Option<String>> {
    let (Ok(variant), Ok(year)) = (wish.variant_id.parse(), wish.model_year.parse::<i16>()) else { return Ok(None) };
    let Some(spec) = vehicles::spec_of(scope, variant, year).await? else { return Ok(None) };
    let brand = scope.wires.reference.get().brand(spec.brand_id).map(|brand| brand.name.clone()).unwrap_or_default();
    let model = vehicles::model_name(scope, spec.model_id).await?.unwrap_or_default();
    Ok(Some(format!("{brand} {model} {year}")))
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

/// The same with the car, and what is wrong with it.
pub(super) fn whole(lang: Lang, mut items: Vec<(String, AnyView)>, wish: &GuestInput, car: Option<String>) -> AnyView {
    // As it will be kept, however it was typed.
    let number = Plate::parse(&wish.plate).map_or_else(|_| wish.plate.clone(), |plate| plate.as_str().to_owned());
    let car = view! { {car} " " {plate(lang, &number)} };
    items.push((say!(lang, appointments.car).to_owned(), car.into_any()));
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

fn state(visit: &Visit, wish: &GuestInput) -> FormState {
    let state = visit.form(BEGIN);
    // What was agreed to is ticked again only where it was ticked, never in the place of a box that came back empty.
    let agreed = |value: &str| if state.is_refused() { String::new() } else { value.to_owned() };
    let boxes = [
        ("accept_terms", agreed(&wish.accept_terms)),
        ("consents.tailored_offers", agreed(&wish.consents.tailored_offers)),
        ("consents.marketing_email", agreed(&wish.consents.marketing_email)),
        ("consents.marketing_sms", agreed(&wish.consents.marketing_sms)),
        ("consents.marketing_push", agreed(&wish.consents.marketing_push)),
    ];
    let fields = [
        ("full_name", wish.full_name.clone()),
        ("phone", wish.phone.clone()),
        ("plate", wish.plate.clone()),
        ("km", wish.km.clone()),
        ("note", wish.note.clone()),
    ];
    fields.into_iter().chain(boxes).fold(state, |state, (name, value)| state.with(name, value))
}

fn form(visit: &Visit, wish: &GuestInput, car: String) -> AnyView {
    let lang = visit.lang;
    let state = state(visit, wish);
    let other = carried(visit, wish).into_iter().chain([("arac", String::from("baska"))]);
    let other = address(other);
    let unseen = [
        ("variant_id", wish.variant_id.clone()),
        ("model_year", wish.model_year.clone()),
        ("mechanic", wish.mechanic.clone()),
        ("start", wish.start.clone()),
        ("il", wish.il.clone()),
        ("ilce", wish.ilce.clone()),
    ];
    let unseen: Vec<_> = unseen.into_iter().map(|(name, value)| hidden(name, value)).collect();
    let services: Vec<_> = wish.service_ids.iter().map(|word| hidden("service_ids[]", word.as_str())).collect();
    let max = u32::try_from(NOTE_MAX).unwrap_or_default();
    let note = text_area(&state, "note", say!(lang, appointments.note))
        .note(say!(lang, common.optional))
        .placeholder(say!(lang, appointments.note_hint))
        .maxlength(max)
        .rows(3)
        .view();
    let (boxes, member) = (users::consent_boxes(visit, &state), sign_in(wish));
    let name_max = u32::try_from(NAME_MAX).unwrap_or_default();
    view! {
        <div class="max-w-2xl">
            <Panel>
                <p class="mb-4">
                    <b class="font-semibold">{car}</b>
                    " "
                    <TextLink href=other label=say!(lang, guests.other_car)/>
                </p>
                <Form action=paths::api(BEGIN) novalidate=true>
                    {form_errors(&state, say!(lang, guests.refused))}
                    {unseen}
                    {services}
                    {field(&state, "plate", say!(lang, guests.plate)).required().view()}
                    {field(&state, "km", say!(lang, guests.km)).inputmode("numeric").hint(say!(lang, guests.km_hint)).required().view()}
                    {note}
                    {field(&state, "full_name", say!(lang, auth.full_name)).autocomplete("name").maxlength(name_max).required().view()}
                    {field(&state, "phone", say!(lang, auth.settings_phone)).tel().hint(say!(lang, guests.phone_hint)).required().view()}
                    {checkbox(&state, "accept_terms", say!(lang, auth.accept_terms)).required().view()}
                    {boxes}
                    <p class="text-sm flex flex-wrap gap-x-4">
                        <TextLink href=paths::TERMS label=say!(lang, auth.terms_link)/>
                        <TextLink href=paths::KVKK label=say!(lang, auth.notice_link)/>
                    </p>
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
