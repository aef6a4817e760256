//! A list to choose one (or several) from.

use super::FormState;
use super::frame::{Frame, frame_methods};
use crate::ui::icon::Icon;
use leptos::prelude::*;

/// Starts a select box.
pub fn select(state: &FormState, name: &str, label: impl Into<String>) -> Select {
    Select {
        chosen: state.values(name).to_vec(),
        frame: Frame::new(state, name, label),
        placeholder: None,
        groups: vec![(None, Vec::new())],
        autocomplete: None,
        icon: None,
    }
}

/// The name of a group, if it has one, and its pairs of value and label.
type Group = (Option<String>, Vec<(String, String)>);

/// A select box under construction; end with [`view`](Select::view).
#[derive(Debug, Clone)]
#[must_use]
pub struct Select {
    frame: Frame,
    chosen: Vec<String>,
    placeholder: Option<String>,
    groups: Vec<Group>,
    autocomplete: Option<&'static str>,
    icon: Option<&'static str>,
}

frame_methods!(Select);

impl Select {
    /// The first, empty entry ("Seçin").
    pub fn placeholder(mut self, text: impl Into<String>) -> Self {
        self.placeholder = Some(text.into());
        self
    }
    pub fn option(mut self, value: impl Into<String>, label: impl Into<String>) -> Self {
        if let Some((_, options)) = self.groups.last_mut() {
            options.push((value.into(), label.into()));
        }
        self
    }
    /// Adds pairs of value and label.
    pub fn options<V: Into<String>, L: Into<String>>(self, pairs: impl IntoIterator<Item = (V, L)>) -> Self {
        pairs.into_iter().fold(self, |list, (value, label)| list.option(value, label))
    }
    /// Starts a named group; later options fall into it.
    pub fn group(mut self, label: impl Into<String>) -> Self {
        self.groups.push((Some(label.into()), Vec::new()));
        self
    }
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = Some(token);
        self
    }
    /// A Lucide icon inside the left edge.
    pub fn icon(mut self, name: &'static str) -> Self {
        self.icon = Some(name);
        self
    }
    /// Chooses `value` when nothing was chosen before.
    pub fn preset(mut self, value: impl Into<String>) -> Self {
        if self.chosen.is_empty() {
            self.chosen.push(value.into());
        }
        self
    }

    fn options_view(&self) -> Vec<AnyView> {
        let draw = |options: &[(String, String)]| {
            options
                .iter()
                .map(|(value, label)| {
                    let selected = self.chosen.contains(value);
                    view! { <option value=value.clone() selected=selected>{label.clone()}</option> }
                })
                .collect_view()
        };
        self.groups
            .iter()
            .map(|(label, options)| match label.clone() {
                None => draw(options).into_any(),
                Some(label) => view! { <optgroup label=label>{draw(options)}</optgroup> }.into_any(),
            })
            .collect()
    }

    #[must_use]
    pub fn view(self) -> AnyView {
        let class = if self.icon.is_some() {
            "inp pl-11 pr-9 appearance-none truncate"
        } else {
            "inp pr-9 appearance-none truncate"
        };
        let icon = self.icon.map(|name| {
            view! { <Icon name=name class="size-5 absolute left-3.5 top-3.5 text-muted pointer-events-none"/> }
        });
        let empty = self.placeholder.clone().map(|text| view! { <option value="">{text}</option> });
        view! {
            <div>
                {self.frame.label_view()}
                <div class="relative">
                    {icon}
                    <select
                        class=class
                        id=self.frame.id.clone()
                        name=self.frame.wire_name()
                        autocomplete=self.autocomplete
                        required=self.frame.required
                        disabled=self.frame.disabled
                        aria-invalid=self.frame.invalid()
                        aria-describedby=self.frame.described_by()
                    >
                        {empty}
                        {self.options_view()}
                    </select>
                    <Icon name="chevron-down" class="size-4 absolute right-3.5 top-4 text-muted pointer-events-none"/>
                </div>
                {self.frame.below_view()}
            </div>
        }
        .into_any()
    }
}
