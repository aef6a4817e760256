//! Tags (small pills that name a state) and counts.

use crate::ui::icon::Icon;
use leptos::prelude::*;

/// What a tag says by its colour; its words say the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    /// Verified, original.
    Primary,
    /// Done, open.
    Success,
    /// Waits for somebody.
    Accent,
    /// Refused, overdue.
    Error,
    /// Neutral news.
    Info,
    /// "Reklam", "Beyan": outlined, so nobody takes it for praise.
    Line,
}

impl Tone {
    #[must_use]
    pub fn tag_class(self) -> &'static str {
        match self {
            Self::Plain => "tag",
            Self::Primary => "tag tag-p",
            Self::Success => "tag tag-s",
            Self::Accent => "tag tag-a",
            Self::Error => "tag tag-e",
            Self::Info => "tag tag-i",
            Self::Line => "tag tag-line",
        }
    }

    /// Tint and ink of an icon tile or a bar.
    #[must_use]
    pub fn tint_class(self) -> &'static str {
        match self {
            Self::Plain | Self::Line => "bg-sunken text-muted",
            Self::Primary => "bg-primary-soft text-primary-ink",
            Self::Success => "bg-success-soft text-success-ink",
            Self::Accent => "bg-accent-soft text-accent-ink",
            Self::Error => "bg-error-soft text-error-ink",
            Self::Info => "bg-info-soft text-info-ink",
        }
    }
}

/// A small pill that names a state.
#[component]
pub fn Tag(
    #[prop(into)] label: String,
    #[prop(optional)] tone: Tone,
    #[prop(optional)] icon: Option<&'static str>,
) -> AnyView {
    view! {
        <span class=tone.tag_class()>
            {icon.map(|name| view! { <Icon name=name class=""/> })}
            {label}
        </span>
    }
    .into_any()
}

/// A list of tags, each an item of its own for screen readers: `(label, tone, icon)`.
#[component]
pub fn Tags(items: Vec<(String, Tone, Option<&'static str>)>) -> AnyView {
    view! {
        <ul class="tags">
            {items
                .into_iter()
                .map(|(label, tone, icon)| {
                    view! {
                        <li class=tone.tag_class()>
                            {icon.map(|name| view! { <Icon name=name class=""/> })}
                            {label}
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}

/// How many are waiting. Draws nothing for zero.
#[component]
pub fn Count(number: u32, #[prop(default = "count")] class: &'static str) -> AnyView {
    (number > 0)
        .then(|| {
            let shown = if number > 99 { "99+".to_owned() } else { number.to_string() };
            view! { <span class=class>{shown}</span> }
        })
        .into_any()
}

/// A square with a sign: the start of attention cards and feature lists.
#[component]
pub fn IconTile(name: &'static str, #[prop(optional)] tone: Tone) -> AnyView {
    view! {
        <span class=format!("grid place-items-center size-11 shrink-0 rounded-field {}", tone.tint_class())>
            <Icon name=name class="size-5"/>
        </span>
    }
    .into_any()
}
