//! Counts that may be a while old. Who asks first waits; everybody later is answered at once, and behind the back of who finds a count
//! older than it should be it is made anew.

use super::{scope::Scope, wires::Wires};
use crate::kernel::error::{AppError, Result};
use moka::future::Cache;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{sync::Semaphore, time::Instant};

/// Counts made anew at once, of all kinds together: readers come first.
const RENEWALS: usize = 2;

static RENEWING: Semaphore = Semaphore::const_new(RENEWALS);

pub struct Kept<V> {
    entries: Cache<String, Entry<V>>,
    fresh: Duration,
}

struct Entry<V> {
    value: Arc<V>,
    made: Instant,
    is_renewed: Arc<AtomicBool>,
}

impl<V> Entry<V> {
    fn of(value: V) -> Self {
        Self { value: Arc::new(value), made: Instant::now(), is_renewed: Arc::default() }
    }
}

impl<V> Clone for Entry<V> {
    fn clone(&self) -> Self {
        Self { value: Arc::clone(&self.value), made: self.made, is_renewed: Arc::clone(&self.is_renewed) }
    }
}

impl<V: Send + Sync + 'static> Kept<V> {
    /// Keeps the last `most` that were asked for; each is made anew for who comes after `fresh`, and forgotten after `kept`.
    pub fn new(most: u64, fresh: Duration, kept: Duration) -> Self {
        Self { entries: Cache::builder().max_capacity(most).time_to_live(kept).build(), fresh }
    }

    /// What `count` says, now or a while ago. One process may serve several databases in turn (tests do): the key names it too.
    ///
    /// # Errors
    /// Those of `count`, for who waits for it.
    pub async fn get<C, F>(&'static self, scope: &mut Scope, key: &str, count: C) -> Result<Arc<V>>
    where
        C: FnOnce(Scope) -> F,
        F: Future<Output = Result<V>> + Send + 'static,
    {
        let key = format!("{} {key}", database(&scope.wires));
        let count = count(Scope::bare(&scope.wires));
        if let Some(known) = self.entries.get(&key).await {
            if known.made.elapsed() >= self.fresh {
                self.renew(key, known.is_renewed, count);
            }
            return Ok(known.value);
        }
        // One asker counts and the others wait for it: without a connection, or nobody else would get one meanwhile.
        scope.release();
        let made = self.entries.try_get_with(key, async { Box::pin(count).await.map(Entry::of) }).await;
        made.map(|entry| entry.value).map_err(|error: Arc<AppError>| (*error).clone())
    }

    /// What fails stays as it is; the next reader tries again.
    #[expect(clippy::disallowed_methods, reason = "nothing is lost when a count is cut short")]
    fn renew(
        &'static self,
        key: String,
        is_renewed: Arc<AtomicBool>,
        count: impl Future<Output = Result<V>> + Send + 'static,
    ) {
        let Ok(turn) = RENEWING.try_acquire() else { return };
        if is_renewed.swap(true, Ordering::SeqCst) {
            return;
        }
        tokio::spawn(async move {
            match Box::pin(count).await {
                Ok(value) => self.entries.insert(key, Entry::of(value)).await,
                Err(_) => is_renewed.store(false, Ordering::SeqCst),
            }
            drop(turn);
        });
    }
}

fn database(wires: &Wires) -> String {
    wires.db.connect_options().get_database().unwrap_or_default().to_owned()
}
