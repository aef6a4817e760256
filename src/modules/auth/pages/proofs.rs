//! `/iki-adim`, the second half of a sign-in, and `/onay`, where somebody signed in proves once more who they are.

use super::frame;
use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::auth::{
        islands::{PasskeyButton, PasskeyProps},
        service::second_factor,
        store::factors::{self, Proofs},
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLink, ButtonLook, FormState, Notice, Page, TextLink, Tone,
        form::{Form, Submit, field, form_errors, hidden},
    },
};
use leptos::prelude::*;

/// The button of a passkey that is known already.
pub fn passkey_button(lang: Lang, purpose: &str, next: &str, no_script: bool) -> AnyView {
    let props = PasskeyProps {
        purpose: purpose.to_owned(),
        next: next.to_owned(),
        label: say!(lang, factors.passkey_use).to_owned(),
        busy: say!(lang, factors.passkey_busy).to_owned(),
        failed: say!(lang, factors.passkey_failed).to_owned(),
        no_script: if no_script { say!(lang, factors.passkey_no_script).to_owned() } else { String::new() },
        step_up: String::new(),
    };
    view! { <PasskeyButton props=props/> }.into_any()
}

fn code_field(lang: Lang, state: &FormState, proofs: Proofs) -> AnyView {
    let hint =
        if proofs.totp { say!(lang, factors.second_code_hint) } else { say!(lang, factors.second_recovery_hint) };
    let code = field(state, "code", say!(lang, factors.second_code)).one_time_code();
    // Recovery codes have letters: no number pad for them.
    code.inputmode("text").maxlength(24).hint(hint).required().view().into_any()
}

/// # Errors
/// `unavailable` when the database is away.
pub async fn second_factor_page(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    if second_factor::ticket(&visit).await?.is_none() {
        return Ok(Page::elsewhere(format!("{}?sure=1", paths::SIGN_IN)));
    }
    let proofs = second_factor::proofs(&visit).await?;
    let state = visit.form("auth/second_factor");
    let passkey = (proofs.passkeys > 0).then(|| passkey_button(lang, "second_factor", "", true));
    let form = view! {
        <Form action=paths::api("auth/second_factor") novalidate=true>
            {form_errors(&state, say!(lang, factors.second_refused))}
            {code_field(lang, &state, proofs)}
            <Submit label=say!(lang, factors.second_submit) wide=true large=true/>
        </Form>
        {passkey}
        <p class="text-sm"><TextLink href=paths::SIGN_IN label=say!(lang, factors.second_other)/></p>
    };
    let title = say!(lang, factors.second_title);
    let body = frame(lang, title, say!(lang, factors.second_lead), form.into_any());
    let page = Page::new(title, body).noindex();
    Ok(if proofs.passkeys > 0 { page.islands() } else { page })
}

/// # Errors
/// `unauthenticated` for visitors.
pub async fn step_up_page(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let user = visit.person()?.user_id;
    let proofs = factors::proofs(&mut Scope::read(&visit), user).await?;
    let next = second_factor::after_step_up(&visit.param("next").unwrap_or_default());
    let state = visit.form("auth/step_up");
    let title = say!(lang, factors.step_title);
    let has_passkeys = proofs.passkeys > 0;
    let form = if proofs.second_factors() == 0 && !proofs.password {
        no_way(lang, &next)
    } else {
        let proof = if proofs.second_factors() > 0 {
            code_field(lang, &state, proofs)
        } else {
            field(&state, "password", say!(lang, factors.step_password)).password().required().view().into_any()
        };
        let passkey = has_passkeys.then(|| passkey_button(lang, "step_up", &next, true));
        let back = next.clone();
        view! {
            <Form action=paths::api("auth/step_up") novalidate=true>
                {form_errors(&state, say!(lang, factors.step_refused))}
                {hidden("next", next)}
                {proof}
                <Submit label=say!(lang, factors.step_submit) wide=true large=true/>
            </Form>
            {passkey}
            <p class="text-sm"><TextLink href=back label=say!(lang, factors.step_back)/></p>
        }
        .into_any()
    };
    let page = Page::new(title, frame(lang, title, say!(lang, factors.step_lead), form)).noindex();
    Ok(if has_passkeys { page.islands() } else { page })
}

/// Nothing to prove with here: a new sign-in is a fresh proof too.
fn no_way(lang: Lang, next: &str) -> AnyView {
    let href = format!("{}?next={}", paths::SIGN_IN, paths::encoded(next));
    view! {
        <Notice tone=Tone::Accent text=say!(lang, factors.step_no_way)/>
        <ButtonLink href=href label=say!(lang, factors.step_sign_in) look=ButtonLook::Primary wide=true/>
    }
    .into_any()
}
