//! `/ben-degildim?belirtec=…`: where the link in a notice of safety leads. Looking changes nothing; the button does.

use crate::{
    kernel::{
        error::{Code, Result},
        lang::Lang,
        paths,
    },
    modules::auth::{notices, service},
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLink, ButtonLook, Page,
        form::{Form, Submit, form_errors, hidden},
    },
};
use leptos::prelude::*;

const ACT: &str = "auth/not_me";

/// # Errors
/// `unavailable` when the database is away.
pub async fn not_me(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let token = visit.param("belirtec").unwrap_or_default();
    let alarm = match service::not_me::look(&mut Scope::read(&visit), token.clone()).await {
        Ok(alarm) => alarm,
        Err(error) if error.code == Code::Expired => return Ok(expired(lang)),
        Err(error) => return Err(error),
    };
    let title = notices::what_happened(lang, &alarm.notice);
    let facts = notices::circumstances(lang, Some(alarm.created_at), &alarm.device, &alarm.place);
    let state = visit.form(ACT);
    let inside = view! {
        {form_errors(&state, say!(lang, errors.invalid))}
        <ul class="grid gap-1 num">{facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}</ul>
        <p>{say!(lang, sessions.not_me_lead)}</p>
        <Form action=paths::api(ACT)>
            {hidden("token", token)}
            <Submit label=say!(lang, sessions.not_me_act) look=ButtonLook::Danger large=true wide=true/>
        </Form>
        <p class="text-sm text-muted">{say!(lang, sessions.not_me_ok)}</p>
    };
    Ok(Page::new(title, sheet(title, inside.into_any())).noindex())
}

fn expired(lang: Lang) -> Page {
    let title = say!(lang, sessions.not_me_expired);
    let inside = view! {
        <p>{say!(lang, sessions.not_me_expired_line)}</p>
        <div><ButtonLink href=paths::SECURITY label=say!(lang, account.security)/></div>
    };
    Page::new(title, sheet(title, inside.into_any())).noindex().status(Code::Expired.status())
}

fn sheet(title: &'static str, inside: AnyView) -> AnyView {
    view! {
        <section class="wrap py-8 md:py-14">
            <div class="panel p-5 md:p-8 grid gap-5 grid-cols-1 max-w-xl mx-auto">
                <h1 class="text-2xl font-extrabold tracking-tight">{title}</h1>
                {inside}
            </div>
        </section>
    }
    .into_any()
}
