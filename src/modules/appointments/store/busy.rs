//! When bays and people are taken.

use crate::{
    kernel::{error::Result, ids::MechanicId, time::Instant},
    modules::appointments::slots::{Busy, Held},
    platform::Scope,
};
use std::collections::HashMap;
use uuid::Uuid;

/// No visit is longer; lets the index on the start be used.
const LONGEST_DAYS: i64 = 120;

/// What holds the bays and the people of a workshop between two instants.
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
        "select mechanic_id, bay_id, person_id, start_at, busy_until from appointments
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
        let held = [Some(Held::Bay(row.bay_id.into())), row.person_id.map(|id| Held::Person(id.into()))];
        let taken = held.into_iter().flatten().map(|held| Busy { held, from: row.start_at, until: row.busy_until });
        busy.entry(row.mechanic_id.into()).or_default().extend(taken);
    }
    Ok(busy)
}
