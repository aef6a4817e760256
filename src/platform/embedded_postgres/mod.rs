//! A PostgreSQL of our own, so that a newcomer needs no database server.
//!
//! Owns: finding PostgreSQL programs, creating a cluster once, running it beside the application and stopping it.
//! Words: an *installation* is a folder of programs; a *home* is the data folder with everything we write;
//! the *cluster* is what `initdb` makes inside it; the *identity* is the unprivileged user that runs the programs
//! when the application is root, because PostgreSQL refuses root.
//!
//! ```text
//! home/  instance.lock   held (flock) while one application uses this folder
//!        password        of the only role; other users of the machine cannot read it
//!        cluster/  log/  run/
//! ```
//!
//! Surprises:
//! - the address never changes while the application runs, also when the server is restarted after a crash;
//! - an application killed outright leaves its server running: the next start stops that server cleanly first;
//! - for root in a folder the identity can't enter, programs are linked and data is placed under `/var/lib/sanaiyiusta`.
//!
//! Knows nothing of sqlx or of our tables. Callers with a `DATABASE_URL` never come here.

mod cluster;
mod error;
mod home;
mod hydrate;
mod locate;
mod lock;
mod privileges;
mod runtime;
mod server;
mod supervisor;
mod tuning;

use std::path::{Path, PathBuf};

pub use error::EmbeddedPostgresError;
use home::Home;
use locate::Installation;
use lock::InstanceLock;
use privileges::Identity;
use server::Endpoint;
use supervisor::Supervisor;

/// The oldest PostgreSQL that the migrations and queries are written for.
pub const OLDEST_MAJOR: u32 = 15;

/// How to start the database.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `PG_BINDIR`: a folder with `initdb` and `postgres`. When set, nothing else is tried.
    pub bindir: Option<PathBuf>,
    /// Where everything is kept; created when absent.
    pub data_dir: PathBuf,
    /// The folder whose `node_modules` may hold the npm package.
    pub search_root: PathBuf,
    /// For tests: nothing is written through to disk, and [`EmbeddedPostgres::stop`] removes the folder.
    pub throw_away: bool,
}

impl Settings {
    /// Data that must survive.
    pub fn kept(data_dir: impl Into<PathBuf>, search_root: impl Into<PathBuf>) -> Self {
        Self { bindir: None, data_dir: data_dir.into(), search_root: search_root.into(), throw_away: false }
    }

    /// Data that nobody needs after [`EmbeddedPostgres::stop`].
    pub fn throw_away(data_dir: impl Into<PathBuf>, search_root: impl Into<PathBuf>) -> Self {
        Self { throw_away: true, ..Self::kept(data_dir, search_root) }
    }
}

/// A running PostgreSQL; call [`stop`](Self::stop) before the runtime ends.
///
/// Dropped without it, the server is only asked to stop and may outlive the application by a moment.
#[derive(Debug)]
pub struct EmbeddedPostgres {
    url: String,
    home: Home,
    major: u32,
    throw_away: bool,
    supervisor: Supervisor,
    // Last, so that it is released only after the server is gone.
    _lock: InstanceLock,
}

impl EmbeddedPostgres {
    /// Finds, creates when needed, and starts the database; returns when it accepts connections.
    ///
    /// # Errors
    /// Every failure a person can mend has its own variant and a sentence that says how.
    pub async fn start(settings: Settings) -> Result<Self, EmbeddedPostgresError> {
        let identity = Identity::choose(&settings.data_dir)?;
        let home = Home::open(&settings.data_dir, identity.as_ref()).await?;
        // Once more, now that the real place is known: a cluster there keeps its owner.
        let identity = Identity::choose(home.base())?;
        let lock = InstanceLock::take(home.base())?;
        let installation = installation_for(&settings, &home, identity.as_ref()).await?;
        tracing::info!(
            version = %installation.version, programs = %installation.bindir.display(), data = %home.base().display(),
            "starting the embedded PostgreSQL"
        );
        home.prepare(identity.as_ref())?;
        server::stop_leftover(&home).await?;
        let password = cluster::ensure(&installation, &home, identity.as_ref()).await?;
        let launcher = server::Launcher { installation, home: home.clone(), identity, throw_away: settings.throw_away };
        let (endpoint, running) = launcher.first_start().await?;
        let url = url(&endpoint, &password);
        let major = launcher.installation.major;
        let supervisor = Supervisor::watch(launcher, endpoint, running);
        Ok(Self { url, home, major, throw_away: settings.throw_away, supervisor, _lock: lock })
    }

    /// `postgres://…` with the password in it: for connecting, not for logs. The same for the whole run.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where the data really lies; differs from the wish when root's own folders are closed to the identity.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        self.home.base()
    }

    /// The main version of the server, such as 18.
    #[must_use]
    pub fn major(&self) -> u32 {
        self.major
    }

    /// The server's process id now; `None` while it is being restarted.
    #[must_use]
    pub fn pid(&self) -> Option<u32> {
        self.supervisor.pid()
    }

    /// Ends open sessions, writes everything down and waits until the server is gone.
    ///
    /// # Errors
    /// When the server had to be killed, or a throw-away folder could not be removed.
    pub async fn stop(self) -> Result<(), EmbeddedPostgresError> {
        let Self { home, throw_away, supervisor, _lock, .. } = self;
        supervisor.stop().await?;
        if throw_away {
            home.remove()?;
        }
        Ok(())
    }
}

/// The installation to use: of the cluster's own version when there is a cluster, and usable by the identity.
async fn installation_for(
    settings: &Settings,
    home: &Home,
    identity: Option<&Identity>,
) -> Result<Installation, EmbeddedPostgresError> {
    let wanted = home.cluster_major();
    let installation = locate::find(settings.bindir.as_deref(), &settings.search_root, wanted).await?;
    match wanted {
        Some(data) if data != installation.major => Err(EmbeddedPostgresError::OtherVersion {
            data,
            programs: installation.major,
            folder: home.base().to_path_buf(),
        }),
        _ => runtime::reachable(installation, identity).await,
    }
}

fn url(endpoint: &Endpoint, password: &str) -> String {
    let (role, database) = (cluster::ROLE, cluster::DATABASE);
    match endpoint {
        Endpoint::Socket(folder) => {
            let host = percent_encoded(&folder.to_string_lossy());
            let port = server::SOCKET_PORT;
            format!("postgres://{role}:{password}@localhost:{port}/{database}?host={host}&sslmode=disable")
        }
        Endpoint::Loopback(port) => {
            format!("postgres://{role}:{password}@127.0.0.1:{port}/{database}?sslmode=disable")
        }
    }
}

fn percent_encoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string can't fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_url_survives_blanks_and_turkish_letters_in_the_path() {
        let url = url(&Endpoint::Socket(PathBuf::from("/srv/iyi usta/ş")), "secret");
        assert!(url.ends_with("?host=/srv/iyi%20usta/%C5%9F&sslmode=disable"), "{url}");
    }

    #[test]
    fn a_loopback_url_names_the_port() {
        let url = url(&Endpoint::Loopback(54_321), "secret");
        assert!(url.contains("@127.0.0.1:54321/"), "{url}");
    }
}
