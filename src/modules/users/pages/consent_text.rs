//! `/metinler/{purpose}/{version}`: every version of what people agree to, also the old ones.

use crate::{
    kernel::{
        error::{AppError, Code, Result},
        lang::Lang,
        paths,
        time::Day,
    },
    modules::users::{
        consents::{self, Purpose},
        spoken,
    },
    platform::Visit,
    say,
    ui::{
        Notice, Page, TextLink, Tone,
        prose::{blocks, prose},
    },
};
use leptos::prelude::*;

/// # Errors
/// `not_found` for a text or version that never was.
pub async fn consent_text(visit: Visit, purpose: String, version: String) -> Result<Page> {
    let lang = visit.lang;
    let purpose = Purpose::parse(&purpose).ok_or_else(|| AppError::new(Code::NotFound))?;
    let text = consents::version(purpose, &version).ok_or_else(|| AppError::new(Code::NotFound))?;
    let current = consents::current(purpose);
    let old = (text.version != current.version).then(|| {
        let act =
            crate::ui::Go::new(say!(lang, privacy.text_current), paths::consent_text(purpose.word(), current.version));
        view! { <Notice tone=Tone::Accent text=say!(lang, privacy.text_old) act=act/> }
    });
    let title = spoken::purpose(lang, purpose);
    let body = view! {
        <article class="wrap py-8 md:py-12">
            <div class="max-w-prose grid gap-4 grid-cols-1">
                <h1 class="text-2xl md:text-3xl font-extrabold tracking-tight">{title}</h1>
                {old}
                <Notice tone=Tone::Accent text=say!(lang, home.sample_text)/>
                {version_line(lang, purpose, text.version)}
                {prose(blocks(text.body(lang)))}
            </div>
        </article>
    };
    Ok(Page::new(title, body).noindex())
}

/// Which version this is and since when; links to the other ones.
pub fn version_line(lang: Lang, purpose: Purpose, shown: &str) -> AnyView {
    let others: Vec<_> = consents::versions(purpose)
        .filter(|text| text.version != shown)
        .map(|text| {
            let href = paths::consent_text(purpose.word(), text.version);
            view! { <TextLink href=href label=say!(lang, privacy.text_version, version = text.version)/> }
        })
        .collect();
    let since = Day::parse(shown).map(|day| day.spoken_with_year(lang)).unwrap_or_default();
    view! {
        <p class="text-sm text-muted num flex flex-wrap gap-x-4">
            <span>{say!(lang, privacy.text_version, version = shown)} " · " {say!(lang, privacy.text_since, day = since)}</span>
            {others}
        </p>
    }
    .into_any()
}
