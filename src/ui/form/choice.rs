//! Choices that are all visible: radios (one) and checkboxes (several or a single yes).

use super::FormState;
use super::frame::{Frame, frame_methods};
use crate::ui::live::{IntoPart, Part};
use leptos::prelude::*;

/// How the options of a group look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ChoiceLook {
    /// A bordered row per option, with room for a second line.
    #[default]
    Rows,
    /// Pills beside each other.
    Chips,
    /// Times in a grid.
    Slots,
    /// Bare lines, for filters.
    Lines,
}

#[derive(Debug, Clone)]
struct Choice {
    value: String,
    label: String,
    detail: Option<String>,
    disabled: bool,
}

/// Starts a group of radios: exactly one is chosen.
pub fn radios(state: &FormState, name: &str, legend: impl Into<String>) -> Choices {
    Choices::new(state, name, legend, false)
}

/// Starts a group of checkboxes: any number is chosen. The wire name gets `[]` by itself.
pub fn checkboxes(state: &FormState, name: &str, legend: impl Into<String>) -> Choices {
    Choices::new(state, name, legend, true)
}

/// A group of choices under construction; end with [`view`](Choices::view).
#[derive(Debug, Clone)]
#[must_use]
pub struct Choices {
    frame: Frame,
    chosen: Vec<String>,
    many: bool,
    look: ChoiceLook,
    offered: Vec<Choice>,
}

frame_methods!(Choices);

impl Choices {
    fn new(state: &FormState, name: &str, legend: impl Into<String>, many: bool) -> Self {
        Self {
            chosen: state.values(name).to_vec(),
            frame: Frame::new(state, name, legend),
            many,
            look: ChoiceLook::default(),
            offered: Vec::new(),
        }
    }
    pub fn look(mut self, look: ChoiceLook) -> Self {
        self.look = look;
        self
    }
    pub fn chips(self) -> Self {
        self.look(ChoiceLook::Chips)
    }
    pub fn slots(self) -> Self {
        self.look(ChoiceLook::Slots)
    }
    pub fn lines(self) -> Self {
        self.look(ChoiceLook::Lines)
    }
    pub fn option(self, value: impl Into<String>, label: impl Into<String>) -> Self {
        self.push(value.into(), label.into(), None, false)
    }
    /// An option with a second line (rows) or a remark at its end (lines).
    pub fn option_with(self, value: impl Into<String>, label: impl Into<String>, detail: impl Into<String>) -> Self {
        self.push(value.into(), label.into(), Some(detail.into()), false)
    }
    /// An option that can't be taken (any more).
    pub fn option_off(self, value: impl Into<String>, label: impl Into<String>) -> Self {
        self.push(value.into(), label.into(), None, true)
    }
    pub fn options<V: Into<String>, L: Into<String>>(self, pairs: impl IntoIterator<Item = (V, L)>) -> Self {
        pairs.into_iter().fold(self, |list, (value, label)| list.option(value, label))
    }
    /// Chooses `value` when nothing was chosen before.
    pub fn preset(mut self, value: impl Into<String>) -> Self {
        if self.chosen.is_empty() {
            self.chosen.push(value.into());
        }
        self
    }

    fn push(mut self, value: String, label: String, detail: Option<String>, disabled: bool) -> Self {
        self.offered.push(Choice { value, label, detail, disabled });
        self
    }

    fn wire_name(&self) -> String {
        let name = self.frame.wire_name();
        if self.many && !self.frame.plain && !name.ends_with("[]") { name + "[]" } else { name }
    }

    fn input(&self, index: usize, choice: &Choice) -> Part {
        let class = match (self.look, self.many) {
            (ChoiceLook::Chips | ChoiceLook::Slots, _) => "sr-only",
            (_, true) => "checkbox checkbox-sm checkbox-primary",
            (_, false) => "radio radio-sm radio-primary",
        };
        // The first control carries the id that the summary of complaints links to.
        let id = (index == 0).then(|| self.frame.id.clone());
        view! {
            <input
                class=class
                id=id
                type=if self.many { "checkbox" } else { "radio" }
                name=self.wire_name()
                value=choice.value.clone()
                checked=self.chosen.contains(&choice.value)
                required=self.frame.required && !self.many
                disabled=self.frame.disabled || choice.disabled
            />
        }
        .part()
    }

    fn choice_view(&self, index: usize, choice: &Choice) -> Part {
        let input = self.input(index, choice);
        let label = choice.label.clone();
        let detail = choice.detail.clone();
        match self.look {
            ChoiceLook::Rows => view! {
                <label class="pick">
                    {input}
                    <span class="min-w-0 flex-1">
                        <span class="block font-semibold leading-snug">{label}</span>
                        {detail.map(|d| view! { <span class="block text-sm text-muted mt-0.5">{d}</span> })}
                    </span>
                </label>
            }
            .part(),
            ChoiceLook::Chips => view! {
                <label class="chip">
                    {input}
                    {label}
                    {detail.map(|d| view! { <span class="text-xs text-muted num">{d}</span> })}
                </label>
            }
            .part(),
            ChoiceLook::Slots if choice.disabled => view! { <span class="slot is-off">{label}</span> }.part(),
            ChoiceLook::Slots => view! { <label class="slot">{input}{label}</label> }.part(),
            ChoiceLook::Lines => view! {
                <label class="flex items-center gap-3 min-h-11 text-sm cursor-pointer">
                    {input}
                    <span class="flex-1">{label}</span>
                    {detail.map(|d| view! { <span class="text-xs text-muted num">{d}</span> })}
                </label>
            }
            .part(),
        }
    }

    #[must_use]
    pub fn view(self) -> Part {
        let list = match self.look {
            ChoiceLook::Rows => "grid gap-2.5",
            ChoiceLook::Chips => "flex flex-wrap gap-2",
            ChoiceLook::Slots => "grid grid-cols-[repeat(auto-fill,minmax(5rem,1fr))] gap-2",
            ChoiceLook::Lines => "grid",
        };
        let choices: Vec<_> =
            self.offered.iter().enumerate().map(|(index, choice)| self.choice_view(index, choice)).collect();
        view! {
            <fieldset
                class="min-w-0"
                aria-describedby=self.frame.described_by()
                aria-invalid=self.frame.invalid()
                role=(!self.many).then_some("radiogroup")
                aria-required=(self.frame.required && !self.many).then_some("true")
            >
                {self.frame.legend_view()}
                <div class=list>{choices}</div>
                {self.frame.below_view()}
            </fieldset>
        }
        .part()
    }
}

/// Starts one checkbox; its label may hold links (consents).
pub fn checkbox(state: &FormState, name: &str, label: impl IntoView + 'static) -> Checkbox {
    Checkbox {
        checked: matches!(state.value(name), "true" | "on" | "1"),
        frame: Frame::new(state, name, String::new()),
        label: label.part(),
    }
}

/// A checkbox under construction; sends `true`, or nothing at all. End with [`view`](Checkbox::view).
#[must_use]
pub struct Checkbox {
    frame: Frame,
    checked: bool,
    label: Part,
}

frame_methods!(Checkbox);

impl Checkbox {
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = checked;
        self
    }

    #[must_use]
    pub fn view(self) -> Part {
        view! {
            <div>
                <label class="flex items-start gap-3 min-h-11 py-2.5 text-sm cursor-pointer">
                    <input
                        class="checkbox checkbox-primary checkbox-sm mt-px shrink-0"
                        type="checkbox"
                        id=self.frame.id.clone()
                        name=self.frame.wire_name()
                        value="true"
                        checked=self.checked
                        required=self.frame.required
                        disabled=self.frame.disabled
                        aria-invalid=self.frame.invalid()
                        aria-describedby=self.frame.described_by()
                    />
                    <span class="min-w-0">{self.label}</span>
                </label>
                {self.frame.below_view()}
            </div>
        }
        .part()
    }
}
