//! Numbers: the way in by a code (`/giris?yol=telefon`), and one's own number on the page of security.

use super::{address_first, frame};
use crate::{
    kernel::{error::Result, paths, text::spoken_phone},
    modules::auth::service::{carried, phone},
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLink, ButtonLook, Empty, Notice, Page, Panel, PostButton, Section, Tag, TextLink, Tone,
        button::Go,
        form::{Form, Submit, field, form_errors, hidden},
    },
};
use leptos::prelude::*;

const BEGIN_SIGN_IN: &str = "auth/begin_phone_sign_in";
const SIGN_IN: &str = "auth/phone_sign_in";
const BEGIN: &str = "auth/begin_phone";
const CONFIRM: &str = "auth/confirm_phone";

/// Where the number is typed.
pub fn phone_step(next: &str) -> String {
    format!("{}?yol=telefon&next={}", paths::SIGN_IN, paths::encoded(next))
}

/// Where its code is typed.
pub fn phone_code_step(next: &str) -> String {
    format!("{}?yol=kod&next={}", paths::SIGN_IN, paths::encoded(next))
}

/// `/giris?yol=telefon` and `/giris?yol=kod`.
pub fn phone_sign_in(visit: &Visit, next: &str) -> Page {
    let lang = visit.lang;
    let by_code = visit.param("yol").as_deref() == Some("kod");
    let form = if by_code { code_form(visit, next) } else { number_form(visit, next) };
    let lead = if by_code { say!(lang, ways.phone_lead_code) } else { say!(lang, ways.phone_lead) };
    let other = format!("{}?next={}", paths::SIGN_IN, paths::encoded(next));
    let body = view! {
        {form}
        <p class="text-sm text-muted">{say!(lang, ways.phone_risk)}</p>
        <p class="text-sm"><TextLink href=other label=say!(lang, ways.by_email)/></p>
    };
    let title = say!(lang, ways.by_phone);
    Page::new(title, frame(lang, title, lead, body.into_any())).noindex()
}

fn number_form(visit: &Visit, next: &str) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(BEGIN_SIGN_IN);
    let next = hidden("next", next);
    view! {
        <Form action=paths::api(BEGIN_SIGN_IN) novalidate=true>
            {form_errors(&state, say!(lang, auth.refused))}
            {next}
            {field(&state, "phone", say!(lang, auth.settings_phone)).tel().required().view()}
            <Submit label=say!(lang, ways.sms_ask) wide=true large=true/>
        </Form>
    }
    .into_any()
}

fn code_form(visit: &Visit, next: &str) -> AnyView {
    let lang = visit.lang;
    let kept = carried::kept(visit, carried::PHONE).unwrap_or_default();
    let again = phone_step(next);
    let next = hidden("next", next);
    let state = visit.form(SIGN_IN).with("phone", spoken_phone(&kept));
    view! {
        <Notice tone=Tone::Info text=say!(lang, ways.sms_maybe_sent)/>
        <Form action=paths::api(SIGN_IN) novalidate=true>
            {form_errors(&state, say!(lang, auth.refused))}
            {next}
            {field(&state, "phone", say!(lang, auth.settings_phone)).tel().required().view()}
            {field(&state, "code", say!(lang, ways.code)).one_time_code().maxlength(6).required().view()}
            <Submit label=say!(lang, auth.sign_in) wide=true large=true/>
        </Form>
        <p class="text-sm"><TextLink href=again label=say!(lang, ways.sms_again)/></p>
    }
    .into_any()
}

/// One's own number, on the page of security.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn phone_part(visit: &Visit) -> Result<AnyView> {
    let lang = visit.lang;
    let body = match phone::own(&mut Scope::read(visit)).await? {
        None => {
            let act = Go::new(say!(lang, ways.phone_add), paths::SETTINGS);
            view! { <Empty title=say!(lang, ways.phone_none) line=say!(lang, ways.phone_none_line) act=act/> }
                .into_any()
        }
        Some((number, asked)) => {
            let (tone, word) = if number.verified {
                (Tone::Success, say!(lang, ways.verified))
            } else {
                (Tone::Accent, say!(lang, ways.unverified))
            };
            let act = (!number.verified).then(|| address_first(visit).unwrap_or_else(|| proof(visit, asked)));
            view! {
                <div class="grid grid-cols-1 gap-4">
                    <p class="flex flex-wrap items-center gap-2">
                        <span class="num font-medium">{spoken_phone(&number.phone)}</span>
                        <Tag tone=tone label=word/>
                    </p>
                    {act}
                    <div><ButtonLink href=paths::SETTINGS label=say!(lang, ways.phone_change) look=ButtonLook::Quiet/></div>
                </div>
            }
            .into_any()
        }
    };
    Ok(view! { <Panel><Section title=say!(lang, ways.phone) id="telefon">{body}</Section></Panel> }.into_any())
}

fn proof(visit: &Visit, asked: bool) -> AnyView {
    let lang = visit.lang;
    let refused = form_errors(&visit.form(BEGIN), say!(lang, ways.verify_refused));
    let state = visit.form(CONFIRM);
    let form = asked.then(|| {
        let complaints = form_errors(&state, say!(lang, ways.verify_refused));
        let code = field(&state, "code", say!(lang, ways.code))
            .one_time_code()
            .id("f-phone-code")
            .maxlength(6)
            .required()
            .view();
        view! {
            <Form action=paths::api(CONFIRM) novalidate=true>
                {complaints}
                {code}
                <div><Submit label=say!(lang, ways.phone_verify)/></div>
            </Form>
        }
    });
    let ask = if asked { say!(lang, ways.sms_again) } else { say!(lang, ways.sms_ask) };
    view! {
        {refused}
        <p class="text-sm text-muted">{say!(lang, ways.phone_why)}</p>
        <p class="text-sm text-muted">{say!(lang, ways.phone_risk)}</p>
        {form}
        <div><PostButton action=paths::api(BEGIN) label=ask look=ButtonLook::Soft/></div>
    }
    .into_any()
}
