//! The real program with its own PostgreSQL, started, killed and started again.

use super::{http, smtp::nobody};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use std::{
    fs,
    net::SocketAddr,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};
use tempfile::TempDir;
use tokio::{io::AsyncWriteExt, net::TcpStream, time::Instant};

/// A start with a new cluster, the catalogue and a small demo marketplace, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(100);

#[derive(Clone, Copy, Debug)]
pub enum Death {
    Site,
    Database,
    Both,
}

pub struct Site {
    pub addr: SocketAddr,
    folder: TempDir,
    settings: Vec<(String, String)>,
    child: Option<Child>,
}

impl Site {
    /// With a demo marketplace of twenty workshops.
    pub async fn prepare() -> Self {
        Self::prepare_with(&[("DEMO", "true"), ("DEMO_MECHANICS", "20")]).await
    }

    pub async fn prepare_with(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::Builder::new().prefix("siu-").tempdir().unwrap();
        // The unprivileged user that PostgreSQL runs as must pass through.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o711)).unwrap();
        let settings = settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { addr: nobody().await, folder, settings, child: None }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Starts the program unless it runs, and waits until it is ready.
    pub async fn start(&mut self) {
        if self.child.is_none() {
            self.child = Some(self.spawn());
        }
        let started = Instant::now();
        while !http::is_ready(self.addr).await {
            let ended = self.child.as_mut().unwrap().try_wait().unwrap();
            assert!(ended.is_none() && started.elapsed() < PATIENCE, "not ready ({ended:?})\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    fn spawn(&self) -> Child {
        let log = fs::File::options().create(true).append(true).open(self.folder.path().join("log")).unwrap();
        Command::new(env!("CARGO_BIN_EXE_sanaiyiusta"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_remove("DATABASE_URL")
            .env_remove("DATABASE_REPLICA_URL")
            .env("DATA_DIR", self.data())
            .env("LISTEN_ADDR", self.addr.to_string())
            .env("RATE_LIMIT_FACTOR", "1000")
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// `kill -9`, without a word of warning.
    pub async fn kill(&mut self, death: Death) {
        if matches!(death, Death::Database | Death::Both) {
            let postmaster = postmaster(&self.data()).expect("PostgreSQL runs");
            kill(postmaster, Signal::SIGKILL).unwrap();
        }
        if matches!(death, Death::Site | Death::Both) {
            let mut child = self.child.take().unwrap();
            child.kill().unwrap();
            child.wait().unwrap();
        } else {
            // Back on its feet by itself.
            let addr = self.addr;
            let died = Instant::now();
            while died.elapsed() < Duration::from_secs(2) && http::is_ready(addr).await {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }

    /// A first start that is interrupted as soon as its PostgreSQL runs; whether it ended cleanly and left nothing behind.
    pub async fn interrupt_the_first_start(&mut self, signal: Signal) {
        let mut child = self.spawn();
        let data = self.data();
        until("PostgreSQL runs", || postmaster(&data).is_some()).await;
        kill(Pid::from_raw(i32::try_from(child.id()).unwrap()), signal).unwrap();
        let mut status = None;
        until("the program has ended", || {
            status = child.try_wait().unwrap();
            status.is_some()
        })
        .await;
        assert!(status.unwrap().success(), "{}", self.log());
        assert!(postmaster(&data).is_none(), "its PostgreSQL still runs");
    }

    /// SIGTERM while one client keeps a request open that it never finishes; how long it took to end, cleanly.
    pub async fn stop_by_sigterm_with_an_open_request(&mut self) -> Duration {
        let mut slow = TcpStream::connect(self.addr).await.unwrap();
        slow.write_all(b"POST /api/auth/sign_in HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\ninput")
            .await
            .unwrap();
        let asked = Instant::now();
        let mut child = self.child.take().unwrap();
        kill(Pid::from_raw(i32::try_from(child.id()).unwrap()), Signal::SIGTERM).unwrap();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if asked.elapsed() > Duration::from_secs(20) {
                child.kill().unwrap();
                panic!("does not stop\n{}", self.log());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        let took = asked.elapsed();
        assert!(status.success(), "{status}\n{}", self.log());
        assert!(postmaster(&self.data()).is_none(), "its PostgreSQL still runs");
        took
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            drop(child.kill());
            drop(child.wait());
        }
        if let Some(postmaster) = postmaster(&self.data()) {
            let _ = kill(postmaster, Signal::SIGQUIT);
        }
    }
}

/// The running server of this data folder.
fn postmaster(data: &Path) -> Option<Pid> {
    let pid_file = fs::read_to_string(data.join("cluster/postmaster.pid")).ok()?;
    let pid = Pid::from_raw(pid_file.lines().next()?.trim().parse().ok()?);
    kill(pid, None).is_ok().then_some(pid)
}

/// Looks until it is so.
pub async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < PATIENCE, "still not so: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
