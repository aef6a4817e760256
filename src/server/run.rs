//! The life of the process.

use super::{
    command::{Command, HELP},
    router::router,
    start::{self, StartError},
    workers,
};
use crate::{
    demo,
    kernel::{error::Code, time::Clock},
    modules::{users, vehicles},
    platform::{
        Wires, accept,
        config::{Config, Env},
        db,
        embedded_postgres::{EmbeddedPostgres, Settings},
        hints, reference, telemetry,
    },
};
use std::{io, process::ExitCode, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
};

/// Requests in flight have this long to end once the process is asked to stop.
const GRACE: Duration = Duration::from_secs(3);

/// Runs what the command line asks for.
pub async fn run() -> ExitCode {
    let outcome = match Command::parse(std::env::args_os().skip(1)) {
        Ok(Command::Serve { mechanics }) => serve(mechanics).await,
        Ok(Command::DatabaseExec { command }) => database_exec(&command).await,
        Ok(Command::Bench { only_search }) => bench(only_search).await,
        Ok(Command::Admin { email }) => admin(&email).await,
        Ok(Command::Help) => {
            println!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        Err(sentence) => Err(format!("{sentence}\n{HELP}").into()),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("sanaiyiusta: {error}");
        ExitCode::FAILURE
    })
}

type Outcome = Result<ExitCode, Box<dyn std::error::Error>>;

async fn bench(only_search: bool) -> Outcome {
    crate::bench::run(&Env::of_process()?, only_search).await.map(|()| ExitCode::SUCCESS)
}

/// Beside a site that is served, or before: the schema must be there.
async fn admin(email: &str) -> Outcome {
    let config = Config::read(&Env::of_process()?)?;
    telemetry::init(config.log.json, &config.log.filter);
    let url =
        config.database.url.clone().ok_or("admin needs DATABASE_URL: the database that the site is served from")?;
    let wires = start::wires(config, &url, Clock::Wall).await?;
    let made = users::make_admin(&wires, email).await;
    wires.db.close().await;
    match made {
        Ok(name) => {
            println!("{name} is an admin. At the next sign-in the site asks for a second factor.");
            Ok(ExitCode::SUCCESS)
        }
        Err(error) if error.code == Code::NotFound => Err(format!(
            "no open account has proved that {email} is its address: register and follow the mailed link first"
        )
        .into()),
        Err(error) => Err(error.into()),
    }
}

async fn serve(mechanics: Option<usize>) -> Outcome {
    let mut config = Config::read(&Env::of_process()?)?;
    if let Some(mechanics) = mechanics {
        config.demo.mechanics = mechanics;
    }
    telemetry::init(config.log.json, &config.log.filter);
    let _ = telemetry::metrics();
    // From here on: asked to stop while the database is being made, the database still ends in order.
    let mut stop = Stop::listen()?;
    let address = config.server.listen_addr;
    let listener = TcpListener::bind(address).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "LISTEN_ADDR {address}: another program serves there, perhaps this one in another window. Stop it, or set LISTEN_ADDR"
        ),
        _ => format!("LISTEN_ADDR {address}: {error}"),
    })?;
    if config.is_production() && config.server.trusted_proxies == 0 {
        tracing::warn!("TRUSTED_PROXIES is 0: behind a proxy all clients share one address, and one rate limit");
    }

    let embedded = match &config.database.url {
        Some(_) => None,
        None => Some(
            EmbeddedPostgres::start(Settings {
                bindir: config.database.bindir.clone(),
                ..Settings::kept(&config.database.data_dir, ".")
            })
            .await?,
        ),
    };
    let url = config
        .database
        .url
        .clone()
        .or_else(|| embedded.as_ref().map(|cluster| cluster.url().to_owned()))
        .unwrap_or_default();
    let folder = embedded.as_ref().map(|cluster| cluster.data_dir().display().to_string());
    let outcome = with_database(config, &url, folder, listener, &mut stop).await;
    if let Some(cluster) = embedded {
        cluster.stop().await?;
    }
    outcome
}

async fn with_database(
    config: Config,
    url: &str,
    folder: Option<String>,
    listener: TcpListener,
    stop: &mut Stop,
) -> Outcome {
    let wires = tokio::select! {
        wires = prepare(config, url) => wires?,
        // What was begun is a transaction; the next start begins it anew.
        () = stop.asked() => return Ok(ExitCode::SUCCESS),
    };
    reference::follow(wires.reference.clone(), wires.db.clone(), wires.stopping.clone());
    hints::follow(&wires);
    let workers = workers::start(&wires).await?;
    announce(&wires, folder.as_deref());
    let stopping = wires.stopping.clone();
    let serving = accept::serve(listener, router(wires.clone()), stopping.clone(), accept::BOUNDS);
    tokio::select! {
        () = serving => {}
        () = async { stop.asked().await; stopping.cancel(); tokio::time::sleep(GRACE).await } => tracing::warn!("stopped with requests still open"),
    }
    workers.stop().await;
    // A job that is still at it holds its connection; the server takes that back by itself.
    let _ = tokio::time::timeout(Duration::from_millis(500), wires.db.close()).await;
    Ok(ExitCode::SUCCESS)
}

/// Schema, reference data and, on an empty development database, the demo marketplace.
async fn prepare(config: Config, url: &str) -> Result<Wires, StartError> {
    let clock = Clock::Wall;
    let pool = db::open(url, &config.database)?;
    start::probe(&pool, config.database.url.is_some()).await?;
    db::migrate(&pool).await?;
    if config.is_production() {
        start::refuse_demo(&pool).await?;
    }
    start::folders(&config)?;
    workers::migrate(&pool).await.map_err(StartError::Jobs)?;
    let report =
        reference::import::import(&pool, clock.now()).await.map_err(|error| StartError::Import(error.to_string()))?;
    tracing::info!(%report, "reference data");
    let (seed, mechanics) = (config.demo.seed, config.demo.mechanics);
    let wires = start::wires(config, url, clock).await?;
    vehicles::seal_books(&wires).await.map_err(StartError::Books)?;
    if seed {
        let report = demo::seed(&wires, mechanics).await.map_err(|error| StartError::Import(error.to_string()))?;
        tracing::info!(%report, "demo marketplace");
        if let Some(warning) = report.unlike(mechanics) {
            tracing::warn!("{warning}");
        }
    }
    Ok(wires)
}

fn announce(wires: &Wires, folder: Option<&str>) {
    println!("\n  Sana İyi Usta  →  {}\n", wires.config.server.base_url);
    if let Some(folder) = folder {
        println!("  Data lie in {folder}\n");
    }
    if wires.config.demo.seed {
        println!("  Demo accounts, password {}:", demo::PASSWORD);
        for (email, what) in demo::ACCOUNTS {
            println!("    {email:<22} {what}");
        }
        println!("  Mails are kept at {}{}\n", wires.config.server.base_url, crate::kernel::paths::DEV_MAIL);
    }
}

/// Being asked to stop: by a supervisor, by Ctrl-C, by the terminal going away.
struct Stop([Signal; 3]);

impl Stop {
    /// From now on these signals no longer end the process by themselves.
    fn listen() -> io::Result<Self> {
        Ok(Self([signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?, signal(SignalKind::hangup())?]))
    }

    /// Returns once asked; also when that was before this call.
    async fn asked(&mut self) {
        let [terminate, interrupt, hangup] = &mut self.0;
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            _ = hangup.recv() => {}
        }
        tracing::info!("stopping");
    }
}

/// For `sqlx prepare` and tests: a throw-away cluster.
async fn database_exec(command: &[std::ffi::OsString]) -> Outcome {
    let config = Config::read(&Env::of_process()?)?;
    let mut stop = Stop::listen()?;
    let folder = std::env::temp_dir().join(format!("sanaiyiusta-{}", std::process::id()));
    let cluster = EmbeddedPostgres::start(Settings {
        bindir: config.database.bindir.clone(),
        ..Settings::throw_away(&folder, ".")
    })
    .await?;
    let status = async {
        let pool = db::open(cluster.url(), &config.database)?;
        db::migrate(&pool).await?;
        pool.close().await;
        let Some((program, arguments)) = command.split_first() else { return Ok(ExitCode::FAILURE) };
        let mut child = tokio::process::Command::new(program)
            .args(arguments)
            .env("DATABASE_URL", cluster.url())
            .kill_on_drop(true)
            .spawn()?;
        let status = tokio::select! {
            status = child.wait() => status?,
            // Interrupted: the child goes with this scope, the cluster is stopped below.
            () = stop.asked() => return Ok(ExitCode::FAILURE),
        };
        Ok::<_, Box<dyn std::error::Error>>(
            u8::try_from(status.code().unwrap_or(1)).map_or(ExitCode::FAILURE, ExitCode::from),
        )
    }
    .await;
    cluster.stop().await?;
    status
}
