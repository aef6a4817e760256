//! The parts of `/atolye/calisma-saatleri` about who works at the cars, and about what they and the lifts are fit for.

use crate::{
    kernel::{form::FormState, ids::CategoryId, lang::Lang, paths, time::Day},
    modules::mechanics::{
        people::{
            NAME_MAX,
            inputs::{MyAbsence, MyWorker},
        },
        workshop::model::{MyBay, MyWorkshop},
    },
    platform::{Visit, reference::Reference},
    say,
    ui::{
        ButtonLook, Confirm, Empty, Panel, PostButton, Section, TextLink,
        form::{Form, Submit, checkboxes, field, form_errors, hidden, select},
    },
};
use leptos::prelude::*;

const SAVE: &str = "mechanics/save_person";
const ADD_ABSENCE: &str = "mechanics/add_absence";
const SAVE_BAY: &str = "mechanics/save_bay_skills";

/// Everybody, and a form for one more.
pub fn people(visit: &Visit, own: &MyWorkshop) -> AnyView {
    let lang = visit.lang;
    let reference = visit.wires.reference.get();
    let rows: Vec<_> = own.people.iter().map(|worker| row(lang, &reference, worker)).collect();
    let list = if rows.is_empty() {
        view! { <Empty icon="users" title=say!(lang, workshop.people_none) line=say!(lang, workshop.people_none_line)/> }
            .into_any()
    } else {
        view! { <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{rows}</ul></Panel> }.into_any()
    };
    let state = visit.form(SAVE);
    view! {
        <Section title=say!(lang, workshop.people) id="ustalar">
            <p class="text-sm text-muted -mt-2 mb-4">{say!(lang, workshop.people_line)}</p>
            {list}
            <div class="panel p-4 md:p-5 mt-4">
                <h3 class="text-base font-semibold mb-3">{say!(lang, workshop.person_add)}</h3>
                <Form action=paths::api(SAVE) novalidate=true>
                    {form_errors(&state, say!(lang, workshop.refused))}
                    {name_field(lang, &state)}
                    <Submit label=say!(lang, workshop.person_add_act) icon="users"/>
                </Form>
            </div>
        </Section>
    }
    .into_any()
}

fn name_field(lang: Lang, state: &FormState) -> AnyView {
    let max = u32::try_from(NAME_MAX).unwrap_or(60);
    field(state, "person_name", say!(lang, workshop.person_name)).maxlength(max).required().view().into_any()
}

fn row(lang: Lang, reference: &Reference, worker: &MyWorker) -> AnyView {
    let open = say!(lang, workshop.person_open_of, name = worker.name.as_str());
    view! {
        <li class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
            <span class="min-w-0">
                <b class="block font-semibold wrap-anywhere">{worker.name.clone()}</b>
                <span class="block text-sm text-muted">{skill_words(lang, reference, &worker.skills)}</span>
            </span>
            <a class="btn btn-line" href=paths::workshop_person(worker.id) aria-label=open>{say!(lang, workshop.person_open)}</a>
        </li>
    }
    .into_any()
}

fn skill_words(lang: Lang, reference: &Reference, skills: &[CategoryId]) -> String {
    if skills.is_empty() {
        return say!(lang, workshop.skills_all).to_owned();
    }
    let names = skills.iter().filter_map(|id| reference.category(*id)).map(|category| category.name(lang));
    names.collect::<Vec<_>>().join(", ")
}

/// Boxes for the kinds of work; as it was refused, or as it is set.
fn skill_boxes(lang: Lang, reference: &Reference, state: &FormState, skills: &[CategoryId]) -> AnyView {
    let tops = reference.categories.iter().filter(|category| category.parent_id.is_none() && category.is_active);
    let options: Vec<_> = tops.map(|category| (category.id.to_string(), category.name(lang).to_owned())).collect();
    let state = state.clone();
    let state =
        if state.is_refused() { state } else { state.with_all("skills", skills.iter().map(ToString::to_string)) };
    let boxes = checkboxes(&state, "skills", say!(lang, workshop.skills)).chips().options(options).view();
    view! {
        {boxes}
        <p class="hint -mt-2">{say!(lang, workshop.skills_hint)}</p>
    }
    .into_any()
}

/// The person or the lift that the address names, when there is one.
pub fn open(visit: &Visit, own: &MyWorkshop, accounts: Vec<(String, String)>) -> Option<Vec<AnyView>> {
    if let Some(asked) = visit.param("usta") {
        let worker = own.people.iter().find(|worker| worker.id.to_string() == asked)?;
        return Some(vec![worker_form(visit, worker, accounts), absences(visit, worker), removal(visit, worker)]);
    }
    let asked = visit.param("lift")?;
    let bay = own.bays.iter().find(|bay| bay.id.to_string() == asked)?;
    Some(vec![bay_form(visit, bay)])
}

fn worker_form(visit: &Visit, worker: &MyWorker, accounts: Vec<(String, String)>) -> AnyView {
    let (lang, id) = (visit.lang, worker.id.to_string());
    let user = worker.user_id.map(|id| id.to_string()).unwrap_or_default();
    let state = visit.form(SAVE).with("person_name", worker.name.clone());
    let boxes = skill_boxes(lang, &visit.wires.reference.get(), &state, &worker.skills);
    let account = select(&state, "user_id", say!(lang, workshop.person_account))
        .option("", say!(lang, workshop.person_no_account))
        .options(accounts)
        .preset(user)
        .view();
    let (errors, name) = (form_errors(&state, say!(lang, workshop.refused)), name_field(lang, &state));
    view! {
        <Section title=worker.name.clone() id="ustalar">
            <Panel>
                <Form action=paths::api(SAVE) novalidate=true>
                    {errors}
                    {hidden("person_id", id)}
                    {name}
                    {boxes}
                    {account}
                    {act_line(lang)}
                </Form>
            </Panel>
        </Section>
    }
    .into_any()
}

fn act_line(lang: Lang) -> AnyView {
    view! {
        <div class="flex flex-wrap items-center gap-4">
            <Submit label=say!(lang, common.save)/>
            <TextLink href=paths::WORKSHOP_HOURS label=say!(lang, workshop.all_settings)/>
        </div>
    }
    .into_any()
}

fn absences(visit: &Visit, worker: &MyWorker) -> AnyView {
    let (lang, id) = (visit.lang, worker.id.to_string());
    let rows: Vec<_> = worker.absences.iter().map(|absence| absence_row(lang, absence)).collect();
    let list = if rows.is_empty() {
        view! { <Empty icon="calendar-off" title=say!(lang, workshop.absence_none) line=say!(lang, workshop.absence_none_line)/> }.into_any()
    } else {
        view! { <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{rows}</ul></Panel> }.into_any()
    };
    let state = visit.form(ADD_ABSENCE);
    let today = visit.now.day().to_string();
    view! {
        <Section title=say!(lang, workshop.absences) id="izinler">
            {list}
            <div class="panel p-4 md:p-5 mt-4">
                <Form action=paths::api(ADD_ABSENCE) novalidate=true>
                    {form_errors(&state, say!(lang, workshop.refused))}
                    {hidden("person_id", id)}
                    <div class="grid grid-cols-1 sm:grid-cols-2 gap-4">
                        {field(&state, "from_on", say!(lang, workshop.from_on)).date().required().view()}
                        {field(&state, "to_on", say!(lang, workshop.to_on)).date().min(today).note(say!(lang, common.optional)).view()}
                    </div>
                    <Submit label=say!(lang, workshop.absence_act) icon="calendar-off"/>
                </Form>
            </div>
        </Section>
    }
    .into_any()
}

fn absence_row(lang: Lang, absence: &MyAbsence) -> AnyView {
    let spoken = |text: &str| Day::parse(text).map(|day| day.spoken_with_year(lang)).unwrap_or_default();
    let days = if absence.from_on == absence.to_on {
        spoken(&absence.from_on)
    } else {
        format!("{} – {}", spoken(&absence.from_on), spoken(&absence.to_on))
    };
    view! {
        <li class="flex items-center justify-between gap-4 py-3">
            <b class="font-semibold num">{days}</b>
            <PostButton
                action=paths::api("mechanics/remove_absence")
                label=say!(lang, common.remove)
                values=vec![("absence_id", absence.id.to_string())]
            />
        </li>
    }
    .into_any()
}

fn removal(visit: &Visit, worker: &MyWorker) -> AnyView {
    let (lang, id) = (visit.lang, worker.id.to_string());
    let refused = form_errors(&visit.form("mechanics/remove_person"), say!(lang, errors.invalid));
    view! {
        <div class="grid gap-4">
            {refused}
            <div>
                <Confirm
                    id=format!("usta-{id}")
                    label=say!(lang, workshop.person_remove)
                    title=say!(lang, workshop.person_remove_title, name = worker.name.as_str())
                    line=say!(lang, workshop.person_remove_line)
                    close=say!(lang, common.close)
                >
                    <PostButton
                        action=paths::api("mechanics/remove_person")
                        label=say!(lang, workshop.person_remove)
                        values=vec![("person_id", id)]
                        look=ButtonLook::Danger
                        wide=true
                    />
                </Confirm>
            </div>
        </div>
    }
    .into_any()
}

fn bay_form(visit: &Visit, bay: &MyBay) -> AnyView {
    let (lang, id) = (visit.lang, bay.id.to_string());
    let state = visit.form(SAVE_BAY);
    let boxes = skill_boxes(lang, &visit.wires.reference.get(), &state, &bay.skills);
    let errors = form_errors(&state, say!(lang, workshop.refused));
    view! {
        <Section title=say!(lang, workshop.bay_skills, name = bay.name.as_str()) id="liftler">
            <Panel>
                <Form action=paths::api(SAVE_BAY) novalidate=true>
                    {errors}
                    {hidden("bay_id", id)}
                    {boxes}
                    {act_line(lang)}
                </Form>
            </Panel>
        </Section>
    }
    .into_any()
}

/// The way to what a lift is fit for, below its name.
pub fn bay_link(lang: Lang, reference: &Reference, bay: &MyBay) -> AnyView {
    let label = say!(lang, workshop.bay_skills_open, name = bay.name.as_str());
    let words = skill_words(lang, reference, &bay.skills);
    let spoken = format!("{label} {words}");
    view! {
        <a class="link-p text-sm inline-flex items-center min-h-11" href=paths::workshop_bay(bay.id) aria-label=spoken>
            {words}
        </a>
    }
    .into_any()
}
