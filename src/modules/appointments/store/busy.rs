//! When bays are taken.

use crate::{
    kernel::{error::Result, ids::MechanicId, time::Instant},
    modules::appointments::slots::Busy,
    platform::Scope,
};
use std::collections::HashMap;
use uuid::Uuid;

/// No visit is longer; lets the index on the start be used.
const LONGEST_DAYS: i64 = 120;

/// What holds the bays of a workshop between two instants.
pub async fn busy(scope: &mut Scope, id: MechanicId, from: Instant, until: Instant) -> Result<Vec<Busy>> {
    Ok(busy_of_many(scope, &[id], from, until).await?.remove(&id).unwrap_or_default())
}

/// The same for many workshops, by one query.
pub async fn busy_of_many(
    scope: &mut Scope,
    ids: &[MechanicId],
    from: Instant,
    until: Instant,
) -> Result<HashMap<MechanicId, Vec<Busy>>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| **id).collect();
    let rows = sqlx::query!(
        "select mechanic_id, bay_id, start_at, busy_until from appointments
         where mechanic_id = any($1) and status in ('requested', 'confirmed')
           and start_at >= $4 and start_at < $3 and busy_until > $2",
        &ids,
        from,
        until,
        from.plus_days(-LONGEST_DAYS)
    )
    .fetch_all(scope.conn().await?)
    .await?;
    let mut busy: HashMap<MechanicId, Vec<Busy>> = HashMap::new();
    for row in rows {
        let taken = Busy { bay: row.bay_id.into(), from: row.start_at, until: row.busy_until };
        busy.entry(row.mechanic_id.into()).or_default().push(taken);
    }
    Ok(busy)
}
