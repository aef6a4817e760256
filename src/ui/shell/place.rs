//! The small parts that every bar shares: a place to go, the wordmark, the person signed in.

use crate::ui::asset;
use crate::ui::badge::Count;
use crate::ui::icon::Icon;
use leptos::prelude::*;

/// A place in a navigation. `key` is compared with `Page::nav`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    pub key: &'static str,
    pub label: String,
    pub href: String,
    pub icon: &'static str,
    /// How many things wait there.
    pub count: u32,
}

impl Place {
    #[must_use]
    pub fn new(key: &'static str, icon: &'static str, label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { key, label: label.into(), href: href.into(), icon, count: 0 }
    }
    #[must_use]
    pub fn count(mut self, count: u32) -> Self {
        self.count = count;
        self
    }

    /// The same place under another name, for bars with less room.
    #[must_use]
    pub fn called(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(super) fn current(&self, current: Option<&str>) -> Option<&'static str> {
        (current == Some(self.key)).then_some("page")
    }

    /// A line in a side bar or menu.
    pub(super) fn side_view(self, current: Option<&'static str>) -> AnyView {
        let here = self.current(current);
        view! {
            <a class="side-a" href=self.href aria-current=here>
                <Icon name=self.icon/>
                <span>{self.label}</span>
                <Count number=self.count class="count ml-auto"/>
            </a>
        }
        .into_any()
    }
}

/// Who is signed in, as the bars show them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonBadge {
    pub name: String,
    /// Address of their photo.
    pub photo: Option<String>,
    /// The line below the name ("Araç sahibi").
    pub line: String,
    /// Other areas this person may enter, for the menu.
    pub places: Vec<Place>,
}

/// Sign and wordmark, leading home.
#[component]
pub fn Logo(
    #[prop(into)] href: String,
    /// What it says to screen readers ("Sana İyi Usta, ana sayfa").
    #[prop(into)]
    label: String,
) -> AnyView {
    view! {
        <a href=href class="flex items-center gap-2.5 min-h-11 rounded-lg" aria-label=label>
            <svg class="size-9 shrink-0" viewBox="0 0 48 48" aria-hidden="true">
                <use href=format!("{}#sign", asset("art.svg"))></use>
            </svg>
            <span class="text-[1.1875rem] leading-none font-extrabold tracking-[-.025em] [word-spacing:.1em] whitespace-nowrap">
                "sana iyi " <span class="text-primary-ink">"usta"</span>
            </span>
        </a>
    }
    .into_any()
}

/// The button that signs out: a form, because signing out changes something.
#[component]
pub(super) fn SignOut(action: String, label: String) -> AnyView {
    view! {
        <form action=action method="post">
            <button type="submit" class="side-a w-full">
                <Icon name="log-out"/>
                <span>{label}</span>
            </button>
        </form>
    }
    .into_any()
}
