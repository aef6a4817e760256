//! SQL of what the desk counts, and of what it calls off.

use crate::{
    kernel::{
        error::Result,
        ids::{AppointmentId, MechanicId, UserId},
    },
    platform::Scope,
};
use std::collections::HashMap;
use uuid::Uuid;

/// How many appointments a person has made as a customer.
pub async fn count_of(scope: &mut Scope, user: UserId) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from appointments a join customers c on c.id = a.customer_id where c.user_id = $1"#,
        *user
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(count)
}

/// Visits to come that a person has booked, workshop by workshop.
pub async fn to_come_of_person(scope: &mut Scope, user: UserId) -> Result<Vec<(AppointmentId, MechanicId)>> {
    let now = scope.now;
    let rows = sqlx::query!(
        "select a.id, a.mechanic_id from appointments a join customers c on c.id = a.customer_id
         where c.user_id = $1 and a.status in ('requested', 'confirmed') and a.start_at > $2 order by a.mechanic_id, a.start_at",
        *user,
        now
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.mechanic_id.into())).collect())
}

/// Visits to come at a workshop, soonest first.
pub async fn to_come_at(scope: &mut Scope, mechanic: MechanicId) -> Result<Vec<(AppointmentId, MechanicId)>> {
    let now = scope.now;
    let ids = sqlx::query_scalar!(
        "select id from appointments where mechanic_id = $1 and status in ('requested', 'confirmed') and start_at > $2
         order by start_at, id",
        *mechanic,
        now
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(ids.into_iter().map(|id| (id.into(), mechanic)).collect())
}

/// How many visits are to come at each of these workshops; those without any are left out.
pub async fn to_come_of_each(scope: &mut Scope, mechanics: &[MechanicId]) -> Result<HashMap<MechanicId, i64>> {
    let (now, ids): (_, Vec<Uuid>) = (scope.now, mechanics.iter().map(|id| **id).collect());
    let rows = sqlx::query!(
        r#"select mechanic_id, count(*) as "count!" from appointments
           where mechanic_id = any($1) and status in ('requested', 'confirmed') and start_at > $2 group by mechanic_id"#,
        &ids,
        now
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.mechanic_id.into(), row.count)).collect())
}
