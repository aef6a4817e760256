//! Identity providers: their buttons, their answers, and the page that gives somebody new an account.

use super::{address_first, frame};
use crate::{
    kernel::{
        error::{Code, Result},
        lang::Lang,
        paths,
    },
    modules::{
        auth::service::oidc::{self, Came},
        users,
    },
    platform::{self, Scope, Visit, config::OidcConfig},
    say,
    ui::{
        ButtonLink, ButtonLook, Confirm, Empty, Notice, Page, Panel, PostButton, Section, TextLink, Tone,
        form::{Form, Submit, checkbox, field, form_errors, radios},
    },
};
use futures::future::join_all;
use leptos::prelude::*;

const BEGIN: &str = "auth/begin_oidc";
const FINISH: &str = "auth/finish_oidc";
const UNLINK: &str = "auth/unlink_provider";

/// Where forms with these buttons lead on to.
pub async fn origins(visit: &Visit) -> Vec<String> {
    let wires = &visit.wires;
    let asked = wires.config.oidc.providers.iter().map(|provider| platform::oidc::origin(wires, provider));
    join_all(asked).await.into_iter().flatten().collect()
}

/// One button per provider, below the form of sign-in or registration; nothing where there is none.
pub fn buttons(visit: &Visit, next: &str) -> Option<AnyView> {
    let lang = visit.lang;
    let OidcConfig { providers } = &visit.wires.config.oidc;
    (!providers.is_empty()).then(|| {
        let buttons = providers
            .iter()
            .map(|provider| {
                let label = say!(lang, ways.go_on_with, name = provider.label.as_str());
                let values = vec![("provider", provider.name.clone()), ("next", next.to_owned())];
                view! { <PostButton action=paths::api(BEGIN) label=label values=values wide=true/> }
            })
            .collect_view();
        view! {
            <div class="grid grid-cols-1 gap-3">
                {form_errors(&visit.form(BEGIN), say!(lang, ways.oidc_failed))}
                <p class="text-sm text-muted text-center">{say!(lang, ways.or)}</p>
                {buttons}
            </div>
        }
        .into_any()
    })
}

/// `/giris/saglayici/{name}`: the answer of a provider.
///
/// # Errors
/// `not_found` for unknown providers.
pub async fn provider_answer(visit: Visit, name: String) -> Result<Page> {
    let lang = visit.lang;
    Ok(match oidc::answer(&visit, &name).await {
        Ok(Came::In(place)) => Page::elsewhere(paths::own_path(&place, paths::HOME)),
        Ok(Came::Linked) => Page::elsewhere(format!("{}#giris-yollari", paths::SECURITY)),
        Ok(Came::New) => Page::elsewhere(paths::OIDC_SIGN_UP),
        Ok(Came::Known) => told(lang, 409, say!(lang, ways.oidc_known)),
        Ok(Came::Unverified) => told(lang, 403, say!(lang, ways.oidc_unverified)),
        Ok(Came::Declined) => told(lang, 200, say!(lang, ways.oidc_declined)),
        Err(error) => match error.code {
            Code::Expired | Code::Unauthenticated => told(lang, 410, say!(lang, ways.oidc_expired)),
            // A closed account says so itself.
            Code::WrongCredentials if !error.message.is_empty() => told(lang, 403, error.message),
            Code::WrongCredentials => told(lang, 403, say!(lang, ways.oidc_refused)),
            Code::InUse => told(lang, 409, say!(lang, ways.oidc_taken)),
            Code::StepUp => Page::elsewhere(paths::step_up(paths::SECURITY)),
            _ => return Err(error),
        },
    })
}

fn told(lang: Lang, status: u16, text: impl Into<String>) -> Page {
    let text = text.into();
    let title = say!(lang, ways.oidc_title);
    let tone = if status == 200 { Tone::Info } else { Tone::Accent };
    let body = view! {
        <Notice tone=tone text=text/>
        <ButtonLink href=paths::SIGN_IN label=say!(lang, ways.back_to_sign_in) look=ButtonLook::Primary/>
        <p class="text-sm"><TextLink href=paths::REGISTER label=say!(lang, auth.register)/></p>
    };
    Page::new(title, frame(lang, title, say!(lang, auth.sign_in_lead), body.into_any())).noindex().status(status)
}

/// `/kayit/saglayici`: what somebody new still has to say.
///
/// # Errors
/// None of its own.
pub async fn provider_sign_up(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let Some(newcomer) = oidc::newcomer(&visit) else { return Ok(Page::elsewhere(paths::SIGN_IN)) };
    let state = visit.form(FINISH).with("kind", "customer").with("full_name", newcomer.identity.name);
    let form = view! {
        <Notice text=say!(lang, ways.sign_up_as, email = newcomer.identity.email.as_str())/>
        <Form action=paths::api(FINISH) novalidate=true>
            {form_errors(&state, say!(lang, auth.register_refused))}
            {field(&state, "full_name", say!(lang, auth.full_name)).autocomplete("name").maxlength(120).required().view()}
            {radios(&state, "kind", say!(lang, auth.kind))
                .option("customer", say!(lang, auth.kind_customer))
                .option("mechanic", say!(lang, auth.kind_mechanic))
                .view()}
            {checkbox(&state, "accept_terms", say!(lang, auth.accept_terms)).required().view()}
            {users::consent_boxes(&visit, &state)}
            <p class="text-sm flex flex-wrap gap-x-4">
                <TextLink href=paths::TERMS label=say!(lang, auth.terms_link)/>
                <TextLink href=paths::KVKK label=say!(lang, auth.notice_link)/>
            </p>
            <Submit label=say!(lang, auth.register) wide=true large=true/>
        </Form>
    };
    let title = say!(lang, auth.register);
    Ok(Page::new(title, frame(lang, title, say!(lang, auth.register_lead), form.into_any())).noindex())
}

/// The linked providers, on the page of security.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn providers_part(visit: &Visit) -> Result<AnyView> {
    let lang = visit.lang;
    let linked = oidc::linked(&mut Scope::read(visit)).await?;
    let refused = [BEGIN, UNLINK].map(|endpoint| form_errors(&visit.form(endpoint), say!(lang, ways.oidc_failed)));
    let first = address_first(visit);
    let rows = visit
        .wires
        .config
        .oidc
        .providers
        .iter()
        .map(|provider| {
            let own = linked.iter().find(|linked| linked.issuer == provider.issuer);
            let line = own.map_or_else(
                || say!(lang, ways.not_linked).to_owned(),
                |own| say!(lang, ways.linked_as, email = own.email.as_str(), when = own.last_used_at.spoken(lang)),
            );
            let act = if own.is_some() {
                Some(unlink_button(lang, &provider.name, &provider.label))
            } else if first.is_none() {
                let values = vec![("provider", provider.name.clone()), ("link", String::from("true"))];
                let button = view! { <PostButton action=paths::api(BEGIN) label=say!(lang, ways.link) values=values/> };
                Some(button.into_any())
            } else {
                None
            };
            view! {
                <li class="flex flex-wrap items-center justify-between gap-3 py-3">
                    <span class="min-w-0"><b class="block">{provider.label.clone()}</b><span class="text-sm text-muted break-words">{line}</span></span>
                    {act}
                </li>
            }
        })
        .collect::<Vec<_>>();
    let first = first.filter(|_| !rows.is_empty());
    let list = if rows.is_empty() {
        view! { <Empty title=say!(lang, ways.no_providers) line=say!(lang, ways.no_providers_line)/> }.into_any()
    } else {
        view! { <ul class="divide-y divide-line">{rows}</ul> }.into_any()
    };
    Ok(view! { <Panel><Section title=say!(lang, ways.providers) id="giris-yollari">{refused.into_iter().collect::<Vec<_>>()}{first}{list}</Section></Panel> }.into_any())
}

fn unlink_button(lang: Lang, name: &str, label: &str) -> AnyView {
    let values = vec![("provider", name.to_owned())];
    let title = say!(lang, ways.unlink_title, name = label);
    view! {
        <Confirm
            id=format!("unlink-{name}")
            label=say!(lang, ways.unlink)
            title=title
            line=say!(lang, ways.unlink_line)
            close=say!(lang, common.close)
        >
            <PostButton action=paths::api(UNLINK) label=say!(lang, ways.unlink) values=values look=ButtonLook::Danger/>
        </Confirm>
    }
    .into_any()
}
