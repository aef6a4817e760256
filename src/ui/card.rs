//! Surfaces: panels, section headings, cards that call for attention, figures and lines of a bill.

use crate::ui::badge::{IconTile, Tone};
use crate::ui::button::{Go, TextLink};
use crate::ui::icon::Icon;
use leptos::prelude::*;

/// A white surface with the usual inner space.
#[component]
pub fn Panel(#[prop(default = "panel p-4 md:p-5")] class: &'static str, children: Children) -> AnyView {
    view! { <div class=class>{children()}</div> }.into_any()
}

/// A part of a page: heading, an optional link at its right end, content.
#[component]
pub fn Section(
    #[prop(into)] title: String,
    /// The link beside the heading.
    #[prop(optional)]
    link: Option<Go>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional)] class: &'static str,
    children: Children,
) -> AnyView {
    view! {
        <section class=class id=id>
            <div class="flex items-end justify-between gap-4 mb-4">
                <h2 class="text-lg md:text-xl">{title}</h2>
                {link.map(|go| view! { <TextLink href=go.href label=go.label/> })}
            </div>
            {children()}
        </section>
    }
    .into_any()
}

/// The top of a page in the account, workshop or admin area: title, a line below, acts at the right.
#[component]
pub fn PageHead(
    #[prop(into)] title: String,
    #[prop(optional, into)] line: Option<String>,
    #[prop(optional)] acts: Option<AnyView>,
) -> AnyView {
    view! {
        <div class="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 mb-5 lg:mb-6">
            <div class="min-w-0">
                <h1 class="text-xl lg:text-2xl">{title}</h1>
                {line.map(|line| view! { <p class="text-muted text-sm mt-1 num">{line}</p> })}
            </div>
            {acts.map(|acts| view! { <div class="flex flex-wrap gap-2">{acts}</div> })}
        </div>
    }
    .into_any()
}

/// Something waits for the reader (`Accent`) or is overdue (`Error`): the whole card is the link.
#[component]
pub fn AttentionCard(
    #[prop(into)] href: String,
    #[prop(into)] title: String,
    #[prop(into)] line: String,
    icon: &'static str,
    #[prop(default = Tone::Accent)] tone: Tone,
) -> AnyView {
    let class = match tone {
        Tone::Error => "panel border-error/40! p-4 flex items-center gap-3.5",
        Tone::Accent => "panel border-accent/60! p-4 flex items-center gap-3.5",
        _ => "panel p-4 flex items-center gap-3.5",
    };
    view! {
        <a href=href class=class>
            <IconTile name=icon tone=tone/>
            <span class="min-w-0 flex-1">
                <b class="block font-semibold leading-snug">{title}</b>
                <span class="block text-sm text-muted num">{line}</span>
            </span>
            <Icon name="chevron-right" class="size-5 shrink-0 text-muted"/>
        </a>
    }
    .into_any()
}

/// A figure with its name and a remark: the head of dashboards.
#[derive(Debug, Clone, Default)]
pub struct Figure {
    pub name: String,
    pub value: String,
    pub remark: Option<String>,
    pub tone: Tone,
}

impl Figure {
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), ..Self::default() }
    }
    #[must_use]
    pub fn remark(mut self, text: impl Into<String>) -> Self {
        self.remark = Some(text.into());
        self
    }
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// Two or four figures in one panel.
#[component]
pub fn Figures(items: Vec<Figure>) -> AnyView {
    view! {
        <dl class="panel overflow-hidden grid grid-cols-2 lg:grid-flow-col lg:auto-cols-fr lg:grid-cols-none gap-px bg-line!">
            {items
                .into_iter()
                .map(|item| {
                    let remark = match item.tone {
                        Tone::Success => "text-xs num mt-0.5 text-success-ink",
                        Tone::Error => "text-xs num mt-0.5 text-error-ink",
                        Tone::Accent => "text-xs num mt-0.5 text-accent-ink",
                        _ => "text-xs num mt-0.5 text-muted",
                    };
                    view! {
                        <div class="p-4 md:p-5 bg-surface">
                            <dt class="text-xs text-muted">{item.name}</dt>
                            <dd class="num text-xl md:text-2xl font-bold mt-0.5 leading-tight">{item.value}</dd>
                            {item.remark.map(|text| view! { <dd class=remark>{text}</dd> })}
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
    .into_any()
}

/// Pairs of name and value below each other.
#[component]
pub fn Facts(items: Vec<(String, AnyView)>) -> AnyView {
    view! {
        <dl class="text-sm divide-y divide-line">
            {items
                .into_iter()
                .map(|(name, value)| {
                    view! {
                        <div class="flex justify-between gap-4 py-2.5">
                            <dt class="text-muted">{name}</dt>
                            <dd class="text-right font-medium min-w-0">{value}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
    .into_any()
}

/// A sign, a title and a line: reasons, certificates, steps.
#[component]
pub fn Feature(
    #[prop(into)] title: String,
    #[prop(into)] line: String,
    icon: &'static str,
    #[prop(default = Tone::Primary)] tone: Tone,
) -> AnyView {
    view! {
        <div class="flex gap-3.5">
            <IconTile name=icon tone=tone/>
            <div class="min-w-0">
                <h3 class="text-base font-semibold leading-snug">{title}</h3>
                <p class="text-sm text-muted mt-0.5">{line}</p>
            </div>
        </div>
    }
    .into_any()
}

/// An answer that opens below its question.
#[component]
pub fn Fold(#[prop(into)] title: String, #[prop(optional)] open: bool, children: Children) -> AnyView {
    view! {
        <details class="faq border-b border-line" open=open>
            <summary class="flex items-center justify-between gap-4 min-h-12 py-2 font-semibold">
                {title}
                <Icon name="chevron-down" class="size-4 chev text-muted shrink-0"/>
            </summary>
            <div class="pb-4">{children()}</div>
        </details>
    }
    .into_any()
}
