//! Keeps the server alive while the application runs, and ends it with the application.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use nix::sys::signal::Signal;
use tokio::process::Child;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::EmbeddedPostgresError;
use super::server::{self, Endpoint, Launcher};

const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub(super) struct Supervisor {
    shared: Arc<Shared>,
    task: Option<JoinHandle<Result<(), EmbeddedPostgresError>>>,
}

#[derive(Debug, Default)]
struct Shared {
    /// 0 while no server runs.
    pid: AtomicU32,
    stopping: AtomicBool,
    stop: Notify,
}

impl Supervisor {
    pub(super) fn watch(launcher: Launcher, endpoint: Endpoint, child: Child) -> Self {
        let shared = Arc::new(Shared::default());
        shared.running(&child);
        #[expect(clippy::disallowed_methods, reason = "`stop` waits for this task, and drop ends it")]
        let task = tokio::spawn(watch(launcher, endpoint, child, Arc::clone(&shared)));
        Self { shared, task: Some(task) }
    }

    pub(super) fn pid(&self) -> Option<u32> {
        Some(self.shared.pid.load(Ordering::Acquire)).filter(|pid| *pid != 0)
    }

    /// Returns when the server is gone.
    pub(super) async fn stop(mut self) -> Result<(), EmbeddedPostgresError> {
        self.shared.ask_to_stop();
        match self.task.take() {
            // A task that panicked leaves a server that drop still asks to stop.
            Some(task) => task.await.unwrap_or(Ok(())),
            None => Ok(()),
        }
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        self.shared.ask_to_stop();
        if let Some(pid) = self.pid() {
            server::send(pid, Signal::SIGINT);
        }
    }
}

impl Shared {
    fn running(&self, child: &Child) {
        self.pid.store(child.id().unwrap_or(0), Ordering::Release);
    }

    fn gone(&self) {
        self.pid.store(0, Ordering::Release);
    }

    fn ask_to_stop(&self) {
        self.stopping.store(true, Ordering::Release);
        self.stop.notify_one();
    }

    fn stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }
}

async fn watch(
    launcher: Launcher,
    endpoint: Endpoint,
    mut child: Child,
    shared: Arc<Shared>,
) -> Result<(), EmbeddedPostgresError> {
    loop {
        tokio::select! {
            () = shared.stop.notified() => return end(&mut child, &shared).await,
            status = child.wait() => {
                shared.gone();
                if shared.stopping() {
                    return Ok(());
                }
                tracing::error!(?status, "the database server ended by itself; starting it again");
            }
        }
        match restart(&launcher, &endpoint, &shared).await {
            Some(restarted) => child = restarted,
            None => return Ok(()),
        }
        shared.running(&child);
        tracing::info!(pid = child.id(), "the database server is back");
        if shared.stopping() {
            return end(&mut child, &shared).await;
        }
    }
}

/// Tries until it works (a full disk may be cleared, children of the dead server end) or nobody wants it any more.
async fn restart(launcher: &Launcher, endpoint: &Endpoint, shared: &Shared) -> Option<Child> {
    let mut pause = FIRST_PAUSE;
    while !shared.stopping() {
        match launcher.start(endpoint).await {
            Ok(child) => return Some(child),
            Err(error) => tracing::error!(%error, "the database server could not be started again yet"),
        }
        tokio::select! {
            () = sleep(pause) => {}
            () = shared.stop.notified() => {}
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
    None
}

async fn end(child: &mut Child, shared: &Shared) -> Result<(), EmbeddedPostgresError> {
    let pid = child.id().unwrap_or(0);
    let cleanly = server::end(child).await;
    shared.gone();
    if cleanly { Ok(()) } else { Err(EmbeddedPostgresError::Killed { pid }) }
}
