//! Rate limits as GCRA cells in the database, so that several processes agree. Addresses and accounts are counted under
//! keyed hashes: the table names nobody.

use super::{scope::Scope, wires::Wires};
use crate::kernel::error::{AppError, Code, Result};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use std::net::{IpAddr, Ipv6Addr};

/// `burst` requests at once, refilled one every `every_seconds`.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub burst: i64,
    pub every_seconds: i64,
}

/// An address as it is counted: all of IPv4, the network (/64) of IPv6, since one household holds all of that.
pub fn address(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("{}/64", Ipv6Addr::from_bits(ip.to_bits() >> 64 << 64)),
    }
}

/// The cell of `who` for one kind of request.
fn cell(wires: &Wires, kind: &str, who: &str) -> String {
    let mut hasher = Sha256::new();
    // Length-prefixed by a separator that neither part can hold, keyed by the site's secret.
    hasher.update(wires.config.server.secret_key.as_bytes());
    hasher.update([0]);
    hasher.update(who.as_bytes());
    let digest = hasher.finalize();
    format!("{kind}:{}", digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>())
}

/// Spends one request of `who`.
///
/// # Errors
/// `too_many` with the seconds to wait when the cell is empty.
pub async fn spend(wires: &Wires, kind: &str, who: &str, limit: Limit) -> Result<()> {
    spend_on(&mut *wires.db.acquire().await?, wires, kind, who, limit).await
}

/// The same inside a use case that holds locks already: with its own connection, so that it waits for no second one. What
/// is rolled back was not spent.
///
/// # Errors
/// As [`spend`].
pub async fn spend_in(scope: &mut Scope, kind: &str, who: &str, limit: Limit) -> Result<()> {
    let wires = scope.wires.clone();
    spend_on(scope.conn().await?, &wires, kind, who, limit).await
}

async fn spend_on(connection: &mut PgConnection, wires: &Wires, kind: &str, who: &str, limit: Limit) -> Result<()> {
    let limit = Limit { burst: limit.burst * wires.config.server.rate_factor, ..limit };
    let now = wires.clock.now();
    // The cell may run ahead of now by burst × interval; one statement, so parallel requests queue on the row.
    let latest = now.plus_seconds(limit.every_seconds * (limit.burst - 1));
    let spent = sqlx::query_scalar!(
        "insert into rate_cells as cell (key, tat) values ($1, $2)
         on conflict (key) do update set tat = greatest(cell.tat, $3) + make_interval(secs => $5)
         where cell.tat <= $4
         returning 1 as one",
        cell(wires, kind, who),
        now.plus_seconds(limit.every_seconds),
        now,
        latest,
        limit.every_seconds as f64
    )
    .fetch_optional(connection)
    .await?;
    if spent.is_some() {
        return Ok(());
    }
    let retry_after = u64::try_from(limit.every_seconds).ok();
    Err(AppError { retry_after, ..AppError::new(Code::TooMany) })
}

/// Forgets what `who` spent: a success shows that the attempts were honest.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn refund(wires: &Wires, kind: &str, who: &str) -> Result<()> {
    sqlx::query!("delete from rate_cells where key = $1", cell(wires, kind, who)).execute(&wires.db).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_counted_by_what_one_household_holds() {
        let key = |text: &str| address(text.parse().expect("an address"));
        assert_eq!(key("192.0.2.7"), "192.0.2.7");
        assert_eq!(key("::ffff:192.0.2.7"), key("192.0.2.7"));
        assert_eq!(key("2001:db8:1:2:3:4:5:6"), key("2001:db8:1:2:ffff::1"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
    }
}
