//! `/e-posta-dogrula`: an address proves itself by a link or a code.

use super::frame;
use crate::{
    kernel::{actor::Kind, error::Result, lang::Lang, paths},
    modules::auth::service::carried,
    platform::Visit,
    say,
    ui::{
        ButtonLook, Go, Notice, Page, PostButton, TextLink, Tone,
        form::{Form, Submit, field, form_errors, hidden},
    },
};
use leptos::prelude::*;

const PROVE: &str = "auth/verify_email";

/// The link of a mail only shows a button: programs that look into mails open links, and prove nothing by it.
///
/// # Errors
/// None of its own.
pub async fn verify_email(visit: Visit) -> Result<Page> {
    if let Some(token) = visit.param("belirtec") {
        carried::keep_link(&visit, carried::VERIFY_LINK, &token);
        return Ok(Page::elsewhere(paths::VERIFY_EMAIL));
    }
    let lang = visit.lang;
    let person = visit.actor.person();
    let by_link = visit.cookie(carried::VERIFY_LINK).is_some();
    let parts = match person {
        _ if by_link => link_part(&visit),
        Some(person) if person.email_verified => {
            view! { <Notice tone=Tone::Success text=say!(lang, ways.verify_done)/> }.into_any()
        }
        // Nothing to prove yet: the page of security takes an address.
        Some(person) if person.email.is_empty() => {
            view! { <Notice text=say!(lang, guests.no_address) act=Go::new(say!(lang, guests.add_address), paths::SECURITY)/> }.into_any()
        }
        Some(_) => code_part(&visit),
        None => view! {
            <Notice text=say!(lang, ways.verify_sign_in)/>
            <p class="text-sm"><TextLink href=sign_in_and_back() label=say!(lang, auth.sign_in)/></p>
        }
        .into_any(),
    };
    let title = say!(lang, ways.verify_title);
    let lead = if by_link { say!(lang, ways.verify_lead_link) } else { say!(lang, ways.verify_lead_code) };
    Ok(Page::new(title, frame(lang, title, lead, parts)).noindex())
}

fn sign_in_and_back() -> String {
    format!("{}?next={}", paths::SIGN_IN, paths::encoded(paths::VERIFY_EMAIL))
}

fn link_part(visit: &Visit) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(PROVE);
    // A link that does not hold leaves the way to a new one open.
    let again = state.is_refused().then(|| again_part(lang, visit.actor.person().is_some()));
    view! {
        <Form action=paths::api(PROVE)>
            {form_errors(&state, say!(lang, ways.verify_refused))}
            {hidden("purpose", "verify")}
            <Submit label=say!(lang, ways.verify_act) wide=true large=true/>
        </Form>
        {again}
    }
    .into_any()
}

fn code_part(visit: &Visit) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(PROVE);
    view! {
        <Form action=paths::api(PROVE) novalidate=true>
            {form_errors(&state, say!(lang, ways.verify_refused))}
            {field(&state, "code", say!(lang, ways.code)).one_time_code().maxlength(6).required().view()}
            <Submit label=say!(lang, ways.verify_act) wide=true large=true/>
        </Form>
        {again_part(lang, true)}
    }
    .into_any()
}

fn again_part(lang: Lang, signed_in: bool) -> AnyView {
    if signed_in {
        let action = paths::api("auth/resend_verification");
        view! { <PostButton action=action label=say!(lang, ways.mail_again) look=ButtonLook::Quiet/> }.into_any()
    } else {
        view! { <p class="text-sm"><TextLink href=sign_in_and_back() label=say!(lang, auth.sign_in)/></p> }.into_any()
    }
}

/// Where somebody goes on to whose address has just proved itself.
pub fn after_proof(visit: &Visit) -> String {
    let place = match visit.actor.person() {
        // They were about to open a workshop, or run one.
        Some(person) if person.kind == Kind::Mechanic => paths::WORKSHOP,
        Some(_) => paths::SECURITY,
        None => paths::SIGN_IN,
    };
    place.to_owned()
}
