//! "Near me": asks for the position after a tap, then opens the search around it.

use super::geolocation::locate;
use crate::ui::{
    Icon,
    live::{AWAKE, IntoPart, Part, mark, on, said},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Words and addresses of [`UsePosition`], ready-made.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct NearProps {
    /// The search, up to and including `konum=`.
    pub href: String,
    pub label: String,
    /// While the browser asks and looks.
    pub waiting: String,
    /// The browser or the reader refused.
    pub refused: String,
}
crate::wire! { NearProps { href, label, waiting, refused } }

crate::island! { UsePosition(NearProps) as use_position = draw; }

fn draw(props: NearProps) -> Part {
    let NearProps { href, label, waiting, refused } = props;
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let go = move |_: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(false);
        let href = href.clone();
        locate(2, move |place| {
            busy.set(false);
            match place {
                // Two decimals are a kilometre: near enough, and no address of a home in a log.
                Some((lat, lon)) => {
                    let _ = window().location().set_href(&format!("{href}{lat},{lon}"));
                }
                None => failed.set(true),
            }
        });
    };
    // Without a script the button could do nothing, so it only shows where there is one.
    view! {
        <span hidden=!AWAKE>
            <button type="button" class="link-p inline-flex items-center gap-2 min-h-11 text-sm" on:click=on(go) aria-busy=mark(move || busy.get())>
                <Icon name="locate-fixed" class="size-4"/>
                {said(move || if busy.get() { waiting.clone() } else { label.clone() })}
            </button>
            <span class="text-xs text-error-ink ml-3" role="status">{said(move || if failed.get() { refused.clone() } else { String::new() })}</span>
        </span>
    }
    .part()
}
