//! A page that looks at itself again when something changes. `fresh.js` listens, and takes the parts marked `data-fresh` from the
//! new state; without a script the page is as it was when it was opened.

use super::{Icon, asset};
use leptos::prelude::*;

/// Words of [`FreshLine`].
#[derive(Debug, Clone, Copy)]
pub struct FreshWords {
    /// Something changed while the reader was busy.
    pub news: &'static str,
    /// Shows it.
    pub show: &'static str,
    /// Read aloud once the page has renewed itself.
    pub said: &'static str,
}

/// The line that offers the new state to who is in the middle of something.
#[component]
pub fn FreshLine(
    /// Where the stream of hints is.
    stream: &'static str,
    /// This page.
    href: String,
    words: FreshWords,
) -> AnyView {
    view! {
        <div
            hidden
            data-hints=stream
            data-said=words.said
            role="status"
            class="sticky top-2 z-30 mb-4 flex flex-wrap items-center justify-between gap-3 rounded-box bg-primary-soft text-primary-ink px-4 py-2 shadow-card"
        >
            <p class="font-semibold">{words.news}</p>
            <a class="link-p inline-flex items-center gap-2 min-h-11" href=href>
                <Icon name="refresh-cw" class="size-4"/>
                {words.show}
            </a>
        </div>
        <p class="sr-only" role="status" data-fresh-said></p>
        <script r#type="module" src=asset("fresh.js")></script>
    }
    .into_any()
}
