//! The address of the account, on the page of security.

use crate::{
    kernel::{error::Result, paths},
    modules::auth::service::email,
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLink, ButtonLook, Notice, Panel, Section, Tag, Tone,
        form::{Form, Submit, field, form_errors, hidden},
    },
};
use leptos::prelude::*;

const CHANGE: &str = "auth/change_email";
const PROVE: &str = "auth/verify_email";

/// # Errors
/// `unauthenticated` for visitors.
pub async fn email_part(visit: &Visit) -> Result<AnyView> {
    let lang = visit.lang;
    let person = visit.person()?.clone();
    let pending = email::pending_change(&mut Scope::read(visit)).await?;
    let (tone, state_word) = if person.email_verified {
        (Tone::Success, say!(lang, ways.verified))
    } else {
        (Tone::Accent, say!(lang, ways.unverified))
    };
    let has_one = !person.email.is_empty();
    let verify = (has_one && !person.email_verified).then(|| {
        view! { <ButtonLink href=paths::VERIFY_EMAIL label=say!(lang, ways.verify_act) look=ButtonLook::Soft/> }
    });
    let present = if has_one {
        view! {
            <p class="flex flex-wrap items-center gap-2">
                <span class="min-w-0 break-all font-medium">{person.email}</span>
                <Tag tone=tone label=state_word/>
            </p>
        }
        .into_any()
    } else {
        view! { <p class="text-sm text-muted">{say!(lang, guests.no_address)}</p> }.into_any()
    };
    let proof = pending.map(|address| proof_form(visit, &address));
    let state = visit.form(CHANGE);
    let complaints = form_errors(&state, say!(lang, ways.change_refused));
    let address = field(&state, "email", say!(lang, ways.new_email))
        .email()
        .id("f-new-email")
        .hint(say!(lang, ways.new_email_hint))
        .required()
        .view();
    Ok(view! {
        <Panel>
            <Section title=say!(lang, auth.email) id="e-posta">
                <div class="grid grid-cols-1 gap-4">
                    {present}
                    {verify.map(|link| view! { <div>{link}</div> })}
                    {proof}
                    <Form action=paths::api(CHANGE) novalidate=true>
                        {complaints}
                        {address}
                        <div><Submit label=say!(lang, ways.change_email) look=ButtonLook::Line/></div>
                    </Form>
                </div>
            </Section>
        </Panel>
    }
    .into_any())
}

/// The new address waits for its code.
fn proof_form(visit: &Visit, address: &str) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(PROVE);
    let complaints = form_errors(&state, say!(lang, ways.verify_refused));
    let code = field(&state, "code", say!(lang, ways.code)).one_time_code().maxlength(6).required().view();
    view! {
        <Notice text=say!(lang, ways.change_waits, address = address)/>
        <Form action=paths::api(PROVE) novalidate=true>
            {complaints}
            {hidden("purpose", "change")}
            {code}
            <div><Submit label=say!(lang, ways.verify_act)/></div>
        </Form>
    }
    .into_any()
}
