//! Facts that other modules compute about a workshop.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::MechanicId,
        time::Instant,
    },
    modules::mechanics::standing::LOOK_AGAIN_HOURS,
    platform::Scope,
};
use serde_json::{Value, json};

/// A slot has to be computed again one second after the lead time has eaten it; never at once, so that batches end.
pub async fn set_next_slots(scope: &mut Scope, slots: &[(MechanicId, Vec<Instant>)]) -> Result<()> {
    let now = scope.now;
    let given: Vec<_> = slots
        .iter()
        .map(|(id, starts)| json!({"id": **id, "starts": starts.iter().map(|start| start.rfc3339()).collect::<Vec<_>>()}))
        .collect();
    sqlx::query!(
        "update mechanics m set next_slots = slot.starts, next_slot_at = slot.starts[1],
                next_slot_due_at = greatest($2::timestamptz + interval '1 second', case
                    when slot.starts[1] is null then $3::timestamptz
                    else slot.starts[1] - make_interval(mins => m.lead_minutes) + interval '1 second' end)
         from jsonb_to_recordset($1) as slot (id uuid, starts timestamptz[]) where m.id = slot.id",
        Value::from(given),
        now,
        now.plus_minutes(LOOK_AGAIN_HOURS * 60)
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn due_for_next_slot(scope: &mut Scope, limit: i64) -> Result<Vec<MechanicId>> {
    let now = scope.now;
    let ids = sqlx::query_scalar!(
        "select id from mechanics where verified_at is not null and suspended_at is null and next_slot_due_at <= $1
         order by next_slot_due_at, id limit $2",
        now,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

pub async fn save_score(scope: &mut Scope, id: MechanicId, review_sum: f64, review_count: i32) -> Result<()> {
    let saved = sqlx::query!(
        "update mechanics set review_count = $3, score = mechanic_score($2, $3),
                rank_score = mechanic_rank(mechanic_score($2, $3), $3, completed_count)
         where id = $1",
        *id,
        review_sum,
        review_count
    )
    .execute(scope.conn().await?)
    .await?;
    one(saved.rows_affected())
}

pub async fn note_completed(scope: &mut Scope, id: MechanicId) -> Result<()> {
    let saved = sqlx::query!(
        "update mechanics set completed_count = completed_count + 1,
                rank_score = mechanic_rank(score, review_count, completed_count + 1)
         where id = $1",
        *id
    )
    .execute(scope.conn().await?)
    .await?;
    one(saved.rows_affected())
}

fn one(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(Code::NotFound.into()) }
}
