//! `/hesap/araclar/{id}/paylas?yeni=`: links that show the service book to others. `yeni` is a link made just now; it is shown
//! this once, since nobody keeps it.

use super::tabs::car_tabs;
use crate::{
    kernel::{error::Result, ids::VehicleId, lang::Lang, paths},
    modules::vehicles::{
        model::vehicle_id,
        sharing::{
            service::{DAYS, NOTE_MAX, shares},
            store::Share,
        },
    },
    platform::{Scope, Visit, token::Token},
    say,
    ui::{
        ButtonLink, ButtonLook, Confirm, Empty, FormState, Notice, Page, Panel, PostButton, Section, Tag, Tone,
        form::{Form, Submit, checkbox, field, form_errors, hidden, radios},
    },
};
use leptos::prelude::*;

const SHARE: &str = "vehicles/share_book";
const PRESET: &str = "30";

/// `id` is the path parameter as it was typed.
pub async fn sharing(visit: Visit, id: String) -> Result<Page> {
    let lang = visit.lang;
    visit.person()?;
    let found = shares(&mut Scope::read(&visit), vehicle_id(&id)?).await?;
    let title = say!(lang, sharing.title);
    let fresh = visit.param("yeni").filter(|token| {
        let hash = Token::sent(token.clone()).hash();
        found.shares.iter().any(|share| share.token_hash == hash && is_open(&visit, share))
    });
    let body = view! {
        {car_tabs(lang, &found.car, title, paths::car_book)}
        <p class="text-muted mb-6 max-w-2xl">{say!(lang, sharing.lead)}</p>
        {fresh.map(|token| made(&visit, &token))}
        <div class="grid grid-cols-1 lg:grid-cols-[minmax(0,1fr)_21rem] gap-6 items-start">
            {list(&visit, &found.shares)}
            {form(&visit, found.car.id)}
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("cars"))
}

fn is_open(visit: &Visit, share: &Share) -> bool {
    share.revoked_at.is_none() && share.expires_at > visit.now
}

fn made(visit: &Visit, token: &str) -> AnyView {
    let lang = visit.lang;
    let path = paths::shared_book(token);
    let state = FormState::default().with("baglanti", visit.absolute(&path));
    view! {
        <div class="panel p-4 md:p-5 mb-6 grid grid-cols-1 gap-4 max-w-2xl">
            <Notice tone=Tone::Success title=say!(lang, sharing.made) text=say!(lang, sharing.made_once)/>
            {field(&state, "baglanti", say!(lang, sharing.link)).plain().readonly().view()}
            <div><ButtonLink href=path label=say!(lang, sharing.see) look=ButtonLook::Line icon="eye"/></div>
        </div>
    }
    .into_any()
}

fn form(visit: &Visit, id: VehicleId) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(SHARE);
    let limit = u32::try_from(NOTE_MAX).unwrap_or_default();
    let days = DAYS.map(|days| (days.to_string(), say!(lang, sharing.days, count = days)));
    view! {
        <Section title=say!(lang, sharing.new)>
            <Panel>
                <Form action=paths::api(SHARE) novalidate=true>
                    {form_errors(&state, say!(lang, sharing.refused))}
                    {hidden("vehicle_id", id.to_string())}
                    {radios(&state, "days", say!(lang, sharing.how_long)).chips().options(days).preset(PRESET).view()}
                    {field(&state, "note", say!(lang, sharing.note)).hint(say!(lang, sharing.note_hint)).autocomplete("off").maxlength(limit).note(say!(lang, common.optional)).view()}
                    {checkbox(&state, "prices", say!(lang, sharing.prices)).view()}
                    <div><Submit label=say!(lang, sharing.make) icon="link-2"/></div>
                </Form>
            </Panel>
        </Section>
    }
    .into_any()
}

fn list(visit: &Visit, shares: &[Share]) -> AnyView {
    let lang = visit.lang;
    if shares.is_empty() {
        return view! {
            <Panel><Empty title=say!(lang, sharing.none) line=say!(lang, sharing.none_line) icon="share-2"/></Panel>
        }
        .into_any();
    }
    let rows: Vec<_> = shares.iter().map(|share| row(visit, share)).collect();
    view! {
        <Section title=say!(lang, sharing.links)>
            <ul class="panel px-4 md:px-5 divide-y divide-line">{rows}</ul>
        </Section>
    }
    .into_any()
}

fn state(visit: &Visit, share: &Share) -> AnyView {
    let lang = visit.lang;
    let until = share.expires_at.day().spoken_with_year(lang);
    if share.revoked_at.is_some() {
        view! { <Tag label=say!(lang, sharing.closed)/> }.into_any()
    } else if is_open(visit, share) {
        view! { <Tag label=say!(lang, sharing.open_until, day = until) tone=Tone::Success/> }.into_any()
    } else {
        view! { <Tag label=say!(lang, sharing.ran_out, day = until)/> }.into_any()
    }
}

fn openings(lang: Lang, share: &Share) -> String {
    match share.last_opened_at {
        None => say!(lang, sharing.never_opened).to_owned(),
        Some(at) => say!(lang, sharing.opened, count = share.opened, at = at.spoken(lang)),
    }
}

fn row(visit: &Visit, share: &Share) -> AnyView {
    let lang = visit.lang;
    let made_on = say!(lang, sharing.made_on, day = share.created_at.day().spoken_with_year(lang));
    let name = if share.note.is_empty() { say!(lang, sharing.link).to_owned() } else { share.note.clone() };
    let prices = share.shows_prices.then(|| view! { <Tag label=say!(lang, sharing.with_prices) tone=Tone::Accent/> });
    let values = vec![("share_id", share.id.to_string())];
    let close = is_open(visit, share).then(|| {
        view! {
            <Confirm
                id=format!("kapat-{}", share.id)
                label=say!(lang, sharing.revoke)
                title=say!(lang, sharing.revoke_title)
                line=say!(lang, sharing.revoke_line)
                close=say!(lang, common.close)
                icon="x"
            >
                <PostButton
                    action=paths::api("vehicles/revoke_share")
                    label=say!(lang, sharing.revoke_yes)
                    values=values
                    look=ButtonLook::Danger
                    wide=true
                />
            </Confirm>
        }
    });
    view! {
        <li class="py-4 flex flex-wrap items-center justify-between gap-3">
            <div class="min-w-0">
                <p class="font-semibold wrap-anywhere num">{name}</p>
                <p class="text-sm text-muted num mt-1">{made_on} " · " {openings(lang, share)}</p>
                <div class="flex flex-wrap gap-2 mt-2">{state(visit, share)} {prices}</div>
            </div>
            {close}
        </li>
    }
    .into_any()
}
