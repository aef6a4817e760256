//! The real site in a process of its own, and what of its data the loads ask for.

use super::{Failure, load};
use crate::{
    demo,
    platform::embedded_postgres::{EmbeddedPostgres, Settings},
};
use sqlx::PgPool;
use std::{net::SocketAddr, path::PathBuf, time::Duration};
use tokio::{
    net::TcpListener,
    process::{Child, Command},
    time::{Instant, sleep},
};

pub struct Site {
    pub base: SocketAddr,
    pub db: PgPool,
    pub start_ms: u128,
    /// How long the first start took, which makes the marketplace.
    pub seed_seconds: f64,
    child: Child,
    cluster: EmbeddedPostgres,
}

/// Addresses and ids the loads use.
#[derive(Clone)]
pub struct World {
    pub db: PgPool,
    /// The same database for other programs.
    pub url: String,
    pub service_slug: String,
    pub service_id: String,
    pub province_slug: String,
    /// A variant of the catalogue and a year of it, as the search asks for them.
    pub car: [(&'static str, String); 2],
    pub mechanic_id: String,
    pub mechanic_slug: String,
    pub from: String,
}

impl World {
    pub fn search_path(&self) -> String {
        format!("/usta-bul?hizmet={}&il={}", self.service_slug, self.province_slug)
    }
    pub fn profile_path(&self) -> String {
        format!("/usta/{}", self.mechanic_slug)
    }
    pub fn slots_path(&self) -> String {
        format!(
            "/api/appointments/free_slots?mechanic={}&services={}&from={}&days=30",
            self.mechanic_id, self.service_id, self.from
        )
    }
}

impl Site {
    /// Seeds on the first run, then starts once more, so that the start is measured with the data there.
    pub async fn start(mechanics: usize) -> Result<Self, Failure> {
        let folder = PathBuf::from(format!(".data-bench/{mechanics}"));
        std::fs::create_dir_all(&folder)?;
        let cluster = EmbeddedPostgres::start(Settings::kept(folder, ".")).await?;
        let db = PgPool::connect(cluster.url()).await?;
        let empty = sqlx::query_scalar!(r#"select to_regclass('users') is null as "empty!""#).fetch_one(&db).await?;
        let (mut seeding, _, first_ms) = spawn(cluster.url(), mechanics, Duration::from_mins(30)).await?;
        let seed_seconds = if empty { first_ms as f64 / 1000.0 } else { 0.0 };
        terminate(&mut seeding).await;
        sqlx::query!("select pg_stat_reset() is null as done").fetch_one(&db).await?;
        analyze(&db).await?;
        let (child, base, start_ms) = spawn(cluster.url(), mechanics, Duration::from_mins(1)).await?;
        Ok(Self { base, db, start_ms, seed_seconds, child, cluster })
    }

    pub async fn stop(mut self) {
        terminate(&mut self.child).await;
        self.db.close().await;
        if let Err(error) = self.cluster.stop().await {
            eprintln!("{error}");
        }
    }

    /// The busiest province and a service offered there; the car that most people have; the workshop with the most appointments to come.
    pub async fn world(&self) -> Result<World, Failure> {
        let service = sqlx::query!("select id, slug from services where slug = 'on-fren-balatasi-degisimi'")
            .fetch_one(&self.db)
            .await?;
        let mechanic = sqlx::query!(
            r#"select m.id, m.slug from mechanics m
               join mechanic_services s on s.mechanic_id = m.id and s.service_id = $1 and s.is_active
               join users u on u.id = m.owner_user_id
               where m.verified_at is not null and m.suspended_at is null order by u.email = $2 desc, m.review_count desc limit 1"#,
            service.id,
            demo::ACCOUNTS.get(1).map_or("", |(email, _)| email)
        )
        .fetch_one(&self.db)
        .await?;
        let car = sqlx::query!(
            "select variant_id, model_year from customer_vehicles
             group by variant_id, model_year order by count(*) desc, variant_id, model_year limit 1"
        )
        .fetch_one(&self.db)
        .await?;
        let today = crate::kernel::time::Clock::Wall.now().day();
        Ok(World {
            db: self.db.clone(),
            url: self.cluster.url().to_owned(),
            service_slug: service.slug,
            service_id: service.id.to_string(),
            province_slug: String::from("istanbul"),
            car: [("tip", car.variant_id.to_string()), ("yil", car.model_year.to_string())],
            mechanic_id: mechanic.id.to_string(),
            mechanic_slug: mechanic.slug,
            from: today.to_string(),
        })
    }

    /// The bytes of a page.
    pub async fn body(&self, path: &str) -> Result<Vec<u8>, Failure> {
        Ok(load::Connection::open(self.base).await?.ask(&load::get(path, "")).await?.body)
    }

    /// Resident memory of the child, in megabytes.
    pub fn rss_mb(&self) -> u64 {
        let status = self
            .child
            .id()
            .and_then(|pid| std::fs::read_to_string(format!("/proc/{pid}/status")).ok())
            .unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or_default() / 1024
    }
}

/// Fresh statistics, as autovacuum would leave them after a while.
#[expect(clippy::disallowed_methods, reason = "a maintenance command has nothing to check")]
async fn analyze(db: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::query("vacuum analyze").execute(db).await.map(drop)
}

async fn spawn(url: &str, mechanics: usize, patience: Duration) -> Result<(Child, SocketAddr, u128), Failure> {
    let base = TcpListener::bind("127.0.0.1:0").await?.local_addr()?;
    let started = Instant::now();
    let child = Command::new(std::env::current_exe()?)
        .args(["serve", "--mechanics", &mechanics.to_string()])
        .env("DATABASE_URL", url)
        .env("LISTEN_ADDR", base.to_string())
        .env("BASE_URL", format!("http://{base}"))
        .env("RATE_LIMIT_FACTOR", "1000")
        .env("LOG", "warn")
        .stdout(std::process::Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    while started.elapsed() < patience {
        if let Ok(mut connection) = load::Connection::open(base).await
            && connection.ask(&load::get("/readyz", "")).await.is_ok_and(|answer| answer.status == 200)
        {
            return Ok((child, base, started.elapsed().as_millis()));
        }
        sleep(Duration::from_millis(2)).await;
    }
    Err("the site did not get ready".into())
}

async fn terminate(child: &mut Child) {
    if let Some(pid) = child.id().and_then(|pid| i32::try_from(pid).ok()) {
        let _ = nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), nix::sys::signal::Signal::SIGTERM);
    }
    let _ = tokio::time::timeout(Duration::from_secs(8), child.wait()).await;
}
