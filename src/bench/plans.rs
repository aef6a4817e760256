//! Every filter and every order of the search against the whole data set: how long the database takes for the list, how long a
//! browser waits for the page with its counts, and whether a large table was read from end to end, which no index would make it do.

use super::{
    Failure,
    load::Load,
    site::{Site, World},
    table::Table,
};
use crate::{
    modules::mechanics::{
        certificates::model::CertificateKind,
        search::{self, Asked},
    },
    platform::{Scope, Wires},
};
use std::time::Duration;
use tokio::time::Instant;

const TRIES: usize = 20;
/// How long one browser asks for one page.
const SECONDS: u64 = 1;
/// What the list may take in the database when it is walked from the middle outwards, and a whole page with its counts.
const NEAREST_GOAL: f64 = 4.0;
const PAGE_GOAL: f64 = 40.0;
/// The filters of the search beside what, where and which car. About half of the workshops are dearer than the price.
const FILTERS: [(&str, &str); 7] = [
    ("puan", "4.5"),
    ("acik", "1"),
    ("bugun", "1"),
    ("aninda", "1"),
    ("enfazla", "3300"),
    ("belge", CertificateKind::TseHyb.slug()),
    ("yerinde", "1"),
];

/// A search with its name in the table and, where there is one, the goal for its list in milliseconds.
struct Search {
    name: String,
    pairs: Vec<(&'static str, String)>,
    goal: Option<f64>,
}

/// What people ask for, as the address says it.
fn searches(world: &World) -> Vec<Search> {
    let service = ("hizmet", world.service_slug.clone());
    let province = ("il", world.province_slug.clone());
    let place = ("konum", String::from("41.01,28.97"));
    let mut searches = Vec::new();
    let mut add = |name: String, pairs: Vec<(&'static str, String)>, goal: Option<f64>| {
        searches.push(Search { name, pairs, goal });
    };
    for sort in ["en-iyi", "puan", "fiyat", "erken"] {
        let order = ("sirala", sort.to_owned());
        add(format!("sorted by {sort}, service"), vec![service.clone(), order.clone()], None);
        let both = vec![service.clone(), province.clone(), order.clone()];
        add(format!("sorted by {sort}, service and il"), both, None);
        // Prices are those of a service.
        if sort != "fiyat" {
            add(format!("sorted by {sort}, il"), vec![province.clone(), order], None);
        }
    }
    let nearest = vec![service.clone(), place.clone(), ("sirala", "mesafe".into())];
    add("nearest, service".into(), nearest, Some(NEAREST_GOAL));
    add("within 10 km, service".into(), vec![service.clone(), place, ("yaricap", "10".into())], None);
    for (name, value) in FILTERS {
        let filter = (name, value.to_owned());
        let pairs = vec![service.clone(), province.clone(), filter];
        add(format!("filter {name}={value}, service and il"), pairs, None);
    }
    for sort in ["en-iyi", "fiyat"] {
        let mut pairs = vec![service.clone(), province.clone(), ("sirala", sort.to_owned())];
        pairs.extend(world.car.clone());
        add(format!("filter of a car, sorted by {sort}, service and il"), pairs, None);
    }
    add("filter ilce, service".into(), vec![service, province, ("ilce", "kadikoy".into())], None);
    add("words of a name".into(), vec![("ad", "işık oto".into())], None);
    searches
}

/// # Errors
/// When a search reads a whole table, or the site does not answer.
pub async fn report(site: &Site, wires: &Wires, world: &World, table: &mut Table) -> Result<(), Failure> {
    let prices =
        sqlx::query_scalar!(r#"select count(*) as "count!" from mechanic_services"#).fetch_one(&site.db).await?;
    table.line("prices of services", prices.to_string(), "the searches below look through them");
    let mut scanned = Vec::new();
    for Search { name, pairs, goal } in searches(world) {
        let asked = Asked::read(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)));
        let (list, by_index) = list(wires, &asked).await?;
        // Nobody has asked for this page in the last half minute, so that its counts are made for it.
        let first = Instant::now();
        site.body(&asked.href()).await?;
        let first = first.elapsed().as_secs_f64() * 1000.0;
        let page = Load::new(&site.base).get(&asked.href(), SECONDS, 1).await?;
        let goal = goal.map_or_else(String::new, |goal| format!(" (goal ≤ {goal:.0})"));
        table.line(
            &format!("search: {name}"),
            format!(
                "list p95 {list:.1} ms{goal}, first page {first:.0} ms, then p95 {:.1} ms (goal ≤ {PAGE_GOAL:.0})",
                page.p95
            ),
            if by_index { "by index" } else { "READS A WHOLE TABLE" },
        );
        if !by_index {
            scanned.push(name);
        }
    }
    if scanned.is_empty() { Ok(()) } else { Err(format!("no index serves: {}", scanned.join("; ")).into()) }
}

/// The 95th percentile of the list's queries in milliseconds, and whether indexes served all of them.
async fn list(wires: &Wires, asked: &Asked) -> Result<(f64, bool), Failure> {
    // Searches share facts of the whole marketplace, which are read from end to end once a minute.
    let mut scope = Scope::system(wires).await?;
    search::answer(&mut scope, asked).await?;
    scope.finish(Ok(())).await?;
    let mut scope = Scope::system(wires).await?;
    let before = scans(&mut scope).await?;
    let mut times = Vec::with_capacity(TRIES);
    for _ in 0..TRIES {
        let started = Instant::now();
        search::answer(&mut scope, asked).await?;
        times.push(started.elapsed());
    }
    let whole = scans(&mut scope).await? - before;
    scope.finish(Ok(())).await?;
    times.sort_unstable();
    let p95 = times.get(TRIES * 95 / 100 - 1).copied().unwrap_or(Duration::ZERO);
    Ok((p95.as_secs_f64() * 1000.0, whole == 0))
}

/// How often this transaction has read one of the large tables from end to end.
async fn scans(scope: &mut Scope) -> Result<i64, Failure> {
    let scans = sqlx::query_scalar!(
        r#"select coalesce(sum(seq_scan), 0)::bigint as "scans!" from pg_stat_xact_user_tables
           where relname in ('mechanics', 'mechanic_services', 'mechanic_supported_vehicles', 'appointments')"#
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(scans)
}
