//! Nothing here yet: one sentence, and the next step.

use crate::ui::button::{ButtonLink, ButtonLook, Go};
use crate::ui::facade::{Art, Picture};
use crate::ui::icon::Icon;
use leptos::prelude::*;

/// The empty state of a list.
#[component]
pub fn Empty(
    #[prop(into)] title: String,
    #[prop(optional, into)] line: Option<String>,
    /// A small sign; use `picture` for whole pages.
    #[prop(optional)]
    icon: Option<&'static str>,
    #[prop(optional)] picture: Option<Picture>,
    /// The next step.
    #[prop(optional)]
    act: Option<Go>,
) -> AnyView {
    view! {
        <div class="rounded-box border border-dashed border-line-strong/60 p-5 md:p-6 text-center">
            {picture.map(|picture| view! { <Art picture=picture class="w-44 h-auto mx-auto mb-3"/> })}
            {icon.map(|name| view! {
                <span class="inline-grid place-items-center size-11 rounded-full bg-sunken text-muted mb-2">
                    <Icon name=name/>
                </span>
            })}
            <p class="font-semibold">{title}</p>
            {line.map(|line| view! { <p class="text-sm text-muted mt-1 max-w-md mx-auto">{line}</p> })}
            {act.map(|go| view! {
                <p class="mt-4"><ButtonLink href=go.href label=go.label look=ButtonLook::Soft/></p>
            })}
        </div>
    }
    .into_any()
}

/// A whole page that couldn't be shown: number, sentence, what to do, ways out with their icons.
#[component]
pub fn ErrorScene(
    #[prop(into)] number: String,
    #[prop(into)] title: String,
    #[prop(into)] line: String,
    #[prop(default = Picture::NotFound)] picture: Picture,
    #[prop(into)] picture_alt: String,
    ways: Vec<(Go, &'static str)>,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    view! {
        <div class="wrap py-10 md:py-20 grid md:grid-cols-2 gap-8 md:gap-16 items-center">
            <Art picture=picture alt=picture_alt class="w-full h-auto max-w-lg mx-auto md:order-2"/>
            <div>
                <p class="tag tag-p num">{number}</p>
                <h1 class="text-3xl md:text-4xl font-extrabold tracking-tight mt-4">{title}</h1>
                <p class="text-muted mt-3 max-w-md">{line}</p>
                {children.map(|children| view! { <div class="mt-6 max-w-md">{children()}</div> })}
                <ul class="mt-6 grid gap-1 text-sm">
                    {ways
                        .into_iter()
                        .map(|(go, icon)| {
                            view! {
                                <li>
                                    <a class="inline-flex items-center gap-2.5 min-h-11 link-p" href=go.href>
                                        <Icon name=icon class="size-4"/>
                                        {go.label}
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </div>
        </div>
    }
    .into_any()
}
