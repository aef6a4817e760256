//! Dialogs, sheets and menus that need no script.
//!
//! A dialog is a native popover: the browser opens it, closes it with Escape or a tap outside, and gives the focus back.
//! A menu is a `<details>`; menus with the same `group` close each other.

use crate::ui::button::ButtonLook;
use crate::ui::icon::Icon;
use leptos::prelude::*;

/// The button that opens a [`Dialog`].
#[component]
pub fn DialogButton(
    /// The id of the dialog.
    #[prop(into)]
    opens: String,
    #[prop(into)] label: String,
    #[prop(default = ButtonLook::Line)] look: ButtonLook,
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] wide: bool,
) -> AnyView {
    view! {
        <button type="button" class=look.class(false, wide) popovertarget=opens aria-haspopup="dialog">
            {icon.map(|name| view! { <Icon name=name class="size-4"/> })}
            {label}
        </button>
    }
    .into_any()
}

/// A sheet from below on phones, a box in the middle on desks. Forms inside work as anywhere.
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    /// What the closing cross says to screen readers.
    #[prop(into)]
    close: String,
    /// As wide as a picture wants to be, on desks.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> AnyView {
    let title_id = format!("{id}-title");
    let (own_id, named_by) = (id.clone(), title_id.clone());
    view! {
        <dialog class=if wide { "sheet sheet-wide" } else { "sheet" } id=own_id popover="auto" aria-labelledby=named_by>
            <div class="flex items-center justify-between gap-4 mb-4">
                <h2 class="text-lg" id=title_id>{title}</h2>
                <button
                    type="button"
                    class="btn btn-quiet btn-icon -mr-2"
                    popovertarget=id
                    popovertargetaction="hide"
                    aria-label=close
                >
                    <Icon name="x"/>
                </button>
            </div>
            {children()}
        </dialog>
    }
    .into_any()
}

/// Asks before something can't be undone: a button, and a dialog with the question and the act that posts.
#[component]
pub fn Confirm(
    #[prop(into)] id: String,
    /// The button on the page.
    #[prop(into)]
    label: String,
    /// The question and what follows from it.
    #[prop(into)]
    title: String,
    #[prop(into)] line: String,
    #[prop(into)] close: String,
    #[prop(default = ButtonLook::Danger)] look: ButtonLook,
    #[prop(optional)] icon: Option<&'static str>,
    /// The form that does it.
    children: Children,
) -> AnyView {
    view! {
        <DialogButton opens=id.clone() label=label look=look icon=icon.unwrap_or("trash-2")/>
        <Dialog id=id title=title close=close>
            <p class="text-muted mb-4">{line}</p>
            {children()}
        </Dialog>
    }
    .into_any()
}

/// A menu below (or above) its button. `face` is what the button shows.
#[component]
pub fn Menu(
    face: AnyView,
    /// Accessible name, when the face is only a sign.
    #[prop(optional, into)]
    label: Option<String>,
    #[prop(default = "menu")] group: &'static str,
    #[prop(default = "btn btn-quiet btn-icon")] class: &'static str,
    /// Where the menu stands.
    #[prop(default = "menu-pop right-0 top-full mt-1")]
    place: &'static str,
    children: Children,
) -> AnyView {
    view! {
        <details class="relative" name=group>
            <summary class=class aria-label=label>{face}</summary>
            <div class=place>{children()}</div>
        </details>
    }
    .into_any()
}
