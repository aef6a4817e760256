//! The pin of a workshop: two fields for degrees, and a tap that fills them from where the reader stands.

use super::geolocation::locate;
use crate::ui::{
    Icon,
    live::{AWAKE, IntoPart, Part, mark, on, said},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Words of [`PickPosition`], ready-made.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PickPositionWords {
    pub lat: String,
    pub lon: String,
    pub act: String,
    /// While the browser asks and looks.
    pub busy: String,
    pub done: String,
    /// The browser or the reader refused.
    pub failed: String,
}

/// The words, what the fields hold and what was wrong with it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PinProps {
    pub words: PickPositionWords,
    pub lat: String,
    pub lon: String,
    pub lat_error: Option<String>,
    pub lon_error: Option<String>,
}

crate::wire! {
    PickPositionWords { lat, lon, act, busy, done, failed }
    PinProps { words, lat, lon, lat_error, lon_error }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Idle,
    Busy,
    Done,
    Failed,
}

crate::island! {
    /// The fields are plain ones, so the form works without a script; the button shows only where there is one.
    PickPosition(PinProps) as pick_position = draw;
}

fn draw(props: PinProps) -> Part {
    let PinProps { words, lat, lon, lat_error, lon_error } = props;
    let state = RwSignal::new(State::Idle);
    let (lat, lon) = (RwSignal::new(lat), RwSignal::new(lon));
    let pick = move |_: leptos::ev::MouseEvent| {
        if state.get_untracked() == State::Busy {
            return;
        }
        state.set(State::Busy);
        locate(5, move |place| match place {
            Some((latitude, longitude)) => {
                lat.set(latitude);
                lon.set(longitude);
                state.set(State::Done);
            }
            None => state.set(State::Failed),
        });
    };
    let PickPositionWords { lat: lat_label, lon: lon_label, act, busy, done, failed } = words;
    view! {
        <div class="grid gap-3">
            <div class="grid grid-cols-2 gap-4">
                {degrees("lat", lat_label, lat, lat_error)}
                {degrees("lon", lon_label, lon, lon_error)}
            </div>
            <div hidden=!AWAKE>
                <button type="button" class="btn btn-line" on:click=on(pick) aria-busy=mark(move || state.get() == State::Busy)>
                    <Icon name="locate-fixed" class="size-4"/>
                    {said(move || if state.get() == State::Busy { busy.clone() } else { act.clone() })}
                </button>
                <p class="text-sm text-muted mt-2" role="status">
                    {said(move || match state.get() {
                        State::Done => done.clone(),
                        State::Failed => failed.clone(),
                        State::Idle | State::Busy => String::new(),
                    })}
                </p>
            </div>
        </div>
    }
    .part()
}

fn degrees(name: &'static str, label: String, value: RwSignal<String>, error: Option<String>) -> Part {
    let id = format!("f-{name}");
    let described = error.as_ref().map(|_| format!("{id}-error"));
    let invalid = error.as_ref().map(|_| "true");
    view! {
        <div>
            <label class="lab" for=id.clone()>{label}</label>
            <input
                class="inp num"
                id=id.clone()
                name=format!("input[{name}]")
                inputmode="decimal"
                maxlength="20"
                value=value.get_untracked()
                prop:value=value
                on:input=on(move |event: leptos::ev::Event| value.set(event_target_value(&event)))
                aria-invalid=invalid
                aria-describedby=described
            />
            {error.map(|error| view! { <p class="text-xs text-error-ink mt-1.5" id=format!("{id}-error")>{error}</p> })}
        </div>
    }
    .part()
}
