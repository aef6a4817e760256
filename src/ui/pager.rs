//! Turning pages by cursor: back and on, no page numbers that lie while rows come and go.

use crate::ui::icon::Icon;
use leptos::prelude::*;

/// Words of the pager.
#[derive(Debug, Clone)]
pub struct PagerWords {
    /// Name of the navigation ("Sayfalar").
    pub name: String,
    pub previous: String,
    pub next: String,
}

/// Draws nothing when there's only one page.
#[component]
pub fn Pager(
    previous: Option<String>,
    next: Option<String>,
    words: PagerWords,
    /// Where the reader is ("21–40 / 142"), when it's known.
    #[prop(optional, into)]
    place: Option<String>,
) -> AnyView {
    (previous.is_some() || next.is_some())
        .then(|| {
            view! {
                <nav class="flex items-center justify-center gap-2 mt-6" aria-label=words.name>
                    {previous.map(|href| view! {
                        <a class="btn btn-line" href=href rel="prev">
                            <Icon name="chevron-left" class="size-4"/>
                            {words.previous}
                        </a>
                    })}
                    {place.map(|place| view! { <span class="text-sm text-muted num px-2">{place}</span> })}
                    {next.map(|href| view! {
                        <a class="btn btn-line" href=href rel="next">
                            {words.next}
                            <Icon name="chevron-right" class="size-4"/>
                        </a>
                    })}
                </nav>
            }
        })
        .into_any()
}
