//! Work that keeps a core busy (hashes, pictures, archives), on threads of its own. They are less urgent to the system than those
//! that serve pages: a crowd that signs in is served page by page as before, it only waits longer for its hashes.

use crate::{kernel::error::Result, platform::db};
use std::sync::LazyLock;
use tokio::runtime::{Builder, Runtime};

/// How much less urgent: where both want a core, such a thread gets one turn to three of a thread that serves pages. Less would
/// starve uploads and sign-ins on a busy machine.
#[cfg(target_os = "linux")]
const NICE: i32 = 5;
/// Beside as many as there are cores: a long archive must not hold up the hashes.
const SPARE_THREADS: usize = 2;

static HANDS: LazyLock<std::io::Result<Runtime>> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(2, Into::into);
    Builder::new_current_thread()
        .thread_name("labour")
        .max_blocking_threads(cores + SPARE_THREADS)
        .on_thread_start(step_back)
        .build()
});

/// Linux knows an urgency of each thread.
#[cfg(target_os = "linux")]
fn step_back() {
    let lowered = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICE);
    if let Err(error) = lowered {
        tracing::warn!(%error, "heavy work is as urgent as pages");
    }
}

/// Elsewhere only all threads together have one.
#[cfg(not(target_os = "linux"))]
fn step_back() {}

/// Does it on one of those threads.
///
/// # Errors
/// `internal` when the work panicked or no thread could be had.
pub async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let hands = HANDS.as_ref().map_err(|error| db::internal(error))?;
    hands.handle().spawn_blocking(work).await.map_err(|error| db::internal(&error))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[tokio::test]
    async fn heavy_work_lets_pages_go_first() {
        let urgency = || rustix::process::getpriority_process(Some(rustix::thread::gettid())).expect("an urgency");
        assert_eq!(run(urgency).await, Ok(NICE));
        assert_eq!(urgency(), 0, "the threads of the server are left alone");
    }
}
