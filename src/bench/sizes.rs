//! Weights: pages as HTML and as brotli, program and style of the browser.

use super::{
    Failure, load,
    site::{Site, World},
    table::Table,
};
use std::path::Path;

pub async fn report(site: &Site, world: &World, table: &mut Table) -> Result<(), Failure> {
    for (name, path, goal) in [
        ("search page", world.search_path(), "goal ≤ 60 KB HTML, ≤ 12 KB brotli, no wasm"),
        ("profile page", world.profile_path(), ""),
        ("home page", String::from("/"), ""),
    ] {
        let mut connection = load::Connection::open(site.base).await?;
        let plain = connection.ask(&load::get(&path, "")).await?;
        let brotli = connection.ask(&load::get(&path, "Accept-Encoding: br\r\n")).await?;
        let program = if String::from_utf8_lossy(&plain.body).contains(".wasm") { "with" } else { "without" };
        let encoded = brotli.headers.iter().any(|(name, value)| name == "content-encoding" && value == "br");
        let size = format!(
            "{:.1} KB, {:.1} KB brotli",
            kb(plain.body.len()),
            if encoded { kb(brotli.body.len()) } else { f64::NAN }
        );
        table.line(&format!("{name}, {program} wasm"), size, goal);
    }
    let folder = site_root().join("pkg");
    for (name, ending, goal) in [
        ("wasm + js of the islands", [".wasm.br", ".js.br"].as_slice(), "goal ≤ 120 KB brotli"),
        ("style", &[".css.br"], ""),
    ] {
        let bytes: u64 = files(&folder, ending);
        table.line(name, format!("{:.1} KB brotli", bytes as f64 / 1024.0), goal);
    }
    Ok(())
}

fn kb(bytes: usize) -> f64 {
    bytes as f64 / 1024.0
}

fn site_root() -> std::path::PathBuf {
    crate::platform::config::Env::of_process()
        .ok()
        .and_then(|env| env.text("SITE_ROOT"))
        .unwrap_or_else(|| String::from("target/site"))
        .into()
}

fn files(folder: &Path, endings: &[&str]) -> u64 {
    std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| {
            entry.file_name().to_str().is_some_and(|name| endings.iter().any(|ending| name.ends_with(ending)))
        })
        .filter_map(|entry| entry.metadata().ok())
        .map(|metadata| metadata.len())
        .sum()
}
