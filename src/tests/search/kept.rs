//! Counts that are kept: old ones are answered at once and made anew, a few at a time.

use super::scope;
use crate::support::TestApp;
use sanaiyiusta::{
    kernel::error::{Code, Result},
    platform::kept::Kept,
};
use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};
use tokio::sync::Semaphore;

/// Everything is too old at once.
static OLD: LazyLock<Kept<i32>> = LazyLock::new(|| Kept::new(10, Duration::ZERO, Duration::from_mins(10)));
static FRESH: LazyLock<Kept<i32>> = LazyLock::new(|| Kept::new(10, Duration::from_mins(10), Duration::from_mins(10)));

async fn ask(kept: &'static Kept<i32>, app: &TestApp, key: &str, says: Result<i32>) -> Result<i32> {
    let answer = kept.get(&mut scope(app).await, key, |_| async { says }).await;
    answer.map(|value| *value)
}

/// Asks until that is the answer.
async fn becomes(kept: &'static Kept<i32>, app: &TestApp, key: &str, says: i32) {
    let answered = async {
        while ask(kept, app, key, Ok(says)).await != Ok(says) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), answered).await.expect("made anew");
}

#[tokio::test]
async fn who_finds_an_old_count_is_answered_with_it_and_the_next_one_has_the_new() {
    let app = TestApp::new().await;
    assert_eq!(ask(&FRESH, &app, "a", Ok(1)).await, Ok(1));
    assert_eq!(ask(&FRESH, &app, "a", Ok(2)).await, Ok(1), "young enough");
    assert_eq!(ask(&FRESH, &app, "b", Ok(2)).await, Ok(2), "another question");

    assert_eq!(ask(&OLD, &app, "a", Err(Code::Unavailable.into())).await, Err(Code::Unavailable.into()));
    assert_eq!(ask(&OLD, &app, "a", Ok(1)).await, Ok(1), "a failure is not kept");
    assert_eq!(ask(&OLD, &app, "a", Err(Code::Unavailable.into())).await, Ok(1), "nobody waits for the new one");
    becomes(&OLD, &app, "a", 3).await;
}

#[tokio::test]
async fn few_counts_are_made_anew_at_once() {
    let app = TestApp::new().await;
    for key in ["c", "d", "e"] {
        assert_eq!(ask(&OLD, &app, key, Ok(1)).await, Ok(1));
    }
    let (begun, gate) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    for key in ["c", "d", "e"] {
        let (begun, gate) = (begun.clone(), gate.clone());
        let slow = |_| async move {
            begun.add_permits(1);
            let _ = gate.acquire().await;
            Ok(2)
        };
        assert_eq!(OLD.get(&mut scope(&app).await, key, slow).await.map(|value| *value), Ok(1));
    }
    begun.acquire_many(2).await.expect("two are under way").forget();
    assert_eq!(ask(&OLD, &app, "e", Ok(2)).await, Ok(1), "the third stays as it is");
    assert_eq!(begun.available_permits(), 0);
    gate.close();
    becomes(&OLD, &app, "e", 2).await;
}
