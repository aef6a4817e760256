//! Drawing in the browser, for little weight.
//!
//! Every closure and every shape of a view is a type of its own, and the browser build carries code for each. Here they
//! become few: [`Part`] is any view, [`live`] and [`said`] are parts that follow signals, [`flag`] and [`mark`] attributes
//! that do, and [`on`] is a handler. On the server a part is simply an `AnyView`.

mod call;
#[cfg(not(feature = "ssr"))]
mod island;
#[cfg(not(feature = "ssr"))]
mod kept;
#[cfg(not(feature = "ssr"))]
mod part;

pub use call::{Fields, Refusal, get, post};

use leptos::{prelude::*, task::spawn_local};
use std::pin::Pin;

#[cfg(not(feature = "ssr"))]
pub use island::{begin, wake};

/// Any view.
#[cfg(not(feature = "ssr"))]
pub use part::Part;
#[cfg(feature = "ssr")]
pub type Part = AnyView;

/// `.part()` makes any view of a view.
pub trait IntoPart {
    fn part(self) -> Part;
}

#[cfg(feature = "ssr")]
impl<T: IntoAny> IntoPart for T {
    fn part(self) -> Part {
        self.into_any()
    }
}

/// A part that is drawn anew when a signal it reads changes.
pub fn live(draw: impl Fn() -> Part + Send + Sync + 'static) -> Part {
    boxed(Box::new(draw))
}

fn boxed(draw: Box<dyn Fn() -> Part + Send + Sync>) -> Part {
    (move || draw()).part()
}

/// Words that change.
pub fn said(words: impl Fn() -> String + Send + Sync + 'static) -> Part {
    let words: Box<dyn Fn() -> String + Send + Sync> = Box::new(words);
    spoken(words)
}

fn spoken(words: Box<dyn Fn() -> String + Send + Sync>) -> Part {
    (move || words()).part()
}

/// An attribute or property that is there or not.
pub fn flag(holds: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(holds)
}

/// An ARIA attribute that says `true` or is not there.
pub fn mark(holds: impl Fn() -> bool + Send + Sync + 'static) -> Signal<Option<&'static str>> {
    Signal::derive(move || holds().then_some("true"))
}

/// Whether this is the browser, where buttons act.
pub const AWAKE: bool = cfg!(not(feature = "ssr"));

/// Goes on to another page. Whoever comes back by the browser's own button finds this one asked for anew (`start.js`): what waits
/// here for the next page would wait for ever.
pub fn leave_for(address: &str) {
    if let Some(body) = document().body() {
        let _ = body.set_attribute("data-left", "");
    }
    let _ = window().location().set_href(address);
}

/// Runs something that waits.
pub fn run(work: impl Future<Output = ()> + 'static) {
    run_boxed(Box::pin(work));
}

fn run_boxed(work: Pin<Box<dyn Future<Output = ()>>>) {
    spawn_local(work);
}

/// `island! { Name(Props) as name = draw; }` declares an island: on the server the component `Name`, which draws it and
/// writes its props beside it; in the browser the function `name`, which draws it again where it stands, now alive.
#[cfg(feature = "ssr")]
#[macro_export]
macro_rules! island {
    ($($(#[$doc:meta])* $name:ident($props:ty) as $wake:ident = $draw:path;)+) => {$(
        $(#[$doc])*
        #[leptos::component]
        pub fn $name(props: $props) -> $crate::ui::live::Part {
            use leptos::{prelude::IntoAny, tachys::html::islands::Island};
            // Props are plain data; writing them does not fail.
            let told = serde_json::to_string(&props).unwrap_or_default();
            Island::new(stringify!($wake), $draw(props)).with_props(told).into_any()
        }
    )+};
}

/// A handler.
pub fn on<E: 'static>(handle: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(handle)
}
