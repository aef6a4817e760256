//! Asking the browser where it is; the reader is asked by the browser first.

use leptos::{
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::js_sys::{Function, Reflect},
};
use std::{cell::RefCell, rc::Rc};

type Done = Rc<RefCell<Option<Box<dyn FnOnce(Option<(f64, f64)>)>>>>;

fn tell(done: &Done, place: Option<(f64, f64)>) {
    if let Some(done) = done.borrow_mut().take() {
        done(place);
    }
}

fn read(position: &JsValue) -> Option<(f64, f64)> {
    let coords = Reflect::get(position, &"coords".into()).ok()?;
    let number = |name: &str| Reflect::get(&coords, &name.into()).ok()?.as_f64();
    number("latitude").zip(number("longitude"))
}

fn ask(done: &Done) -> Result<(), JsValue> {
    let window: JsValue = leptos::prelude::window().into();
    let geolocation = Reflect::get(&Reflect::get(&window, &"navigator".into())?, &"geolocation".into())?;
    let locate: Function = Reflect::get(&geolocation, &"getCurrentPosition".into())?.dyn_into()?;
    let (found, refused) = (done.clone(), done.clone());
    let found = Closure::once_into_js(move |position: JsValue| tell(&found, read(&position)));
    let refused = Closure::once_into_js(move |_: JsValue| tell(&refused, None));
    locate.call2(&geolocation, &found, &refused)?;
    Ok(())
}

/// Calls `done` once with latitude and longitude, or with nothing when the reader or the browser refuses.
pub fn locate(done: impl FnOnce(Option<(f64, f64)>) + 'static) {
    let done: Done = Rc::new(RefCell::new(Some(Box::new(done))));
    if ask(&done).is_err() {
        tell(&done, None);
    }
}
