//! The square of a photo: three sliders, and a preview of what they choose.
//!
//! The preview is the browser's own arithmetic: `object-fit: cover` with a position in percent shows exactly the square that
//! the server cuts out, and scaling around the same point is the zoom. Sliders work by finger, mouse and keyboard.

use crate::ui::live::{AWAKE, IntoPart, Part, on, run};
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::js_sys::{Function, Reflect},
};
use serde::{Deserialize, Serialize};

const PANEL: &str = "kirpma";
const PICTURE: &str = "kirpma-resim";
const SLIDERS: [&str; 3] = ["x", "y", "zoom"];

/// Words of [`CropPhoto`], and the field with the file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CropProps {
    /// Id of the file field; it stands outside, because a file chosen before this wakes cannot be chosen again by script.
    pub field: String,
    pub preview: String,
    pub across: String,
    pub down: String,
    pub zoom: String,
}
crate::wire! { CropProps { field, preview, across, down, zoom } }

crate::island! {
    /// Hidden until a file is chosen; without a script it stays so, and the middle is cut out.
    CropPhoto(CropProps) as crop_photo = draw;
}

fn draw(props: CropProps) -> Part {
    let CropProps { field, preview, across, down, zoom } = props;
    if AWAKE {
        run(async move {
            // What was chosen already, and whatever is chosen next.
            let _ = watch(&field);
        });
    }
    let moved = |_: leptos::ev::Event| {
        let _ = show();
    };
    view! {
        <div id=PANEL hidden=true on:input=on(moved)>
            <div class="grid gap-4 sm:grid-cols-[12rem_minmax(0,1fr)] items-center">
                <div class="size-48 rounded-full overflow-hidden bg-sunken border border-line">
                    <img id=PICTURE class="size-full object-cover" alt=preview/>
                </div>
                <div class="grid gap-2">
                    {slider("x", across, "0", "1000", "500")}
                    {slider("y", down, "0", "1000", "500")}
                    {slider("zoom", zoom, "100", "400", "100")}
                </div>
            </div>
        </div>
    }
    .part()
}

fn slider(name: &'static str, label: String, min: &'static str, max: &'static str, value: &'static str) -> Part {
    view! {
        <div>
            <label class="lab" for=name>{label}</label>
            <input class="w-full min-h-11 accent-primary" type="range" id=name name=name min=min max=max value=value step="5"/>
        </div>
    }
    .part()
}

fn element(id: &str) -> Result<JsValue, JsValue> {
    document().get_element_by_id(id).map(JsValue::from).ok_or(JsValue::NULL)
}

fn watch(field: &str) -> Result<(), JsValue> {
    let input = element(field)?;
    let chosen = input.clone();
    let look = move || {
        let _ = open(&chosen);
    };
    look();
    let listener = Closure::<dyn FnMut()>::new(look).into_js_value();
    Reflect::set(&input, &"onchange".into(), &listener)?;
    Ok(())
}

/// Shows the chosen file, or nothing.
fn open(input: &JsValue) -> Result<(), JsValue> {
    let files = Reflect::get(input, &"files".into())?;
    let file = Reflect::get(&files, &"0".into())?;
    let none = file.is_undefined();
    if !none {
        let maker = Reflect::get(&window(), &"URL".into())?;
        let make: Function = Reflect::get(&maker, &"createObjectURL".into())?.dyn_into()?;
        Reflect::set(&element(PICTURE)?, &"src".into(), &make.call1(&maker, &file)?)?;
    }
    Reflect::set(&element(PANEL)?, &"hidden".into(), &none.into())?;
    show()
}

fn show() -> Result<(), JsValue> {
    let mut values = [String::new(), String::new(), String::new()];
    for (value, name) in values.iter_mut().zip(SLIDERS) {
        *value = Reflect::get(&element(name)?, &"value".into())?.as_string().unwrap_or_default();
    }
    let [x, y, zoom] = values;
    let place = ["calc(", &x, "%/10) calc(", &y, "%/10)"].concat();
    let style =
        ["object-position:", &place, ";transform-origin:", &place, ";transform:scale(calc(", &zoom, "/100))"].concat();
    Reflect::set(&Reflect::get(&element(PICTURE)?, &"style".into())?, &"cssText".into(), &style.into())?;
    Ok(())
}
