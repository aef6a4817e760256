//! What the site is compared with: the same queries and bytes without the site around them, the bare hash loop.

use super::{
    Failure, booking,
    load::{Figures, Load},
    site::{Site, World},
    table::Table,
};
use crate::{
    app::Profile,
    demo,
    kernel::{error::Result, lang::Lang, time::Clock},
    modules::{auth::password, mechanics},
    platform::{
        Scope, Wires,
        config::{Config, Env},
    },
    server,
};
use axum::{Router, body::Bytes, extract::State, http::header, response::IntoResponse, routing::get};
use futures::future::BoxFuture;
use std::{path::PathBuf, sync::Arc, time::Duration};
use tokio::{net::TcpListener, process::Command, task::JoinSet, time::Instant};

/// The queries of a page, without the page.
#[derive(Clone, Copy)]
pub struct Queries {
    run: for<'a> fn(&'a Wires, &'a World) -> BoxFuture<'a, Result<()>>,
    /// The main query as pgbench runs it.
    sql: fn(&World) -> String,
}

pub struct Bare {
    pub axum: Figures,
    pub sql: Figures,
    pub pgbench: Option<Figures>,
}

pub fn search(_world: &World) -> Queries {
    Queries {
        run: |wires, world| {
            Box::pin(async move {
                let asked = mechanics::search::Asked::read(
                    [("hizmet".to_owned(), world.service_slug.clone()), ("il".to_owned(), world.province_slug.clone())]
                        .into_iter(),
                );
                let mut scope = Scope::bare(wires);
                mechanics::pages::find(&mut scope, Lang::Tr, &asked).await.map(drop)
            })
        },
        sql: |world| {
            format!(
                "select m.id, m.slug, m.name, m.score, m.review_count, m.next_slot_at, s.price_kurus \
                 from mechanics m join mechanic_services s on s.mechanic_id = m.id and s.service_id = '{}' and s.is_active \
                 where m.province_id = 34 and m.verified_at is not null and m.suspended_at is null \
                 order by m.rank_score desc, m.id limit 21;",
                world.service_id
            )
        },
    }
}

pub fn profile(_world: &World) -> Queries {
    Queries {
        run: |wires, world| {
            Box::pin(async move {
                let mut scope = Scope::bare(wires);
                Profile::load(&mut scope, &world.mechanic_slug, "").await.map(drop)
            })
        },
        sql: |world| {
            format!(
                "select m.*, (select json_agg(s) from mechanic_services s where s.mechanic_id = m.id) from mechanics m where m.slug = '{}';",
                world.mechanic_slug
            )
        },
    }
}

/// Runs the peers of one page, each as long as the page ran.
pub async fn measure(
    world: &World,
    queries: Queries,
    page: Vec<u8>,
    seconds: u64,
    connections: usize,
) -> std::result::Result<Bare, Failure> {
    let wires = wires(world).await?;
    let sql = alone(&wires, world, queries, seconds, connections).await?;
    let axum = bare_axum(&wires, world, queries, page, seconds, connections).await?;
    Ok(Bare { axum, sql, pgbench: pgbench(world, &(queries.sql)(world), seconds, connections).await })
}

pub async fn wires(world: &World) -> std::result::Result<Wires, Failure> {
    let config = Config::read(&Env::of(&[]))?;
    Ok(server::over(config, world.db.clone(), world.db.clone(), Clock::Wall).await?)
}

async fn alone(
    wires: &Wires,
    world: &World,
    queries: Queries,
    seconds: u64,
    connections: usize,
) -> std::result::Result<Figures, Failure> {
    let started = Instant::now();
    let until = started + Duration::from_secs(seconds);
    let mut tasks = JoinSet::new();
    for _ in 0..connections {
        let (wires, world) = (wires.clone(), world.clone());
        tasks.spawn(async move {
            let (mut times, mut failed) = (Vec::new(), 0);
            while Instant::now() < until {
                let asked = Instant::now();
                match (queries.run)(&wires, &world).await {
                    Ok(()) => times.push(asked.elapsed()),
                    Err(_) => failed += 1,
                }
            }
            (times, failed)
        });
    }
    let (mut times, mut failed) = (Vec::new(), 0);
    while let Some(task) = tasks.join_next().await {
        let (some, lost) = task?;
        times.extend(some);
        failed += lost;
    }
    Ok(Figures::of(times, failed, started.elapsed()))
}

#[derive(Clone)]
struct Peer {
    wires: Wires,
    world: World,
    queries: Queries,
    page: Bytes,
}

/// An axum handler that asks the same queries and answers with the page's own bytes.
async fn serve(listener: TcpListener, router: Router) {
    if let Err(error) = axum::serve(listener, router).await {
        eprintln!("{error}");
    }
}

#[expect(clippy::disallowed_methods, reason = "the peer ends with the measurement")]
async fn bare_axum(
    wires: &Wires,
    world: &World,
    queries: Queries,
    page: Vec<u8>,
    seconds: u64,
    connections: usize,
) -> std::result::Result<Figures, Failure> {
    let peer = Arc::new(Peer { wires: wires.clone(), world: world.clone(), queries, page: page.into() });
    let router = Router::new().route("/", get(answer)).with_state(peer);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let serving = tokio::spawn(serve(listener, router));
    let figures = Load::new(&address).get("/", seconds, connections).await;
    serving.abort();
    figures
}

async fn answer(State(peer): State<Arc<Peer>>) -> impl IntoResponse {
    let asked = (peer.queries.run)(&peer.wires, &peer.world).await;
    if let Err(error) = asked {
        eprintln!("peer: {error}");
    }
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], peer.page.clone())
}

/// pgbench, where the machine has it.
async fn pgbench(world: &World, sql: &str, seconds: u64, connections: usize) -> Option<Figures> {
    let program = find_pgbench()?;
    let script = std::env::temp_dir().join(format!("sanaiyiusta-bench-{}.sql", std::process::id()));
    std::fs::write(&script, sql).ok()?;
    let output = Command::new(program)
        .args(["--no-vacuum", "--protocol=prepared", "-f"])
        .arg(&script)
        .args(["-c", &connections.min(32).to_string(), "-j", "2", "-T", &seconds.to_string(), &world.url])
        .output()
        .await
        .ok()?;
    let _ = std::fs::remove_file(&script);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let per_second = text.lines().find(|line| line.starts_with("tps"))?.split_whitespace().nth(2)?.parse().ok()?;
    Some(Figures { per_second, ..Figures::default() })
}

fn find_pgbench() -> Option<PathBuf> {
    let on_path = std::env::split_paths(&Env::of_process().ok()?.text("PATH")?)
        .map(|folder| folder.join("pgbench"))
        .find(|program| program.exists());
    on_path.or_else(|| {
        let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
            .ok()?
            .flatten()
            .map(|entry| entry.path().join("bin/pgbench"))
            .filter(|program| program.exists())
            .collect();
        versions.sort();
        versions.pop()
    })
}

/// Sign-in over HTTP against the bare hash loop on as many threads as there are cores,
/// and what a page takes meanwhile.
pub async fn sign_in(site: &Site, world: &World, table: &mut Table, seconds: u64) -> std::result::Result<(), Failure> {
    // As people do: in a browser that came in before. In a new one each sign-in would be a mail to its owner as well.
    let request = booking::sign_in(&booking::cookie(site, "cihaz").await?);
    let load = Load::new(&site.base);
    let idle = load.get(&world.profile_path(), seconds, 1).await?;
    let crowd = load.repeat(request.clone(), 200, seconds, 64);
    let profile = world.profile_path();
    let (crowd, beside) = tokio::join!(crowd, load.get(&profile, seconds, 1));
    let (crowd, beside) = (crowd?, beside?);
    let signed_in = load.repeat(request, 200, seconds, 8).await?;
    let hash = password::hash(demo::PASSWORD.to_owned()).await?;
    let started = Instant::now();
    let until = started + Duration::from_secs(seconds);
    let mut tasks = JoinSet::new();
    for _ in 0..std::thread::available_parallelism().map_or(2, Into::into) {
        let hash = hash.clone();
        tasks.spawn_blocking(move || {
            let mut times = Vec::new();
            while Instant::now() < until {
                let asked = Instant::now();
                std::hint::black_box(password::fits_now(demo::PASSWORD, &hash));
                times.push(asked.elapsed());
            }
            times
        });
    }
    let mut times = Vec::new();
    while let Some(task) = tasks.join_next().await {
        times.extend(task?);
    }
    let bare = Figures::of(times, 0, started.elapsed());
    table.speed("sign-in", &signed_in);
    table.ratio("sign-in: bare argon2id loop", &signed_in, &bare, "goal ≥ 0.9");
    table.speed("sign-in, 64 at once", &crowd);
    table.line(
        "profile page beside them, p99",
        format!("{:.1} ms → {:.1} ×", beside.p99, beside.p99 / idle.p99.max(0.001)),
        &format!("goal ≤ 2 × idle, which is {:.1} ms", idle.p99),
    );
    Ok(())
}
