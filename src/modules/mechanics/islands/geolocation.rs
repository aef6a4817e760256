//! Asking the browser where it is; the reader is asked by the browser first.

use leptos::{
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::js_sys::{Function, Number, Reflect},
};
use std::{cell::RefCell, rc::Rc};

type Done = Rc<RefCell<Option<Box<dyn FnOnce(Option<(String, String)>)>>>>;

fn tell(done: &Done, place: Option<(String, String)>) {
    if let Some(done) = done.borrow_mut().take() {
        done(place);
    }
}

fn read(position: &JsValue, decimals: u8) -> Option<(String, String)> {
    let coords = Reflect::get(position, &"coords".into()).ok()?;
    // Written by the browser: code that prints floating numbers would weigh more than the island.
    let number = |name: &str| {
        let number: Number = Reflect::get(&coords, &name.into()).ok()?.dyn_into().ok()?;
        number.to_fixed(decimals).ok()?.as_string()
    };
    number("latitude").zip(number("longitude"))
}

fn ask(done: &Done, decimals: u8) -> Result<(), JsValue> {
    let window: JsValue = leptos::prelude::window().into();
    let geolocation = Reflect::get(&Reflect::get(&window, &"navigator".into())?, &"geolocation".into())?;
    let locate: Function = Reflect::get(&geolocation, &"getCurrentPosition".into())?.dyn_into()?;
    let (found, refused) = (done.clone(), done.clone());
    let found = Closure::once_into_js(move |position: JsValue| tell(&found, read(&position, decimals)));
    let refused = Closure::once_into_js(move |_: JsValue| tell(&refused, None));
    locate.call2(&geolocation, &found, &refused)?;
    Ok(())
}

/// Calls `done` once with latitude and longitude, written with so many decimals, or with nothing when the reader or the browser refuses.
pub fn locate(decimals: u8, done: impl FnOnce(Option<(String, String)>) + 'static) {
    let done: Done = Rc::new(RefCell::new(Some(Box::new(done))));
    if ask(&done, decimals).is_err() {
        tell(&done, None);
    }
}
