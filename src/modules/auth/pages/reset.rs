//! `/sifre-sifirla`: a forgotten password is replaced, by a link or a code.

use super::frame;
use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::auth::service::carried,
    platform::Visit,
    say,
    ui::{
        FormState, Notice, Page, TextLink, Tone,
        form::{Form, Submit, field, form_errors},
    },
};
use leptos::prelude::*;

const BEGIN: &str = "auth/begin_reset";
const FINISH: &str = "auth/reset_password";

/// Where a new password is set by the link that this browser has opened.
pub fn by_link() -> String {
    format!("{}?adim=baglanti", paths::RESET_PASSWORD)
}

/// # Errors
/// None of its own.
pub async fn reset(visit: Visit) -> Result<Page> {
    if let Some(token) = visit.param("belirtec") {
        carried::keep_link(&visit, carried::RESET_LINK, &token);
        return Ok(Page::elsewhere(by_link()));
    }
    let lang = visit.lang;
    let step = visit.param("adim").unwrap_or_default();
    let has_link = step == "baglanti" && visit.cookie(carried::RESET_LINK).is_some();
    let has_password = has_link || step == "kod";
    let (lead, form) = if has_link {
        (say!(lang, ways.reset_lead_link), link_form(&visit))
    } else if has_password {
        (say!(lang, ways.reset_lead_code), code_form(&visit))
    } else {
        (say!(lang, ways.reset_lead), ask_form(&visit))
    };
    let title = say!(lang, ways.reset_title);
    let page = Page::new(title, frame(lang, title, lead, form)).noindex();
    Ok(if has_password { page.islands() } else { page })
}

fn ask_form(visit: &Visit) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(BEGIN);
    view! {
        <Form action=paths::api(BEGIN) novalidate=true>
            {form_errors(&state, say!(lang, ways.reset_refused))}
            {field(&state, "email", say!(lang, auth.email)).email().required().view()}
            <Submit label=say!(lang, ways.reset_ask) wide=true large=true/>
        </Form>
        <p class="text-sm"><TextLink href=paths::SIGN_IN label=say!(lang, ways.back_to_sign_in)/></p>
    }
    .into_any()
}

fn code_form(visit: &Visit) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(FINISH).with("email", carried::kept(visit, carried::RESET_EMAIL).unwrap_or_default());
    view! {
        <Notice tone=Tone::Info text=say!(lang, ways.reset_sent)/>
        <Form action=paths::api(FINISH) novalidate=true>
            {form_errors(&state, say!(lang, ways.reset_refused))}
            {field(&state, "email", say!(lang, auth.email)).email().required().view()}
            {field(&state, "code", say!(lang, ways.code)).one_time_code().maxlength(6).required().view()}
            {password(lang, &state)}
            <Submit label=say!(lang, ways.reset_act) wide=true large=true/>
        </Form>
        {again(lang)}
    }
    .into_any()
}

fn link_form(visit: &Visit) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(FINISH);
    view! {
        <Form action=paths::api(FINISH) novalidate=true>
            {form_errors(&state, say!(lang, ways.reset_refused))}
            {password(lang, &state)}
            <Submit label=say!(lang, ways.reset_act) wide=true large=true/>
        </Form>
        {again(lang)}
    }
    .into_any()
}

fn password(lang: Lang, state: &FormState) -> AnyView {
    super::new_password::new_password(lang, state, "password", say!(lang, ways.new_password))
}

fn again(lang: Lang) -> AnyView {
    view! { <p class="text-sm"><TextLink href=paths::RESET_PASSWORD label=say!(lang, ways.mail_again)/></p> }.into_any()
}
