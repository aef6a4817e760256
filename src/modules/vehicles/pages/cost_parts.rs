//! What was noted beside the service book: the list of one car, and the form.

use crate::{
    kernel::{lang::Lang, page::Page, paths},
    modules::vehicles::{
        costs::{
            model::{Kind, NOTE_MAX},
            store::Cost,
        },
        model::Car,
    },
    platform::Visit,
    say,
    ui::{
        ButtonLook, Pager, PagerWords, Panel, PostButton, Section,
        form::{Form, Submit, field, form_errors, select},
    },
};
use leptos::prelude::*;

const ADD: &str = "vehicles/add_cost";

fn name(lang: Lang, kind: Option<Kind>) -> &'static str {
    match kind {
        Some(Kind::Fuel) => say!(lang, spending.kind_fuel),
        Some(Kind::Insurance) => say!(lang, spending.kind_insurance),
        Some(Kind::Tax) => say!(lang, spending.kind_tax),
        Some(Kind::Parking) => say!(lang, spending.kind_parking),
        Some(Kind::Fine) => say!(lang, spending.kind_fine),
        Some(Kind::Other) | None => say!(lang, spending.kind_other),
    }
}

pub fn list(visit: &Visit, car: &Car, costs: &Page<Cost>, is_later: bool) -> AnyView {
    let lang = visit.lang;
    if costs.items.is_empty() {
        return view! {
            <Section title=say!(lang, spending.noted)><p class="text-muted">{say!(lang, spending.noted_none)}</p></Section>
        }
        .into_any();
    }
    let rows: Vec<_> = costs
        .items
        .iter()
        .map(|cost| {
            let line = [cost.spent_on.spoken_with_year(lang), cost.note.clone()];
            let line = line.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            let values = vec![("cost_id", cost.id.to_string())];
            view! {
                <li class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
                    <span class="min-w-0 flex-1">
                        <b class="block font-semibold">{name(lang, Kind::parse(&cost.kind))}</b>
                        <span class="block text-sm text-muted num wrap-anywhere">{line}</span>
                    </span>
                    <b class="font-semibold num">{cost.amount.spoken(lang)}</b>
                    <PostButton action=paths::api("vehicles/remove_cost") label=say!(lang, common.remove) values=values look=ButtonLook::Quiet/>
                </li>
            }
        })
        .collect();
    let own = paths::car_spending(car.id);
    let words = PagerWords {
        name: say!(lang, spending.pages).to_owned(),
        previous: say!(lang, search.first_page).to_owned(),
        next: say!(lang, common.next).to_owned(),
    };
    let first = is_later.then(|| own.clone());
    let next = costs.next.as_ref().map(|last| format!("{own}&son={last}"));
    view! {
        <Section title=say!(lang, spending.noted)>
            <ul class="panel px-4 md:px-5 divide-y divide-line">{rows}</ul>
            <Pager previous=first next=next words=words/>
        </Section>
    }
    .into_any()
}

/// For the car that is looked at, or the default one.
pub fn form(visit: &Visit, cars: &[Car], chosen: Option<&Car>) -> AnyView {
    let lang = visit.lang;
    let today = visit.now.day().to_string();
    let mut state = visit.form(ADD).with("spent_on", today.clone());
    if let Some(car) = chosen {
        state = state.with("vehicle_id", car.id.to_string());
    }
    let cars: Vec<_> = cars.iter().map(|car| (car.id.to_string(), format!("{} · {}", car.plate, car.label))).collect();
    let kinds = Kind::ALL.map(|kind| (kind.word(), name(lang, Some(kind))));
    let optional = say!(lang, common.optional);
    let note_max = u32::try_from(NOTE_MAX).unwrap_or_default();
    view! {
        <Section title=say!(lang, spending.add) id="ekle">
            <Panel>
                <Form action=paths::api(ADD) novalidate=true>
                    {form_errors(&state, say!(lang, spending.refused))}
                    {select(&state, "vehicle_id", say!(lang, spending.car)).options(cars).view()}
                    {select(&state, "kind", say!(lang, spending.kind)).options(kinds).view()}
                    {field(&state, "amount", say!(lang, spending.amount)).lira().autocomplete("off").maxlength(14).required().view()}
                    {field(&state, "spent_on", say!(lang, spending.spent_on)).date().max(today).required().view()}
                    {field(&state, "note", say!(lang, spending.note)).maxlength(note_max).autocomplete("off").note(optional).view()}
                    <p class="hint -mt-2">{say!(lang, spending.add_hint)}</p>
                    <Submit label=say!(lang, spending.add_act) icon="plus"/>
                </Form>
            </Panel>
        </Section>
    }
    .into_any()
}
