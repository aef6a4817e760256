//! What the odometer said, and what the car was called.

use crate::{
    kernel::{lang::Lang, number},
    modules::vehicles::garage::model::{MarkLine, Reading, Source},
    say,
    ui::{Fold, Tag, Tone},
};
use leptos::prelude::*;

pub fn readings(lang: Lang, readings: &[Reading]) -> AnyView {
    let lines: Vec<_> = readings
        .iter()
        .map(|reading| {
            let source = Source::parse(&reading.source);
            let tone = if source == Some(Source::Correction) { Tone::Accent } else { Tone::Plain };
            let reason =
                reading.reason.clone().map(|reason| view! { <p class="text-sm text-muted wrap-anywhere">{reason}</p> });
            view! {
                <li class="py-2.5">
                    <div class="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                        <b class="font-semibold num">{say!(lang, vehicles.km_value, km = number::count(lang, reading.km))}</b>
                        <span class="text-sm text-muted num">{reading.at.day().spoken_with_year(lang)}</span>
                        <Tag label=source_word(lang, source) tone=tone/>
                    </div>
                    {reason}
                </li>
            }
        })
        .collect();
    list(say!(lang, garage.readings), lines)
}

fn source_word(lang: Lang, source: Option<Source>) -> &'static str {
    match source {
        Some(Source::Appointment) => say!(lang, garage.source_appointment),
        Some(Source::Workshop) => say!(lang, garage.source_workshop),
        Some(Source::Correction) => say!(lang, garage.source_correction),
        Some(Source::Owner) | None => say!(lang, garage.source_owner),
    }
}

pub fn marks(lang: Lang, marks: &[MarkLine]) -> AnyView {
    let lines: Vec<_> = marks
        .iter()
        .map(|mark| {
            let since = mark.since.day().spoken_with_year(lang);
            let span = if let Some(until) = mark.until {
                say!(lang, garage.from_to, from = since, to = until.day().spoken_with_year(lang))
            } else {
                say!(lang, garage.since, day = since)
            };
            let kind = if mark.kind == "vin" { say!(lang, garage.vin) } else { say!(lang, vehicles.plate) };
            view! {
                <li class="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
                    <span class="min-w-0"><span class="text-sm text-muted">{kind} " "</span><b class="font-semibold num wrap-anywhere">{mark.value.clone()}</b></span>
                    <span class="text-sm text-muted num">{span}</span>
                </li>
            }
        })
        .collect();
    list(say!(lang, garage.marks), lines)
}

/// Nothing is drawn where nothing is known.
fn list(title: &'static str, lines: Vec<impl IntoView + 'static>) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    view! {
        <div class="panel px-4 md:px-5">
            <Fold title=title><ul class="divide-y divide-line">{lines}</ul></Fold>
        </div>
    }
    .into_any()
}
