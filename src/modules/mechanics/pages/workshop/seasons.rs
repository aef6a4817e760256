//! The part of `/atolye/calisma-saatleri` about seasons: the list, the one that is open, and a form for a new one.

use super::plan;
use crate::{
    kernel::{lang::Lang, paths, time::Day},
    modules::mechanics::{
        seasons::{NAME_MAX, inputs::MySeason},
        workshop::model::MyWorkshop,
    },
    platform::Visit,
    say,
    ui::{
        ButtonLook, Confirm, Empty, FormState, Panel, PostButton, Section, Tag, TextLink, Tone,
        form::{Form, Submit, checkbox, field, form_errors, hidden},
    },
};
use leptos::prelude::*;

const SAVE: &str = "mechanics/save_season";

/// All of them, and a form for a new one.
pub fn seasons(visit: &Visit, own: &MyWorkshop) -> AnyView {
    let lang = visit.lang;
    let rows: Vec<_> = own.seasons.iter().map(|season| row(lang, season)).collect();
    let list = if rows.is_empty() {
        view! { <Empty icon="calendar-days" title=say!(lang, workshop.seasons_none) line=say!(lang, workshop.seasons_none_line)/> }.into_any()
    } else {
        view! { <Panel class="panel px-4 md:px-5"><ul class="divide-y divide-line">{rows}</ul></Panel> }.into_any()
    };
    let form = new_form(lang, visit.form(SAVE));
    view! {
        <Section title=say!(lang, workshop.seasons) id="sezonlar">
            <p class="text-sm text-muted -mt-2 mb-4">{say!(lang, workshop.seasons_line)}</p>
            {list}
            <div class="panel p-4 md:p-5 mt-4">{form}</div>
        </Section>
    }
    .into_any()
}

/// The one that the address names, when there is such a season.
pub fn open(visit: &Visit, own: &MyWorkshop) -> Option<AnyView> {
    let asked = visit.param("sezon")?;
    let season = own.seasons.iter().find(|season| season.id.to_string() == asked)?;
    let title = say!(visit.lang, workshop.season_edit, name = season.name.as_str());
    let form = edit_form(visit.lang, visit.form(SAVE), season);
    Some(view! { <Section title=title id="sezonlar"><Panel>{form}</Panel></Section> }.into_any())
}

fn row(lang: Lang, season: &MySeason) -> AnyView {
    let id = season.id.to_string();
    let spoken = |text: &str| Day::parse(text).map(|day| day.spoken_with_year(lang)).unwrap_or_default();
    let days = format!("{} – {}", spoken(&season.from_on), spoken(&season.to_on));
    let yearly =
        season.every_year.then(|| view! { <Tag label=say!(lang, workshop.season_yearly_tag) tone=Tone::Primary/> });
    let open = say!(lang, workshop.season_hours_of, name = season.name.as_str());
    view! {
        <li class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
            <span class="min-w-0">
                <b class="font-semibold wrap-anywhere">{season.name.clone()}</b>
                " "
                {yearly}
                <span class="block text-sm text-muted num">{days}</span>
            </span>
            <span class="flex flex-wrap items-center gap-2">
                <a class="btn btn-line" href=paths::workshop_season(season.id) aria-label=open>{say!(lang, workshop.season_open)}</a>
                <Confirm
                    id=format!("sezon-{id}")
                    label=say!(lang, common.remove)
                    title=say!(lang, workshop.season_remove_title, name = season.name.as_str())
                    line=say!(lang, workshop.season_remove_line)
                    close=say!(lang, common.close)
                >
                    <PostButton
                        action=paths::api("mechanics/remove_season")
                        label=say!(lang, common.remove)
                        values=vec![("season_id", id)]
                        look=ButtonLook::Danger
                        wide=true
                    />
                </Confirm>
            </span>
        </li>
    }
    .into_any()
}

/// Name and days of a season.
fn frame(lang: Lang, state: &FormState) -> AnyView {
    let max = u32::try_from(NAME_MAX).unwrap_or(60);
    view! {
        {field(state, "name", say!(lang, workshop.season_name)).hint(say!(lang, workshop.season_name_hint)).maxlength(max).required().view()}
        <div class="grid grid-cols-1 sm:grid-cols-2 gap-4">
            {field(state, "first_on", say!(lang, workshop.season_first)).date().required().view()}
            {field(state, "last_on", say!(lang, workshop.season_last)).date().required().view()}
        </div>
        {checkbox(state, "every_year", say!(lang, workshop.season_yearly)).view()}
    }
    .into_any()
}

fn new_form(lang: Lang, state: FormState) -> AnyView {
    view! {
        <h3 class="text-base font-semibold mb-3">{say!(lang, workshop.season_add)}</h3>
        <Form action=paths::api(SAVE) novalidate=true>
            {form_errors(&state, say!(lang, workshop.refused))}
            {frame(lang, &state)}
            <p class="hint -mt-2">{say!(lang, workshop.season_add_hint)}</p>
            <Submit label=say!(lang, workshop.season_add_act) icon="calendar-days"/>
        </Form>
    }
    .into_any()
}

fn edit_form(lang: Lang, state: FormState, season: &MySeason) -> AnyView {
    let id = season.id.to_string();
    let state = if state.is_refused() {
        state
    } else {
        plan::starting(state, &season.hours)
            .with("name", season.name.clone())
            .with("first_on", season.from_on.clone())
            .with("last_on", season.to_on.clone())
            .with("every_year", season.every_year.to_string())
    };
    view! {
        <Form action=paths::api(SAVE) novalidate=true>
            {form_errors(&state, say!(lang, workshop.refused))}
            {hidden("season_id", id)}
            {frame(lang, &state)}
            {plan::days(lang, &state)}
            <div class="flex flex-wrap items-center gap-4">
                <Submit label=say!(lang, common.save)/>
                <TextLink href=paths::WORKSHOP_HOURS.to_owned() + "#sezonlar" label=say!(lang, workshop.season_all)/>
            </div>
        </Form>
    }
    .into_any()
}
