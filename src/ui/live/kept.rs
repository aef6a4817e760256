//! What somebody typed or chose before an island woke is theirs: it is carried over into what the island draws.

use leptos::{
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{Event, EventInit, HtmlElement, js_sys::Reflect},
};

/// The state of one field.
struct Field {
    element: HtmlElement,
    /// Name and kind, and the value of what is ticked rather than written.
    key: (String, String, Option<String>),
    state: JsValue,
}

impl Field {
    fn read(element: HtmlElement) -> Option<Self> {
        let text = |property: &str| Reflect::get(&element, &property.into()).ok()?.as_string();
        let kind = text("type")?;
        // Hidden fields are nobody's input, files cannot be set.
        if matches!(kind.as_str(), "hidden" | "file" | "submit" | "button") {
            return None;
        }
        let value = is_ticked(&kind).then(|| text("value").unwrap_or_default());
        let state = Reflect::get(&element, &property(&kind).into()).ok()?;
        Some(Self { key: (text("name")?, kind, value), state, element })
    }

    /// Sets it as a person would, so that the island's handlers hear of it.
    fn put(&self, state: &JsValue) {
        if self.state == *state || Reflect::set(&self.element, &property(&self.key.1).into(), state).is_err() {
            return;
        }
        let bubbling = EventInit::new();
        bubbling.set_bubbles(true);
        for name in ["input", "change"] {
            if let Ok(event) = Event::new_with_event_init_dict(name, &bubbling) {
                let _ = self.element.dispatch_event(&event);
            }
        }
    }
}

fn is_ticked(kind: &str) -> bool {
    matches!(kind, "radio" | "checkbox")
}

fn property(kind: &str) -> &'static str {
    if is_ticked(kind) { "checked" } else { "value" }
}

fn fields(island: &HtmlElement) -> Vec<Field> {
    let Ok(found) = island.query_selector_all("[name]") else { return Vec::new() };
    (0..found.length()).filter_map(|place| Field::read(found.get(place)?.dyn_into().ok()?)).collect()
}

/// Draws anew and gives every field back what it held.
pub fn keeping(island: &HtmlElement, draw: impl FnOnce()) {
    let before = fields(island);
    draw();
    let mut after = fields(island);
    for old in before {
        if let Some(place) = after.iter().position(|new| new.key == old.key) {
            after.swap_remove(place).put(&old.state);
        }
    }
}
