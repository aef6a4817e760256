//! What jobs look for.

use crate::{
    kernel::{error::Result, ids::AppointmentId, time::Instant},
    platform::Scope,
};

/// Confirmed visits that start between `after` and `before`, were confirmed before `confirmed_before` and were not
/// reminded of. Locked; what another worker holds is left to it.
pub async fn due_reminders(
    scope: &mut Scope,
    after: Instant,
    before: Instant,
    confirmed_before: Instant,
    limit: i64,
) -> Result<Vec<AppointmentId>> {
    let ids = sqlx::query_scalar!(
        "select id from appointments
         where status = 'confirmed' and reminded_at is null and start_at > $1 and start_at <= $2 and confirmed_at <= $3
         order by start_at limit $4 for update skip locked",
        after,
        before,
        confirmed_before,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

pub async fn note_reminded(scope: &mut Scope, id: AppointmentId) -> Result<()> {
    let now = scope.now;
    sqlx::query!("update appointments set reminded_at = $2 where id = $1", *id, now)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

/// Requests whose time came before anybody answered. Not locked: each is locked when it is closed.
pub async fn expired_requests(scope: &mut Scope, limit: i64) -> Result<Vec<AppointmentId>> {
    let now = scope.now;
    let ids = sqlx::query_scalar!(
        "select id from appointments where status = 'requested' and start_at <= $1 order by start_at limit $2",
        now,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}
