//! Owners who leave: their workshop goes out of search as soon as they ask, and comes back when they stay after all. With the
//! owner gone, nobody works there any more.

use super::{events::ScheduleChanged, staff, workshop::store};
use crate::{kernel::error::Result, modules::users, platform::Scope};

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
    match store::resume(scope, event.user_id, event.asked_at).await? {
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
