//! The question below the rules about cars: does this one pass, and which rule decides?

use super::vehicles::rule_words;
use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::{
        mechanics::{
            VehicleRule,
            rules::{Reason, judge},
            workshop::model::{MyRule, MyWorkshop},
        },
        vehicles::{CarSpec, Fuel, VariantFound, find_variants},
    },
    platform::{Scope, Visit, reference::Reference},
    say,
    ui::{
        ButtonLook, FormState, Notice, Section, Tag, Tone,
        form::{Form, Submit, field},
    },
};
use leptos::prelude::*;

/// Cars that are answered about at once.
const SHOWN: usize = 8;
const TYPED_MAX: u32 = 200;

pub(super) async fn tester(
    visit: &Visit,
    scope: &mut Scope,
    own: &MyWorkshop,
    reference: &Reference,
) -> Result<AnyView> {
    let lang = visit.lang;
    let typed = visit.param("dene").unwrap_or_default();
    let state = FormState::default().with("dene", typed.clone());
    let found = if typed.is_empty() { Vec::new() } else { find_variants(scope, &typed).await? };
    let asked = Asked {
        lang,
        this_year: visit.now.day().year(),
        rules: &own.vehicle_rules,
        judged: own.vehicle_rules.iter().map(judged).collect(),
        reference,
    };
    let rows: Vec<_> = found.iter().take(SHOWN).filter_map(|variant| asked.row(variant)).collect();
    let answer = if rows.is_empty() {
        (!typed.is_empty())
            .then(|| view! { <Notice tone=Tone::Accent text=say!(lang, workshop.tester_none)/> }.into_any())
    } else {
        Some(view! { <ul class="panel px-4 md:px-5 divide-y divide-line">{rows}</ul> }.into_any())
    };
    Ok(view! {
        <Section title=say!(lang, workshop.tester) id="dene">
            <div class="grid gap-4">
                <p class="text-sm text-muted">{say!(lang, workshop.tester_line)}</p>
                <Form action=format!("{}#dene", paths::WORKSHOP_VEHICLES) get=true label=say!(lang, workshop.tester) class="flex gap-2 items-end">
                    <div class="flex-1 min-w-0">
                        {field(&state, "dene", say!(lang, workshop.tester_field)).plain().search().placeholder(say!(lang, workshop.tester_example)).maxlength(TYPED_MAX).autocomplete("off").view()}
                    </div>
                    <Submit label=say!(lang, workshop.tester_act) look=ButtonLook::Line/>
                </Form>
                {answer}
            </div>
        </Section>
    }
    .into_any())
}

struct Asked<'a> {
    lang: Lang,
    this_year: i16,
    rules: &'a [MyRule],
    /// The same in the same order, as they are judged by.
    judged: Vec<VehicleRule>,
    reference: &'a Reference,
}

fn judged(rule: &MyRule) -> VehicleRule {
    VehicleRule {
        brand_id: rule.brand_id,
        model_id: rule.model_id,
        year_from: rule.year_from,
        year_to: rule.year_to,
        fuel: rule.fuel,
        includes: rule.includes,
    }
}

impl Asked<'_> {
    fn row(&self, variant: &VariantFound) -> Option<AnyView> {
        let lang = self.lang;
        let brand_id = self.reference.find_brand(&variant.brand_slug)?.id;
        let (from, to) = match variant.year {
            Some(year) => (year, year),
            None => (variant.year_from, variant.year_to.unwrap_or(self.this_year).max(variant.year_from)),
        };
        let fuel = Fuel::parse(&variant.fuel);
        let car = |year| CarSpec { brand_id, model_id: variant.model_id, year, fuel };
        // What the rules say of each year.
        let verdicts: Vec<(i16, Reason)> = (from..=to).map(|year| (year, judge(&self.judged, &car(year)))).collect();
        let taken: Vec<i16> = verdicts.iter().filter(|(_, reason)| reason.takes()).map(|(year, _)| *year).collect();
        let (_, first) = *verdicts.first()?;
        let (label, tone, icon) = match taken.len() {
            0 => (say!(lang, workshop.tester_fails), Tone::Error, "x"),
            all if all == verdicts.len() => (say!(lang, workshop.tester_passes), Tone::Success, "check"),
            _ => (say!(lang, workshop.tester_some), Tone::Accent, "circle-dot"),
        };
        let why = if taken.is_empty() || taken.len() == verdicts.len() {
            self.because(first)
        } else {
            say!(lang, workshop.tester_some_line, years = ranges(&taken))
        };
        let years = if from == to { from.to_string() } else { format!("{from}–{to}") };
        let name = format!("{} {} {} · {years}", variant.brand, variant.model, variant.name);
        Some(
            view! {
                <li class="py-3">
                    <b class="block font-semibold num wrap-anywhere">{name}</b>
                    <span class="flex flex-wrap items-center gap-2 text-sm text-muted mt-0.5"><Tag label=label tone=tone icon=icon/> {why}</span>
                </li>
            }
            .into_any(),
        )
    }

    fn because(&self, reason: Reason) -> String {
        let lang = self.lang;
        let words = |place: usize| {
            let words = self.rules.get(place).map(|rule| rule_words(lang, rule, self.reference));
            words.map(|(car, years)| format!("{car}, {years}")).unwrap_or_default()
        };
        match reason {
            Reason::Included(rule) => say!(lang, workshop.because_included, rule = words(rule)),
            Reason::Excluded(rule) => say!(lang, workshop.because_excluded, rule = words(rule)),
            Reason::EveryCar => say!(lang, workshop.because_every).to_owned(),
            Reason::NotNamed => say!(lang, workshop.because_not_named).to_owned(),
        }
    }
}

/// Years in order as ranges: `2012–2014, 2016`.
fn ranges(years: &[i16]) -> String {
    years
        .chunk_by(|one, next| one + 1 == *next)
        .filter_map(|run| Some((run.first()?, run.last()?)))
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") })
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn years_are_told_in_ranges() {
        assert_eq!(super::ranges(&[2012, 2013, 2014, 2016, 2018, 2019]), "2012–2014, 2016, 2018–2019");
        assert_eq!(super::ranges(&[]), "");
    }
}
