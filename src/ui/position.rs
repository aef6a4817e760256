//! Where the reader stands, asked for after a tap. `start.js` shows the button: without a script it could do nothing.

use super::Icon;
use leptos::prelude::*;

/// Opens an address with the position at its end, rounded to a kilometre.
#[component]
pub fn Nearby(
    /// Up to and including `konum=`.
    href: String,
    label: &'static str,
    /// While the browser asks and looks.
    waiting: &'static str,
    /// The browser or the reader refused.
    refused: &'static str,
) -> AnyView {
    view! {
        <span hidden data-position=href data-waiting=waiting data-refused=refused>
            <button type="button" class="link-p inline-flex items-center gap-2 min-h-11 text-sm">
                <Icon name="locate-fixed" class="size-4"/>
                <span>{label}</span>
            </button>
            <span class="text-xs text-error-ink ml-3" role="status"></span>
        </span>
    }
    .into_any()
}

/// Fills the fields `lat` and `lon` of its form.
#[component]
pub fn StandHere(
    label: &'static str,
    /// While the browser asks and looks.
    waiting: &'static str,
    done: &'static str,
    /// The browser or the reader refused.
    refused: &'static str,
) -> AnyView {
    view! {
        <div hidden data-position="" data-waiting=waiting data-refused=refused data-done=done>
            <button type="button" class="btn btn-line">
                <Icon name="locate-fixed" class="size-4"/>
                <span>{label}</span>
            </button>
            <p class="text-sm text-muted mt-2" role="status"></p>
        </div>
    }
    .into_any()
}
