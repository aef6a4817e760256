//! The database goes away and comes back, is full, or is not one to start over; a process is stopped while it still starts.

use crate::support::{Answer, Client, EGEA_VARIANT_ID, PRODUCTION, TestApp, fresh, narrow};
use axum::http::Request;
use sanaiyiusta::{
    platform::{
        config::{Config, Env},
        telemetry::json_lines,
    },
    server,
};
use serde_json::Value;
use sqlx::{
    ConnectOptions,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter, layer::SubscriberExt};
use url::Url;

/// A line to the database that can be cut and mended.
struct Line {
    addr: SocketAddr,
    up: Arc<AtomicBool>,
    cut: Arc<std::sync::Mutex<CancellationToken>>,
}

impl Line {
    async fn to(host: String, port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let line =
            Self { addr: listener.local_addr().unwrap(), up: Arc::new(AtomicBool::new(true)), cut: Arc::default() };
        let (up, cut) = (line.up.clone(), line.cut.clone());
        tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                if !up.load(Ordering::SeqCst) {
                    continue;
                }
                let cut = cut.lock().unwrap().clone();
                let host = host.clone();
                tokio::spawn(async move {
                    let talk = async {
                        if host.starts_with('/') {
                            let socket = format!("{host}/.s.PGSQL.{port}");
                            let mut far = tokio::net::UnixStream::connect(socket).await?;
                            copy_bidirectional(&mut near, &mut far).await
                        } else {
                            let mut far = TcpStream::connect((host.as_str(), port)).await?;
                            copy_bidirectional(&mut near, &mut far).await
                        }
                    };
                    tokio::select! { _ = talk => {}, () = cut.cancelled() => {} }
                });
            }
        });
        line
    }

    /// Open connections break, new ones are hung up on.
    fn cut(&self) {
        self.up.store(false, Ordering::SeqCst);
        self.cut.lock().unwrap().cancel();
    }

    fn mend(&self) {
        *self.cut.lock().unwrap() = CancellationToken::new();
        self.up.store(true, Ordering::SeqCst);
    }
}

/// The server of the tests, by way of a port of this machine. A socket named in the address would win over any port.
fn through(port: u16) -> PgConnectOptions {
    #[expect(clippy::disallowed_methods, reason = "where sqlx finds the server of its tests too")]
    let mut address = Url::parse(&std::env::var("DATABASE_URL").unwrap()).unwrap();
    let others: Vec<_> = address.query_pairs().into_owned().filter(|(name, _)| name != "host").collect();
    address.query_pairs_mut().clear().extend_pairs(others);
    address.set_host(Some("127.0.0.1")).unwrap();
    address.set_port(Some(port)).unwrap();
    PgConnectOptions::from_url(&address).unwrap()
}

/// What somebody asks for, and how soon the answer is there.
async fn timed(client: &Client, what: &str) -> (u16, String, Duration) {
    let asked = Instant::now();
    let answer = match what.strip_prefix("/api/") {
        Some(function) => client.get(function).await,
        None => client.page(what).await,
    };
    (answer.status, answer.header("retry-after"), asked.elapsed())
}

#[tokio::test]
async fn while_the_database_is_away_everybody_hears_so_soon_and_it_comes_back_without_a_restart() {
    let pool = fresh().await;
    let options = (*pool.connect_options()).clone();
    let host = options.get_socket().map_or_else(|| options.get_host().to_owned(), |path| path.display().to_string());
    let line = Line::to(host, options.get_port()).await;
    let name = options.get_database().expect("the test names its database").to_owned();
    let options = through(line.addr.port()).database(&name);
    let relayed =
        PgPoolOptions::new().max_connections(6).acquire_timeout(Duration::from_millis(900)).connect_lazy_with(options);
    let app = TestApp::over(relayed, &[]).await;
    let (ayse, visitor) = (app.customer("ayse").await, app.visitor());
    let calls = [
        (&ayse, "/hesap/araclar"),
        (&ayse, "/api/auth/me"),
        (&visitor, "/usta-bul?il=ankara"),
        (&visitor, "/api/mechanics/search?il=ankara"),
        (&visitor, "/api/mechanics/profile?slug=isik-oto"),
    ];
    line.cut();
    for (client, what) in calls {
        let (status, retry_after, took) = timed(client, what).await;
        assert_eq!((status, retry_after.is_empty()), (503, false), "{what}");
        assert!(took < Duration::from_secs(3), "{what} kept its caller waiting for {took:?}");
    }
    assert_eq!(visitor.page("/giris").await.status, 200, "what needs no database is there");
    let car = [("plate", "34 \"ABC\" <b>"), ("variant_id", EGEA_VARIANT_ID), ("model_year", "2019"), ("km", "84250")];
    let kept = ayse.form("/hesap/araclar/yeni?marka=fiat", "vehicles/add", &car).await;
    let door = [("email", "yeni@ornek.test"), ("password", "denizde-kirmizi-balik"), ("full_name", "Yeni Kişi")];
    let registering = visitor.form("/kayit", "auth/register", &door).await;
    for (answer, typed) in [(&kept, "value=\"34 &quot;ABC&quot; &lt;b&gt;\""), (&registering, "value=\"Yeni Kişi\"")] {
        assert_eq!(answer.status, 503, "{}", answer.text);
        assert!(answer.text.contains(typed) && answer.text.contains("Yeniden gönder"), "{}", answer.text);
    }
    assert!(!registering.text.contains("denizde-kirmizi-balik"), "but no secret");
    assert_eq!(visitor.send(Request::get("/healthz")).await.status, 200);
    assert_eq!(visitor.send(Request::get("/readyz")).await.status, 503);

    line.mend();
    let again = kept.text.split("action=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    assert_eq!(again, "/api/vehicles/add?geri=%2Fhesap%2Faraclar%2Fyeni%3Fmarka%3Dfiat");
    let sent = ayse.form("/api/vehicles/add", again.trim_start_matches("/api/"), &car).await;
    assert_eq!(
        (sent.status, sent.header("location").as_str()),
        (303, "/hesap/araclar/yeni?marka=fiat"),
        "and the plate is refused there"
    );
    for (client, what) in [(&ayse, "/hesap/araclar"), (&ayse, "/api/auth/me"), (&visitor, "/usta-bul?il=ankara")] {
        assert_eq!(timed(client, what).await.0, 200, "{what}");
    }
    assert_eq!(visitor.send(Request::get("/readyz")).await.status, 200);
}

#[tokio::test]
async fn a_crowd_that_signs_in_leaves_the_database_to_the_others() {
    let app = TestApp::over(narrow(4).await, &[("RATE_LIMIT_FACTOR", "100")]).await;
    let ayse = app.customer("ayse").await;
    let crowd: Vec<Client> = (0..60).map(|_| app.visitor()).collect();
    let emails: Vec<String> = (0..60).map(|number| format!("kimse{number}@ornek.test")).collect();
    let attempts = crowd.iter().zip(&emails).map(|(client, email)| async move {
        client.post("auth/sign_in", &[("email", email), ("password", "yanlis-parola-1")]).await.status
    });
    let reads = (0..10).map(|_| async { ayse.get("auth/me").await.status });
    let (attempts, reads) = tokio::join!(futures::future::join_all(attempts), futures::future::join_all(reads));
    assert_eq!(attempts, [401; 60], "hashing holds no connection, so nobody runs out of them");
    assert_eq!(reads, [200; 10]);
}

#[tokio::test]
async fn a_crowd_that_proves_itself_or_resets_passwords_does_so_too() {
    let app = TestApp::over(narrow(4).await, &[("RATE_LIMIT_FACTOR", "1000")]).await;
    let ayse = app.customer("ayse").await;
    let crowd: Vec<Client> = (0..40).map(|_| app.visitor()).collect();
    // Each has a mail of its own, so that each comes as far as the hash.
    sqlx::query(
        "with people as (insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at)
             select gen_random_uuid(), 'kisi' || n || '@ornek.test', 'Kişi', 'customer', $1, '1', $1 from generate_series(0, 39) n returning id, email)
         insert into email_verifications (token_hash, user_id, purpose, email, code_hash, created_at, expires_at)
         select sha256(email::bytea), id, 'reset', email, sha256('kod'), $1, $1 + interval '10 minutes' from people",
    )
    .bind(app.clock.now())
    .execute(&app.pool)
    .await
    .unwrap();
    let resets = crowd.iter().enumerate().map(|(number, client)| async move {
        let token = format!("kisi{number}@ornek.test");
        client.post("auth/reset_password", &[("token", &token), ("password", "yesil-vadide-uc-kurbaga")]).await.status
    });
    let proofs = (0..40).map(|_| async { ayse.post("auth/step_up", &[("password", "yanlis-parola-1")]).await.status });
    let reads = (0..10).map(|_| async { ayse.get("auth/me").await.status });
    let all = futures::future::join3(
        futures::future::join_all(resets),
        futures::future::join_all(proofs),
        futures::future::join_all(reads),
    );
    let (resets, proofs, reads) = all.await;
    assert_eq!(resets, [200; 40], "hashing holds no connection, so nobody runs out of them");
    assert_eq!(proofs, [422; 40]);
    assert_eq!(reads, [200; 10]);
}

/// What was logged, line by line.
#[derive(Clone, Default)]
struct Lines(Arc<std::sync::Mutex<Vec<u8>>>);

impl Lines {
    /// Every line as the object that it must be.
    fn objects(&self) -> Vec<Value> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
    }
}

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

const CAR: [(&str, &str); 4] =
    [("plate", "34 ABC 123"), ("variant_id", EGEA_VARIANT_ID), ("model_year", "2019"), ("km", "84250")];

/// The answer to a car that cannot be kept, and what was logged meanwhile.
async fn refused_car(owner: &Client) -> (Answer, Lines) {
    let logged = Lines::default();
    let subscriber = tracing_subscriber::registry().with(EnvFilter::new("info")).with(json_lines(logged.clone()));
    let logging = tracing::subscriber::set_default(subscriber);
    let refused = owner.post("vehicles/add", &CAR).await;
    drop(logging);
    (refused, logged)
}

#[tokio::test]
async fn a_full_disk_is_told_with_a_reference_that_a_log_line_of_the_request_holds() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    // As the server says it when a file cannot grow.
    for sql in [
        "create function full_disk() returns trigger language plpgsql as $$ begin
             raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$",
        "create trigger full_disk before insert on customer_vehicles execute function full_disk()",
    ] {
        sqlx::query(sql).execute(&app.pool).await.unwrap();
    }
    let (refused, logged) = refused_car(&ayse).await;
    assert_eq!((refused.status, refused.code().as_str()), (503, "unavailable"), "{}", refused.text);
    assert!(
        refused.text.contains("Şu anda hizmet veremiyoruz") && !refused.text.contains("No space"),
        "{}",
        refused.text
    );
    assert!(!refused.header("retry-after").is_empty());

    let (answer, request) = (refused.json(), refused.header("x-request-id"));
    let lines = logged.objects();
    let told = lines.iter().find(|line| line["reference"] == answer["reference"]).expect("the line of the reference");
    assert_eq!(
        (told["level"].as_str(), told["spans"][0]["id"].as_str()),
        (Some("ERROR"), Some(request.as_str())),
        "{told}"
    );
    for part in ["disk is full", "No space left on device"] {
        assert!(told.to_string().contains(part), "{told}");
    }
    let measured = lines.iter().find(|line| line["message"] == "request").expect("one line about the request");
    assert_eq!((measured["request_id"].as_str(), measured["status"].as_u64()), (Some(request.as_str()), Some(503)));
    assert_eq!(measured["path"], "/api/vehicles/add");
    for line in &lines {
        assert!(line["timestamp"].is_string() && line["level"].is_string(), "{line}");
        assert!(!line.to_string().contains("34 ABC 123"), "what people type is in no line: {line}");
    }

    assert_eq!(ayse.page("/hesap/araclar").await.status, 200, "what is there can be read");
    sqlx::query("drop trigger full_disk on customer_vehicles").execute(&app.pool).await.unwrap();
    assert_eq!(ayse.post("vehicles/add", &CAR).await.status, 200, "with space it goes on without a restart");
}

#[tokio::test]
async fn a_rule_that_nobody_expected_to_break_leaves_no_row_in_the_log() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    sqlx::query("alter table customer_vehicles add constraint no_such_car check (km < 5)")
        .execute(&app.pool)
        .await
        .unwrap();
    let (refused, logged) = refused_car(&ayse).await;
    assert_eq!((refused.status, refused.code().as_str()), (500, "internal"), "{}", refused.text);
    let lines = logged.objects();
    let told =
        lines.iter().find(|line| line["reference"] == refused.json()["reference"]).expect("the line of the reference");
    for part in ["no_such_car", "customer_vehicles", "23514"] {
        assert!(told.to_string().contains(part), "{part}: {told}");
    }
    for line in &lines {
        assert!(!line.to_string().contains("34 ABC 123") && !line.to_string().contains("84250"), "{line}");
    }
}

#[tokio::test]
async fn production_starts_over_no_demo_and_asks_for_its_folders() {
    let pool = fresh().await;
    server::refuse_demo(&pool).await.expect("nobody is made up");
    sqlx::query(
        "insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at, is_demo)
         values (gen_random_uuid(), 'musteri@demo.test', 'Deneme', 'customer', now(), '1', now(), true)",
    )
    .execute(&pool)
    .await
    .unwrap();
    assert!(server::refuse_demo(&pool).await.unwrap_err().to_string().contains("demo marketplace"));

    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(folder.path().join("taken"), "").unwrap();
    std::fs::create_dir_all(folder.path().join("site/pkg")).unwrap();
    let said = |site: &str, media: &str| {
        let own = [("SITE_ROOT", path(site)), ("MEDIA_DIR", path(media))];
        let own: Vec<(&str, &str)> = own.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let config = Config::read(&Env::of(&[&PRODUCTION, own.as_slice()].concat())).unwrap();
        server::folders(&config).map_err(|error| error.to_string())
    };
    assert_eq!(said("site", "media"), Ok(()));
    assert!(folder.path().join("media").is_dir());
    assert!(said("nowhere", "media").unwrap_err().starts_with("SITE_ROOT: "));
    assert!(said("site", "taken/below").unwrap_err().starts_with("MEDIA_DIR: "));
}

#[tokio::test]
async fn a_database_that_cannot_be_used_is_named_with_what_is_wrong() {
    let pool = fresh().await;
    server::probe(&pool, true).await.expect("the server of the tests");
    let said = async |options: PgConnectOptions, by_url: bool| {
        let pool = PgPoolOptions::new().connect_lazy_with(options);
        server::probe(&pool, by_url).await.expect_err("it cannot be used").to_string()
    };
    // A server that calls itself older: its answer stands before the real one.
    for sql in [
        "create schema older",
        "create function older.current_setting(text) returns text language sql immutable as $$ select '140011' $$",
    ] {
        sqlx::query(sql).execute(&pool).await.unwrap();
    }
    let options = (*pool.connect_options()).clone();
    let older = options.clone().options([("search_path", "older,pg_catalog")]);
    assert_eq!(said(older.clone(), true).await, "DATABASE_URL: PostgreSQL 15 or newer is needed; there is 14");
    assert_eq!(said(older, false).await, "the own database: PostgreSQL 15 or newer is needed; there is 14");

    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let closed = nobody.local_addr().unwrap().port();
    drop(nobody);
    let unreachable = said(through(closed), true).await;
    assert!(unreachable.starts_with("DATABASE_URL: no connection: "), "{unreachable}");
    let unknown = said(options.database("yok_boyle_bir_veritabani"), true).await;
    assert!(unknown.starts_with("DATABASE_URL: no connection: ") && unknown.contains("yok_boyle"), "{unknown}");
}
