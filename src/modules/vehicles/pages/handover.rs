//! `/hesap/araclar/{id}/devret`: a car is offered to its new owner. What moves and what stays is said before anything is sent.

use super::tabs::car_tabs;
use crate::{
    kernel::{error::Result, ids::VehicleId, lang::Lang, paths},
    modules::vehicles::{
        handover::{service::offer_of, store::Offer},
        model::vehicle_id,
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Icon, Notice, Page, Panel, PostButton, Section, Tone,
        form::{Form, Submit, checkbox, field, form_errors, hidden},
    },
};
use leptos::prelude::*;

const OFFER: &str = "vehicles/offer_car";

/// `id` is the path parameter as it was typed.
pub async fn handover(visit: Visit, id: String) -> Result<Page> {
    let lang = visit.lang;
    visit.person()?;
    let (car, offer) = offer_of(&mut Scope::read(&visit), vehicle_id(&id)?).await?;
    let title = say!(lang, handover.title);
    let body = view! {
        {car_tabs(lang, &car, title, paths::car_book)}
        <div class="grid grid-cols-1 gap-6 max-w-2xl">
            {offer.map(|offer| open(lang, car.id, &offer))}
            {what_moves(lang)}
            {form(&visit, car.id)}
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("cars"))
}

fn open(lang: Lang, id: VehicleId, offer: &Offer) -> AnyView {
    let until = offer.expires_at.day().spoken_with_year(lang);
    let text = say!(lang, handover.open, email = offer.email.as_str(), day = until);
    let values = vec![("vehicle_id", id.to_string())];
    view! {
        <div class="panel p-4 md:p-5 grid grid-cols-1 gap-4">
            <Notice tone=Tone::Accent title=say!(lang, handover.open_title) text=text/>
            <div><PostButton action=paths::api("vehicles/withdraw_offer") label=say!(lang, handover.withdraw) values=values icon="undo-2"/></div>
        </div>
    }
    .into_any()
}

/// What goes along with the car, and what does not; the same for both sides.
pub fn what_moves(lang: Lang) -> AnyView {
    let side = |title: &'static str, icon: &'static str, lines: [&'static str; 3]| {
        let lines: Vec<_> = lines
            .into_iter()
            .map(|line| {
                view! { <li class="flex gap-2"><Icon name=icon class="size-4 shrink-0 mt-0.5"/><span>{line}</span></li> }
            })
            .collect();
        view! {
            <div>
                <h2 class="text-base font-bold mb-2">{title}</h2>
                <ul class="grid gap-2 text-sm">{lines}</ul>
            </div>
        }
    };
    let moves = [say!(lang, handover.moves_book), say!(lang, handover.moves_km), say!(lang, handover.moves_due)];
    let stays = [say!(lang, handover.stays_visits), say!(lang, handover.stays_money), say!(lang, handover.stays_notes)];
    view! {
        <div class="panel p-4 md:p-5 grid grid-cols-1 sm:grid-cols-2 gap-5">
            {side(say!(lang, handover.moves), "check", moves)}
            {side(say!(lang, handover.stays), "lock", stays)}
        </div>
    }
    .into_any()
}

fn form(visit: &Visit, id: VehicleId) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(OFFER);
    view! {
        <Section title=say!(lang, handover.offer)>
            <Panel>
                <Form action=paths::api(OFFER) novalidate=true>
                    {form_errors(&state, say!(lang, handover.refused))}
                    {hidden("vehicle_id", id.to_string())}
                    {field(&state, "email", say!(lang, handover.email)).email().autocomplete("off").hint(say!(lang, handover.email_hint)).required().view()}
                    {checkbox(&state, "agreed", say!(lang, handover.agreed)).required().view()}
                    <div><Submit label=say!(lang, handover.offer_act) icon="send-horizontal"/></div>
                </Form>
            </Panel>
        </Section>
    }
    .into_any()
}
