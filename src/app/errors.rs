//! Error pages: what happened, what to do next, and the reference when there is one.

use crate::{
    kernel::{
        error::{AppError, Code},
        paths, words,
    },
    platform::Visit,
    say,
    ui::{ButtonLink, Page},
};
use leptos::prelude::*;

/// The page of an error that a page function returned.
pub fn page(visit: &Visit, mut error: AppError) -> Page {
    let lang = visit.lang;
    words::speak(&mut error, lang);
    let (title, next) = match error.code {
        Code::NotFound => (say!(lang, errors.page_not_found), say!(lang, errors.next_not_found)),
        Code::Forbidden | Code::Unauthenticated | Code::CrossSite => {
            (say!(lang, errors.page_forbidden), say!(lang, errors.next_forbidden))
        }
        Code::SecondFactor => (say!(lang, factors.page_second_factor), say!(lang, factors.locked_line)),
        Code::Unavailable => (say!(lang, errors.page_unavailable), say!(lang, errors.next_unavailable)),
        // What was asked for cannot be had like this; the message says why, and there is nothing to report.
        _ if error.code.status() < 500 => (say!(lang, errors.page_refused), say!(lang, errors.next_refused)),
        _ => (say!(lang, errors.page_internal), say!(lang, errors.next_internal)),
    };
    let reference =
        error.reference.as_ref().map(|reference| say!(lang, common.reference, reference = reference.as_str()));
    let set_up = (error.code == Code::SecondFactor)
        .then(|| view! { <ButtonLink href=paths::SECURITY label=say!(lang, factors.locked_act)/> });
    let body = view! {
        <section class="wrap py-12 md:py-20 grid gap-8 md:grid-cols-2 items-center">
            <div>
                <p class="num text-muted font-semibold">{error.code.status().to_string()}</p>
                <h1 class="text-3xl md:text-4xl font-extrabold tracking-tight mt-1">{title}</h1>
                <p class="mt-3 text-muted max-w-prose">{error.message.clone()}</p>
                <p class="mt-2 text-muted max-w-prose">{next}</p>
                {reference.map(|reference| view! { <p class="mt-3 num text-sm">{reference}</p> })}
                <div class="mt-6 flex flex-wrap gap-3">
                    {set_up}
                    <ButtonLink href=paths::SEARCH label=say!(lang, search.title)/>
                    <ButtonLink href=paths::HOME label=say!(lang, home.title) look=crate::ui::ButtonLook::Line/>
                </div>
            </div>
            <svg class="w-full max-w-md justify-self-center" viewBox="0 0 400 300" aria-hidden="true">
                <use href=format!("{}#lost", crate::ui::asset("art.svg"))></use>
            </svg>
        </section>
    };
    Page::new(title, body).status(error.code.status()).noindex()
}

/// For every address that no route knows.
pub async fn not_found(_visit: Visit) -> crate::kernel::error::Result<Page> {
    Err(Code::NotFound.into())
}
