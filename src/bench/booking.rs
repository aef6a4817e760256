//! 64 clients on 100 hot slots: who wins, how fast the losers hear of it, and raw inserts for comparison.

use super::{
    Failure,
    load::{self, Answer, Connection, Figures},
    site::{Site, World},
    table::Table,
};
use crate::{
    demo,
    platform::config::{Config, Env},
};
use serde_json::Value;
use sqlx::postgres::PgPoolOptions;
use std::{sync::Arc, time::Duration};
use tokio::{sync::Mutex, task::JoinSet, time::Instant};

const CLIENTS: usize = 64;
const SLOTS: usize = 100;
/// Each client tries this many bookings.
const TRIES: usize = 20;

pub async fn report(site: &Site, world: &World, table: &mut Table) -> Result<(), Failure> {
    let customers = customers(site, world).await?;
    let slots = Arc::new(free_slots(site, world).await?);
    let outcomes = Arc::new(Mutex::new((Vec::new(), Vec::new(), 0usize)));
    let started = Instant::now();
    let mut tasks = JoinSet::new();
    for (client, (cookie, vehicle)) in customers.into_iter().enumerate() {
        let (base, world) = (site.base, world.clone());
        let (slots, outcomes) = (slots.clone(), outcomes.clone());
        tasks.spawn(async move {
            let mut connection = Connection::open(base).await?;
            for round in 0..TRIES {
                let Some(slot) = slots.get((client * 7 + round * 13) % slots.len().max(1)) else { continue };
                let key = format!("bench-{client}-{round}-{}", started.elapsed().as_nanos());
                let fields = [
                    ("mechanic_id", world.mechanic_id.as_str()),
                    ("vehicle_id", &vehicle),
                    ("service_ids[0]", &world.service_id),
                    ("start", slot),
                    ("note", ""),
                    ("idempotency_key", &key),
                ];
                let asked = Instant::now();
                let answer = connection.ask(&load::post("appointments/book", &fields, &cookie)).await?;
                let mut outcomes = outcomes.lock().await;
                match answer.status {
                    200 => outcomes.0.push(asked.elapsed()),
                    409 => outcomes.1.push(asked.elapsed()),
                    _ => outcomes.2 += 1,
                }
            }
            Ok::<_, std::io::Error>(())
        });
    }
    while let Some(task) = tasks.join_next().await {
        task??;
    }
    let lasted = started.elapsed();
    let (won, lost, failed) = std::mem::take(&mut *outcomes.lock().await);
    let overlaps = sqlx::query_scalar!(
        r#"select count(*) as "count!" from appointments a join appointments b on a.bay_id = b.bay_id and a.id < b.id and a.during && b.during
           where a.status in ('requested', 'confirmed') and b.status in ('requested', 'confirmed')"#
    )
    .fetch_one(&site.db)
    .await?;
    if overlaps > 0 {
        table.wrong(format!("{overlaps} visits overlap"));
    }
    let (bookings, attempts) = (won.len(), won.len() + lost.len() + failed);
    let losers = Figures::of(lost, failed, lasted);
    table.line(
        &format!("{CLIENTS} clients on {SLOTS} hot slots"),
        format!("{bookings} booked, {overlaps} overlaps"),
        &format!(
            "{:.0} attempts/s, loser p99 {:.0} ms (goal ≤ 80), {failed} failed",
            attempts as f64 / lasted.as_secs_f64(),
            losers.p99
        ),
    );
    let raw = raw_inserts(site, attempts).await?;
    table.line(
        "the same number of raw inserts",
        format!("{raw:.0}/s → {:.2}", attempts as f64 / lasted.as_secs_f64() / raw),
        "goal ≥ 0.6",
    );
    sqlx::query!("delete from appointments where idempotency_key like 'bench-%'").execute(&site.db).await?;
    Ok(())
}

/// Signs the demo customer in, as a browser that asks with `cookie`.
pub fn sign_in(cookie: &str) -> Vec<u8> {
    let email = demo::ACCOUNTS.first().map_or("", |(email, _)| email);
    load::post("auth/sign_in", &[("email", email), ("password", demo::PASSWORD)], cookie)
}

/// One of the cookies that signing in sets, as it is sent: `name=value`.
pub async fn cookie(site: &Site, name: &str) -> Result<String, Failure> {
    let answer = Connection::open(site.base).await?.ask(&sign_in("")).await?;
    set(&answer, name).ok_or_else(|| format!("sign-in gave no cookie {name}").into())
}

/// A cookie that an answer sets, as it is sent: `name=value`.
fn set(answer: &Answer, name: &str) -> Option<String> {
    let set = answer.headers.iter().filter(|(header, _)| header == "set-cookie").map(|(_, value)| value.as_str());
    let mut set = set.filter_map(|value| value.split(';').next());
    set.find(|cookie| cookie.split('=').next() == Some(name)).map(ToOwned::to_owned)
}

/// As many customers as clients, each with a session and a car; made by the first run.
async fn customers(site: &Site, world: &World) -> Result<Vec<(String, String)>, Failure> {
    let mut connection = Connection::open(site.base).await?;
    let emails: Vec<String> = (0..CLIENTS).map(|client| format!("bench-musteri-{client}@demo.test")).collect();
    for email in &emails {
        let fields = [("email", email.as_str()), ("password", demo::PASSWORD), ("full_name", "Deneme Kişi")];
        let fields = [&fields[..], &[("kind", "customer"), ("accept_terms", "true")]].concat();
        connection.ask(&load::post("auth/register", &fields, "")).await?;
    }
    sqlx::query!("update users set email_verified_at = now() where email like 'bench-musteri-%'")
        .execute(&site.db)
        .await?;
    let mut customers = Vec::with_capacity(CLIENTS);
    for (client, email) in emails.iter().enumerate() {
        let signed_in =
            connection.ask(&load::post("auth/sign_in", &[("email", email), ("password", demo::PASSWORD)], "")).await?;
        let cookie = set(&signed_in, "oturum").ok_or_else(|| format!("{email} does not come in"))?;
        let plate = format!("34 BNC {:03}", client + 100);
        let [(_, variant), (_, year)] = &world.car;
        let car = [("plate", plate.as_str()), ("variant_id", variant), ("model_year", year), ("km", "1")];
        connection.ask(&load::post("vehicles/add", &car, &cookie)).await?;
        let cars = connection.ask(&load::get("/api/vehicles/mine", &format!("Cookie: {cookie}\r\n"))).await?;
        let cars: Value = serde_json::from_slice(&cars.body)?;
        let car = cars.pointer("/0/id").and_then(Value::as_str).ok_or_else(|| format!("{email} has no car"))?;
        customers.push((cookie, car.to_owned()));
    }
    Ok(customers)
}

async fn free_slots(site: &Site, world: &World) -> Result<Vec<String>, Failure> {
    let slots: Value = serde_json::from_slice(&site.body(&world.slots_path()).await?)?;
    let slots: Vec<String> = slots
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|slot| slot["start"].as_str().map(ToOwned::to_owned))
        .take(SLOTS)
        .collect();
    if slots.is_empty() { Err("no free slots".into()) } else { Ok(slots) }
}

/// Inserts with the same constraint and nothing around them.
#[expect(clippy::disallowed_methods, reason = "a load is many tasks; the table is a throw-away of this run")]
async fn raw_inserts(site: &Site, attempts: usize) -> Result<f64, Failure> {
    for sql in [
        "drop table if exists bench_slots",
        "create table bench_slots (bay int, during tstzrange, exclude using gist (bay with =, during with &&))",
    ] {
        sqlx::query(sql).execute(&site.db).await?;
    }
    let started = Instant::now();
    let mut tasks = JoinSet::new();
    // As many connections as the site has.
    let connections = Config::read(&Env::of(&[]))?.database.max_connections;
    let pool =
        PgPoolOptions::new().max_connections(connections).connect_with((*site.db.connect_options()).clone()).await?;
    for client in 0..CLIENTS {
        let pool = pool.clone();
        let tries = attempts / CLIENTS;
        tasks.spawn(async move {
            for round in 0..tries {
                let slot = i32::try_from((client * 7 + round * 13) % SLOTS).unwrap_or_default();
                let _ = sqlx::query("insert into bench_slots values (1, tstzrange(now() + make_interval(hours => $1), now() + make_interval(hours => $1 + 1)))")
                    .bind(slot)
                    .execute(&pool)
                    .await;
            }
        });
    }
    while let Some(task) = tasks.join_next().await {
        task?;
    }
    let per_second = attempts as f64 / started.elapsed().max(Duration::from_millis(1)).as_secs_f64();
    sqlx::query("drop table bench_slots").execute(&site.db).await?;
    Ok(per_second)
}
