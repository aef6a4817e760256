//! Waking an island: the browser draws it from its props, over what the server has drawn.

use super::{Part, kept::keeping, part::exchange};
use any_spawner::Executor;
use leptos::{
    prelude::Owner,
    tachys::view::{Mountable, Render},
    web_sys::HtmlElement,
};

/// Starts what signals and waiting work live on; once, before any island wakes.
pub fn begin() {
    // Only fails when it was done before.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.set();
    // It lives as long as the page.
    std::mem::forget(owner);
}

/// Draws into the element of an island.
pub fn wake(element: &HtmlElement, draw: fn(&str) -> Part) {
    let props = element.dataset().get("props").unwrap_or_default();
    let redraw = || {
        let mut held = draw(&props).build();
        element.set_text_content(None);
        held.mount(element, None);
        // It lives as long as the page.
        std::mem::forget(held);
    };
    exchange(|| keeping(element, redraw));
}

/// `island! { Name(Props) as name = draw; }`
#[macro_export]
macro_rules! island {
    ($($(#[$doc:meta])* $name:ident($props:ty) as $wake:ident = $draw:path;)+) => {$(
        $(#[$doc])*
        #[leptos::wasm_bindgen::prelude::wasm_bindgen(wasm_bindgen = leptos::wasm_bindgen)]
        pub fn $wake(element: leptos::web_sys::HtmlElement) {
            $crate::ui::live::wake(&element, |props| $draw($crate::kernel::wire::parse::<$props>(props)));
        }
    )+};
}
