//! Parts of the service book: a line of it, the form of a declaration, what it cost by year.

use super::words::promise;
use crate::{
    kernel::{form::FormState, ids::VehicleId, lang::Lang, money::Money, number, paths, time::Day},
    modules::vehicles::{
        records::{
            chain::End,
            model::{ITEMS_TEXT_MAX, Item, NOTE_MAX, WORKSHOP_MAX},
            store::Entry,
        },
        reminders::{mails::name, model::Kind},
    },
    platform::Visit,
    say,
    ui::{
        Bar, Bars, Notice, Section, Tag, Tone,
        form::{Form, Submit, checkboxes, field, form_errors, hidden, text_area},
    },
};
use leptos::prelude::*;

/// `Eşdeğer parça · 12 ay garanti · garanti bitişi 25 Kasım 2027`; nothing where the workshop has said nothing.
pub fn given(lang: Lang, item: &Item, done_on: Day) -> Option<String> {
    let until = item.warranty_months.map(|months| done_on.plus_months(months).spoken_with_year(lang));
    let until = until.map(|day| say!(lang, garage.warranty_until, day = day));
    let said = promise(lang, item.given())?;
    Some([Some(said), until].into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// What was done on that day, in the reader's language.
pub fn items(lang: Lang, items: &[Item], done_on: Day) -> AnyView {
    let line = |item: &Item| {
        let given = given(lang, item, done_on).map(|text| view! { <p class="text-xs text-muted num">{text}</p> });
        view! { <li class="wrap-anywhere">{lang.pick(&item.tr, &item.en).to_owned()} {given}</li> }
    };
    let lines: Vec<_> = items.iter().map(line).collect();
    view! { <ul class="list-disc pl-5 text-sm">{lines}</ul> }.into_any()
}

/// Whether a book of so many rows stands as it was written, for whoever reads it and is not its owner.
pub fn seal(lang: Lang, end: End, rows: usize) -> AnyView {
    let (tone, text) = match end {
        End::Sealed(since) => {
            let since = since.day().spoken_with_year(lang);
            (Tone::Success, say!(lang, garage.proof_holds, count = rows, since = since))
        }
        End::Open => (Tone::Accent, say!(lang, garage.proof_open, count = rows)),
        End::Cut => (Tone::Error, say!(lang, garage.book_broken).to_owned()),
    };
    view! { <Notice tone=tone text=text/> }.into_any()
}

/// Who says so.
pub fn origin(lang: Lang, is_declared: bool) -> AnyView {
    if is_declared {
        view! { <Tag label=say!(lang, garage.declared) tone=Tone::Accent/> }.into_any()
    } else {
        view! { <Tag label=say!(lang, garage.signed) tone=Tone::Success icon="badge-check"/> }.into_any()
    }
}

/// Was it in the book before the car was its owner's of today?
pub fn before(lang: Lang, entry: &Entry) -> Option<AnyView> {
    (!entry.is_own).then(|| view! { <Tag label=say!(lang, handover.owner_before)/> }.into_any())
}

/// Kilometres, workshop and cost in one line.
pub fn facts(lang: Lang, km: Option<i32>, workshop: &str, total: Money) -> String {
    let km = km.map(|km| say!(lang, vehicles.km_value, km = number::count(lang, km)));
    let total = Some(total).filter(|total| total.0 > 0).map(|total| total.spoken(lang));
    let workshop = Some(workshop.to_owned()).filter(|name| !name.is_empty());
    [workshop, km, total].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The facts of a line, with what of its cost was for what.
pub fn entry_facts(lang: Lang, entry: &Entry) -> String {
    let facts = facts(lang, entry.km, &entry.workshop, entry.total);
    let (parts, labour) = (entry.parts.spoken(lang), entry.labour.spoken(lang));
    let split = match (entry.parts.0 > 0, entry.labour.0 > 0) {
        (true, true) => say!(lang, garage.split_both, parts = parts, labour = labour),
        (true, false) => say!(lang, garage.split_parts).to_owned(),
        (false, true) => say!(lang, garage.split_labour).to_owned(),
        (false, false) => return facts,
    };
    format!("{facts} ({split})")
}

/// How many papers it came with.
pub fn paper_count(lang: Lang, entry: &Entry) -> Option<AnyView> {
    let count = i64::try_from(entry.files.len()).unwrap_or_default();
    let count = (count > 0).then(|| say!(lang, carfiles.count, count = number::count(lang, count)));
    count.map(|text| view! { <p class="text-sm text-muted num">{text}</p> }.into_any())
}

/// The same, as the way to them.
fn papers_link(lang: Lang, car: VehicleId, entry: &Entry) -> Option<AnyView> {
    let href = format!("{}#belgeler", paths::car_record(car, entry.record_id));
    let count = paper_count(lang, entry)?;
    Some(view! { <a class="link-p inline-flex items-center min-h-11" href=href>{count}</a> }.into_any())
}

/// A line of the book as others see it.
pub fn shared_row(lang: Lang, entry: &Entry) -> AnyView {
    view! {
        <li class="py-4 break-inside-avoid">
            <div class="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 mb-1">
                <b class="font-semibold num">{entry.done_on.spoken_with_year(lang)}</b>
                {origin(lang, entry.is_declared)}
            </div>
            {items(lang, &entry.items, entry.done_on)}
            <p class="text-sm num mt-1 wrap-anywhere">{entry_facts(lang, entry)}</p>
            {code(lang, entry)}
        </li>
    }
    .into_any()
}

fn code(lang: Lang, entry: &Entry) -> AnyView {
    view! {
        <a class="text-xs text-muted num inline-flex items-center min-h-11 hover:underline" href=paths::record_proof(&entry.code)>
            {say!(lang, garage.proof_code, code = entry.code.clone())}
        </a>
    }
    .into_any()
}

pub fn entry_row(lang: Lang, car: VehicleId, entry: &Entry) -> AnyView {
    let edit = (entry.is_declared && entry.is_own).then(|| {
        let versions = (entry.version > 1).then(|| say!(lang, garage.versions, count = entry.version));
        view! {
            <a class="link-p text-sm inline-flex items-center min-h-11" href=paths::car_record(car, entry.record_id)>{say!(lang, common.edit)}</a>
            {versions.map(|text| view! { <span class="text-xs text-muted num">{text}</span> })}
        }
    });
    let note = (!entry.note.is_empty()).then(
        || view! { <p class="text-sm text-muted whitespace-pre-line wrap-anywhere mt-1">{entry.note.clone()}</p> },
    );
    view! {
        <li class="py-4 break-inside-avoid">
            <div class="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 mb-1">
                <b class="font-semibold num">{entry.done_on.spoken_with_year(lang)}</b>
                <span class="flex flex-wrap gap-2">{before(lang, entry)}{origin(lang, entry.is_declared)}</span>
            </div>
            {items(lang, &entry.items, entry.done_on)}
            <p class="text-sm num mt-1 wrap-anywhere">{entry_facts(lang, entry)}</p>
            {note}
            {papers_link(lang, car, entry)}
            <div class="flex flex-wrap items-center gap-x-4 mt-1">
                {code(lang, entry)}
                <span class="print:hidden contents">{edit}</span>
            </div>
        </li>
    }
    .into_any()
}

/// A declaration: a new one, or with `record` a new version of one.
pub fn record_form(visit: &Visit, car: VehicleId, record: &str, state: &FormState) -> AnyView {
    let lang = visit.lang;
    let (state, record) = (state.clone(), record.to_owned());
    let optional = say!(lang, common.optional);
    let max = |limit: usize| u32::try_from(limit).unwrap_or_default();
    let today = visit.now.day().to_string();
    let wear = Kind::WEAR.map(|kind| (kind.word(), name(lang, kind, "")));
    view! {
        <Form action=paths::api("vehicles/save_record") novalidate=true>
            {form_errors(&state, say!(lang, garage.record_refused))}
            {hidden("vehicle_id", car.to_string())}
            {hidden("record_id", record)}
            <p class="text-sm text-muted">{say!(lang, garage.record_line)}</p>
            {field(&state, "done_on", say!(lang, garage.record_on)).date().max(today).required().view()}
            {text_area(&state, "items", say!(lang, garage.record_items)).hint(say!(lang, garage.record_items_hint)).rows(3).maxlength(max(ITEMS_TEXT_MAX)).required().view()}
            {field(&state, "workshop", say!(lang, garage.record_workshop)).maxlength(max(WORKSHOP_MAX)).note(optional).view()}
            {field(&state, "km", say!(lang, garage.record_km)).digits().autocomplete("off").maxlength(9).note(optional).view()}
            <div class="grid grid-cols-2 gap-4">
                {field(&state, "parts", say!(lang, garage.record_parts)).lira().autocomplete("off").maxlength(14).note(optional).view()}
                {field(&state, "labour", say!(lang, garage.record_labour)).lira().autocomplete("off").maxlength(14).note(optional).view()}
            </div>
            {checkboxes(&state, "finishes", say!(lang, garage.record_finishes)).hint(say!(lang, garage.record_finishes_hint)).chips().options(wear).view()}
            {text_area(&state, "note", say!(lang, garage.record_note)).rows(2).maxlength(max(NOTE_MAX)).note(optional).view()}
            <div><Submit label=say!(lang, garage.record_act) icon="book-check"/></div>
        </Form>
    }
    .into_any()
}

/// What was spent by year, as bars with their sums; nothing where nothing is known.
pub fn chart(lang: Lang, by_year: &[(i16, Money)]) -> AnyView {
    if by_year.iter().all(|(_, total)| total.0 <= 0) {
        return ().into_any();
    }
    let bars = by_year.iter().map(|(year, total)| Bar::new(year.to_string(), total.0, total.spoken(lang))).collect();
    view! {
        <Section title=say!(lang, garage.chart)>
            <div class="panel p-4 md:p-5"><Bars name=say!(lang, garage.chart) items=bars/></div>
        </Section>
    }
    .into_any()
}
