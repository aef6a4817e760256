//! How long a developer waits after a small change: a page, an island. Sources are only touched, not changed.

use super::{Failure, table::Table};
use std::{fs::File, path::Path, process::Stdio, time::SystemTime};
use tokio::{process::Command, time::Instant};

const PAGE: &str = "src/modules/mechanics/pages/services.rs";
const ISLAND: &str = "src/modules/auth/islands/new_password.rs";
const SERVER: &[&str] = &["build", "--no-default-features", "--features", "ssr", "--bin", "sanaiyiusta"];
const BROWSER: &[&str] =
    &["build", "--no-default-features", "--features", "hydrate", "--lib", "--target", "wasm32-unknown-unknown"];

pub async fn report(table: &mut Table) -> Result<(), Failure> {
    for (what, file, build, goal) in [
        ("warm rebuild after a page, server", PAGE, SERVER, "goal ≤ 10 s"),
        ("warm rebuild after an island, browser part", ISLAND, BROWSER, "goal ≤ 20 s with the server's"),
    ] {
        if !Path::new(file).exists() {
            table.line(what, "–", "only in a checkout");
            continue;
        }
        cargo(build).await?;
        touch(file)?;
        let started = Instant::now();
        cargo(build).await?;
        table.line(what, format!("{:.1} s", started.elapsed().as_secs_f64()), goal);
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "cargo compares with the time of the file system")]
fn touch(file: &str) -> std::io::Result<()> {
    File::options().append(true).open(file)?.set_modified(SystemTime::now())
}

async fn cargo(arguments: &[&str]) -> Result<(), Failure> {
    let status = Command::new("cargo").args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status().await?;
    if status.success() { Ok(()) } else { Err(format!("cargo {} failed", arguments.join(" ")).into()) }
}
