//! Turns the word tables in src/kernel/words into checked Rust keys; the build fails on a key that one language lacks.

#![expect(clippy::disallowed_methods, reason = "cargo talks to build scripts through the environment")]

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};
use std::{env, error::Error, path::PathBuf};

const NAMESPACES: &[&str] = &[
    "common",
    "customers",
    "errors",
    "home",
    "auth",
    "vehicles",
    "search",
    "mechanics",
    "workshop",
    "appointments",
    "reviews",
    "admin",
    "mails",
    "account",
    "factors",
    "sessions",
    "ways",
    "privacy",
    "people",
    "merging",
    "staff",
    "tablet",
    "garage",
    "compare",
    "sharing",
    "handover",
    "application",
    "certificates",
    "catalogue",
    "sheet",
    "spending",
    "places",
    "prices",
    "figures",
    "gallery",
    "carfiles",
    "household",
    "guests",
    "adverts",
    "why",
    "payout",
    "audit",
    "clients",
    "earnings",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=src/kernel/words");
    if env::var_os("CARGO_FEATURE_SSR").is_none() {
        return Ok(());
    }
    let config = Config::new("tr")?
        .add_locale("en")?
        .locales_path("src/kernel/words")
        .add_namespaces(NAMESPACES.iter().copied())?
        .parse_options(ParseOptions::new().interpolate_display(true));
    let words = TranslationsInfos::parse(config)?;
    words.emit_diagnostics();
    words.rerun_if_locales_changed();
    words.generate_i18n_module(PathBuf::from(env::var("OUT_DIR")?).join("words"))?;
    Ok(())
}
