//! Owners who leave: their workshop goes out of search as soon as they ask, and comes back when they stay after all. With the
//! owner gone, nobody works there any more. An owner whom the desk keeps out takes the workshop along, and brings it back.

use super::{
    events::{ScheduleChanged, WorkshopCloses},
    staff,
    workshop::store,
};
use crate::{
    kernel::{error::Result, ids::UserId, time::Instant},
    modules::users,
    platform::Scope,
};

/// # Errors
/// `unavailable` when the database is away.
pub async fn pause(scope: &mut Scope, event: &users::DeletionAsked) -> Result<()> {
    match store::pause(scope, event.user_id, event.at).await? {
        Some(mechanic_id) => scope.publish(&ScheduleChanged { mechanic_id }).await,
        None => Ok(()),
    }
}

/// # Errors
/// `unavailable` when the database is away.
pub async fn resume(scope: &mut Scope, event: &users::DeletionCancelled) -> Result<()> {
    back(scope, event.user_id, event.asked_at).await
}

/// # Errors
/// `unavailable` when the database is away.
pub async fn close(scope: &mut Scope, event: &users::PersonSuspended) -> Result<()> {
    let Some(mechanic_id) = store::close(scope, event.user_id, event.at).await? else { return Ok(()) };
    scope.publish(&WorkshopCloses { mechanic_id }).await?;
    scope.publish(&ScheduleChanged { mechanic_id }).await
}

/// # Errors
/// `unavailable` when the database is away.
pub async fn reopen(scope: &mut Scope, event: &users::PersonReinstated) -> Result<()> {
    back(scope, event.user_id, event.suspended_at).await
}

async fn back(scope: &mut Scope, owner: UserId, out_since: Instant) -> Result<()> {
    match store::resume(scope, owner, out_since).await? {
        Some(mechanic_id) => scope.publish(&ScheduleChanged { mechanic_id }).await,
        None => Ok(()),
    }
}

/// # Errors
/// `unavailable` when the database is away.
pub async fn dismiss_staff(scope: &mut Scope, event: &users::PersonLeaves) -> Result<()> {
    let staff = staff::store::dismiss_all(scope, event.user_id).await?;
    users::revoke_staff(scope, &staff).await
}
