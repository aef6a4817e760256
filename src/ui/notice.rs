//! News for the reader: what just happened, what to know, what went wrong.

use crate::ui::badge::Tone;
use crate::ui::button::Go;
use crate::ui::icon::Icon;
use crate::ui::live::{IntoPart, Part};
use leptos::prelude::*;

/// A bar with a sign and a sentence. Errors are announced at once, the rest when the reader pauses.
#[component]
pub fn Notice(
    #[prop(into)] text: String,
    #[prop(optional)] tone: Tone,
    #[prop(optional, into)] title: Option<String>,
    /// What can be done about it.
    #[prop(optional)]
    act: Option<Go>,
) -> Part {
    let (icon, role) = match tone {
        Tone::Success => ("circle-check", "status"),
        Tone::Error => ("circle-alert", "alert"),
        Tone::Accent => ("triangle-alert", "status"),
        _ => ("info", "status"),
    };
    let tint = match tone {
        Tone::Plain | Tone::Line => "bg-info-soft text-info-ink",
        other => other.tint_class(),
    };
    view! {
        <div class=format!("flex flex-wrap items-start gap-x-3 gap-y-2 rounded-box px-4 py-3 {tint}") role=role>
            <Icon name=icon class="size-5 shrink-0 mt-0.5"/>
            <div class="min-w-0 grow basis-48">
                {title.map(|title| view! { <p class="font-semibold">{title}</p> })}
                <p>{text}</p>
            </div>
            {act.map(|go| view! {
                <a class="font-semibold underline underline-offset-4 inline-flex items-center min-h-11 -my-2.5" href=go.href>{go.label}</a>
            })}
        </div>
    }
    .part()
}

/// A remark in small letters with a sign, below something it explains.
#[component]
pub fn Remark(#[prop(into)] text: String, #[prop(default = "info")] icon: &'static str) -> Part {
    view! {
        <p class="text-xs text-muted flex gap-2 num">
            <Icon name=icon class="size-4 shrink-0"/>
            <span>{text}</span>
        </p>
    }
    .part()
}
