//! Prices: always tabular, with what they include below. Amounts arrive as finished text ("₺1.250").

use crate::ui::live::{IntoPart, Part};
use leptos::prelude::*;

/// A price and its remark ("KDV dahil").
#[component]
pub fn Price(
    #[prop(into)] amount: String,
    #[prop(optional, into)] note: Option<String>,
    /// An earlier, higher price that is struck through, with the words read aloud before it.
    #[prop(optional)]
    before: Option<(String, String)>,
    /// The total of a bill.
    #[prop(optional)]
    total: bool,
) -> Part {
    let class = if total { "num text-xl font-extrabold tracking-tight" } else { "num text-lg font-bold" };
    view! {
        <span class="block leading-tight">
            <b class=class>{amount}</b>
            {before.map(|(word, old)| view! {
                " "
                <s class="num text-xs text-muted"><span class="sr-only">{word} " "</span>{old}</s>
            })}
            {note.map(|note| view! { <span class="text-2xs text-muted block">{note}</span> })}
        </span>
    }
    .part()
}

/// Lines of a bill: name and amount, then the total.
#[component]
pub fn Bill(
    lines: Vec<(String, String)>,
    /// Name and amount of the total.
    total: (String, String),
) -> Part {
    view! {
        <dl class="text-sm">
            {lines
                .into_iter()
                .map(|(name, amount)| {
                    view! {
                        <div class="flex justify-between gap-4 py-1.5">
                            <dt>{name}</dt>
                            <dd class="num shrink-0">{amount}</dd>
                        </div>
                    }
                })
                .collect_view()}
            <div class="border-t border-line mt-2 pt-3 flex justify-between items-baseline gap-4">
                <dt class="font-bold text-base">{total.0}</dt>
                <dd class="num text-xl font-extrabold tracking-tight">{total.1}</dd>
            </div>
        </dl>
    }
    .part()
}
