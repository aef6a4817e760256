//! `/misafir/kod`, where the code is typed.

use super::guest::{facts, whole};
use crate::{
    kernel::{
        error::{Code, Result},
        paths,
        text::spoken_phone,
    },
    modules::{appointments::guests::model::GuestInput, auth::guests},
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLook, Notice, Page, PageHead, Panel, PostButton, TextLink, Tone,
        form::{Form, Submit, field, form_errors},
    },
};
use leptos::prelude::*;

const PROVE: &str = "appointments/prove_guest";
const TEXT_AGAIN: &str = "appointments/text_guest_again";

/// # Errors
/// `not_found` in a browser where nothing waits.
pub async fn guest_code(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let waiting = guests::waiting::<GuestInput>(&visit).await?.ok_or(Code::NotFound)?;
    let Some((guest, wish)) = waiting.wish.filter(|_| waiting.user_id.is_none() && !waiting.is_proved) else {
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

/// Everything that waits. A workshop that has closed meanwhile is left out.
pub(super) async fn told(visit: &Visit, wish: &GuestInput) -> Result<AnyView> {
    let mut scope = Scope::read(visit);
    let items = match facts(&mut scope, visit.lang, wish).await {
        Err(error) if error.code == Code::NotFound => {
            let open = GuestInput { mechanic: String::new(), ..wish.clone() };
            facts(&mut scope, visit.lang, &open).await?
        }
        items => items?,
    };
    Ok(whole(visit.lang, items, wish))
}
