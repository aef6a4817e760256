//! Any view, as the browser needs it: it can be built, and then mounted and taken away. An `AnyView` also carries the code
//! for taking over HTML, for changing in place and for waiting, each time for every shape of a view; that was most of the
//! program.

use super::IntoPart;
use leptos::{
    attr::{Attribute, any_attribute::AnyAttribute},
    prelude::document,
    tachys::{
        hydration::Cursor,
        renderer::{Rndr, types},
        view::{Mountable, Position, PositionState, Render, RenderHtml, add_attr::AddAnyAttr},
    },
    wasm_bindgen::JsCast,
    web_sys::HtmlElement,
};

pub struct Part(Box<dyn Draw>);

impl<T: RenderHtml> IntoPart for T {
    fn part(self) -> Part {
        Part(Box::new(Drawn(self.into_owned())))
    }
}

/// A view in the page.
pub struct Held {
    state: Box<dyn State>,
    placeholder: Option<types::Placeholder>,
}

/// What of `Mountable` is needed.
trait State {
    fn take_away(&mut self);
    fn put(&mut self, parent: &types::Element, marker: Option<&types::Node>);
    fn put_before(&self, child: &mut dyn Mountable) -> bool;
}

impl<T: Mountable> State for T {
    fn take_away(&mut self) {
        self.unmount();
    }

    fn put(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        self.mount(parent, marker);
    }

    fn put_before(&self, child: &mut dyn Mountable) -> bool {
        self.insert_before_this(child)
    }
}

trait Draw: Send {
    fn build(self: Box<Self>) -> Held;
}

struct Drawn<T>(T);

impl<T: RenderHtml + 'static> Draw for Drawn<T> {
    fn build(self: Box<Self>) -> Held {
        let state = Box::new(self.0.build());
        Held { state, placeholder: (!T::EXISTS).then(Rndr::create_placeholder) }
    }
}

/// Exchanges what is drawn. What had the focus keeps it by its id, so that a keyboard goes on where it was.
pub fn exchange(change: impl FnOnce()) {
    let focused = document().active_element().map(|element| element.id()).filter(|id| !id.is_empty());
    change();
    let Some(element) = focused.and_then(|id| document().get_element_by_id(&id)) else { return };
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let _ = element.focus();
    }
}

impl Render for Part {
    type State = Held;

    fn build(self) -> Held {
        self.0.build()
    }

    fn rebuild(self, held: &mut Held) {
        exchange(|| {
            let mut new = self.0.build();
            held.insert_before_this(&mut new);
            held.unmount();
            *held = new;
        });
    }
}

impl AddAnyAttr for Part {
    type Output<A: Attribute> = Self;

    /// Nothing here spreads attributes over parts.
    fn add_any_attr<A: Attribute>(self, _: A) -> Self {
        self
    }
}

impl RenderHtml for Part {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    /// HTML is written on the server only.
    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    /// Islands are drawn anew, never taken over.
    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Held {
        self.0.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

impl Mountable for Held {
    fn unmount(&mut self) {
        self.state.take_away();
        if let Some(placeholder) = &mut self.placeholder {
            placeholder.unmount();
        }
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        self.state.put(parent, marker);
        if let Some(placeholder) = &mut self.placeholder {
            placeholder.mount(parent, marker);
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.state.put_before(child)
            || self.placeholder.as_ref().is_some_and(|placeholder| placeholder.insert_before_this(child))
    }

    fn elements(&self) -> Vec<types::Element> {
        Vec::new()
    }
}
