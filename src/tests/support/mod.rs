//! The site as a test sees it: wires over a fresh database, clients with cookies, jobs run by hand.

pub mod authenticator;
mod client;
mod database;
mod fixture;
pub mod hostile;

pub use client::{Answer, Client, Stream};
pub use database::{fresh, narrow};
pub use fixture::{BALATA, BALATA_ID, EGEA_VARIANT_ID, PERIODIC_ID};

use sanaiyiusta::{
    kernel::time::{Clock, Instant},
    platform::{
        Wires,
        config::{Config, Env},
        events::{Event, Events},
    },
    server,
};
use sqlx::PgPool;
use std::sync::{Arc, Mutex};

/// Tuesday morning in Istanbul.
pub const NOW: &str = "2026-11-24T10:00:00+03:00";
pub const PASSWORD: &str = "denizde-kirmizi-balik";

/// What a site in production needs at least.
pub const PRODUCTION: [(&str, &str); 5] = [
    ("APP_MODE", "production"),
    ("BASE_URL", "https://usta.test"),
    ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
    ("SMTP_URL", "smtps://posta.usta.test"),
    ("MAIL_FROM", "Usta <bilgi@usta.example>"),
];

pub struct TestApp {
    pub wires: Wires,
    pub clock: Clock,
    pub pool: PgPool,
    router: axum::Router,
}

impl TestApp {
    /// A site over a database of its own: three provinces, two services, two models of car.
    pub async fn new() -> Self {
        Self::with_env(&[]).await
    }

    /// The same with settings of its own.
    pub async fn with_env(env: &[(&str, &str)]) -> Self {
        Self::over(fresh().await, env).await
    }

    /// A process over a database of [`fresh`], which another may stand on already.
    pub async fn over(pool: PgPool, env: &[(&str, &str)]) -> Self {
        sanaiyiusta::platform::telemetry::init(false, "warn");
        let clock = Clock::mock(Instant::parse(NOW).expect("now"));
        let config = Config::read(&Env::of(env)).expect("configuration");
        let wires = server::over(config, pool.clone(), pool.clone(), clock.clone()).await.expect("wires");
        Self { router: server::router(wires.clone()), wires, clock, pool }
    }

    /// A browser-like caller without a session.
    pub fn visitor(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// A signed-in car owner.
    pub async fn customer(&self, name: &str) -> Client {
        self.person(name, "customer").await
    }

    /// A signed-in car owner whose address has not proved itself yet.
    pub async fn newcomer(&self, name: &str) -> Client {
        let client = self.visitor();
        self.register(&client, name, "customer").await;
        self.sign_in(&client, name).await;
        client
    }

    /// A signed-in mechanic without a workshop yet.
    pub async fn mechanic(&self, name: &str) -> Client {
        self.person(name, "mechanic").await
    }

    /// A signed-in admin; admins are made by the database's owner.
    pub async fn admin(&self) -> Client {
        let client = self.visitor();
        self.register(&client, "yonetici", "customer").await;
        for sql in [
            "update users set kind = 'admin' where email = 'yonetici@ornek.test'",
            "insert into user_roles (user_id, role, granted_at) select id, 'admin', now() from users where email = 'yonetici@ornek.test'",
        ] {
            sqlx::query(sql).execute(&self.pool).await.expect("admin");
        }
        self.prove_address("yonetici").await;
        self.sign_in(&client, "yonetici").await;
        self.prove_two_factors("yonetici").await;
        client
    }

    /// As if this person had shown a second factor; coming in with one is tested with the factors.
    pub async fn prove_two_factors(&self, name: &str) {
        sqlx::query(
            "update user_sessions set aal = 2 where user_id = (select id from users where email = $1 || '@ornek.test')",
        )
        .bind(name)
        .execute(&self.pool)
        .await
        .expect("second factor");
    }

    async fn person(&self, name: &str, kind: &str) -> Client {
        let client = self.visitor();
        self.register(&client, name, kind).await;
        self.prove_address(name).await;
        self.sign_in(&client, name).await;
        client
    }

    /// As if this person had typed the code of the first mail; that is tested with the ways in.
    async fn prove_address(&self, name: &str) {
        sqlx::query("update users set email_verified_at = $2 where email = $1 || '@ornek.test'")
            .bind(name)
            .bind(self.clock.now())
            .execute(&self.pool)
            .await
            .expect("address");
    }

    async fn register(&self, client: &Client, name: &str, kind: &str) {
        let email = format!("{name}@ornek.test");
        let full_name = format!("{name} Deneme");
        let answer = client
            .post(
                "auth/register",
                &[
                    ("email", &email),
                    ("password", PASSWORD),
                    ("full_name", &full_name),
                    ("kind", kind),
                    ("accept_terms", "true"),
                ],
            )
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    }

    async fn sign_in(&self, client: &Client, name: &str) {
        let email = format!("{name}@ornek.test");
        let answer = client.post("auth/sign_in", &[("email", &email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    }

    /// Runs every job that is due now.
    pub async fn run_jobs(&self) {
        server::run_jobs_once(&self.wires).await.expect("jobs");
    }

    /// A number out of the database.
    pub async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.pool).await.expect(sql)
    }
}

/// Wires to which nobody listens but one ear, and what it makes of each event.
pub fn ear<E: Event>(wires: &Wires, say: fn(&E) -> String) -> (Wires, Arc<Mutex<Vec<String>>>) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let (mut events, notes) = (Events::default(), heard.clone());
    events.on::<E>(move |_, event| {
        notes.lock().unwrap().push(say(event));
        Box::pin(async { Ok(()) })
    });
    (Wires { events: Arc::new(events), ..wires.clone() }, heard)
}
