//! What a car could be reminded of beside what it is: advices, and what was removed. And what rules say, in words.

use crate::{
    kernel::{lang::Lang, number, paths},
    modules::vehicles::{
        model::Car,
        reminders::{due::Rule, mails::name, model::Kind},
    },
    platform::Visit,
    say,
    ui::{
        Dialog, DialogButton, PostButton, Section,
        button::ButtonLook,
        form::{Form, Submit, field, hidden},
    },
};
use leptos::prelude::*;

pub const SWITCH: &str = "vehicles/switch_on_reminder";

/// What a rule says about a car.
pub fn rule_words(lang: Lang, rule: &Rule) -> String {
    let word = match rule.kind {
        Kind::Inspection => say!(lang, garage.rule_inspection),
        Kind::TrafficInsurance => say!(lang, garage.rule_traffic_insurance),
        Kind::Kasko => say!(lang, garage.rule_kasko),
        Kind::Mtv => say!(lang, garage.rule_mtv),
        Kind::WinterTyres if rule.is_advice => say!(lang, garage.rule_winter_advice),
        Kind::WinterTyres => say!(lang, garage.rule_winter_tyres),
        _ => return wear_words(lang, rule),
    };
    word.to_owned()
}

fn wear_words(lang: Lang, rule: &Rule) -> String {
    let months = rule.every_months.unwrap_or_default();
    if let Some(km) = rule.every_km {
        say!(lang, garage.rule_wear, months = months, km = number::count(lang, km))
    } else {
        say!(lang, garage.rule_wear_months, months = months)
    }
}

/// Each with a button; what wears asks when it was done last.
pub fn offers(visit: &Visit, car: &Car, offered: &[Rule]) -> AnyView {
    if offered.is_empty() {
        return ().into_any();
    }
    let lang = visit.lang;
    let rows: Vec<_> = offered
        .iter()
        .map(|rule| {
            view! {
                <li class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
                    <span class="min-w-0 flex-1 basis-56">
                        <b class="block font-semibold">{name(lang, rule.kind, "")}</b>
                        <span class="block text-sm text-muted num">{rule_words(lang, rule)}</span>
                    </span>
                    {switch(visit, car, rule)}
                </li>
            }
        })
        .collect();
    view! {
        <Section title=say!(lang, garage.offers_title) id="oneriler">
            <ul class="panel px-4 md:px-5 divide-y divide-line">{rows}</ul>
        </Section>
    }
    .into_any()
}

fn switch(visit: &Visit, car: &Car, rule: &Rule) -> AnyView {
    let lang = visit.lang;
    let (id, kind, label) = (car.id.to_string(), rule.kind.word(), say!(lang, garage.offer_act));
    if !rule.is_wear() {
        let values = vec![("vehicle_id", id), ("kind", kind.to_owned())];
        return view! { <PostButton action=paths::api(SWITCH) label=label values=values icon="bell"/> }.into_any();
    }
    let dialog = format!("hatirlat-{kind}");
    // Typed words come back to what they were typed for.
    let state = Some(visit.form(SWITCH)).filter(|state| state.value("kind") == kind).unwrap_or_default();
    let today = visit.now.day().to_string();
    let optional = say!(lang, common.optional);
    view! {
        <DialogButton opens=dialog.clone() label=label look=ButtonLook::Soft icon="bell"/>
        <Dialog id=dialog.clone() title=name(lang, rule.kind, "") close=say!(lang, common.close)>
            <Form action=paths::api(SWITCH) novalidate=true>
                {hidden("vehicle_id", id)}
                {hidden("kind", kind)}
                {field(&state, "done_on", say!(lang, garage.offer_on)).id(format!("{dialog}-gun")).date().max(today).note(optional).view()}
                {field(&state, "km", say!(lang, garage.done_km)).id(format!("{dialog}-km")).digits().autocomplete("off").maxlength(9).note(optional).view()}
                <p class="hint -mt-2">{say!(lang, garage.offer_hint)}</p>
                <Submit label=label wide=true/>
            </Form>
        </Dialog>
    }
    .into_any()
}
