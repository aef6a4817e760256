//! `/iki-adim`, the second half of a sign-in, and `/onay`, where somebody signed in proves once more who they are.

use super::frame;
use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::auth::{
        islands::{PasskeyButton, PasskeyProps},
        service::{second_factor, step_up},
        store::factors::{self, Proofs},
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLook, FormState, Go, Notice, Page, PostButton, TextLink,
        form::{Form, Submit, field, form_errors, hidden},
    },
};
use leptos::prelude::*;

const STEP_UP: &str = "auth/step_up";
const BEGIN_STEP_UP: &str = "auth/begin_step_up";

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
    let mut scope = Scope::read(&visit);
    let proofs = factors::proofs(&mut scope, user).await?;
    let next = second_factor::after_step_up(&visit.param("next").unwrap_or_default());
    let state = visit.form(STEP_UP);
    let mailed = proofs.are_none();
    // Without a code under way there is nothing to type yet.
    let proof = if mailed && !step_up::is_asked(&mut scope, user).await? {
        None
    } else if mailed {
        Some(field(&state, "code", say!(lang, ways.code)).one_time_code().maxlength(6).required().view().into_any())
    } else if proofs.second_factors() > 0 {
        Some(code_field(lang, &state, proofs))
    } else {
        Some(field(&state, "password", say!(lang, factors.step_password)).password().required().view().into_any())
    };
    let form = proof.map(|proof| proof_form(lang, &state, &next, proof));
    let mail = mailed.then(|| match visit.actor.person() {
        // Not even a mailbox: the number that came in comes in once more.
        Some(person) if person.email.is_empty() => number_part(lang, &next),
        _ => mail_part(&visit, &next, form.is_some()),
    });
    let passkey = (proofs.passkeys > 0).then(|| passkey_button(lang, "step_up", &next, true));
    let parts = view! {
        {form}
        {mail}
        {passkey}
        <p class="text-sm"><TextLink href=next label=say!(lang, factors.step_back)/></p>
    };
    let title = say!(lang, factors.step_title);
    let page = Page::new(title, frame(lang, title, say!(lang, factors.step_lead), parts.into_any())).noindex();
    Ok(if proofs.passkeys > 0 { page.islands() } else { page })
}

fn proof_form(lang: Lang, state: &FormState, next: &str, proof: AnyView) -> AnyView {
    let complaints = form_errors(state, say!(lang, factors.step_refused));
    let next = hidden("next", next);
    view! {
        <Form action=paths::api(STEP_UP) novalidate=true>
            {complaints}
            {next}
            {proof}
            <Submit label=say!(lang, factors.step_submit) wide=true large=true/>
        </Form>
    }
    .into_any()
}

/// Nothing to prove with but the number.
fn number_part(lang: Lang, next: &str) -> AnyView {
    let act = Go::new(say!(lang, ways.by_phone), super::phone::phone_step(next));
    view! { <Notice text=say!(lang, guests.step_number) act=act/> }.into_any()
}

/// Nothing to prove with but the mailbox.
fn mail_part(visit: &Visit, next: &str, is_asked: bool) -> AnyView {
    let lang = visit.lang;
    let (label, look) = if is_asked {
        (say!(lang, ways.mail_again), ButtonLook::Quiet)
    } else {
        (say!(lang, factors.step_mail_ask), ButtonLook::Primary)
    };
    let values = vec![("next", next.to_owned())];
    let complaints = form_errors(&visit.form(BEGIN_STEP_UP), say!(lang, factors.step_refused));
    view! {
        {complaints}
        <Notice text=say!(lang, factors.step_mail)/>
        <PostButton action=paths::api(BEGIN_STEP_UP) label=label values=values look=look wide=true/>
    }
    .into_any()
}
