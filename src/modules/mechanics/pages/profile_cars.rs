//! Which cars a workshop takes, in words.

use crate::{
    kernel::error::Result,
    modules::{
        mechanics::{VehicleRule, profile::PublicMechanic},
        vehicles,
    },
    platform::{Scope, Visit, reference::Reference},
    say,
    ui::{Icon, Section},
};
use leptos::prelude::*;

/// One sentence for each rule about cars; every car is taken when there is none.
pub async fn supported_cars(visit: &Visit, reference: &Reference, mechanic: &PublicMechanic) -> Result<AnyView> {
    let lang = visit.lang;
    let mut scope = Scope::read(visit);
    let mut takes = Vec::new();
    let mut refuses = Vec::new();
    for rule in &mechanic.rules {
        let words = rule_words(&mut scope, reference, rule).await?;
        if rule.includes { takes.push(words) } else { refuses.push(words) }
    }
    let list = |words: Vec<String>, icon: &'static str| {
        view! {
            <ul class="flex flex-wrap gap-2 mt-3">
                {words.into_iter().map(|word| view! { <li class="tag num"><Icon name=icon class="size-3.5"/>{word}</li> }).collect_view()}
            </ul>
        }
    };
    let every_car = takes.is_empty();
    Ok(view! {
        <Section title=say!(lang, mechanics.cars) class="mt-12">
            {if every_car { view! { <p>{say!(lang, mechanics.every_car)}</p> }.into_any() } else { list(takes, "check").into_any() }}
            {(!refuses.is_empty()).then(|| view! { <p class="mt-4 text-sm text-muted">{say!(lang, mechanics.not_these)}</p> {list(refuses, "x")} })}
        </Section>
    }
    .into_any())
}

/// `Fiat Egea 2015–2020`, `BMW`.
async fn rule_words(scope: &mut Scope, reference: &Reference, rule: &VehicleRule) -> Result<String> {
    let brand = reference.brand(rule.brand_id).map(|brand| brand.name.clone()).unwrap_or_default();
    let model = match rule.model_id {
        Some(id) => vehicles::model_name(scope, id).await?,
        None => None,
    };
    let years = match (rule.year_from, rule.year_to) {
        (Some(from), Some(to)) => Some(format!("{from}–{to}")),
        (Some(from), None) => Some(format!("{from}–")),
        (None, Some(to)) => Some(format!("–{to}")),
        (None, None) => None,
    };
    Ok([Some(brand), model, years].into_iter().flatten().collect::<Vec<_>>().join(" "))
}
