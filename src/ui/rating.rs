//! Scores: the short line on cards, the row of stars of a review, and the bars of a summary.

use crate::ui::icon::Icon;
use crate::ui::progress::Meter;
use leptos::prelude::*;

/// `★ 4,9 (312)` with a sentence for screen readers ("5 üzerinden 4,9, 312 değerlendirme").
#[component]
pub fn ScoreLine(#[prop(into)] score: String, #[prop(into)] count: String, #[prop(into)] sentence: String) -> AnyView {
    view! {
        <span class="score" role="img" aria-label=sentence>
            <b>{score}</b>
            <small>{format!("({count})")}</small>
        </span>
    }
    .into_any()
}

/// Five stars, `number` of them filled.
#[component]
pub fn StarsShown(number: u8, #[prop(into)] sentence: String) -> AnyView {
    view! {
        <span class="inline-flex" role="img" aria-label=sentence>
            {(1..=5_u8)
                .map(|place| {
                    let class = if place <= number { "size-4 text-star" } else { "size-4 text-line" };
                    view! { <Icon name="star-full" class=class/> }
                })
                .collect_view()}
        </span>
    }
    .into_any()
}

/// How many gave five stars, four stars, … : shares in percent with their words (`%55`, `55%`), five first.
#[component]
pub fn StarBars(shares: [(u8, String); 5]) -> AnyView {
    view! {
        <ul class="grid gap-1.5">
            {(1..=5_u8)
                .rev()
                .zip(shares)
                .map(|(stars, (share, words))| {
                    view! {
                        <li class="flex items-center gap-3 text-xs num">
                            <span class="w-2.5">{stars}</span>
                            <span class="flex-1 text-star"><Meter percent=share/></span>
                            <span class="w-9 text-right text-muted">{words}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}

/// Parts of a score (workmanship, price …): name, share of five in percent, the number as text.
#[component]
pub fn ScoreBars(items: Vec<(String, u8, String)>) -> AnyView {
    view! {
        <ul class="grid gap-2.5">
            {items
                .into_iter()
                .map(|(name, percent, number)| {
                    view! {
                        <li class="grid grid-cols-[7.25rem_1fr_2rem] items-center gap-3 text-sm">
                            <span>{name}</span>
                            <span class="text-primary"><Meter percent=percent/></span>
                            <b class="num text-right font-semibold">{number}</b>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}
