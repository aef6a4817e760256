//! Reading through the browser. Nothing here fails: both sides are of one build, and what is missing reads as empty.

use crate::kernel::money::Money;
use leptos::{
    wasm_bindgen::{JsCast, JsValue},
    web_sys::js_sys::{Array, JSON, Object, Reflect},
};
use std::collections::BTreeMap;

pub type Json = JsValue;

pub trait Wire: Sized {
    fn read(json: &Json) -> Self;
}

pub fn parse<T: Wire>(text: &str) -> T {
    T::read(&JSON::parse(text).unwrap_or(JsValue::UNDEFINED))
}

/// The member `name` of an object.
pub fn member<T: Wire>(json: &Json, name: &str) -> T {
    T::read(&find(json, name))
}

fn find(json: &Json, name: &str) -> Json {
    Reflect::get(json, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

impl Wire for String {
    fn read(json: &Json) -> Self {
        json.as_string().unwrap_or_default()
    }
}

/// What is handed on to the browser as it came.
impl Wire for Json {
    fn read(json: &Json) -> Self {
        json.clone()
    }
}

impl Wire for () {
    fn read(_: &Json) -> Self {}
}

impl Wire for bool {
    fn read(json: &Json) -> Self {
        json.is_truthy()
    }
}

macro_rules! number {
    ($($kind:ty),+) => {$(
        impl Wire for $kind {
            #[expect(clippy::cast_possible_truncation, reason = "a cast that saturates is all that is needed")]
            fn read(json: &Json) -> Self {
                json.as_f64().unwrap_or_default() as $kind
            }
        }
    )+};
}
number!(i32, i64);

impl Wire for usize {
    fn read(json: &Json) -> Self {
        Self::try_from(i64::read(json)).unwrap_or_default()
    }
}

impl<T: Wire> Wire for Option<T> {
    fn read(json: &Json) -> Self {
        (!json.is_null() && !json.is_undefined()).then(|| T::read(json))
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn read(json: &Json) -> Self {
        json.dyn_ref::<Array>().map(|list| list.iter().map(|item| T::read(&item)).collect()).unwrap_or_default()
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn read(json: &Json) -> Self {
        let Some(object) = json.dyn_ref::<Object>() else { return Self::new() };
        let mut map = Self::new();
        // One by one: collecting would bring a whole sort along.
        for key in Object::keys(object).iter().filter_map(|key| key.as_string()) {
            let value = member(json, &key);
            map.insert(key, value);
        }
        map
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn read(json: &Json) -> Self {
        (member(json, "0"), member(json, "1"))
    }
}

impl Wire for Money {
    fn read(json: &Json) -> Self {
        Self(i64::read(json))
    }
}

impl Wire for [String; 4] {
    fn read(json: &Json) -> Self {
        ["0", "1", "2", "3"].map(|place| member(json, place))
    }
}
