//! Password hashing with argon2id, off the async threads, as many at once as there are cores.

use crate::{
    kernel::error::{AppError, Code, Result},
    platform::labour,
};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::{
    LazyLock,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::Semaphore;

/// OWASP's first recommendation: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
/// Waiting hashes beyond this are turned away with 503: memory and patience are bounded.
const QUEUE: usize = 256;

static CORES: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(2, Into::into)));
static WAITING: AtomicUsize = AtomicUsize::new(0);
/// What an unknown address is compared with, so that it takes as long as a known one.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

fn argon() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).unwrap_or(Params::DEFAULT);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_now(password: &str) -> Option<String> {
    let salt: [u8; 16] = rand::random();
    argon().hash_password_with_salt(password.as_bytes(), &salt).ok().map(|hash| hash.to_string())
}

/// Was it made with weaker parameters than today's? They stand in the PHC string, so each hash knows its own.
pub fn is_outdated(hash: &str) -> bool {
    let params = PasswordHash::new(hash).ok().and_then(|hash| Params::try_from(&hash).ok());
    params.is_none_or(|params| params.m_cost() < MEMORY_KIB || params.t_cost() < PASSES)
}

/// The PHC string of a password.
///
/// # Errors
/// `unavailable` when too many hashes wait already.
pub async fn hash(password: String) -> Result<String> {
    queued(move || hash_now(&password)).await?.ok_or_else(|| Code::Internal.into())
}

/// The same for several short secrets, one after the other in one place of the line.
///
/// # Errors
/// `unavailable` when too many hashes wait already.
pub async fn hash_each(secrets: Vec<String>) -> Result<Vec<String>> {
    queued(move || secrets.iter().map(|secret| hash_now(secret)).collect::<Option<_>>())
        .await?
        .ok_or_else(|| Code::Internal.into())
}

/// Does the password fit? `None` as hash compares with nobody's and says no, in the same time.
///
/// # Errors
/// `unavailable` when too many hashes wait already.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool> {
    queued(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        fits_now(&password, &hash) && known
    })
    .await
}

/// One verification on this very thread: the work without the queue.
pub fn fits_now(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| argon().verify_password(password.as_bytes(), &hash).is_ok())
}

struct Place;
impl Place {
    fn take() -> Option<Self> {
        let place = Self;
        // Counted first, so that the drop of a refused place gives back what it took.
        (WAITING.fetch_add(1, Ordering::SeqCst) < QUEUE).then_some(place)
    }
}
impl Drop for Place {
    fn drop(&mut self) {
        WAITING.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Does work that keeps a core busy: as many at once as there are cores, the rest waits in line.
///
/// # Errors
/// `unavailable` when too many wait already.
pub async fn queued<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let busy = || AppError { retry_after: Some(2), ..AppError::new(Code::Unavailable) };
    let _place = Place::take().ok_or_else(busy)?;
    let _core = CORES.acquire().await.map_err(|_| busy())?;
    labour::run(work).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let phc = hash("doğru şifre 1".into()).await.expect("hash");
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert_eq!(verify("doğru şifre 1".into(), Some(phc.clone())).await, Ok(true));
        assert_eq!(verify("yanlış şifre".into(), Some(phc)).await, Ok(false));
        assert!(!is_outdated(&hash("doğru şifre 1".into()).await.expect("hash")));
        assert!(is_outdated(
            "$argon2id$v=19$m=8192,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g"
        ));
        assert_eq!(verify("nobody has this password".into(), None).await, Ok(false));
    }
}
