//! What jobs look for.

use crate::{
    kernel::{
        error::Result,
        ids::{AppointmentId, MechanicId},
        time::Instant,
    },
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

/// A visit that is over and that its workshop has not closed.
pub struct Unclosed {
    pub id: AppointmentId,
    pub mechanic_id: MechanicId,
    pub customer_name: String,
    pub plate: String,
    pub start_at: Instant,
}

/// Visits that are looked at for workshops to ask.
const OLDEST: i64 = 1_000;

/// Visits that ended before `before`, were not closed and not asked for yet; from now on they are. All of a workshop's, of as many
/// workshops as `workshops` says; by workshop, oldest first. What another worker holds is waited for, not left out: half of a
/// workshop's visits would be a second mail to it.
pub async fn take_unclosed(scope: &mut Scope, before: Instant, workshops: i64) -> Result<Vec<Unclosed>> {
    let now = scope.now;
    let rows = sqlx::query!(
        r#"with asked as (
               select distinct mechanic_id from (
                   -- By the index of what is to close, of which there is little; the planner takes it for much, and would walk all.
                   select mechanic_id from appointments
                   where status = 'confirmed' and closing_asked_at is null and end_at < $1 order by end_at limit $4) oldest
               order by mechanic_id limit $2
           ), over as (
               select id from appointments
               where status = 'confirmed' and closing_asked_at is null and end_at < $1
                 and mechanic_id in (select mechanic_id from asked)
               order by mechanic_id, id for update
           )
           update appointments a set closing_asked_at = $3 from over where a.id = over.id
           returning a.id, a.mechanic_id, a.customer_name, a.plate, a.start_at as "start_at: Instant""#,
        before,
        workshops,
        now,
        OLDEST
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let mut found: Vec<Unclosed> = rows
        .into_iter()
        .map(|row| Unclosed {
            id: row.id.into(),
            mechanic_id: row.mechanic_id.into(),
            customer_name: row.customer_name,
            plate: row.plate,
            start_at: row.start_at,
        })
        .collect();
    found.sort_by_key(|visit| (*visit.mechanic_id, visit.start_at));
    Ok(found)
}
