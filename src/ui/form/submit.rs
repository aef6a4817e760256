//! The form itself, its button and its summary of complaints.

use super::FormState;
use super::frame::{field_id, input_name};
use crate::ui::button::ButtonLook;
use crate::ui::icon::Icon;
use crate::ui::live::{IntoPart, Part};
use leptos::prelude::*;

/// A plain form. It posts to an endpoint (`/api/…`) unless `get` is set, so it works without any script.
#[component]
pub fn Form(
    #[prop(into)] action: String,
    /// Reads instead of writing: filters and searches.
    #[prop(optional)]
    get: bool,
    /// Switches the browser's own messages off: for forms whose rules only the server can tell.
    #[prop(optional)]
    novalidate: bool,
    /// For forms with files.
    #[prop(optional)]
    multipart: bool,
    #[prop(optional, into)] id: Option<String>,
    /// Accessible name, when no heading names the form.
    #[prop(optional, into)]
    label: Option<String>,
    #[prop(default = "grid grid-cols-1 gap-4")] class: &'static str,
    children: Children,
) -> Part {
    view! {
        <form
            action=action
            method=if get { "get" } else { "post" }
            enctype=multipart.then_some("multipart/form-data")
            novalidate=novalidate
            id=id
            aria-label=label
            class=class
        >
            {children()}
        </form>
    }
    .part()
}

/// A value the user doesn't see, under `input[name]`.
pub fn hidden(name: &str, value: impl Into<String>) -> Part {
    view! { <input type="hidden" name=input_name(name) value=value.into()/> }.part()
}

/// A value the user doesn't see, in a form that only reads.
pub fn hidden_plain(name: &str, value: impl Into<String>) -> Part {
    view! { <input type="hidden" name=name.to_owned() value=value.into()/> }.part()
}

/// The button that sends a form. Inside an island `pending` shows that the answer is on its way.
#[component]
pub fn Submit(
    #[prop(into)] label: String,
    #[prop(default = ButtonLook::Primary)] look: ButtonLook,
    #[prop(optional)] icon: Option<&'static str>,
    /// The whole width, for narrow forms.
    #[prop(optional)]
    wide: bool,
    /// 52 px instead of 44 px.
    #[prop(optional)]
    large: bool,
    /// Sends this field with the form, for forms with several buttons.
    #[prop(optional, into)]
    name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
    /// Sends the form elsewhere than its own action.
    #[prop(optional, into)]
    formaction: Option<String>,
    #[prop(optional, into)] pending: Option<Signal<bool>>,
) -> Part {
    let busy = move || pending.is_some_and(|p| p.get());
    view! {
        <button
            type="submit"
            class=look.class(large, wide)
            name=name.map(|n| input_name(&n))
            value=value
            formaction=formaction
            aria-busy=move || busy().then_some("true")
            disabled=busy
        >
            <span class="busy-dot" aria-hidden="true"></span>
            {icon.map(|name| view! { <Icon name=name class="size-5"/> })}
            {label}
        </button>
    }
    .part()
}

/// What Enter presses in a form whose first button in sight does something else than to send it. Nobody sees it or comes to it.
pub fn enter_sends() -> Part {
    view! { <button type="submit" class="sr-only" tabindex="-1" aria-hidden="true"></button> }.part()
}

/// The complaints of a refused form at its top: read at once, focused on arrival, each linking to its field.
/// Draws nothing for a form that wasn't refused.
pub fn form_errors(state: &FormState, title: impl Into<String>) -> Part {
    if !state.is_refused() {
        return ().part();
    }
    let lines: Vec<_> = state
        .errors
        .iter()
        .map(|(name, sentence)| {
            view! {
                <li>
                    <a class="underline underline-offset-4 inline-flex items-center min-h-11 md:min-h-8" href=format!("#{}", field_id(name))>
                        {sentence.clone()}
                    </a>
                </li>
            }
        })
        .collect();
    let title = state.message.clone().unwrap_or_else(|| title.into());
    let list = (!lines.is_empty()).then(|| view! { <ul class="mt-1 text-sm">{lines}</ul> });
    view! {
        <div
            class="flex gap-3 rounded-box bg-error-soft text-error-ink px-4 py-3"
            role="alert"
            tabindex="-1"
            autofocus=true
            id="form-errors"
        >
            <Icon name="circle-alert" class="size-5 shrink-0 mt-0.5"/>
            <div class="min-w-0">
                <p class="font-semibold">{title}</p>
                {list}
            </div>
        </div>
    }
    .part()
}
