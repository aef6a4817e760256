//! Calls by `fetch`.

use super::Refusal;
use crate::kernel::{
    paths,
    wire::{Json, Wire},
};
use leptos::{
    ev::SubmitEvent,
    prelude::window,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{
        Event, FormData, HtmlFormElement, RequestInit, Response, UrlSearchParams,
        js_sys::{Reflect, futures::JsFuture},
    },
};

/// Names and values, as a form sends them.
#[derive(Clone, Debug)]
pub struct Fields(UrlSearchParams);

impl Default for Fields {
    fn default() -> Self {
        // Without an argument the constructor never throws.
        Self(UrlSearchParams::new().unwrap_or_else(|_| JsValue::NULL.unchecked_into()))
    }
}

impl Fields {
    /// The fields of the form that is being sent.
    pub fn of_form(event: &SubmitEvent) -> Option<Self> {
        let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
        Self::of(&form)
    }

    /// The fields of the form around the field that is being filled in.
    pub fn around(event: &Event) -> Option<Self> {
        let field: JsValue = event.target()?.into();
        let form: HtmlFormElement = Reflect::get(&field, &"form".into()).ok()?.dyn_into().ok()?;
        Self::of(&form)
    }

    fn of(form: &HtmlFormElement) -> Option<Self> {
        let data = FormData::new_with_form(form).ok()?;
        UrlSearchParams::new_with_str_sequence_sequence(&data).ok().map(Self)
    }

    #[must_use]
    pub fn with(self, name: &str, value: &str) -> Self {
        self.0.append(name, value);
        self
    }

    pub fn value(&self, name: &str) -> String {
        self.0.get(name).unwrap_or_default()
    }
}

async fn ask(address: String, init: RequestInit) -> Result<Json, Refusal> {
    let (holds, json) = fetch(&address, &init).await.map_err(|_| Refusal::default())?;
    if holds { Ok(json) } else { Err(Refusal::read(&json)) }
}

/// Whether the call succeeded, and what it says.
async fn fetch(address: &str, init: &RequestInit) -> Result<(bool, Json), JsValue> {
    let response: Response = JsFuture::from(window().fetch_with_str_and_init(address, init)).await?.dyn_into()?;
    let json = JsFuture::from(response.json()?).await?;
    Ok((response.ok(), json))
}

/// Reads from an endpoint.
///
/// # Errors
/// What the server refused.
pub async fn get<T: Wire>(endpoint: &str, fields: Fields) -> Result<T, Refusal> {
    let query = String::from(fields.0.to_string());
    let address = format!("{}?{query}", paths::api(endpoint));
    ask(address, RequestInit::new()).await.map(|json| T::read(&json))
}

/// Changes something.
///
/// # Errors
/// What the server refused.
pub async fn post<T: Wire>(endpoint: &str, fields: Fields) -> Result<T, Refusal> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&fields.0);
    ask(paths::api(endpoint), init).await.map(|json| T::read(&json))
}
