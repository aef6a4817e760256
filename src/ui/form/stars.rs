//! One to five stars as real radios: arrow keys move, screen readers read a number.

use super::FormState;
use super::frame::{Frame, frame_methods};
use crate::ui::icon::Star;
use leptos::prelude::*;

/// Starts a star rating. `words` are the five names from the worst to the best ("1 yıldız, kötü" …).
pub fn stars<W: Into<String>>(state: &FormState, name: &str, legend: impl Into<String>, words: [W; 5]) -> Stars {
    Stars { chosen: state.value(name).to_owned(), frame: Frame::new(state, name, legend), words: words.map(Into::into) }
}

/// A star rating under construction; end with [`view`](Stars::view).
#[derive(Debug, Clone)]
#[must_use]
pub struct Stars {
    frame: Frame,
    chosen: String,
    words: [String; 5],
}

frame_methods!(Stars);

impl Stars {
    #[must_use]
    pub fn view(self) -> AnyView {
        let stars: Vec<_> = (1..=5_u8)
            .zip(self.words.clone())
            .map(|(number, word)| {
                let value = number.to_string();
                let checked = self.chosen == value;
                let title = word.clone();
                view! {
                    <label class="star-pick" title=title>
                        <input
                            class="sr-only"
                            type="radio"
                            id=(number == 1).then(|| self.frame.id.clone())
                            name=self.frame.wire_name()
                            value=value
                            checked=checked
                            required=self.frame.required
                            disabled=self.frame.disabled
                        />
                        <Star class="size-8"/>
                        <span class="sr-only">{word}</span>
                    </label>
                }
            })
            .collect();
        view! {
            <fieldset
                class="min-w-0"
                role="radiogroup"
                aria-describedby=self.frame.described_by()
                aria-invalid=self.frame.invalid()
            >
                {self.frame.legend_view()}
                <div class="star-row">{stars}</div>
                {self.frame.below_view()}
            </fieldset>
        }
        .into_any()
    }
}
