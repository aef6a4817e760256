//! `make bench`: the site measured against bare peers of the same work, in one run on one machine.
//!
//! A child process serves the real site over a demo marketplace of 200 000 workshops with a million prices (`BENCH_MECHANICS`), kept in
//! its own data folder between runs. `make bench ARGS=search` measures the searches alone. Peers run here: the same queries without a page, the same bytes without a query, the bare
//! hash loop, raw inserts. Ratios are what counts; absolute figures belong to the machine. Nothing here is a test.

mod booking;
mod busy;
mod load;
mod peers;
mod plans;
mod rebuild;
mod site;
mod sizes;
mod table;
mod timing;

use crate::platform::config::{ConfigError, Env};
use load::Load;
use site::Site;
use table::Table;

/// How long each load runs, and with how many connections.
const SECONDS: u64 = 5;
const CONNECTIONS: usize = 32;

type Failure = Box<dyn std::error::Error>;

/// Runs everything, or the searches alone, and prints the table.
///
/// # Errors
/// When the site does not start or a peer fails.
pub async fn run(env: &Env, only_search: bool) -> Result<(), Failure> {
    let mechanics =
        env.number("BENCH_MECHANICS", 200_000, 20..=500_000).map_err(|error: ConfigError| error.to_string())?;
    let mut table = Table::new(mechanics);
    println!("Starting the site with {mechanics} demo workshops; the first run seeds them, which takes minutes …");
    let site = Site::start(mechanics).await?;
    let outcome =
        if only_search { searches(&site, &mut table).await } else { Box::pin(measure(env, &site, &mut table)).await };
    site.stop().await;
    // What was measured until then is shown also when something failed.
    println!("{table}");
    outcome.and(table.verdict())
}

async fn measure(env: &Env, site: &Site, table: &mut Table) -> Result<(), Failure> {
    let world = site.world().await?;
    table.line("resident memory, idle", format!("{} MB", site.rss_mb()), "goal ≤ 50 MB");
    table.line("seeding the marketplace (0 when it was there)", format!("{:.0} s", site.seed_seconds), "goal: minutes");
    sizes::report(site, &world, table).await?;
    table.line(
        "start to first 200, data there",
        format!("{} ms", site.start_ms),
        "≤ 150 ms without the embedded database",
    );

    for (name, path, peer) in [
        ("search page, 20 cards", world.search_path(), peers::search(&world)),
        ("profile page", world.profile_path(), peers::profile(&world)),
    ] {
        let page = Load::new(&site.base).get(&path, SECONDS, CONNECTIONS).await?;
        table.speed(name, &page);
        let bytes = site.body(&path).await?;
        let bare = peers::measure(&world, peer, bytes, SECONDS, CONNECTIONS).await?;
        table.ratio(
            &format!("{name}: bare axum page, same query"),
            &page,
            &bare.axum,
            "goal ≥ 0.6 (with markup made by hand)",
        );
        table.ratio(&format!("{name}: same SQL alone"), &page, &bare.sql, "goal ≥ 0.3");
        let by_pgbench = format!("{name}: bare rows, written by hand, by pgbench");
        match bare.pgbench {
            Some(pgbench) => {
                table.ratio(&by_pgbench, &page, &pgbench, "the least that any search asks; not what the page asks");
            }
            None => table.line(&by_pgbench, "–", "no pgbench on this machine"),
        }
    }
    booking::report(site, &world, table).await?;
    let booked = busy::fill(site, &world).await?;
    let slots = Load::new(&site.base).get(&world.slots_path(), SECONDS, CONNECTIONS).await?;
    table.speed(&format!("free slots of a month, {} bays, {booked} bookings", busy::BAYS), &slots);
    let alone = Load::new(&site.base).get(&world.slots_path(), SECONDS, 1).await?;
    table.line("free slots of that month, one at a time, p95", format!("{:.1} ms", alone.p95), "goal ≤ 5 ms");
    busy::clear(site, &world).await?;
    peers::sign_in(site, &world, table, SECONDS).await?;
    timing::report(env, site, table).await?;
    table.line("resident memory after all this", format!("{} MB", site.rss_mb()), "");
    searches(site, table).await?;
    rebuild::report(table).await
}

async fn searches(site: &Site, table: &mut Table) -> Result<(), Failure> {
    let world = site.world().await?;
    plans::report(site, &peers::wires(&world).await?, &world, table).await
}
