//! Forms of a household: asking somebody, and changing what somebody may do.

use crate::{
    kernel::{form::FormState, lang::Lang, paths},
    modules::vehicles::{household::store::Membership, model::Car},
    platform::Visit,
    say,
    ui::{
        Fold, Panel, Section,
        form::{Form, Submit, checkbox, checkboxes, field, form_errors, hidden, radios},
    },
};
use leptos::prelude::*;

pub const INVITE: &str = "vehicles/invite_member";
const CHANGE: &str = "vehicles/change_member";

pub fn invite_form(lang: Lang, state: &FormState, cars: &[Car]) -> AnyView {
    let asked = state.clone();
    let terms = terms(lang, &asked, cars, "");
    view! {
        <Section title=say!(lang, household.invite) id="davet">
            <Panel>
                <Form action=paths::api(INVITE) novalidate=true>
                    {form_errors(&asked, say!(lang, household.refused))}
                    {field(&asked, "email", say!(lang, household.email)).email().autocomplete("off").hint(say!(lang, household.email_hint)).required().view()}
                    {terms}
                    <div><Submit label=say!(lang, household.invite_act) icon="send-horizontal"/></div>
                </Form>
            </Panel>
        </Section>
    }
    .into_any()
}

/// Stands open when it was refused, with what was typed there.
pub fn change_form(visit: &Visit, member: &Membership, cars: &[Car]) -> AnyView {
    let lang = visit.lang;
    let id = member.id.to_string();
    let typed = Some(visit.form(CHANGE)).filter(|state| state.is_refused() && state.value("membership_id") == id);
    let open = typed.is_some();
    let state = typed.unwrap_or_else(|| {
        FormState::default()
            .with("book", member.rights.book.to_string())
            .with("pay", member.rights.pay.to_string())
            .with("all_cars", member.all_cars.to_string())
            .with_all("vehicle_ids", member.cars.iter().map(ToString::to_string))
    });
    let fields = terms(lang, &state, cars, &format!("-{id}"));
    view! {
        <Fold title=say!(lang, household.change) open=open>
            <Form action=paths::api(CHANGE) novalidate=true>
                {form_errors(&state, say!(lang, household.change_refused))}
                {hidden("membership_id", id)}
                {fields}
                <div><Submit label=say!(lang, household.change_act)/></div>
            </Form>
        </Fold>
    }
    .into_any()
}

/// Rights and cars; `end` tells the ids of several forms on a page apart.
fn terms(lang: Lang, state: &FormState, cars: &[Car], end: &str) -> AnyView {
    let ways = [("true", say!(lang, household.all)), ("false", say!(lang, household.chosen))];
    let names = cars.iter().map(|car| (car.id.to_string(), format!("{} ({})", car.label, car.plate)));
    let named = (!cars.is_empty()).then(|| {
        let list = checkboxes(state, "vehicle_ids", say!(lang, household.chosen)).hide_label();
        let list = if end.is_empty() { list } else { list.id(format!("f-vehicle_ids{end}")) };
        list.lines().options(names).view()
    });
    let own = |name: &str| format!("f-{name}{end}");
    view! {
        <fieldset class="grid grid-cols-1 gap-1">
            <legend class="text-sm font-semibold mb-1">{say!(lang, household.rights)}</legend>
            <p class="text-sm text-muted">{say!(lang, household.view_always)}</p>
            {checkbox(state, "book", say!(lang, household.book)).id(own("book")).view()}
            {checkbox(state, "pay", say!(lang, household.pay)).id(own("pay")).view()}
        </fieldset>
        <div class="grid grid-cols-1 gap-2">
            {radios(state, "all_cars", say!(lang, household.which)).id(own("all_cars")).lines().options(ways).preset("true").view()}
            {named}
        </div>
    }
    .into_any()
}
