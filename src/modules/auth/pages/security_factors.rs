//! The parts of the security page about the password and second factors.

use super::{address_first, new_password::new_password};
use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::auth::{
        islands::{PasskeyButton, PasskeyProps},
        model::factors::PASSKEY_NAME_MAX,
        service::passkeys,
        store::{
            factors::{self, Proofs},
            passkeys::Row,
        },
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLook, Confirm, Empty, FormState, Panel, PostButton, Section, Tag, Tone,
        form::{Form, Submit, field, form_errors, hidden},
    },
};
use leptos::prelude::*;

/// # Errors
/// `unauthenticated` for visitors.
pub async fn parts(visit: &Visit) -> Result<Vec<AnyView>> {
    let mut scope = Scope::read(visit);
    let proofs = factors::proofs(&mut scope, visit.person()?.user_id).await?;
    let mine = passkeys::mine(&mut scope).await?;
    Ok(vec![password(visit, proofs.password), two_steps(visit, proofs), passkey_list(visit, mine)])
}

fn password(visit: &Visit, has_one: bool) -> AnyView {
    let lang = visit.lang;
    let state = visit.form("auth/change_password");
    let complaints = form_errors(&state, say!(lang, factors.password_refused));
    let present = has_one
        .then(|| field(&state, "current_password", say!(lang, factors.current_password)).password().required().view());
    let password = new_password(lang, &state, "new_password", say!(lang, factors.new_password));
    view! {
        <Panel>
            <Section title=say!(lang, factors.password_title) id="sifre">
                <p class="text-sm text-muted mb-4">{say!(lang, factors.password_line)}</p>
                <Form action=paths::api("auth/change_password") novalidate=true>
                    {complaints}
                    {present}
                    {password}
                    <div><Submit label=say!(lang, factors.password_change)/></div>
                </Form>
            </Section>
        </Panel>
    }
    .into_any()
}

fn two_steps(visit: &Visit, proofs: Proofs) -> AnyView {
    let lang = visit.lang;
    let (word, tone) = if proofs.second_factors() > 0 {
        (say!(lang, factors.two_steps_on), Tone::Success)
    } else {
        (say!(lang, factors.two_steps_off), Tone::Plain)
    };
    let (first, totp) = (address_first(visit), totp_part(visit, proofs.totp));
    let recovery = (proofs.second_factors() > 0).then(|| recovery_part(lang, proofs.recovery_codes));
    view! {
        <Panel>
            <Section title=say!(lang, factors.two_steps) id="iki-adim">
                <p class="flex flex-wrap items-center gap-2 mb-4">
                    <Tag label=word tone=tone/>
                    <span class="text-sm text-muted">{say!(lang, factors.two_steps_line)}</span>
                </p>
                {first}
                <div class="divide-y divide-line">
                    {totp}
                    {recovery}
                </div>
            </Section>
        </Panel>
    }
    .into_any()
}

/// A name, a line, and what can be done.
fn line(title: &'static str, text: String, acts: AnyView) -> AnyView {
    view! {
        <div class="py-4 first:pt-0 last:pb-0 grid gap-3">
            <div>
                <h3 class="text-base font-semibold">{title}</h3>
                <p class="text-sm text-muted">{text}</p>
            </div>
            <div class="flex flex-wrap gap-2">{acts}</div>
        </div>
    }
    .into_any()
}

fn totp_part(visit: &Visit, is_on: bool) -> AnyView {
    let lang = visit.lang;
    let label = if is_on { say!(lang, factors.totp_replace) } else { say!(lang, factors.totp_set_up) };
    let look = if is_on { ButtonLook::Line } else { ButtonLook::Primary };
    let remove = is_on.then(|| {
        view! {
            <Confirm
                id="uygulamayi-kaldir"
                label=say!(lang, common.remove)
                title=say!(lang, factors.totp_remove_title)
                line=say!(lang, factors.totp_remove_line)
                close=say!(lang, common.close)
            >
                <PostButton action=paths::api("auth/remove_totp") label=say!(lang, common.remove) look=ButtonLook::Danger wide=true/>
            </Confirm>
        }
    });
    let set_up = address_first(visit).is_none().then(|| {
        view! { <PostButton action=paths::api("auth/begin_totp") label=label look=look icon="smartphone"/> }
    });
    let acts = view! { {set_up}{remove} };
    line(say!(lang, factors.totp), say!(lang, factors.totp_line).to_owned(), acts.into_any())
}

fn recovery_part(lang: Lang, left: i64) -> AnyView {
    let text = format!("{} · {}", say!(lang, factors.recovery_left, count = left), say!(lang, factors.recovery_line));
    let acts = view! {
        <Confirm
            id="yeni-kodlar"
            label=say!(lang, factors.recovery_remake)
            title=say!(lang, factors.recovery_remake_title)
            line=say!(lang, factors.recovery_remake_line)
            close=say!(lang, common.close)
            look=ButtonLook::Line
            icon="refresh-cw"
        >
            <PostButton action=paths::api("auth/remake_recovery_codes") label=say!(lang, factors.recovery_remake) look=ButtonLook::Primary wide=true/>
        </Confirm>
    };
    line(say!(lang, factors.recovery), text, acts.into_any())
}

fn passkey_list(visit: &Visit, mine: Vec<Row>) -> AnyView {
    let lang = visit.lang;
    let state = visit.form("auth/rename_passkey");
    let list = if mine.is_empty() {
        let (title, line) = (say!(lang, factors.passkeys_none), say!(lang, factors.passkeys_none_line));
        view! { <Empty title=title line=line icon="fingerprint"/> }.into_any()
    } else {
        let rows = mine.into_iter().map(|row| passkey(lang, &state, row)).collect_view();
        view! { <ul class="divide-y divide-line">{rows}</ul> }.into_any()
    };
    let add = PasskeyProps {
        purpose: String::from("add"),
        next: String::new(),
        label: say!(lang, factors.passkey_add).to_owned(),
        busy: say!(lang, factors.passkey_busy).to_owned(),
        failed: say!(lang, factors.passkey_failed).to_owned(),
        no_script: say!(lang, factors.passkey_no_script).to_owned(),
        step_up: paths::step_up(paths::SECURITY),
    };
    let add = address_first(visit).unwrap_or_else(|| view! { <PasskeyButton props=add/> }.into_any());
    view! {
        <Panel>
            <Section title=say!(lang, factors.passkeys) id="gecis-anahtarlari">
                <p class="text-sm text-muted mb-4">{say!(lang, factors.passkeys_line)}</p>
                {list}
                <div class="mt-4">{add}</div>
            </Section>
        </Panel>
    }
    .into_any()
}

fn passkey(lang: Lang, refused: &FormState, row: Row) -> AnyView {
    let id = row.id.to_string();
    let used = match row.last_used_at {
        Some(when) => say!(lang, factors.passkey_used, when = when.spoken(lang)),
        None => say!(lang, factors.passkey_unused).to_owned(),
    };
    let added = say!(lang, factors.passkey_added, day = row.created_at.day().spoken_with_year(lang));
    // Only the row that was refused shows what was typed and why not.
    let state = if refused.value("passkey_id") == id { refused.clone() } else { FormState::default() };
    let complaints = form_errors(&state, say!(lang, errors.invalid));
    let limit = u32::try_from(PASSKEY_NAME_MAX).unwrap_or(60);
    // The complaint at the top leads to the field that bears its name.
    let field_id = if state.is_refused() { String::from("f-name") } else { format!("f-name-{id}") };
    let name = field(&state.with("name", row.name.clone()), "name", say!(lang, factors.passkey_name))
        .id(field_id)
        .maxlength(limit)
        .required()
        .view();
    let (rename_id, remove_id) = (id.clone(), id.clone());
    view! {
        <li class="py-4 first:pt-0 last:pb-0 grid gap-3">
            <div>
                <h3 class="text-base font-semibold break-words">{row.name.clone()}</h3>
                <p class="text-sm text-muted num">{format!("{added} · {used}")}</p>
            </div>
            <Form action=paths::api("auth/rename_passkey") class="flex flex-wrap items-end gap-2">
                {complaints}
                {hidden("passkey_id", rename_id)}
                <div class="flex-1 min-w-40">{name}</div>
                <Submit label=say!(lang, factors.passkey_rename) look=ButtonLook::Line/>
            </Form>
            <div>
                <Confirm
                    id=format!("anahtar-{id}")
                    label=say!(lang, common.remove)
                    title=say!(lang, factors.passkey_remove_title, name = row.name)
                    line=say!(lang, factors.passkey_remove_line)
                    close=say!(lang, common.close)
                >
                    <PostButton
                        action=paths::api("auth/remove_passkey")
                        label=say!(lang, common.remove)
                        values=vec![("passkey_id", remove_id)]
                        look=ButtonLook::Danger
                        wide=true
                    />
                </Confirm>
            </div>
        </li>
    }
    .into_any()
}
