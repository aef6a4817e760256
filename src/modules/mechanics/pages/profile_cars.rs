//! Which cars a workshop takes, in words.

use crate::{
    kernel::lang::Lang,
    modules::{
        mechanics::{VehicleRule, profile::PublicMechanic},
        vehicles::code_name,
    },
    platform::reference::Reference,
    say,
    ui::{Icon, Section},
};
use leptos::prelude::*;

/// One sentence for each rule about cars; every car is taken when there is none.
pub fn supported_cars(lang: Lang, reference: &Reference, mechanic: &PublicMechanic) -> AnyView {
    let words = |includes: bool| -> Vec<String> {
        let rules = mechanic.rules.iter().filter(|rule| rule.includes == includes);
        rules.map(|rule| rule_words(lang, reference, mechanic, rule)).collect()
    };
    let (takes, refuses) = (words(true), words(false));
    let list = |words: Vec<String>, icon: &'static str| {
        view! {
            <ul class="flex flex-wrap gap-2 mt-3">
                {words.into_iter().map(|word| view! { <li class="tag num"><Icon name=icon class="size-3.5"/>{word}</li> }).collect_view()}
            </ul>
        }
    };
    let every_car = takes.is_empty();
    view! {
        <Section title=say!(lang, mechanics.cars) class="mt-12">
            {if every_car { view! { <p>{say!(lang, mechanics.every_car)}</p> }.into_any() } else { list(takes, "check").into_any() }}
            {(!refuses.is_empty()).then(|| view! { <p class="mt-4 text-sm text-muted">{say!(lang, mechanics.not_these)}</p> {list(refuses, "x")} })}
        </Section>
    }
    .into_any()
}

/// `Fiat Egea 2015–2020 dizel`, `BMW`.
fn rule_words(lang: Lang, reference: &Reference, mechanic: &PublicMechanic, rule: &VehicleRule) -> String {
    let brand = rule.brand_id.and_then(|id| reference.brand(id)).map(|brand| brand.name.clone());
    let model = rule.model_id.and_then(|id| mechanic.model_names.get(&id).cloned());
    let years = match (rule.year_from, rule.year_to) {
        (Some(from), Some(to)) => Some(format!("{from}–{to}")),
        (Some(from), None) => Some(format!("{from}–")),
        (None, Some(to)) => Some(format!("–{to}")),
        (None, None) => None,
    };
    let fuel = rule.fuel.and_then(|fuel| code_name(lang, fuel.word())).map(ToOwned::to_owned);
    [brand, model, years, fuel].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
