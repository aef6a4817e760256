//! Chips: filters and shortcuts in a row that scrolls sideways on phones.

use crate::ui::icon::Icon;
use leptos::prelude::*;

/// A filter that is a link: pressing it leads to the list with or without it.
#[derive(Debug, Clone, Default)]
pub struct Chip {
    pub label: String,
    pub href: String,
    pub icon: Option<&'static str>,
    pub on: bool,
    /// Shows a cross: the link takes the filter away.
    pub removes: bool,
}

impl Chip {
    #[must_use]
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), ..Self::default() }
    }
    #[must_use]
    pub fn on(mut self, on: bool) -> Self {
        self.on = on;
        self
    }
    #[must_use]
    pub fn icon(mut self, name: &'static str) -> Self {
        self.icon = Some(name);
        self
    }
    #[must_use]
    pub fn removes(mut self) -> Self {
        self.removes = true;
        self.on = true;
        self
    }
}

#[component]
pub fn Chips(
    /// What the chips choose, for screen readers.
    #[prop(into)]
    name: String,
    items: Vec<Chip>,
) -> AnyView {
    view! {
        <div class="scroll-x flex gap-2 min-w-0 -mx-4 px-4 lg:mx-0 lg:px-1 py-1" role="group" aria-label=name>
            {items
                .into_iter()
                .map(|chip| {
                    view! {
                        <a class="chip" href=chip.href aria-current=chip.on.then_some("true")>
                            {chip.icon.map(|name| view! { <Icon name=name class="size-4"/> })}
                            {chip.label}
                            {chip.removes.then(|| view! { <Icon name="x" class="size-4"/> })}
                        </a>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}
