//! Sana İyi Usta: a marketplace where car owners find a good mechanic.
//!
//! Start at `src/README.md`. One crate, two builds: `ssr` (the server) and `hydrate` (the islands, as wasm).

// Views are deeply nested types; their layout goes past the default depth.
#![recursion_limit = "512"]

pub mod kernel;
pub mod modules;
pub mod ui;

#[cfg(feature = "ssr")]
pub mod app;
#[cfg(feature = "ssr")]
pub mod bench;
#[cfg(feature = "ssr")]
pub mod demo;
#[cfg(feature = "ssr")]
pub mod platform;
#[cfg(feature = "ssr")]
pub mod server;

/// Entry of the browser build: wakes up the islands of the page.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    // Reports of panics are for those who look for their cause; they weigh too much for everybody.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    ui::live::begin();
}
