//! Certificates on a public page.

use crate::{
    kernel::lang::Lang,
    modules::mechanics::{certificates::spoken, profile::PublicMechanic},
    platform::reference::Reference,
    say,
    ui::{Feature, Section},
};
use leptos::prelude::*;

/// Those that are checked and in force; nothing where there is none.
pub fn badges(lang: Lang, reference: &Reference, mechanic: &PublicMechanic) -> Option<AnyView> {
    if mechanic.badges.is_empty() {
        return None;
    }
    let rows = mechanic
        .badges
        .iter()
        .map(|badge| {
            let until = match badge.expires_on {
                Some(day) => say!(lang, certificates.until, day = day.spoken_with_year(lang)),
                None => say!(lang, certificates.no_end).to_owned(),
            };
            let title = spoken::name(lang, reference, &badge.kind, badge.brand_id);
            let line = format!("{} · {} · {until}", badge.issuer, badge.number);
            view! { <li><Feature title=title line=line icon="award"/></li> }
        })
        .collect_view();
    Some(
        view! {
            <Section title=say!(lang, certificates.title) id="sertifikalar" class="mt-10">
                <ul class="grid grid-cols-1 md:grid-cols-2 gap-4">{rows}</ul>
            </Section>
        }
        .into_any(),
    )
}
