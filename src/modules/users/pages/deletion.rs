//! `/hesap-silme`: what happens after asking for deletion; with the code of the mail, the way back. Looking changes nothing.

use crate::{
    kernel::{error::Result, paths},
    modules::users::service::deletion::GRACE_DAYS,
    platform::Visit,
    say,
    ui::{
        ButtonLink, ButtonLook, Page,
        form::{Form, Submit, form_errors, hidden},
    },
};
use leptos::prelude::*;

const CANCEL: &str = "users/cancel_deletion";

pub async fn deletion(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let complaints = form_errors(&visit.form(CANCEL), say!(lang, errors.expired));
    let (title, line, act) = match visit.param("kod") {
        Some(code) => (
            say!(lang, privacy.cancel_title),
            say!(lang, privacy.cancel_line).to_owned(),
            view! {
                <Form action=paths::api(CANCEL)>
                    {hidden("code", code)}
                    <Submit label=say!(lang, privacy.cancel_deletion) large=true wide=true/>
                </Form>
            }
            .into_any(),
        ),
        None => (
            say!(lang, privacy.planned_title),
            say!(lang, privacy.planned_line, days = GRACE_DAYS),
            view! { <ButtonLink href=paths::SIGN_IN label=say!(lang, privacy.planned_sign_in) look=ButtonLook::Soft large=true/> }
                .into_any(),
        ),
    };
    let body = view! {
        <section class="wrap py-8 md:py-14">
            <div class="panel p-5 md:p-8 grid gap-4 grid-cols-1 max-w-xl">
                <h1 class="text-2xl font-extrabold tracking-tight">{title}</h1>
                {complaints}
                <p>{line}</p>
                <div>{act}</div>
            </div>
        </section>
    };
    Ok(Page::new(title, body).noindex())
}
