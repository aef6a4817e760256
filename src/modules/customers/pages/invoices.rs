//! `/hesap/ayarlar/fatura`: to whom invoices are made out. `?duzenle={id}` opens one in the form below the list.

use crate::{
    kernel::{error::Result, form::FormState, lang::Lang, paths},
    modules::{
        customers::{
            model::{ADDRESS_MAX, InvoiceKind, OFFICE_MAX, TITLE_MAX},
            service,
            store::invoices::InvoiceProfile,
        },
        users::settings_tabs,
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLink, ButtonLook, Confirm, Empty, Page, PageHead, Panel, PostButton, Section, Tag, Tone,
        form::{Form, Submit, field, form_errors, hidden, radios, text_area},
    },
};
use leptos::prelude::*;

const SAVE: &str = "customers/save_invoice_profile";
const EDIT: &str = "duzenle";

pub async fn invoices(visit: Visit) -> Result<Page> {
    let lang = visit.lang;
    let profiles = service::invoice_profiles(&mut Scope::read(&visit)).await?;
    let state = visit.form(SAVE);
    let wished = visit.param(EDIT).unwrap_or_else(|| state.value("profile_id").to_owned());
    let edited = profiles.iter().find(|profile| profile.id.to_string() == wished);
    let title = say!(lang, customers.invoices);
    let list = if profiles.is_empty() {
        view! { <Empty title=say!(lang, customers.none) line=say!(lang, customers.none_line) icon="receipt-text"/> }
            .into_any()
    } else {
        let cards: Vec<_> = profiles.iter().map(|profile| card(lang, profile)).collect();
        view! { <ul class="grid grid-cols-1 gap-4">{cards}</ul> }.into_any()
    };
    let body = view! {
        <PageHead title=title line=say!(lang, customers.invoices_lead)/>
        {settings_tabs(lang, paths::INVOICES)}
        <div class="grid grid-cols-1 gap-6 max-w-2xl">
            {list}
            {form(lang, filled(state, edited), edited.is_some())}
        </div>
    };
    Ok(Page::new(title, body).noindex().nav("settings"))
}

fn filled(state: FormState, edited: Option<&InvoiceProfile>) -> FormState {
    match edited {
        None => state.with("kind", InvoiceKind::Person.word()),
        Some(profile) => state
            .with("profile_id", profile.id.to_string())
            .with("kind", profile.kind.clone())
            .with("title", profile.title.clone())
            .with("tax_number", profile.tax_number.clone())
            .with("tax_office", profile.tax_office.clone())
            .with("address", profile.address.clone()),
    }
}

fn form(lang: Lang, state: FormState, edits: bool) -> AnyView {
    let limit = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let kinds = [InvoiceKind::Person, InvoiceKind::Company].map(|kind| (kind.word(), kind_name(lang, kind)));
    let title = if edits { say!(lang, customers.edit) } else { say!(lang, customers.new) };
    view! {
        <Panel>
            <Section title=title id="form">
                <Form action=paths::api(SAVE) novalidate=true>
                    {form_errors(&state, say!(lang, customers.refused))}
                    {edits.then(|| hidden("profile_id", state.value("profile_id")))}
                    {radios(&state, "kind", say!(lang, customers.kind)).chips().options(kinds).view()}
                    {field(&state, "title", say!(lang, customers.full_title)).autocomplete("name").maxlength(limit(TITLE_MAX)).required().view()}
                    {field(&state, "tax_number", say!(lang, customers.number)).digits().hint(say!(lang, customers.number_hint)).autocomplete("off").maxlength(16).required().view()}
                    {field(&state, "tax_office", say!(lang, customers.office)).hint(say!(lang, customers.office_hint)).autocomplete("off").maxlength(limit(OFFICE_MAX)).view()}
                    {text_area(&state, "address", say!(lang, customers.address)).rows(3).maxlength(limit(ADDRESS_MAX)).required().view()}
                    <div class="flex flex-wrap gap-2">
                        <Submit label=say!(lang, common.save)/>
                        {edits.then(|| view! { <ButtonLink href=paths::INVOICES label=say!(lang, common.cancel) look=ButtonLook::Quiet/> })}
                    </div>
                </Form>
            </Section>
        </Panel>
    }
    .into_any()
}

fn kind_name(lang: Lang, kind: InvoiceKind) -> &'static str {
    match kind {
        InvoiceKind::Person => say!(lang, customers.person),
        InvoiceKind::Company => say!(lang, customers.company),
    }
}

fn card(lang: Lang, profile: &InvoiceProfile) -> AnyView {
    let of_this = || vec![("profile_id", profile.id.to_string())];
    let facts = [kind_name(lang, profile.kind()), profile.tax_office.as_str()];
    let facts = facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ");
    let make_default = (!profile.is_default).then(|| {
        view! { <PostButton action=paths::api("customers/make_default_invoice_profile") label=say!(lang, customers.make_default) values=of_this() look=ButtonLook::Quiet/> }
    });
    let remove = of_this();
    view! {
        <li class="panel p-4 md:p-5">
            <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
                <h2 class="text-base font-bold leading-snug break-words min-w-0">{profile.title.clone()}</h2>
                {profile.is_default.then(|| view! { <Tag label=say!(lang, customers.default) tone=Tone::Primary icon="check"/> })}
            </div>
            <p class="text-sm text-muted mt-1"><span class="num">{masked(&profile.tax_number)}</span> " · " {facts}</p>
            <p class="text-sm mt-1 whitespace-pre-line break-words">{profile.address.clone()}</p>
            <div class="pt-4 flex flex-wrap gap-2">
                <ButtonLink href=format!("{}?{EDIT}={}#form", paths::INVOICES, profile.id) label=say!(lang, customers.change) look=ButtonLook::Line icon="pencil"/>
                <Confirm
                    id=format!("remove-{}", profile.id)
                    label=say!(lang, customers.remove)
                    title=say!(lang, customers.remove_title)
                    line=say!(lang, customers.remove_line, title = profile.title.as_str())
                    close=say!(lang, common.close)
                >
                    <PostButton
                        action=paths::api("customers/remove_invoice_profile")
                        label=say!(lang, customers.remove_yes)
                        values=remove
                        look=ButtonLook::Danger
                        wide=true
                    />
                </Confirm>
                {make_default}
            </div>
        </li>
    }
    .into_any()
}

/// Over a shoulder nobody reads a whole number: `100••••••46`.
fn masked(number: &str) -> String {
    let length = number.chars().count();
    number
        .chars()
        .enumerate()
        .map(|(place, digit)| if place < 3 || place + 2 >= length { digit } else { '•' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn the_middle_of_a_number_is_not_shown() {
        assert_eq!((masked("10000000146").as_str(), masked("4540536920").as_str()), ("100••••••46", "454•••••20"));
    }
}
