//! How far something is: a bar, and the steps of a job.

use crate::ui::live::{IntoPart, Part};
use leptos::prelude::*;

/// A bar filled to `percent`, in the colour of the text around it. Decoration: the number stands beside it.
#[component]
pub fn Meter(percent: u8) -> Part {
    view! {
        <svg class="meter" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
            <rect width=percent.min(100).to_string() height="1"></rect>
        </svg>
    }
    .part()
}

/// A bar for work that runs (upload, import, export), announced to screen readers; its label says how much is done.
#[component]
pub fn ProgressBar(percent: u8, #[prop(into)] label: String) -> Part {
    view! {
        <div class="text-sm">
            <p class="num mb-1.5">{label.clone()}</p>
            <div
                class="text-primary"
                role="progressbar"
                aria-label=label
                aria-valuenow=percent.min(100).to_string()
                aria-valuemin="0"
                aria-valuemax="100"
            >
                <Meter percent=percent/>
            </div>
        </div>
    }
    .part()
}

/// The steps of a job; `current` counts from zero, a number past the end means all are done.
#[component]
pub fn Steps(names: Vec<String>, current: usize) -> Part {
    view! {
        <ol class="grid grid-flow-col auto-cols-fr gap-1.5 text-2xs">
            {names
                .into_iter()
                .enumerate()
                .map(|(place, name)| {
                    let (item, bar) = match place.cmp(&current) {
                        std::cmp::Ordering::Less => ("", "block h-1.5 rounded-full mb-1.5 bg-primary"),
                        std::cmp::Ordering::Equal => {
                            ("font-bold", "block h-1.5 rounded-full mb-1.5 bg-accent")
                        }
                        std::cmp::Ordering::Greater => {
                            ("text-muted", "block h-1.5 rounded-full mb-1.5 bg-line")
                        }
                    };
                    view! {
                        <li class=item aria-current=(place == current).then_some("step")>
                            <i class=bar aria-hidden="true"></i>
                            {name}
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
    .part()
}

/// Grey bars in place of text that is still loading. Only inside islands.
#[component]
pub fn Skeleton(#[prop(default = 3)] lines: u8) -> Part {
    view! {
        <div class="grid gap-2.5 animate-pulse" aria-hidden="true">
            {(0..lines).map(|_| view! { <i class="block h-4 rounded-full bg-line last:w-2/3"></i> }).collect_view()}
        </div>
    }
    .part()
}
