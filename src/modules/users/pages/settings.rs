//! A person's own settings.

use crate::{
    kernel::{error::AppError, paths},
    kernel::{lang::Lang, text::spoken_phone},
    modules::users::{
        model::{NAME_MAX, THEMES},
        service,
    },
    platform::{Scope, Visit},
    say,
    ui::{
        Page, PageHead, Panel, Section,
        form::{Form, Submit, field, form_errors, radios},
    },
};
use leptos::prelude::*;

const SAVE: &str = "users/save_settings";

/// `/hesap/ayarlar`: name, phone, language, look.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn settings(visit: Visit) -> Result<Page, AppError> {
    let email = visit.person()?.known_as().to_owned();
    let now = service::settings(&mut Scope::read(&visit)).await?;
    let lang = visit.lang;
    let state = visit
        .form(SAVE)
        .with("full_name", now.full_name)
        .with("phone", now.phone.map(|phone| spoken_phone(&phone)).unwrap_or_default())
        .with("lang", now.lang.code())
        .with("theme", now.theme);
    let themes = THEMES.map(|theme| (theme, theme_name(lang, theme)));
    let languages = [(Lang::Tr.code(), "Türkçe"), (Lang::En.code(), "English")];
    let name_limit = u32::try_from(NAME_MAX).unwrap_or(120);
    // Views of their own: a part's children own what they use, and all of them use the state.
    let complaints = form_errors(&state, say!(lang, errors.invalid));
    let name = field(&state, "full_name", say!(lang, auth.full_name))
        .autocomplete("name")
        .required()
        .maxlength(name_limit)
        .view();
    let phone = field(&state, "phone", say!(lang, auth.settings_phone))
        .tel()
        .note(say!(lang, common.optional))
        .hint(say!(lang, auth.settings_phone_hint))
        .view();
    let language = radios(&state, "lang", say!(lang, auth.settings_lang)).chips().options(languages).view();
    let theme = radios(&state, "theme", say!(lang, auth.settings_theme)).chips().options(themes).view();
    let photo = super::photo::photo_part(&visit).await?;
    let body = view! {
        <PageHead title=say!(lang, auth.settings) line=email/>
        {super::settings_tabs(lang, paths::SETTINGS)}
        <div class="max-w-2xl mb-4">{photo}</div>
        <Form action=paths::api(SAVE) class="grid grid-cols-1 gap-4 max-w-2xl">
            {complaints}
            <Panel>
                <Section title=say!(lang, auth.settings_person)>
                    <div class="grid grid-cols-1 gap-4">{name}{phone}</div>
                </Section>
            </Panel>
            <Panel>
                <Section title=say!(lang, auth.settings_look)>
                    <div class="grid grid-cols-1 gap-5">{language}{theme}</div>
                </Section>
            </Panel>
            <div><Submit label=say!(lang, common.save) large=true/></div>
        </Form>
    };
    Ok(Page::new(say!(lang, auth.settings), body).noindex().islands().nav("settings"))
}

fn theme_name(lang: Lang, theme: &str) -> &'static str {
    match theme {
        "light" => say!(lang, auth.theme_light),
        "dark" => say!(lang, auth.theme_dark),
        _ => say!(lang, auth.theme_system),
    }
}
