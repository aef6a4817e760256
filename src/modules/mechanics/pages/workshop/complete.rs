//! On `/atolye`: what the profile still lacks; nothing once it is complete.

use crate::{
    kernel::{error::Result, lang::Lang, paths},
    modules::mechanics::{
        complete::{STORY_ENOUGH, Step, store},
        policy,
    },
    platform::{Scope, Visit},
    say,
    ui::{Icon, ProgressBar, Section},
};
use leptos::prelude::*;

/// Nothing for everybody but an owner: staff cannot change most of it.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn complete_part(visit: &Visit) -> Result<AnyView> {
    let Ok(owner) = policy::owner(&visit.actor) else { return Ok(().into_any()) };
    let missing = store::missing(&mut Scope::read(visit), owner).await?;
    if missing.is_empty() {
        return Ok(().into_any());
    }
    let lang = visit.lang;
    let (all, done) = (Step::ALL.len(), Step::ALL.len() - missing.len());
    let percent = u8::try_from(done * 100 / all).unwrap_or_default();
    let lines: Vec<_> = missing.into_iter().map(|step| line(lang, step)).collect();
    Ok(view! {
        <Section title=say!(lang, workshop.complete)>
            <div class="panel p-4 md:p-5">
                <ProgressBar percent=percent label=say!(lang, workshop.complete_bar, done = done, all = all)/>
                <ul class="mt-3 divide-y divide-line">{lines}</ul>
            </div>
        </Section>
    }
    .into_any())
}

fn line(lang: Lang, step: Step) -> AnyView {
    let (label, href) = match step {
        Step::Services => (say!(lang, workshop.complete_services).to_owned(), paths::WORKSHOP_SERVICES),
        Step::Hours => (say!(lang, workshop.complete_hours).to_owned(), paths::WORKSHOP_HOURS),
        Step::Photo => (say!(lang, workshop.complete_photo).to_owned(), paths::WORKSHOP_PHOTOS),
        Step::Story => (say!(lang, workshop.complete_story, letters = STORY_ENOUGH), paths::WORKSHOP_PROFILE),
        Step::Phone => (say!(lang, workshop.complete_phone).to_owned(), paths::WORKSHOP_PROFILE),
        Step::Pin => (say!(lang, workshop.complete_pin).to_owned(), paths::WORKSHOP_PROFILE),
        Step::Papers => (say!(lang, workshop.complete_papers).to_owned(), paths::WORKSHOP_APPLICATION),
    };
    view! {
        <li>
            <a class="flex items-center justify-between gap-4 min-h-12 py-2 hover:underline" href=href>
                <span class="min-w-0">{label}</span>
                <Icon name="chevron-right" class="size-4 shrink-0 text-muted"/>
            </a>
        </li>
    }
    .into_any()
}
