//! The database goes away and comes back; a process is stopped while it still starts.

use crate::support::{Client, TestApp, fresh};
use axum::http::Request;
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
    assert_eq!(visitor.send(Request::get("/healthz")).await.status, 200);
    assert_eq!(visitor.send(Request::get("/readyz")).await.status, 503);

    line.mend();
    for (client, what) in [(&ayse, "/hesap/araclar"), (&ayse, "/api/auth/me"), (&visitor, "/usta-bul?il=ankara")] {
        assert_eq!(timed(client, what).await.0, 200, "{what}");
    }
    assert_eq!(visitor.send(Request::get("/readyz")).await.status, 200);
}

#[tokio::test]
async fn a_crowd_that_signs_in_leaves_the_database_to_the_others() {
    let pool = fresh().await;
    let few = PgPoolOptions::new()
        .max_connections(4)
        .acquire_timeout(Duration::from_millis(900))
        .connect_lazy_with((*pool.connect_options()).clone());
    let app = TestApp::over(few, &[("RATE_LIMIT_FACTOR", "100")]).await;
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
    let pool = fresh().await;
    let few = PgPoolOptions::new()
        .max_connections(4)
        .acquire_timeout(Duration::from_millis(900))
        .connect_lazy_with((*pool.connect_options()).clone());
    let app = TestApp::over(few, &[("RATE_LIMIT_FACTOR", "1000")]).await;
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
