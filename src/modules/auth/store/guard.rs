//! SQL of the waits between attempts, and of the detector of credential stuffing. Names lie under keyed hashes.

use crate::{
    kernel::{error::Result, time::Instant},
    platform::{Visit, keyed},
};

/// How fast waits grow.
pub struct Growth {
    /// Failures before the first wait.
    pub free: i32,
    pub first_seconds: i64,
    pub most_seconds: i64,
    /// Failures are forgotten after so long.
    pub forget_hours: i64,
}

fn key(visit: &Visit, kind: &str, who: &str) -> String {
    let hash = keyed::hash(&visit.wires.config.server, kind, who);
    format!("{kind}:{}", hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

/// Counts an attempt in advance as a failure; in one statement, so that parallel attempts queue on the row. Who need not wait does so
/// until no moment at all: of two attempts at once the one that was made first may come second. `Some` is the end of the wait that
/// refuses it.
pub async fn charge(visit: &Visit, kind: &str, who: &str, growth: &Growth) -> Result<Option<Instant>> {
    let key = key(visit, kind, who);
    let charged = sqlx::query_scalar!(
        "insert into sign_in_waits as w (key, failures, wait_until, forget_at) values ($1, 1, '-infinity', $3)
         on conflict (key) do update set
             failures = case when w.forget_at <= $2 then 1 else w.failures + 1 end,
             wait_until = case
                 when w.forget_at <= $2 or w.failures + 1 < $4 then '-infinity'
                 else $2 + make_interval(secs => least($6::float8, $5::float8 * power(2, least(w.failures + 1 - $4, 20)))) end,
             forget_at = $3
         where w.wait_until <= $2
         returning failures",
        key,
        visit.now,
        visit.now.plus_minutes(growth.forget_hours * 60),
        growth.free,
        growth.first_seconds as f64,
        growth.most_seconds as f64
    )
    .fetch_optional(&visit.wires.db)
    .await?;
    if charged.is_some() {
        return Ok(None);
    }
    let until = sqlx::query_scalar!(r#"select wait_until as "until: Instant" from sign_in_waits where key = $1"#, key)
        .fetch_optional(&visit.wires.db)
        .await?;
    Ok(Some(until.unwrap_or(visit.now)))
}

pub async fn forget(visit: &Visit, kind: &str, who: &str) -> Result<()> {
    sqlx::query!("delete from sign_in_waits where key = $1", key(visit, kind, who)).execute(&visit.wires.db).await?;
    Ok(())
}

pub async fn is_held(visit: &Visit, kind: &str, who: &str) -> Result<bool> {
    let held = sqlx::query_scalar!(
        r#"select exists (select from sign_in_waits where key = $1 and wait_until > $2) as "held!""#,
        key(visit, kind, who),
        visit.now
    )
    .fetch_one(&visit.wires.db)
    .await?;
    Ok(held)
}

/// Holds until then; `true` when it was not held already.
pub async fn hold(visit: &Visit, kind: &str, who: &str, until: Instant) -> Result<bool> {
    let held = sqlx::query_scalar!(
        "insert into sign_in_waits as w (key, failures, wait_until, forget_at) values ($1, 1, $2, $2)
         on conflict (key) do update set wait_until = $2, forget_at = $2 where w.wait_until <= $3
         returning 1 as one",
        key(visit, kind, who),
        until,
        visit.now
    )
    .fetch_optional(&visit.wires.db)
    .await?;
    Ok(held.is_some())
}

/// How many accounts were tried in vain from a network since then.
pub async fn accounts_failed(visit: &Visit, network: &str, since: Instant) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(distinct account_hash) as "count!" from sign_in_events
           where network = $1 and at > $2 and outcome = 'wrong'"#,
        network,
        since
    )
    .fetch_one(&visit.wires.db)
    .await?;
    Ok(count)
}
