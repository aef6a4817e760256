//! Making one of two: what the double is merged into is looked for, then asked about.

use crate::{
    kernel::{error::Result, paths},
    modules::vehicles::{
        catalogue::{
            service,
            store::{BrandRow, ModelRow, VariantRow},
        },
        pages::find::years,
    },
    platform::{Scope, Visit},
    say,
    ui::{
        ButtonLook, Confirm, FormState, PostButton, Section,
        form::{Form, Submit, field, form_errors, hidden_plain},
    },
};
use leptos::prelude::*;

const BRANDS: &str = "vehicles/merge_brands";
const MODELS: &str = "vehicles/merge_models";
const VARIANTS: &str = "vehicles/merge_variants";

/// `?birlestir=` holds what was typed.
pub(super) async fn model(visit: &Visit, scope: &mut Scope, double: &ModelRow) -> Result<AnyView> {
    let lang = visit.lang;
    let typed = visit.param("birlestir").unwrap_or_default();
    let twins = service::twins(scope, double.id, &typed).await?;
    let name = format!("{} {}", double.brand, double.name);
    let rows: Vec<_> = twins
        .iter()
        .map(|twin| {
            let other = format!("{} {}", twin.brand, twin.name);
            let line = say!(lang, catalogue.merge_models_line, double = name.clone(), stays = other.clone());
            one(visit, MODELS, &double.id.to_string(), &twin.id.to_string(), other, line)
        })
        .collect();
    Ok(looked_for(visit, MODELS, ("model", double.id.to_string()), &typed, rows))
}

/// As with models.
pub(super) async fn brand(visit: &Visit, scope: &mut Scope, double: &BrandRow) -> Result<AnyView> {
    let lang = visit.lang;
    let typed = visit.param("birlestir").unwrap_or_default();
    let twins = service::brand_twins(scope, double.id, &typed).await?;
    let rows: Vec<_> = twins
        .iter()
        .map(|twin| {
            let line = say!(lang, catalogue.merge_brands_line, double = double.name.clone(), stays = twin.name.clone());
            one(visit, BRANDS, &double.id.to_string(), &twin.id.to_string(), twin.name.clone(), line)
        })
        .collect();
    Ok(looked_for(visit, BRANDS, ("marka", double.id.to_string()), &typed, rows))
}

fn looked_for(
    visit: &Visit,
    endpoint: &'static str,
    (kind, double): (&'static str, String),
    typed: &str,
    rows: Vec<AnyView>,
) -> AnyView {
    let lang = visit.lang;
    let state = FormState::default().with("birlestir", typed);
    let nothing = (rows.is_empty() && !typed.is_empty())
        .then(|| view! { <p class="text-muted mt-3">{say!(lang, catalogue.none_found)}</p> });
    let label = say!(lang, catalogue.merge_into);
    let double = hidden_plain(kind, double);
    let field = field(&state, "birlestir", label).plain().search().view();
    let complaints = form_errors(&visit.form(endpoint), say!(lang, errors.invalid));
    view! {
        <Section title=say!(lang, catalogue.merge_title)>
            {complaints}
            <p class="text-sm text-muted mb-3">{say!(lang, catalogue.merge_hint)}</p>
            <Form action=paths::ADMIN_CATALOGUE get=true label=label class="flex gap-2 items-end">
                {double}
                <div class="flex-1 min-w-0">{field}</div>
                <Submit label=say!(lang, common.search) look=ButtonLook::Line large=true/>
            </Form>
            <ul class="grid grid-cols-1 divide-y divide-line mt-2">{rows}</ul>
            {nothing}
        </Section>
    }
    .into_any()
}

/// The other variants of the same model: the first ones, or those that answer to what was typed.
pub(super) async fn variant(visit: &Visit, scope: &mut Scope, double: &VariantRow) -> Result<AnyView> {
    let lang = visit.lang;
    let typed = visit.param("birlestir").unwrap_or_default();
    let twins = service::variant_twins(scope, double, &typed).await?;
    let rows: Vec<_> = twins
        .iter()
        .map(|twin| {
            let other = format!("{} ({})", twin.name, years(twin.year_from, twin.year_to));
            let line = say!(lang, catalogue.merge_variants_line, double = double.name.clone(), stays = other.clone());
            one(visit, VARIANTS, &double.id.to_string(), &twin.id.to_string(), other, line)
        })
        .collect();
    if rows.is_empty() && typed.is_empty() {
        let none = view! { <p class="text-muted">{say!(lang, catalogue.merge_none)}</p> };
        return Ok(view! { <Section title=say!(lang, catalogue.merge_title)>{none}</Section> }.into_any());
    }
    Ok(looked_for(visit, VARIANTS, ("arac", double.id.to_string()), &typed, rows))
}

fn one(visit: &Visit, endpoint: &'static str, from: &str, into: &str, other: String, line: String) -> AnyView {
    let lang = visit.lang;
    let values = vec![("from_id", from.to_owned()), ("into_id", into.to_owned())];
    view! {
        <li class="py-2 flex flex-wrap items-center justify-between gap-2">
            <span class="min-w-0 break-words num">{other}</span>
            <Confirm
                id=format!("birlestir-{into}")
                label=say!(lang, catalogue.merge_act)
                title=say!(lang, catalogue.merge_ask)
                line=line
                close=say!(lang, common.close)
                look=ButtonLook::Line
                icon="layers"
            >
                <PostButton action=paths::api(endpoint) label=say!(lang, catalogue.merge_yes) values=values look=ButtonLook::Danger wide=true/>
            </Confirm>
        </li>
    }
    .into_any()
}
