//! The guard before the door: how often one may try to come in.
//!
//! Three counts, so that guessing is slow and a victim still comes in while somebody guesses:
//! - strict per client address ([`SIGN_IN_PER_ADDRESS`]), and far stricter for a network that tries many accounts in vain;
//! - growing waits per account *and* network: ten tries, then 30 s, 1 min … 15 min. Somebody else's guesses elsewhere do not count;
//! - lax per account ([`SIGN_IN_PER_ACCOUNT`]), against many networks at once.
//!
//! A browser that came in before (`known`) has waits of its own and passes the other two counts. All counts lie
//! in the database, so that several processes agree.

use super::{
    SIGN_IN_PER_ACCOUNT, SIGN_IN_PER_ADDRESS,
    known::{self, Account},
};
use crate::{
    kernel::error::{AppError, Code, Result},
    modules::auth::store::{
        entry::{Attempt, note},
        guard::{Growth, accounts_failed, charge, forget, hold, is_held},
    },
    platform::{
        Scope, Visit,
        rate_limit::{self, Limit},
        whereabouts,
    },
};
use serde_json::json;
use std::time::Duration;
use tokio::time::Instant;

/// Failures per account and network before the first wait.
pub const FREE_TRIES: i64 = 10;
pub const FIRST_WAIT_SECONDS: i64 = 30;
pub const LONGEST_WAIT_SECONDS: i64 = 15 * 60;
/// So many accounts tried in vain from one network within an hour are nobody's own.
pub const STUFFING_ACCOUNTS: i64 = 20;
/// What is left to such a network, as a whole, for an hour.
pub const STUFFING_LIMIT: Limit = Limit { burst: 5, every_seconds: 120 };
const STUFFING_MINUTES: i64 = 60;
/// Longer than everything that is done about a refused attempt beside the hash.
const REFUSED_AFTER: Duration = Duration::from_millis(25);

/// When an attempt that was made at `made` is refused. What is done beside the hash takes a little longer about addresses that are
/// known here, so that the answer waits until it does for none; the hash itself says nothing.
pub fn refusal_at(made: Instant, hashing: Duration) -> Instant {
    made + hashing + REFUSED_AFTER
}

/// An attempt that may go on, and where it counts as a failure until it has [`succeeded`].
pub struct Pass {
    /// Under which waits of the account are counted: the network, or the browser that is known.
    pair: String,
    /// Passed the counts that strangers share.
    is_known: bool,
}

/// Asks whether an attempt on `account` may go on, and counts it as a failure until [`succeeded`] says otherwise.
///
/// # Errors
/// `too_many` with the seconds to wait.
pub async fn before(visit: &Visit, account: &str) -> Result<Pass> {
    let known = known::browser(visit, Account::Address(account)).await?;
    let network = whereabouts::network(visit.ip);
    if known.is_none() {
        address(visit, &network).await?;
    }
    let free = i32::try_from(FREE_TRIES * visit.wires.config.server.rate_factor).unwrap_or(i32::MAX);
    let growth =
        Growth { free, first_seconds: FIRST_WAIT_SECONDS, most_seconds: LONGEST_WAIT_SECONDS, forget_hours: 24 };
    let pair = format!("{account}\0{}", known.as_deref().unwrap_or(&network));
    if let Some(until) = charge(visit, "pair", &pair, &growth).await? {
        metrics::counter!("sign_in_limited_total", "axis" => "pair").increment(1);
        let retry_after = u64::try_from(until.seconds_since(visit.now).max(1)).ok();
        return Err(AppError { retry_after, ..AppError::new(Code::TooMany) });
    }
    if known.is_none() {
        rate_limit::spend(&visit.wires, "sign_in_account", account, SIGN_IN_PER_ACCOUNT).await?;
    }
    Ok(Pass { pair, is_known: known.is_some() })
}

/// The strict count of a client, whatever account it tries.
async fn address(visit: &Visit, network: &str) -> Result<()> {
    if is_held(visit, "stuffing", network).await? {
        return rate_limit::spend(&visit.wires, "sign_in_stuffing", network, STUFFING_LIMIT).await;
    }
    rate_limit::spend(&visit.wires, "sign_in_address", &rate_limit::address(visit.ip), SIGN_IN_PER_ADDRESS).await
}

/// Notes a failure, and looks whether its network tries many accounts.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn failed(visit: &Visit, attempt: &Attempt<'_>) -> Result<()> {
    note(visit, attempt).await?;
    let network = whereabouts::network(visit.ip);
    let since = visit.now.plus_minutes(-STUFFING_MINUTES);
    let accounts = accounts_failed(visit, &network, since).await?;
    if accounts < STUFFING_ACCOUNTS * visit.wires.config.server.rate_factor
        || !hold(visit, "stuffing", &network, visit.now.plus_minutes(STUFFING_MINUTES)).await?
    {
        return Ok(());
    }
    metrics::counter!("credential_stuffing_networks_total").increment(1);
    let mut scope = Scope::system(&visit.wires).await?;
    let result = scope.audit("auth.stuffing", "network", &network, json!({ "accounts": accounts })).await;
    scope.finish(result).await
}

/// The attempts were honest: forgets the waits of this account from here. The count of the address stays as it is, or an own
/// account in between would clear it.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn succeeded(visit: &Visit, account: &str, pass: &Pass) -> Result<()> {
    forget(visit, "pair", &pass.pair).await?;
    if pass.is_known {
        return Ok(());
    }
    rate_limit::refund(&visit.wires, "sign_in_account", account).await
}
