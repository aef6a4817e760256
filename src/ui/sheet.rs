//! How far the download of a long list is. `sheet.js` reads the file of the links beside it in `data-sheet`, counts along, and saves
//! it; without a script they are plain downloads.

use super::{ButtonLook, asset};
use leptos::prelude::*;

/// Words of [`SheetLine`].
#[derive(Debug, Clone, Copy)]
pub struct SheetWords {
    /// The list is on its way.
    pub busy: &'static str,
    pub done: &'static str,
    /// The line broke.
    pub failed: &'static str,
    /// Somebody stopped it.
    pub stopped: &'static str,
    pub stop: &'static str,
}

/// The line that `sheet.js` fills.
#[component]
pub fn SheetLine(words: SheetWords) -> AnyView {
    view! {
        <div id="liste-yol" data-busy=words.busy data-done=words.done data-failed=words.failed data-stopped=words.stopped>
            <div hidden class="panel p-4 mb-2">
                <div class="flex flex-wrap items-center gap-4">
                    <progress class="flex-1 min-w-0 accent-primary" aria-label=words.busy></progress>
                    <p class="text-sm num"></p>
                    <button type="button" class=ButtonLook::Line.class(false, false)>{words.stop}</button>
                </div>
            </div>
            <p class="text-sm mb-4 empty:hidden" role="status"></p>
        </div>
        <script r#type="module" src=asset("sheet.js")></script>
    }
    .into_any()
}
