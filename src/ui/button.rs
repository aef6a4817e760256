//! Buttons and links that look like buttons.

use crate::ui::icon::Icon;
use leptos::prelude::*;

/// The weights of an act, heaviest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonLook {
    /// The one act of a view that moves money or the job.
    Accent,
    /// The normal act.
    #[default]
    Primary,
    /// In rows and empty states.
    Soft,
    /// The second act.
    Line,
    /// The third act.
    Quiet,
    /// Destroys something.
    Danger,
}

impl ButtonLook {
    /// Whole literal class strings, because the style compiler only sees those.
    #[must_use]
    pub fn class(self, large: bool, wide: bool) -> String {
        let look = match self {
            Self::Accent => "btn btn-accent",
            Self::Primary => "btn btn-primary",
            Self::Soft => "btn btn-soft-p",
            Self::Line => "btn btn-line",
            Self::Quiet => "btn btn-quiet",
            Self::Danger => "btn btn-line text-error-ink",
        };
        let size = if large { " btn-lg" } else { "" };
        let width = if wide { " w-full" } else { "" };
        format!("{look}{size}{width}")
    }
}

/// Words and address of a link that a larger part draws.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Go {
    pub label: String,
    pub href: String,
}

impl Go {
    #[must_use]
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    #[prop(into)] href: String,
    #[prop(into)] label: String,
    #[prop(default = ButtonLook::Primary)] look: ButtonLook,
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] large: bool,
    #[prop(optional)] wide: bool,
    /// For addresses that shouldn't be followed by crawlers or that lead away.
    #[prop(optional)]
    rel: Option<&'static str>,
) -> AnyView {
    view! {
        <a class=look.class(large, wide) href=href rel=rel>
            {icon.map(|name| view! { <Icon name=name class="size-4"/> })}
            {label}
        </a>
    }
    .into_any()
}

/// A 44 px link with a sign only; `label` is read aloud.
#[component]
pub fn IconLink(
    #[prop(into)] href: String,
    #[prop(into)] label: String,
    icon: &'static str,
    /// A dot that says: something new.
    #[prop(optional)]
    dot: bool,
) -> AnyView {
    view! {
        <a class="btn btn-quiet btn-icon relative" href=href aria-label=label>
            <Icon name=icon/>
            {dot.then(|| view! { <span class="absolute top-2 right-2 size-2.5 rounded-full bg-accent ring-2 ring-surface"></span> })}
        </a>
    }
    .into_any()
}

/// A link in running text or at the end of a heading, with a 44 px target.
#[component]
pub fn TextLink(#[prop(into)] href: String, #[prop(into)] label: String) -> AnyView {
    view! {
        <a class="link-p text-sm shrink-0 inline-flex items-center justify-end min-h-11 min-w-11 -my-2" href=href>
            {label}
        </a>
    }
    .into_any()
}

/// A button that posts one thing and nothing else (delete, approve, sign out): a form with hidden values around it.
#[component]
pub fn PostButton(
    #[prop(into)] action: String,
    #[prop(into)] label: String,
    /// Hidden values by bare name; sent as `input[name]`.
    #[prop(optional)]
    values: Vec<(&'static str, String)>,
    #[prop(default = ButtonLook::Line)] look: ButtonLook,
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] wide: bool,
) -> AnyView {
    view! {
        <form action=action method="post" class=if wide { "w-full" } else { "contents" }>
            {values.into_iter().map(|(name, value)| crate::ui::form::hidden(name, value)).collect_view()}
            <button type="submit" class=look.class(false, wide)>
                {icon.map(|name| view! { <Icon name=name class="size-4"/> })}
                {label}
            </button>
        </form>
    }
    .into_any()
}
