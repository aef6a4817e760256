//! "Near me": asks for the position after a tap, then opens the search around it.

use super::geolocation::locate;
use crate::ui::Icon;
use leptos::prelude::*;

/// Words and addresses of [`UsePosition`], ready-made.
#[island]
pub fn UsePosition(
    /// The search, up to and including `konum=`.
    href: String,
    label: String,
    /// While the browser asks and looks.
    waiting: String,
    /// The browser or the reader refused.
    refused: String,
) -> impl IntoView {
    let ready = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(false);
    // Without a script the button could do nothing, so it only shows where there is one.
    Effect::new(move |_| ready.set(true));
    let go = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(false);
        let href = href.clone();
        locate(move |place| {
            busy.set(false);
            match place {
                // Two decimals are a kilometre: near enough, and no address of a home in a log.
                Some((lat, lon)) => {
                    let _ = window().location().set_href(&format!("{href}{lat:.2},{lon:.2}"));
                }
                None => failed.set(true),
            }
        });
    };
    view! {
        <span hidden=move || !ready.get()>
            <button type="button" class="link-p inline-flex items-center gap-2 min-h-11 text-sm" on:click=go aria-busy=move || busy.get().then_some("true")>
                <Icon name="locate-fixed" class="size-4"/>
                {move || if busy.get() { waiting.clone() } else { label.clone() }}
            </button>
            <span class="text-xs text-error-ink ml-3" role="status">{move || failed.get().then(|| refused.clone())}</span>
        </span>
    }
}
