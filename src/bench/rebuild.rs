//! How long a developer waits after a small change: a page, an island. Each gets one more line, which is taken out again.

use super::{Failure, table::Table};
use std::process::Stdio;
use tokio::{process::Command, time::Instant};

const PAGE: &str = "src/modules/mechanics/pages/services.rs";
const ISLAND: &str = "src/modules/auth/islands/new_password.rs";
const SERVER: &[&str] = &["build", "--no-default-features", "--features", "ssr", "--bin", "sanaiyiusta"];
const BROWSER: &[&str] =
    &["build", "--no-default-features", "--features", "hydrate", "--lib", "--target", "wasm32-unknown-unknown"];

pub async fn report(table: &mut Table) -> Result<(), Failure> {
    for (what, file, builds, goal) in [
        ("warm rebuild after a page, server", PAGE, &[SERVER][..], "goal ≤ 10 s"),
        ("warm rebuild after an island, server and browser part", ISLAND, &[SERVER, BROWSER][..], "goal ≤ 20 s"),
    ] {
        let Ok(text) = std::fs::read_to_string(file) else {
            table.line(what, "–", "only in a checkout");
            continue;
        };
        for build in builds {
            cargo(build).await?;
        }
        std::fs::write(file, format!("{text}\nconst _: &str = \"changed\";\n"))?;
        let started = Instant::now();
        let rebuilt = async {
            for build in builds {
                cargo(build).await?;
            }
            Ok::<_, Failure>(started.elapsed())
        };
        let rebuilt = rebuilt.await;
        std::fs::write(file, text)?;
        table.line(what, format!("{:.1} s", rebuilt?.as_secs_f64()), goal);
    }
    Ok(())
}

async fn cargo(arguments: &[&str]) -> Result<(), Failure> {
    let status = Command::new("cargo").args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status().await?;
    if status.success() { Ok(()) } else { Err(format!("cargo {} failed", arguments.join(" ")).into()) }
}
