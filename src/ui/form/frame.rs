//! What every control shares: its name, its id, its label, its hint and its complaint, tied together for assistive technology.

use super::FormState;
use crate::ui::icon::Icon;
use crate::ui::live::{IntoPart, Part};
use leptos::prelude::*;

/// The part around a control. Builders own one and lend it their shared methods through `frame_methods!`.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is an attribute of the control, set on its own")]
pub(super) struct Frame {
    pub name: String,
    pub id: String,
    pub label: String,
    pub hint: Option<String>,
    pub note: Option<String>,
    pub error: Option<String>,
    pub plain: bool,
    pub label_hidden: bool,
    pub required: bool,
    pub disabled: bool,
}

impl Frame {
    pub fn new(state: &FormState, name: &str, label: impl Into<String>) -> Self {
        Self {
            id: field_id(name),
            error: state.error(name).map(str::to_owned),
            name: name.to_owned(),
            label: label.into(),
            hint: None,
            note: None,
            plain: false,
            label_hidden: false,
            required: false,
            disabled: false,
        }
    }

    /// The name that travels: `input[email]`, or `email` in forms that only read.
    pub fn wire_name(&self) -> String {
        if self.plain { self.name.clone() } else { input_name(&self.name) }
    }

    pub fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }

    /// Ids of the hint and the complaint, in reading order.
    pub fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (hint, error) => hint.or(error),
        }
    }

    /// The label of a single control, with an optional remark at its right end.
    pub fn label_view(&self) -> Part {
        let class = if self.label_hidden { "sr-only" } else { "lab" };
        let label = view! { <label class=class for=self.id.clone()>{self.label.clone()}</label> };
        match self.note.clone() {
            None => label.part(),
            Some(note) => view! {
                <div class="flex items-baseline justify-between gap-3">
                    {label}
                    <span class="text-xs text-muted">{note}</span>
                </div>
            }
            .part(),
        }
    }

    /// The legend of a group of controls.
    pub fn legend_view(&self) -> Part {
        let class = if self.label_hidden { "sr-only" } else { "lab" };
        let note =
            self.note.clone().map(|note| view! { <span class="text-xs text-muted font-normal ml-2">{note}</span> });
        view! { <legend class=class>{self.label.clone()}{note}</legend> }.part()
    }

    /// Hint and complaint below a control.
    pub fn below_view(&self) -> Part {
        let hint = self.hint.clone().map(|hint| view! { <p class="hint" id=format!("{}-hint", self.id)>{hint}</p> });
        let error = self.error.clone().map(|error| {
            view! {
                <p class="text-xs text-error-ink mt-1.5 flex gap-1.5" id=format!("{}-error", self.id)>
                    <Icon name="circle-alert" class="size-4 shrink-0 mt-px"/>
                    <span>{error}</span>
                </p>
            }
        });
        (hint, error).part()
    }
}

/// `email` → `input[email]`; a dot nests: `hours.opens` → `input[hours][opens]`; a trailing `[]` stays outside.
#[must_use]
pub fn input_name(name: &str) -> String {
    let (path, tail) = name.strip_suffix("[]").map_or((name, ""), |p| (p, "[]"));
    let mut wired = String::from("input");
    for part in path.split('.') {
        wired.push('[');
        wired.push_str(part);
        wired.push(']');
    }
    wired.push_str(tail);
    wired
}

/// The id of the control for a field, safe in a fragment: `hours.opens` → `f-hours-opens`.
#[must_use]
pub fn field_id(name: &str) -> String {
    let clean: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("f-{}", clean.trim_end_matches('-'))
}

/// The methods all builders have in common.
macro_rules! frame_methods {
    ($builder:ty) => {
        impl $builder {
            /// A line of help below the control.
            pub fn hint(mut self, text: impl Into<String>) -> Self {
                self.frame.hint = Some(text.into());
                self
            }
            /// A remark at the right end of the label, such as "optional".
            pub fn note(mut self, text: impl Into<String>) -> Self {
                self.frame.note = Some(text.into());
                self
            }
            /// Another id than `f-name`, when one page holds the same field twice.
            pub fn id(mut self, id: impl Into<String>) -> Self {
                self.frame.id = id.into();
                self
            }
            /// The name without `input[…]`: for forms that only read (`method="get"`).
            pub fn plain(mut self) -> Self {
                self.frame.plain = true;
                self
            }
            /// Keeps the label for screen readers only.
            pub fn hide_label(mut self) -> Self {
                self.frame.label_hidden = true;
                self
            }
            pub fn required(mut self) -> Self {
                self.frame.required = true;
                self
            }
            pub fn disabled(mut self) -> Self {
                self.frame.disabled = true;
                self
            }
        }
    };
}
pub(super) use frame_methods;

#[cfg(test)]
mod tests {
    use super::{FormState, Frame, field_id, input_name};

    #[test]
    fn names_are_wrapped_for_server_functions() {
        assert_eq!(input_name("email"), "input[email]");
        assert_eq!(input_name("hours.opens"), "input[hours][opens]");
        assert_eq!(input_name("services[]"), "input[services][]");
    }

    #[test]
    fn ids_are_safe_in_fragments() {
        assert_eq!(field_id("hours.opens"), "f-hours-opens");
        assert_eq!(field_id("services[]"), "f-services");
    }

    #[test]
    fn hint_and_complaint_describe_the_control() {
        let state = FormState::default().with_error("email", "…");
        let mut frame = Frame::new(&state, "email", "E-posta");
        assert_eq!(frame.described_by().as_deref(), Some("f-email-error"));
        frame.hint = Some("…".into());
        assert_eq!(frame.described_by().as_deref(), Some("f-email-hint f-email-error"));
    }
}
