//! Every filter and every order of the search against the whole data set: how long the database takes, and whether it read
//! a large table from end to end, which no index would make it do.

use super::{Failure, site::World, table::Table};
use crate::{
    modules::mechanics::search::{self, Asked},
    platform::{Scope, Wires},
};
use std::time::Duration;
use tokio::time::Instant;

const TRIES: usize = 20;

/// What people ask for, as the address says it.
fn searches(world: &World) -> Vec<(String, Vec<(&'static str, String)>)> {
    let service = ("hizmet", world.service_slug.clone());
    let province = ("il", world.province_slug.clone());
    let place = ("konum", String::from("41.01,28.97"));
    let mut searches = Vec::new();
    for sort in ["en-iyi", "puan", "fiyat", "erken"] {
        let order = ("sirala", sort.to_owned());
        searches.push((format!("sorted by {sort}, service"), vec![service.clone(), order.clone()]));
        searches.push((
            format!("sorted by {sort}, service and il"),
            vec![service.clone(), province.clone(), order.clone()],
        ));
        // Prices are those of a service.
        if sort != "fiyat" {
            searches.push((format!("sorted by {sort}, il"), vec![province.clone(), order]));
        }
    }
    searches.push(("nearest, service".into(), vec![service.clone(), place.clone(), ("sirala", "mesafe".into())]));
    searches.push(("within 10 km, service".into(), vec![service.clone(), place, ("yaricap", "10".into())]));
    for (name, value) in [("puan", "4.5"), ("acik", "1"), ("bugun", "1"), ("aninda", "1")] {
        let filter = (name, value.to_owned());
        searches
            .push((format!("filter {name}={value}, service and il"), vec![service.clone(), province.clone(), filter]));
    }
    searches.push(("filter ilce, service".into(), vec![service, province, ("ilce", "kadikoy".into())]));
    searches.push(("words of a name".into(), vec![("ad", "işık oto".into())]));
    searches
}

pub async fn report(wires: &Wires, world: &World, table: &mut Table) -> Result<(), Failure> {
    let mut scanned = Vec::new();
    for (name, pairs) in searches(world) {
        let asked = Asked::read(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)));
        // Searches share facts of the whole marketplace, which are read from end to end once a minute.
        let mut scope = Scope::system(wires).await?;
        search::answer(&mut scope, &asked).await?;
        scope.finish(Ok(())).await?;
        let mut scope = Scope::system(wires).await?;
        let before = scans(&mut scope).await?;
        let mut times = Vec::with_capacity(TRIES);
        for _ in 0..TRIES {
            let started = Instant::now();
            search::answer(&mut scope, &asked).await?;
            times.push(started.elapsed());
        }
        let whole = scans(&mut scope).await? - before;
        scope.finish(Ok(())).await?;
        times.sort_unstable();
        let p95 = times.get(TRIES * 95 / 100 - 1).copied().unwrap_or(Duration::ZERO);
        table.line(
            &format!("search: {name}"),
            format!("p95 {:.1} ms", p95.as_secs_f64() * 1000.0),
            if whole == 0 { "by index" } else { "READS A WHOLE TABLE" },
        );
        if whole > 0 {
            scanned.push(name);
        }
    }
    if scanned.is_empty() { Ok(()) } else { Err(format!("no index serves: {}", scanned.join("; ")).into()) }
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
