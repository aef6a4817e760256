//! `/giris`

use super::{frame, proofs::passkey_button, with_next};
use crate::{
    kernel::{error::Result, paths},
    platform::Visit,
    say,
    ui::{
        Notice, Page, TextLink, Tone,
        form::{Form, Submit, field, form_errors, hidden},
    },
};
use leptos::prelude::*;

pub async fn sign_in(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let state = visit.form("auth/sign_in");
    let next = if state.value("next").is_empty() {
        visit.param("next").unwrap_or_default()
    } else {
        state.value("next").to_owned()
    };
    let register = with_next(paths::REGISTER, &next);
    let timed_out = visit.param("sure").is_some();
    let passkey = passkey_button(lang, "sign_in", &next, false);
    if visit.param("yol").is_some() {
        return Ok(super::phone::phone_sign_in(&visit, &next));
    }
    let registered = visit.param("yeni").is_some();
    let providers = super::providers::buttons(&visit, &next);
    let by_phone = super::phone::phone_step(&next);
    let keeping = visit.param("favori").is_some();
    let form = view! {
        {keeping.then(|| view! { <Notice text=say!(lang, auth.for_favourite)/> })}
        {timed_out.then(|| view! { <Notice tone=Tone::Accent text=say!(lang, factors.second_gone)/> })}
        {registered.then(|| view! { <Notice tone=Tone::Success text=say!(lang, auth.registered)/> })}
        <Form action=paths::api("auth/sign_in") novalidate=true>
            {form_errors(&state, say!(lang, auth.refused))}
            {hidden("next", next)}
            {field(&state, "email", say!(lang, auth.email)).email().autocomplete("username webauthn").required().view()}
            {field(&state, "password", say!(lang, auth.password)).password().required().view()}
            <Submit label=say!(lang, auth.sign_in) wide=true large=true/>
        </Form>
        {passkey}
        <p class="text-sm"><TextLink href=paths::RESET_PASSWORD label=say!(lang, ways.forgotten)/></p>
        {providers}
        <p class="text-sm"><TextLink href=by_phone label=say!(lang, ways.by_phone)/></p>
        <p class="text-sm">{say!(lang, auth.no_account)} " " <TextLink href=register label=say!(lang, auth.register)/></p>
    };
    let title = say!(lang, auth.sign_in);
    Ok(Page::new(title, frame(lang, title, say!(lang, auth.sign_in_lead), form.into_any()))
        .islands()
        .forms_lead_to(super::providers::origins(&visit).await))
}
