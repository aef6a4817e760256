//! Asking the browser for a passkey. JSON in both directions is the browser's own work.

use leptos::{
    prelude::window,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::js_sys::{Array, Function, JSON, Object, Promise, Reflect, futures::JsFuture},
};

fn get(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(of, &name.into())
}

/// Calls a method and waits for what it promises, if it promises.
async fn call(of: &JsValue, name: &str, with: &JsValue) -> Result<JsValue, JsValue> {
    let function: Function = get(of, name)?.dyn_into()?;
    let answer = function.call1(of, with)?;
    JsFuture::from(Promise::resolve(&answer)).await
}

/// Can the browser offer passkeys among its suggestions?
pub async fn suggests() -> bool {
    let Ok(kind) = get(&window(), "PublicKeyCredential") else { return false };
    call(&kind, "isConditionalMediationAvailable", &JsValue::UNDEFINED).await.is_ok_and(|can| can.is_truthy())
}

/// What ends a quiet ceremony, so that a loud one can begin.
pub fn controller() -> Option<JsValue> {
    let class: Function = get(&window(), "AbortController").ok()?.dyn_into().ok()?;
    Reflect::construct(&class, &Array::new()).ok()
}

pub fn abort(controller: &JsValue) {
    if let Ok(Ok(function)) = get(controller, "abort").map(JsCast::dyn_into::<Function>) {
        let _ = function.call0(controller);
    }
}

/// Has an authenticator sign the server's options, or make a new passkey; the credential as JSON text. With a controller it
/// waits quietly in the suggestions of the browser.
pub async fn ceremony(options: &JsValue, new: bool, quiet: Option<&JsValue>) -> Result<String, JsValue> {
    let kind = get(&window(), "PublicKeyCredential")?;
    let init = Object::new();
    if let Some(controller) = quiet {
        Reflect::set(&init, &"mediation".into(), &"conditional".into())?;
        Reflect::set(&init, &"signal".into(), &get(controller, "signal")?)?;
    }
    let (parse, act) =
        if new { ("parseCreationOptionsFromJSON", "create") } else { ("parseRequestOptionsFromJSON", "get") };
    let options = call(&kind, parse, &get(options, "publicKey")?).await?;
    Reflect::set(&init, &"publicKey".into(), &options)?;
    let credentials = get(&get(&window(), "navigator")?, "credentials")?;
    let credential = call(&credentials, act, &init).await?;
    Ok(JSON::stringify(&credential)?.into())
}
