//! What a visitor has looked at, remembered by their browser alone, once they have asked it to. `seen.js` does it; everything here is
//! out of sight without it.

use super::asset;
use leptos::prelude::*;

fn script() -> AnyView {
    view! { <script r#type="module" src=asset("seen.js")></script> }.into_any()
}

/// Tells the script whose page this is.
#[component]
pub fn SeenNote(slug: String, name: String, place: String) -> AnyView {
    view! { <span hidden data-seen-slug=slug data-seen-name=name data-seen-place=place></span> {script()} }.into_any()
}

/// The list, where there is one.
#[component]
pub fn SeenList(title: &'static str, note: &'static str, forget: &'static str) -> AnyView {
    view! {
        <section hidden class="wrap mt-14 md:mt-20" data-seen-list aria-labelledby="bakilan">
            <h2 class="text-xl md:text-2xl mb-3" id="bakilan">{title}</h2>
            <ul class="panel px-4 md:px-5 divide-y divide-line"></ul>
            <template>
                <li class="flex flex-wrap items-center justify-between gap-x-4 py-2">
                    <a class="font-semibold hover:underline underline-offset-4 inline-flex items-center min-h-11 min-w-0 break-words"></a>
                    <span class="text-sm text-muted"></span>
                </li>
            </template>
            <div class="mt-2 flex flex-wrap items-center justify-between gap-x-4">
                <p class="text-sm text-muted">{note}</p>
                <button type="button" class="btn btn-quiet">{forget}</button>
            </div>
            {script()}
        </section>
    }
    .into_any()
}

/// Switches it on and off; off to begin with, and switching it off forgets everything.
#[component]
pub fn SeenSwitch(label: &'static str) -> AnyView {
    view! {
        <p hidden data-seen-switch>
            <label class="inline-flex items-center gap-3 min-h-11">
                <input type="checkbox" class="checkbox"/>
                <span>{label}</span>
            </label>
            {script()}
        </p>
    }
    .into_any()
}
