//! `/misafir/kod`, where the code is typed, and `/misafir/devam`, where whoever is in by it goes on.

use super::guest::{car_name, facts, whole};
use crate::{
    kernel::{
        error::{Code, Result},
        paths,
        text::spoken_phone,
    },
    modules::{
        appointments::guests::{model::GuestInput, service},
        auth::guests,
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLook, Notice, Page, PageHead, Panel, PostButton, TextLink, Tone,
        button::Go,
        form::{Form, Submit, field, form_errors},
    },
};
use leptos::prelude::*;

const PROVE: &str = "appointments/prove_guest";
const TEXT_AGAIN: &str = "appointments/text_guest_again";
const GO_ON: &str = "appointments/go_on_as_guest";

/// # Errors
/// `not_found` in a browser where nothing waits.
pub async fn guest_code(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let waiting = guests::waiting::<GuestInput>(&visit).await?.ok_or(Code::NotFound)?;
    let Some((guest, wish)) = waiting.wish.filter(|_| waiting.user_id.is_none()) else {
        return Ok(Page::elsewhere(paths::GUEST_ON));
    };
    let summary = told(&visit, &wish).await?;
    let state = visit.form(PROVE);
    let again = visit.form(TEXT_AGAIN);
    let title = say!(lang, guests.code_title);
    let phone = spoken_phone(&guest.phone);
    let change = format!("{}?duzelt=1", paths::GUEST);
    let body = view! {
        <div class="wrap py-6 md:py-8">
            <PageHead title=title/>
            {summary}
            <div class="max-w-2xl">
                <Panel>
                    <div class="grid grid-cols-1 gap-4">
                        <Notice tone=Tone::Info text=say!(lang, guests.code_sent, phone = phone.as_str())/>
                        {form_errors(&again, say!(lang, guests.code_refused))}
                        <Form action=paths::api(PROVE) novalidate=true>
                            {form_errors(&state, say!(lang, guests.code_refused))}
                            {field(&state, "code", say!(lang, ways.code)).one_time_code().maxlength(6).required().view()}
                            <Submit label=say!(lang, guests.go_on) wide=true large=true/>
                        </Form>
                        <div><PostButton action=paths::api(TEXT_AGAIN) label=say!(lang, ways.sms_again) look=ButtonLook::Soft/></div>
                        <p class="text-sm"><TextLink href=change label=say!(lang, guests.change)/></p>
                        <p class="text-sm text-muted">{say!(lang, guests.account_note)}</p>
                    </div>
                </Panel>
            </div>
        </div>
    };
    Ok(Page::new(title, body).noindex())
}

/// # Errors
/// `unauthenticated` for visitors; `not_found` where nothing waits for whoever is signed in.
pub async fn guest_on(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let waiting = service::own(&visit).await?;
    let title = say!(lang, guests.on_title);
    let part = match waiting.wish {
        None => {
            let act = Go::new(say!(lang, guests.see_visits), paths::APPOINTMENTS);
            view! { <Notice tone=Tone::Success text=say!(lang, guests.done) act=act/> }.into_any()
        }
        Some((_, wish)) => {
            let summary = told(&visit, &wish).await?;
            view! {
                {summary}
                {form_errors(&visit.form(GO_ON), say!(lang, guests.refused))}
                <div class="max-w-2xl mt-4"><PostButton action=paths::api(GO_ON) label=say!(lang, guests.go_on) look=ButtonLook::Primary wide=true/></div>
                <p class="text-sm mt-4"><TextLink href=paths::CAR_NEW label=say!(lang, guests.add_car_by_hand)/></p>
            }
            .into_any()
        }
    };
    let body = view! { <div class="wrap py-6 md:py-8"><PageHead title=title/> {part}</div> };
    Ok(Page::new(title, body).noindex())
}

/// Everything that waits. A workshop that has closed meanwhile is left out.
async fn told(visit: &Visit, wish: &GuestInput) -> Result<AnyView> {
    let mut scope = Scope::read(visit);
    let items = match facts(&mut scope, visit.lang, wish).await {
        Err(error) if error.code == Code::NotFound => {
            let open = GuestInput { mechanic: String::new(), ..wish.clone() };
            facts(&mut scope, visit.lang, &open).await?
        }
        items => items?,
    };
    let car = car_name(&mut scope, wish).await?;
    Ok(whole(visit.lang, items, wish, car))
}
