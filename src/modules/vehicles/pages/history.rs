//! What workshops still answer for, what the odometer said, and what the car was called.

use super::book_parts::given;
use crate::{
    kernel::{lang::Lang, number, paths},
    modules::vehicles::garage::{
        model::{MarkLine, Source},
        service::Sheet,
    },
    say,
    ui::{Fold, Pager, PagerWords, Tag, TextLink, Tone},
};
use leptos::prelude::*;

/// The works whose warranty goes on; each leads to the book.
pub fn warranties(lang: Lang, sheet: &Sheet) -> AnyView {
    let lines: Vec<_> = sheet
        .warranties
        .iter()
        .map(|work| {
            let name = lang.pick(&work.item.tr, &work.item.en).to_owned();
            view! {
                <li class="py-2.5">
                    <b class="font-semibold wrap-anywhere">{name}</b>
                    <p class="text-sm text-muted num wrap-anywhere">{work.workshop.clone()} " · " {work.done_on.spoken_with_year(lang)}</p>
                    <p class="text-sm num">{given(lang, &work.item, work.done_on)}</p>
                </li>
            }
        })
        .collect();
    let book = paths::car_book(sheet.car.id);
    let below = view! { <p class="pb-2"><TextLink href=book label=say!(lang, garage.book_title)/></p> }.into_any();
    list(say!(lang, garage.warranties), "garanti", true, lines, below)
}

/// The page of them that the address names; open when it names one.
pub fn readings(lang: Lang, sheet: &Sheet, is_older: bool) -> AnyView {
    let lines: Vec<_> = sheet
        .readings
        .items
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
    let place = paths::car(sheet.car.id);
    let words = PagerWords {
        name: say!(lang, garage.readings).to_owned(),
        previous: say!(lang, garage.readings_newest).to_owned(),
        next: say!(lang, garage.readings_older).to_owned(),
    };
    let first = is_older.then(|| format!("{place}#gosterge"));
    let next = sheet.readings.next.as_ref().map(|last| format!("{place}?gosterge={last}#gosterge"));
    let pager = view! { <Pager previous=first next=next words=words/> }.into_any();
    list(say!(lang, garage.readings), "gosterge", is_older, lines, pager)
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
    list(say!(lang, garage.marks), "plakalar", false, lines, ().into_any())
}

/// Nothing is drawn where nothing is known.
fn list(
    title: &'static str,
    id: &'static str,
    open: bool,
    lines: Vec<impl IntoView + 'static>,
    below: AnyView,
) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    view! {
        <div class="panel px-4 md:px-5" id=id>
            <Fold title=title open=open><ul class="divide-y divide-line">{lines}</ul> {below}</Fold>
        </div>
    }
    .into_any()
}
