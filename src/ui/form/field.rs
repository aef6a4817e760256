//! One-line fields: text, e-mail, password, telephone, number, date, time and search.

use super::FormState;
use super::frame::{Frame, frame_methods};
use crate::ui::icon::Icon;
use crate::ui::live::{IntoPart, Part};
use leptos::prelude::*;

/// Starts a text field: `field(&state, "email", label).email().required().view()`.
pub fn field(state: &FormState, name: &str, label: impl Into<String>) -> Field {
    Field {
        value: state.value(name).to_owned(),
        frame: Frame::new(state, name, label),
        kind: "text",
        autocomplete: None,
        inputmode: None,
        placeholder: None,
        minlength: None,
        maxlength: None,
        min: None,
        max: None,
        step: None,
        pattern: None,
        list: None,
        icon: None,
        prefix: None,
        readonly: false,
        autofocus: false,
    }
}

/// A one-line field under construction; end with [`view`](Field::view).
#[derive(Debug, Clone)]
#[must_use]
pub struct Field {
    frame: Frame,
    value: String,
    kind: &'static str,
    autocomplete: Option<&'static str>,
    inputmode: Option<&'static str>,
    placeholder: Option<String>,
    minlength: Option<u32>,
    maxlength: Option<u32>,
    min: Option<String>,
    max: Option<String>,
    step: Option<String>,
    pattern: Option<&'static str>,
    list: Option<String>,
    icon: Option<&'static str>,
    prefix: Option<&'static str>,
    readonly: bool,
    autofocus: bool,
}

frame_methods!(Field);

impl Field {
    fn of_kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }
    pub fn email(mut self) -> Self {
        self.inputmode = Some("email");
        self.of_kind("email").autocomplete("email")
    }
    /// A secret: never filled again from what was typed. Say which one with [`autocomplete`](Self::autocomplete).
    pub fn password(mut self) -> Self {
        self.value.clear();
        self.of_kind("password").autocomplete("current-password")
    }
    pub fn new_password(self) -> Self {
        self.password().autocomplete("new-password")
    }
    pub fn tel(mut self) -> Self {
        self.inputmode = Some("tel");
        self.of_kind("tel").autocomplete("tel")
    }
    pub fn number(mut self) -> Self {
        self.inputmode = Some("numeric");
        self.of_kind("number")
    }
    /// Digits in a text field (codes, kilometres with dots): no spinner, a number pad on phones.
    pub fn digits(mut self) -> Self {
        self.inputmode = Some("numeric");
        self
    }
    /// An amount in lira, typed with a comma.
    pub fn lira(mut self) -> Self {
        self.inputmode = Some("decimal");
        self.prefix = Some("₺");
        self
    }
    pub fn date(self) -> Self {
        self.of_kind("date")
    }
    pub fn time(self) -> Self {
        self.of_kind("time")
    }
    pub fn search(mut self) -> Self {
        self.inputmode = Some("search");
        self.of_kind("search").icon("search")
    }
    /// A code sent by mail or shown by an authenticator.
    pub fn one_time_code(self) -> Self {
        self.digits().autocomplete("one-time-code")
    }
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = Some(token);
        self
    }
    pub fn inputmode(mut self, mode: &'static str) -> Self {
        self.inputmode = Some(mode);
        self
    }
    pub fn placeholder(mut self, text: impl Into<String>) -> Self {
        self.placeholder = Some(text.into());
        self
    }
    pub fn minlength(mut self, letters: u32) -> Self {
        self.minlength = Some(letters);
        self
    }
    pub fn maxlength(mut self, letters: u32) -> Self {
        self.maxlength = Some(letters);
        self
    }
    pub fn min(mut self, least: impl std::fmt::Display) -> Self {
        self.min = Some(least.to_string());
        self
    }
    pub fn max(mut self, most: impl std::fmt::Display) -> Self {
        self.max = Some(most.to_string());
        self
    }
    pub fn step(mut self, step: impl std::fmt::Display) -> Self {
        self.step = Some(step.to_string());
        self
    }
    pub fn pattern(mut self, pattern: &'static str) -> Self {
        self.pattern = Some(pattern);
        self
    }
    /// Id of a `<datalist>` with suggestions.
    pub fn list(mut self, id: impl Into<String>) -> Self {
        self.list = Some(id.into());
        self
    }
    /// A Lucide icon inside the left edge.
    pub fn icon(mut self, name: &'static str) -> Self {
        self.icon = Some(name);
        self
    }
    pub fn readonly(mut self) -> Self {
        self.readonly = true;
        self
    }
    pub fn autofocus(mut self) -> Self {
        self.autofocus = true;
        self
    }
    /// Replaces what the state says, for values that aren't typed.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    fn input_class(&self) -> &'static str {
        let tabular = matches!(self.kind, "number" | "date" | "time") || self.prefix.is_some();
        match (self.icon.is_some(), self.prefix.is_some(), tabular) {
            (true, _, _) => "inp pl-11",
            (false, true, _) => "inp pl-8 num",
            (false, false, true) => "inp num",
            (false, false, false) => "inp",
        }
    }

    fn ornament(&self) -> Option<Part> {
        if let Some(name) = self.icon {
            return Some(
                view! { <Icon name=name class="size-5 absolute left-3.5 top-3.5 text-muted pointer-events-none"/> }
                    .part(),
            );
        }
        self.prefix.map(|sign| {
            view! { <span class="absolute left-3.5 top-3 text-muted pointer-events-none" aria-hidden="true">{sign}</span> }
                .part()
        })
    }

    #[must_use]
    pub fn view(self) -> Part {
        let ornament = self.ornament();
        let value = (!self.value.is_empty()).then(|| self.value.clone());
        view! {
            <div>
                {self.frame.label_view()}
                <div class="relative">
                    {ornament}
                    <input
                        class=self.input_class()
                        id=self.frame.id.clone()
                        name=self.frame.wire_name()
                        type=self.kind
                        value=value
                        autocomplete=self.autocomplete
                        inputmode=self.inputmode
                        placeholder=self.placeholder.clone()
                        minlength=self.minlength.map(|n| n.to_string())
                        maxlength=self.maxlength.map(|n| n.to_string())
                        min=self.min.clone()
                        max=self.max.clone()
                        step=self.step.clone()
                        pattern=self.pattern
                        list=self.list.clone()
                        required=self.frame.required
                        disabled=self.frame.disabled
                        readonly=self.readonly
                        autofocus=self.autofocus
                        aria-invalid=self.frame.invalid()
                        aria-describedby=self.frame.described_by()
                    />
                </div>
                {self.frame.below_view()}
            </div>
        }
        .part()
    }
}
