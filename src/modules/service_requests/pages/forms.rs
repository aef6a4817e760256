//! The forms of the taxonomy desk.

use crate::{
    kernel::{error::Code, ids::CategoryId, paths},
    modules::service_requests::{
        model::{ALIASES_MAX, MINUTES_MAX, MINUTES_MIN, NAME_MAX},
        store::{CategoryRow, ServiceRow},
    },
    platform::Visit,
    say,
    ui::{
        ButtonLook, Confirm, FormState, Notice, Panel, PostButton, Section, Tone,
        form::{Form, Submit, checkbox, field, form_errors, hidden, select, text_area},
    },
};
use leptos::prelude::*;

const SAVE_CATEGORY: &str = "service_requests/save_category";
const SAVE_SERVICE: &str = "service_requests/save_service";
const REMOVE_CATEGORY: &str = "service_requests/remove_category";
const REMOVE_SERVICE: &str = "service_requests/remove_service";

/// Signs of the sprite that suit a kind of work.
pub(super) const ICONS: [&str; 30] = [
    "wrench",
    "cog",
    "hammer",
    "disc-3",
    "droplets",
    "fuel",
    "gauge",
    "battery-charging",
    "plug-zap",
    "zap",
    "snowflake",
    "thermometer",
    "wind",
    "flame",
    "paintbrush",
    "spray-can",
    "car",
    "car-front",
    "truck",
    "bike",
    "caravan",
    "armchair",
    "scan-search",
    "scan-line",
    "shield-check",
    "settings",
    "settings-2",
    "activity",
    "circle-dot",
    "layers",
];

/// A refused form starts with what was typed, a fresh one with what stands. `active` is typed only when it was ticked.
fn start(visit: &Visit, endpoint: &str, id: &str, active: bool) -> (FormState, bool) {
    let state = visit.form(endpoint);
    if state.is_refused() && state.value("id") == id {
        let ticked = !state.value("active").is_empty();
        (state, ticked)
    } else {
        (FormState::default().with("id", id), active)
    }
}

pub(super) fn category(visit: &Visit, all: &[CategoryRow], row: Option<&CategoryRow>) -> AnyView {
    let lang = visit.lang;
    let id = row.map(|row| row.id.to_string()).unwrap_or_default();
    let (mut state, active) = start(visit, SAVE_CATEGORY, &id, row.is_none_or(|row| row.is_active));
    if let Some(row) = row {
        state = state
            .with("parent_id", row.parent_id.map(|id| id.to_string()).unwrap_or_default())
            .with("slug", &row.slug)
            .with("name_tr", &row.name_tr)
            .with("name_en", &row.name_en)
            .with("icon", &row.icon)
            .with("position", row.position.to_string());
    }
    let parents = all
        .iter()
        .filter(|other| row.is_none_or(|row| other.id != row.id))
        .map(|other| (other.id.to_string(), lang.pick(&other.name_tr, &other.name_en).to_owned()))
        .collect::<Vec<_>>();
    let title = row.map_or_else(
        || say!(lang, admin.category_new).to_owned(),
        |row| lang.pick(&row.name_tr, &row.name_en).to_owned(),
    );
    let remove = row.map(|row| {
        let values = vec![("id", row.id.to_string())];
        view! {
            <div class="mt-3">
                <Confirm
                    id="kategoriyi-kaldir"
                    label=say!(lang, admin.category_remove)
                    title=say!(lang, admin.category_remove_title)
                    line=say!(lang, admin.remove_line)
                    close=say!(lang, common.close)
                >
                    <PostButton action=paths::api(REMOVE_CATEGORY) label=say!(lang, common.remove) values=values look=ButtonLook::Danger icon="trash-2"/>
                </Confirm>
            </div>
        }
    });
    view! {
        <Panel>
            <Section title=title>
                <Form action=paths::api(SAVE_CATEGORY)>
                    {form_errors(&state, say!(lang, errors.invalid))}
                    {hidden("id", state.value("id"))}
                    <div class="grid grid-cols-1 md:grid-cols-2 gap-4">
                        {field(&state, "name_tr", say!(lang, admin.name_tr)).required().maxlength(letters(NAME_MAX)).view()}
                        {field(&state, "name_en", say!(lang, admin.name_en)).required().maxlength(letters(NAME_MAX)).view()}
                        {select(&state, "parent_id", say!(lang, admin.parent)).placeholder(say!(lang, admin.parent_none)).options(parents).view()}
                        {select(&state, "icon", say!(lang, admin.icon)).preset("wrench").options(ICONS.map(|icon| (icon, icon))).view()}
                        {field(&state, "slug", say!(lang, admin.slug)).hint(say!(lang, admin.slug_hint)).view()}
                        {field(&state, "position", say!(lang, admin.position)).number().min(0).hint(say!(lang, admin.position_hint)).view()}
                    </div>
                    {checkbox(&state, "active", say!(lang, admin.active_hint)).checked(active).view()}
                    <div><Submit label=say!(lang, common.save)/></div>
                </Form>
                {remove}
            </Section>
        </Panel>
    }
    .into_any()
}

pub(super) fn service(visit: &Visit, all: &[CategoryRow], category: CategoryId, row: Option<&ServiceRow>) -> AnyView {
    let lang = visit.lang;
    let id = row.map(|row| row.id.to_string()).unwrap_or_default();
    let (state, active) = start(visit, SAVE_SERVICE, &id, row.is_none_or(|row| row.is_active));
    let mut state = state.with("category_id", row.map_or(category, |row| row.category_id).to_string());
    if let Some(row) = row {
        state = state
            .with("slug", &row.slug)
            .with("name_tr", &row.name_tr)
            .with("name_en", &row.name_en)
            .with("typical_minutes", row.typical_minutes.to_string())
            .with("position", row.position.to_string())
            .with("aliases", row.aliases.replace("; ", "\n"));
    }
    let categories = all
        .iter()
        .map(|other| (other.id.to_string(), lang.pick(&other.name_tr, &other.name_en).to_owned()))
        .collect::<Vec<_>>();
    let title = row.map_or_else(
        || say!(lang, admin.service_new).to_owned(),
        |row| lang.pick(&row.name_tr, &row.name_en).to_owned(),
    );
    let remove = row.map(|row| {
        let values = vec![("id", row.id.to_string())];
        view! {
            <div class="mt-3">
                <Confirm
                    id="hizmeti-kaldir"
                    label=say!(lang, admin.service_remove)
                    title=say!(lang, admin.service_remove_title)
                    line=say!(lang, admin.remove_line)
                    close=say!(lang, common.close)
                >
                    <PostButton action=paths::api(REMOVE_SERVICE) label=say!(lang, common.remove) values=values look=ButtonLook::Danger icon="trash-2"/>
                </Confirm>
            </div>
        }
    });
    view! {
        <Panel>
            <Section title=title>
                <Form action=paths::api(SAVE_SERVICE)>
                    {form_errors(&state, say!(lang, errors.invalid))}
                    {hidden("id", state.value("id"))}
                    <div class="grid grid-cols-1 md:grid-cols-2 gap-4">
                        {field(&state, "name_tr", say!(lang, admin.name_tr)).id("s-name-tr").required().maxlength(letters(NAME_MAX)).view()}
                        {field(&state, "name_en", say!(lang, admin.name_en)).id("s-name-en").required().maxlength(letters(NAME_MAX)).view()}
                        {select(&state, "category_id", say!(lang, admin.category)).options(categories).required().view()}
                        {field(&state, "typical_minutes", say!(lang, admin.minutes)).number().min(MINUTES_MIN).max(MINUTES_MAX).required().hint(say!(lang, admin.minutes_hint)).view()}
                        {field(&state, "slug", say!(lang, admin.slug)).id("s-slug").hint(say!(lang, admin.slug_hint)).view()}
                        {field(&state, "position", say!(lang, admin.position)).id("s-position").number().min(0).hint(say!(lang, admin.position_hint)).view()}
                    </div>
                    {text_area(&state, "aliases", say!(lang, admin.aliases)).id("s-aliases").maxlength(letters(ALIASES_MAX)).hint(say!(lang, admin.aliases_hint)).view()}
                    {checkbox(&state, "active", say!(lang, admin.active_hint)).id("s-active").checked(active).view()}
                    <div><Submit label=say!(lang, common.save)/></div>
                </Form>
                {remove}
            </Section>
        </Panel>
    }
    .into_any()
}

/// What is in use cannot be removed; the way out is offered at once: set it inactive.
pub(super) fn refused_removal(visit: &Visit, categories: &[CategoryRow], services: &[ServiceRow]) -> AnyView {
    let in_use = |endpoint: &str| {
        let flash = visit.flash_of(endpoint)?;
        let error = flash.error.as_ref()?;
        let id = flash.values.get("id").and_then(|values| values.first()).cloned().unwrap_or_default();
        Some((error.message.clone(), id, error.code == Code::InUse))
    };
    let (message, button) = if let Some((message, id, used)) = in_use(REMOVE_CATEGORY) {
        (
            message,
            categories
                .iter()
                .find(|row| used && row.is_active && row.id.to_string() == id)
                .map(|row| deactivate_category(visit, row)),
        )
    } else if let Some((message, id, used)) = in_use(REMOVE_SERVICE) {
        (
            message,
            services
                .iter()
                .find(|row| used && row.is_active && row.id.to_string() == id)
                .map(|row| deactivate_service(visit, row)),
        )
    } else {
        return ().into_any();
    };
    let title = say!(visit.lang, admin.not_removed);
    view! {
        <div class="mb-4 grid grid-cols-1 gap-3">
            <Notice tone=Tone::Error text=message title=title/>
            {button}
        </div>
    }
    .into_any()
}

fn deactivate_category(visit: &Visit, row: &CategoryRow) -> AnyView {
    let values = vec![
        ("id", row.id.to_string()),
        ("parent_id", row.parent_id.map(|id| id.to_string()).unwrap_or_default()),
        ("slug", row.slug.clone()),
        ("name_tr", row.name_tr.clone()),
        ("name_en", row.name_en.clone()),
        ("icon", row.icon.clone()),
        ("position", row.position.to_string()),
    ];
    view! { <PostButton action=paths::api(SAVE_CATEGORY) label=say!(visit.lang, admin.deactivate) values=values icon="eye-off"/> }.into_any()
}

fn deactivate_service(visit: &Visit, row: &ServiceRow) -> AnyView {
    let values = vec![
        ("id", row.id.to_string()),
        ("category_id", row.category_id.to_string()),
        ("slug", row.slug.clone()),
        ("name_tr", row.name_tr.clone()),
        ("name_en", row.name_en.clone()),
        ("typical_minutes", row.typical_minutes.to_string()),
        ("position", row.position.to_string()),
    ];
    view! { <PostButton action=paths::api(SAVE_SERVICE) label=say!(visit.lang, admin.deactivate) values=values icon="eye-off"/> }.into_any()
}

fn letters(limit: usize) -> u32 {
    u32::try_from(limit).unwrap_or(u32::MAX)
}
