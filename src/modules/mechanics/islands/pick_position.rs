//! The pin of a workshop: two fields for degrees, and a tap that fills them from where the reader stands.

use super::geolocation::locate;
use crate::ui::Icon;
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Idle,
    Busy,
    Done,
    Failed,
}

/// The fields are plain ones, so the form works without a script; the button shows only where there is one.
#[island]
pub fn PickPosition(
    words: PickPositionWords,
    lat: String,
    lon: String,
    lat_error: Option<String>,
    lon_error: Option<String>,
) -> impl IntoView {
    let ready = RwSignal::new(false);
    let state = RwSignal::new(State::Idle);
    let (lat, lon) = (RwSignal::new(lat), RwSignal::new(lon));
    Effect::new(move |_| ready.set(true));
    let pick = move |_| {
        if state.get_untracked() == State::Busy {
            return;
        }
        state.set(State::Busy);
        locate(move |place| match place {
            Some((latitude, longitude)) => {
                lat.set(format!("{latitude:.5}"));
                lon.set(format!("{longitude:.5}"));
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
            <div hidden=move || !ready.get()>
                <button type="button" class="btn btn-line" on:click=pick aria-busy=move || (state.get() == State::Busy).then_some("true")>
                    <Icon name="locate-fixed" class="size-4"/>
                    {move || if state.get() == State::Busy { busy.clone() } else { act.clone() }}
                </button>
                <p class="text-sm text-muted mt-2" role="status">
                    {move || match state.get() {
                        State::Done => done.clone(),
                        State::Failed => failed.clone(),
                        State::Idle | State::Busy => String::new(),
                    }}
                </p>
            </div>
        </div>
    }
}

fn degrees(name: &'static str, label: String, value: RwSignal<String>, error: Option<String>) -> impl IntoView {
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
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                aria-invalid=invalid
                aria-describedby=described
            />
            {error.map(|error| view! { <p class="text-xs text-error-ink mt-1.5" id=format!("{id}-error")>{error}</p> })}
        </div>
    }
}
