//! How far the files of a form are. `upload.js` shows it: without a script the browser tells of it in its own way.

use super::asset;
use leptos::prelude::*;

/// Words of [`UploadLine`].
#[derive(Debug, Clone, Copy)]
pub struct UploadWords {
    /// Before the name of a file, or its number.
    pub sending: &'static str,
    pub done: &'static str,
    /// The line broke; what was chosen still is.
    pub lost: &'static str,
    /// The reader has stopped it.
    pub stopped: &'static str,
    pub stop: &'static str,
}

/// Stands in a `multipart` form: a bar with a button to stop, and a line that is read aloud.
#[component]
pub fn UploadLine(
    words: UploadWords,
    /// Photos of a gallery: made smaller, one by one, and the gallery `#galeri` follows.
    #[prop(optional)]
    photos: bool,
) -> AnyView {
    view! {
        <div
            class="grid gap-2"
            data-upload
            data-photos=photos.then_some("")
            data-sending=words.sending
            data-done=words.done
            data-lost=words.lost
            data-stopped=words.stopped
        >
            <div hidden class="flex flex-wrap items-center gap-3">
                <progress class="grow min-w-0 h-2 accent-primary" max="1" value="0" aria-label=words.sending></progress>
                <button type="button" class="btn btn-quiet">{words.stop}</button>
            </div>
            <p class="text-sm num whitespace-pre-line break-words" role="status"></p>
            <script r#type="module" src=asset("upload.js")></script>
        </div>
    }
    .into_any()
}
