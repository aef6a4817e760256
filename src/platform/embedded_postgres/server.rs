//! Starting and ending one server process.

use std::collections::HashMap;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::errno::Errno;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::process::Child;
use tokio::time::{Instant, sleep};

use super::home::Home;
use super::locate::Installation;
use super::privileges::{self, Identity};
use super::{EmbeddedPostgresError, tuning};

/// Names the socket's file; nothing listens on this port.
pub(super) const SOCKET_PORT: u16 = 5432;

/// The shorter of the kernels' limits (macOS 104, Linux 108), with the closing zero.
const LONGEST_SOCKET_PATH: usize = 103;
const POLL: Duration = Duration::from_millis(20);
/// Recovery after a crash may replay gigabytes.
const LONGEST_START: Duration = Duration::from_mins(5);
const PATIENCE: Duration = Duration::from_secs(30);
const START_ATTEMPTS: u32 = 20;

/// Where the server is reached; fixed for the whole run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Endpoint {
    Socket(PathBuf),
    Loopback(u16),
}

/// Everything needed to start the server again and again.
#[derive(Debug)]
pub(super) struct Launcher {
    pub(super) installation: Installation,
    pub(super) home: Home,
    pub(super) identity: Option<Identity>,
    pub(super) throw_away: bool,
}

impl Launcher {
    /// Chooses the endpoint and starts. A free port may be taken before the server has it, so that is tried again.
    pub(super) async fn first_start(&self) -> Result<(Endpoint, Child), EmbeddedPostgresError> {
        let mut attempt = 0;
        loop {
            attempt += 1;
            let endpoint = choose_endpoint(&self.home)?;
            match self.start(&endpoint).await {
                Ok(child) => return Ok((endpoint, child)),
                Err(EmbeddedPostgresError::StartFailed { output }) if attempt < START_ATTEMPTS && passes(&output) => {
                    tracing::warn!(attempt, "the database server did not start yet: {output}");
                    sleep(Duration::from_millis(250)).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Starts at `endpoint` and waits until connections are accepted.
    pub(super) async fn start(&self, endpoint: &Endpoint) -> Result<Child, EmbeddedPostgresError> {
        tuning::write(&self.home, endpoint, self.throw_away, self.identity.as_ref())?;
        let log_before = LogMark::now(&self.home.log());
        let first_words = self.home.log().join("start.log");
        let output = fs::File::create(&first_words).map_err(EmbeddedPostgresError::io("writing", &first_words))?;
        let error_output = output.try_clone().map_err(EmbeddedPostgresError::io("writing", &first_words))?;
        let program = self.installation.program("postgres");
        let mut child = privileges::command(&program, self.identity.as_ref())
            .arg("-D")
            .arg(self.home.cluster())
            .stdout(output)
            .stderr(error_output)
            // Ctrl-C in the terminal is for the application, which then stops the server in its own order.
            .process_group(0)
            .spawn()
            .map_err(EmbeddedPostgresError::io("running", &program))?;
        match self.until_ready(&mut child).await {
            Ok(()) => Ok(child),
            Err(why) => {
                end(&mut child).await;
                let said = fs::read_to_string(&first_words).unwrap_or_default();
                let output = format!("{why}. {} {}", said.trim(), log_before.since(&self.home.log()).trim());
                Err(EmbeddedPostgresError::starting(self.home.base(), output))
            }
        }
    }

    async fn until_ready(&self, child: &mut Child) -> Result<(), String> {
        let deadline = Instant::now() + LONGEST_START;
        let pid_file = self.home.cluster().join("postmaster.pid");
        while Instant::now() < deadline {
            if let Ok(Some(status)) = child.try_wait() {
                return Err(format!("it ended at once ({status})"));
            }
            if PidFile::read(&pid_file).is_some_and(|file| file.ready && Some(file.pid) == child.id()) {
                return Ok(());
            }
            sleep(POLL).await;
        }
        Err("it took too long".to_owned())
    }
}

/// Failures that end by themselves: a port taken meanwhile, a killed server whose process is not yet taken off the list
/// of processes, or its children that are still ending.
fn passes(output: &str) -> bool {
    [
        "could not bind",
        "could not create any TCP/IP sockets",
        "pre-existing shared memory block",
        "lock file \"postmaster.pid\" already exists",
    ]
    .iter()
    .any(|words| output.contains(words))
}

/// The socket where its path is short enough and the file system can hold one, else a free port.
fn choose_endpoint(home: &Home) -> Result<Endpoint, EmbeddedPostgresError> {
    let folder = home.run();
    let socket = folder.join(format!(".s.PGSQL.{SOCKET_PORT}"));
    let utf8 = folder.to_str().is_some();
    if utf8 && socket.as_os_str().len() < LONGEST_SOCKET_PATH && holds_sockets(&folder) {
        return Ok(Endpoint::Socket(folder));
    }
    let failed = EmbeddedPostgresError::io("choosing a port for", &folder);
    let address =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr()).map_err(failed)?;
    Ok(Endpoint::Loopback(address.port()))
}

fn holds_sockets(folder: &Path) -> bool {
    let trial = folder.join(".trial");
    let bound = UnixListener::bind(&trial).is_ok();
    // Absent when binding failed.
    let _ = fs::remove_file(&trial);
    bound
}

/// What `postmaster.pid` says.
struct PidFile {
    pid: u32,
    ready: bool,
}

impl PidFile {
    /// `None` while there is none or it is half written.
    fn read(path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).ok()?;
        let mut lines = text.lines();
        let pid = lines.next()?.trim().parse().ok()?;
        // Line 8 is the state; the words are PostgreSQL's.
        let ready = lines.nth(6).is_some_and(|state| state.trim() == "ready");
        Some(Self { pid, ready })
    }
}

/// Stops the server that an application killed outright left running in this home, and clears a stale note of one.
pub(super) async fn stop_leftover(home: &Home) -> Result<(), EmbeddedPostgresError> {
    let pid_file = home.cluster().join("postmaster.pid");
    let Some(PidFile { pid, .. }) = PidFile::read(&pid_file) else { return Ok(()) };
    let arguments = arguments_of(pid).await;
    if is_ours(&arguments, &home.cluster()) {
        tracing::warn!(pid, "stopping the database server that an earlier run left behind");
        for signal in [Signal::SIGINT, Signal::SIGQUIT] {
            send(pid, signal);
            let deadline = Instant::now() + PATIENCE;
            while Instant::now() < deadline {
                if !is_ours(&arguments_of(pid).await, &home.cluster()) {
                    return Ok(());
                }
                sleep(POLL).await;
            }
        }
        return Err(EmbeddedPostgresError::LeftoverStays { pid });
    }
    // The number was given to another program since (usual in containers). PostgreSQL would take that for a running server.
    // Another PostgreSQL may be one whose folder was moved: then it is left to PostgreSQL itself to refuse.
    if arguments.first().is_some_and(|program| !program.contains("postgres")) {
        fs::remove_file(&pid_file).map_err(EmbeddedPostgresError::io("removing", &pid_file))?;
    }
    Ok(())
}

fn is_ours(arguments: &[String], cluster: &Path) -> bool {
    let program = arguments.first().is_some_and(|program| program.ends_with("postgres"));
    program && arguments.iter().any(|argument| Path::new(argument) == cluster)
}

/// The command line of a living process; empty for a dead one.
#[cfg(target_os = "linux")]
#[expect(clippy::unused_async, reason = "other systems have to run a program for it")]
async fn arguments_of(pid: u32) -> Vec<String> {
    let bytes = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    text.split('\0').filter(|argument| !argument.is_empty()).map(str::to_owned).collect()
}

/// The command line of a living process; empty for a dead one.
#[cfg(not(target_os = "linux"))]
async fn arguments_of(pid: u32) -> Vec<String> {
    let output = tokio::process::Command::new("ps").args(["-o", "args=", "-p", &pid.to_string()]).output().await;
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    match text.split_once(" -D ") {
        Some((program, folder)) => vec![program.to_owned(), folder.to_owned()],
        None if text.is_empty() => Vec::new(),
        None => vec![text],
    }
}

/// Asks in three tones: end sessions and write down, drop everything, die. True when the first was enough.
pub(super) async fn end(child: &mut Child) -> bool {
    for (signal, patience) in [(Signal::SIGINT, PATIENCE), (Signal::SIGQUIT, Duration::from_secs(5))] {
        let Some(pid) = child.id() else { return true };
        send(pid, signal);
        if tokio::time::timeout(patience, child.wait()).await.is_ok() {
            return signal == Signal::SIGINT;
        }
    }
    // Fails only when it is dead already.
    let _ = child.kill().await;
    false
}

/// Fails only for a process that is gone, which is what every caller wants.
pub(super) fn send(pid: u32, signal: Signal) {
    let Ok(raw) = i32::try_from(pid) else { return };
    if let Err(errno) = kill(Pid::from_raw(raw), signal)
        && errno != Errno::ESRCH
    {
        tracing::warn!(pid, %signal, %errno, "could not signal the database server");
    }
}

/// How long each log file was, so that only new lines are shown.
struct LogMark(HashMap<PathBuf, u64>);

impl LogMark {
    fn now(log: &Path) -> Self {
        Self(
            log_files(log)
                .map(|path| {
                    let length = path.metadata().map_or(0, |file| file.len());
                    (path, length)
                })
                .collect(),
        )
    }

    /// The last new lines of the server's own log.
    fn since(&self, log: &Path) -> String {
        let new = log_files(log).filter_map(|path| {
            let text = fs::read(&path).ok()?;
            let skip = self.0.get(&path).and_then(|length| usize::try_from(*length).ok()).unwrap_or(0);
            Some(String::from_utf8_lossy(text.get(skip..).unwrap_or_default()).into_owned())
        });
        let text: String = new.collect();
        let lines: Vec<&str> = text.lines().collect();
        lines.get(lines.len().saturating_sub(12)..).unwrap_or_default().join("\n")
    }
}

fn log_files(log: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(log).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.filter(|path| {
        path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with("postgresql-"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_ready_only_when_its_file_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("postmaster.pid");
        assert!(PidFile::read(&path).is_none());
        fs::write(&path, "4711\n/data\n1700000000\n5432\n/run\n\n  123 456\nstarting\n").unwrap();
        assert!(PidFile::read(&path).is_some_and(|file| file.pid == 4711 && !file.ready));
        fs::write(&path, "4711\n/data\n1700000000\n5432\n/run\n\n  123 456\nready   \n").unwrap();
        assert!(PidFile::read(&path).is_some_and(|file| file.pid == 4711 && file.ready));
    }

    #[test]
    fn a_stranger_with_a_reused_process_id_is_not_ours() {
        let cluster = Path::new("/data/cluster");
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert!(is_ours(&words(&["/usr/bin/postgres", "-D", "/data/cluster"]), cluster));
        assert!(!is_ours(&words(&["/usr/bin/postgres", "-D", "/other/cluster"]), cluster));
        assert!(!is_ours(&words(&["vim", "/data/cluster"]), cluster));
        assert!(!is_ours(&[], cluster));
    }
}
