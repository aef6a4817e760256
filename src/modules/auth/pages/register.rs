//! `/kayit`

use super::{frame, new_password::new_password, with_next};
use crate::{
    kernel::{error::Result, paths},
    modules::users,
    platform::Visit,
    say,
    ui::{
        Page, TextLink,
        form::{Form, Submit, checkbox, field, form_errors, hidden, radios},
    },
};
use leptos::prelude::*;

pub async fn register(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let kind = match visit.param("tur").as_deref() {
        Some("mechanic" | "usta") => "mechanic",
        _ => "customer",
    };
    let next = visit.param("next").unwrap_or_default();
    let state = visit.form("auth/register").with("kind", kind.to_owned()).with("next", next);
    let next = state.value("next").to_owned();
    let sign_in = with_next(paths::SIGN_IN, &next);
    let providers = super::providers::buttons(&visit, &next);
    let origins = super::providers::origins(&visit).await;
    let form = view! {
        <Form action=paths::api("auth/register") novalidate=true>
            {form_errors(&state, say!(lang, auth.register_refused))}
            {hidden("next", next)}
            {radios(&state, "kind", say!(lang, auth.kind))
                .option("customer", say!(lang, auth.kind_customer))
                .option("mechanic", say!(lang, auth.kind_mechanic))
                .view()}
            {field(&state, "full_name", say!(lang, auth.full_name)).autocomplete("name").maxlength(120).required().view()}
            {field(&state, "email", say!(lang, auth.email)).email().required().view()}
            {new_password(lang, &state, "password", say!(lang, auth.password))}
            {checkbox(&state, "accept_terms", say!(lang, auth.accept_terms)).required().view()}
            {users::consent_boxes(&visit, &state)}
            <p class="text-sm flex flex-wrap gap-x-4">
                <TextLink href=paths::TERMS label=say!(lang, auth.terms_link)/>
                <TextLink href=paths::KVKK label=say!(lang, auth.notice_link)/>
            </p>
            <Submit label=say!(lang, auth.register) wide=true large=true/>
        </Form>
        {providers}
        <p class="text-sm">{say!(lang, auth.have_account)} " " <TextLink href=sign_in label=say!(lang, auth.sign_in)/></p>
    };
    let title = say!(lang, auth.register);
    Ok(Page::new(title, frame(lang, title, say!(lang, auth.register_lead), form.into_any()))
        .islands()
        .forms_lead_to(origins))
}
