//! Tabs that are links: every view of a list has its own address.

use leptos::prelude::*;

/// One view of a list.
#[derive(Debug, Clone, Default)]
pub struct Tab {
    pub label: String,
    pub href: String,
    pub count: Option<String>,
    pub current: bool,
}

impl Tab {
    #[must_use]
    pub fn new(label: impl Into<String>, href: impl Into<String>, current: bool) -> Self {
        Self { label: label.into(), href: href.into(), count: None, current }
    }
    #[must_use]
    pub fn count(mut self, count: impl ToString) -> Self {
        self.count = Some(count.to_string());
        self
    }
}

#[component]
pub fn Tabs(
    /// What the tabs choose, for screen readers.
    #[prop(into)]
    name: String,
    items: Vec<Tab>,
) -> AnyView {
    view! {
        <nav class="scroll-x flex gap-2 mb-4 max-lg:-mx-4 max-lg:px-4 py-1" aria-label=name>
            {items
                .into_iter()
                .map(|tab| {
                    let class = if tab.current {
                        "inline-flex items-center gap-2 h-11 px-3.5 rounded-full text-sm whitespace-nowrap bg-base-content text-surface font-semibold"
                    } else {
                        "inline-flex items-center gap-2 h-11 px-3.5 rounded-full text-sm whitespace-nowrap text-muted hover:bg-sunken border border-line bg-surface"
                    };
                    view! {
                        <a class=class href=tab.href aria-current=tab.current.then_some("page")>
                            {tab.label}
                            {tab.count.map(|count| view! { <span class="num text-xs">{count}</span> })}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
    .into_any()
}
