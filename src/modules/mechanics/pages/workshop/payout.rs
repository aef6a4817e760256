//! `/atolye/odeme-hesabi`: the bank account that the workshop's money goes to.

use super::nothing_yet;
use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::mechanics::{
        payout::service::{self, Account, HOLDER_MAX},
        policy,
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLook, Confirm, Facts, Go, Notice, Page, PageHead, Panel, PostButton, Section, Tone,
        form::{Form, Submit, field, form_errors},
    },
};
use leptos::prelude::*;

const SAVE: &str = "mechanics/save_payout_account";
const REMOVE: &str = "mechanics/remove_payout_account";

pub async fn payout(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let title = say!(lang, payout.title);
    if visit.actor.mechanic_id().is_none() {
        policy::opener(&visit.actor)?;
        return Ok(nothing_yet(&visit, title, "payout"));
    }
    let account = service::mine(&mut Scope::read(&visit)).await?;
    let has_two_factors = visit.actor.person().is_some_and(|person| person.proof.level >= 2);
    let edit = if has_two_factors { form(&visit, account.is_some()) } else { locked(lang) };
    let body = view! {
        <PageHead title=title line=say!(lang, payout.line)/>
        {form_errors(&visit.form(REMOVE), say!(lang, errors.invalid))}
        <div class="grid grid-cols-1 gap-8 max-w-2xl">
            {account.map(|account| shown(lang, account, has_two_factors))}
            {edit}
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("payout"))
}

fn shown(lang: Lang, account: Account, may_remove: bool) -> AnyView {
    let facts = vec![
        (say!(lang, payout.iban).to_owned(), view! { <span class="num">{account.masked}</span> }.into_any()),
        (say!(lang, payout.holder).to_owned(), account.holder.into_any()),
    ];
    let remove = may_remove.then(|| {
        view! {
            <Confirm
                id="kaldir"
                label=say!(lang, common.remove)
                title=say!(lang, payout.remove_title)
                line=say!(lang, payout.remove_text)
                close=say!(lang, common.cancel)
                look=ButtonLook::Quiet
            >
                <PostButton action=paths::api(REMOVE) label=say!(lang, common.remove) values=Vec::new() look=ButtonLook::Danger/>
            </Confirm>
        }
    });
    view! { <Section title=say!(lang, payout.now)><Panel><Facts items=facts/>{remove}</Panel></Section> }.into_any()
}

fn form(visit: &Visit, changes: bool) -> AnyView {
    let lang = visit.lang;
    let state = visit.form(SAVE);
    let title = if changes { say!(lang, payout.change) } else { say!(lang, payout.add) };
    let holder_max = u32::try_from(HOLDER_MAX).unwrap_or(u32::MAX);
    view! {
        <Section title=title>
            <Panel>
                <Form action=paths::api(SAVE) novalidate=true>
                    {form_errors(&state, say!(lang, payout.refused))}
                    {field(&state, "iban", say!(lang, payout.iban)).hint(say!(lang, payout.iban_hint)).autocomplete("off").maxlength(40).required().view()}
                    {field(&state, "holder", say!(lang, payout.holder)).hint(say!(lang, payout.holder_hint)).maxlength(holder_max).required().view()}
                    <Submit label=say!(lang, common.save) wide=true/>
                </Form>
            </Panel>
        </Section>
    }
    .into_any()
}

/// Instead of the form, for who came in with a password alone.
fn locked(lang: Lang) -> AnyView {
    let act = Go::new(say!(lang, payout.to_security), paths::SECURITY);
    view! { <Notice tone=Tone::Accent title=say!(lang, payout.locked) text=say!(lang, payout.needs_factor) act=act/> }
        .into_any()
}
