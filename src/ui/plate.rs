//! The Turkish number plate: the sign of a car, shown wherever a car is named.

use crate::ui::live::{IntoPart, Part};
use leptos::prelude::*;

#[component]
pub fn PlateView(
    #[prop(into)] number: String,
    /// The word read aloud before the number ("Plaka").
    #[prop(into)]
    word: String,
    #[prop(optional)] large: bool,
) -> Part {
    view! {
        <span class=if large { "plate plate-lg" } else { "plate" }>
            <span>
                <span class="sr-only">{word} " "</span>
                {number}
            </span>
        </span>
    }
    .part()
}

/// The seal of a record that a workshop has signed.
#[component]
pub fn Stamp(lines: Vec<String>) -> Part {
    view! {
        <span class="stamp">
            {lines.into_iter().map(|line| view! { <span>{line}</span> }).collect_view()}
        </span>
    }
    .part()
}
