//! `/misafir/devam`, where a guest whose number has proved itself goes on: names the car by links, unless it is theirs already
//! (`&tip=&yil=` names it), and then says the little that is missing.

use super::guest_code::told;
use crate::{
    kernel::{error::Result, form::FormState, paths},
    modules::{
        appointments::guests::{model::GuestInput, service},
        users::{self, model::NAME_MAX},
        vehicles::{self, Naming},
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLook, Notice, Page, PageHead, Panel, PostButton, TextLink, Tone,
        button::Go,
        form::{Form, Submit, checkbox, field, form_errors, hidden},
    },
};
use leptos::prelude::*;

const GO_ON: &str = "appointments/go_on_as_guest";

/// # Errors
/// `unauthenticated` for visitors when what waits is somebody's; `not_found` where nothing waits for whoever asks.
pub async fn guest_on(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let waiting = service::own(&visit).await?;
    let title = say!(lang, guests.on_title);
    let Some((_, wish)) = waiting.wish else {
        let act = Go::new(say!(lang, guests.see_visits), paths::APPOINTMENTS);
        let done = view! { <Notice tone=Tone::Success text=say!(lang, guests.done) act=act/> };
        return Ok(page(title, done.into_any()));
    };
    if waiting.user_id.is_none() && !waiting.is_proved {
        return Ok(Page::elsewhere(paths::GUEST_CODE));
    }
    let summary = told(&visit, &wish).await?;
    let part = rest(&visit, &wish).await?;
    let body = view! {
        {summary}
        {part}
    };
    Ok(page(title, body.into_any()))
}

fn page(title: &'static str, body: AnyView) -> Page {
    Page::new(title, view! { <div class="wrap py-6 md:py-8"><PageHead title=title/> {body}</div> }).noindex()
}

/// What is still to be said, step by step.
async fn rest(visit: &Visit, wish: &GuestInput) -> Result<AnyView> {
    let lang = visit.lang;
    let mut scope = Scope::read(visit);
    if service::has_car(&mut scope, wish).await? {
        let errors = form_errors(&visit.form(GO_ON), say!(lang, guests.refused));
        let button = view! { <PostButton action=paths::api(GO_ON) label=say!(lang, guests.go_on) look=ButtonLook::Primary wide=true/> };
        return Ok(view! { {errors} <div class="max-w-2xl mt-4">{button}</div> }.into_any());
    }
    let named = match (visit.param("tip"), visit.param("yil")) {
        (Some(variant), Some(year)) => car_name(&mut scope, &variant, &year).await?.map(|name| (name, variant, year)),
        _ => None,
    };
    scope.release();
    if let Some((name, variant, year)) = named {
        return Ok(form(visit, name, &variant, &year));
    }
    let done = |variant: &str, year: &str| {
        let pairs = [("tip", variant), ("yil", year)];
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        format!("{}?{query}", paths::GUEST_ON)
    };
    let (question, steps) = vehicles::naming(visit, &Naming { place: paths::GUEST_ON, kept: "", done: &done }).await?;
    let view = view! {
        <p class="mb-4">{say!(lang, guests.lead_car)}</p>
        <h2 class="text-lg mb-3">{question}</h2>
        {steps}
    };
    Ok(view.into_any())
}

/// `Fiat Egea 2020`; `None` for no car of the catalogue.
async fn car_name(scope: &mut Scope, variant: &str, year: &str) -> Result<Option<String>> {
    let (Ok(variant), Ok(year)) = (variant.parse(), year.parse::<i16>()) else { return Ok(None) };
    let Some(spec) = vehicles::spec_of(scope, variant, year).await? else { return Ok(None) };
    let brand = scope.wires.reference.get().brand(spec.brand_id).map(|brand| brand.name.clone()).unwrap_or_default();
    let model = vehicles::model_name(scope, spec.model_id).await?.unwrap_or_default();
    Ok(Some(format!("{brand} {model} {year}")))
}

fn form(visit: &Visit, car: String, variant: &str, year: &str) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(GO_ON);
    let named = (hidden("variant_id", variant), hidden("model_year", year));
    let newcomer = visit.actor.person().is_none().then(|| who(visit, &state));
    view! {
        <div class="max-w-2xl">
            <Panel>
                <p class="mb-4">
                    <b class="font-semibold">{car}</b>
                    " "
                    <TextLink href=paths::GUEST_ON label=say!(lang, guests.other_car)/>
                </p>
                <Form action=paths::api(GO_ON) novalidate=true>
                    {form_errors(&state, say!(lang, guests.refused))}
                    {named}
                    {field(&state, "km", say!(lang, guests.km)).inputmode("numeric").hint(say!(lang, guests.km_hint)).required().view()}
                    {newcomer}
                    <Submit label=say!(lang, guests.go_on) wide=true large=true/>
                </Form>
            </Panel>
        </div>
    }
    .into_any()
}

/// What an account needs to be born.
fn who(visit: &Visit, state: &FormState) -> AnyView {
    let lang = visit.lang;
    let name_max = u32::try_from(NAME_MAX).unwrap_or_default();
    view! {
        {field(state, "full_name", say!(lang, auth.full_name)).autocomplete("name").maxlength(name_max).required().view()}
        {checkbox(state, "accept_terms", say!(lang, auth.accept_terms)).required().view()}
        {users::consent_boxes(visit, state)}
        <p class="text-sm flex flex-wrap gap-x-4">
            <TextLink href=paths::TERMS label=say!(lang, auth.terms_link)/>
            <TextLink href=paths::KVKK label=say!(lang, auth.notice_link)/>
        </p>
    }
    .into_any()
}
