//! Amounts below each other as bars, drawn by the server.

use leptos::prelude::*;

const LONGEST: i64 = 150;
const LINE: usize = 28;

/// One bar: what it is of, how long it is beside the others, and the amount in words.
#[derive(Debug, Clone)]
pub struct Bar {
    label: String,
    amount: i64,
    spoken: String,
}

impl Bar {
    #[must_use]
    pub fn new(label: impl Into<String>, amount: i64, spoken: impl Into<String>) -> Self {
        Self { label: label.into(), amount, spoken: spoken.into() }
    }

    fn width(&self, most: i64) -> i64 {
        if self.amount <= 0 || most <= 0 { 0 } else { (self.amount.saturating_mul(LONGEST) / most).max(2) }
    }
}

/// A label has room for four figures or letters.
#[component]
pub fn Bars(
    /// What the bars show, for screen readers.
    #[prop(into)]
    name: String,
    items: Vec<Bar>,
) -> AnyView {
    let most = items.iter().map(|bar| bar.amount).max().unwrap_or_default();
    let height = items.len() * LINE;
    let bars: Vec<_> = items
        .into_iter()
        .enumerate()
        .map(|(place, bar)| {
            let (top, width) = (place * LINE, bar.width(most));
            view! {
                <text x="0" y=(top + 17).to_string() font-size="13" fill="currentColor">{bar.label}</text>
                <rect class="text-primary" x="44" y=(top + 4).to_string() width=width.to_string() height="18" rx="3" fill="currentColor"></rect>
                <text x=(width + 52).to_string() y=(top + 17).to_string() font-size="13" fill="currentColor">{bar.spoken}</text>
            }
        })
        .collect();
    view! { <svg viewBox=format!("0 0 300 {height}") class="w-full num" role="img" aria-label=name>{bars}</svg> }
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_is_the_largest_amount_and_nothing_has_no_bar() {
        let width = |amount| Bar::new("", amount, "").width(1_000_000);
        assert_eq!([width(1_000_000), width(500_000), width(1), width(0), width(-5)], [LONGEST, 75, 2, 0, 0]);
        assert_eq!(Bar::new("", 0, "").width(0), 0);
    }
}
