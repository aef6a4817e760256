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
use uuid::Uuid;

/// A slot has to be computed again one second after the lead time has eaten it; never at once, so that batches end.
pub async fn set_next_slots(scope: &mut Scope, slots: &[(MechanicId, Option<Instant>)]) -> Result<()> {
    let now = scope.now;
    let (ids, nexts): (Vec<Uuid>, Vec<Option<Instant>>) = slots.iter().map(|(id, next)| (**id, *next)).unzip();
    sqlx::query!(
        "update mechanics m set next_slot_at = slot.next_at,
                next_slot_due_at = greatest($3::timestamptz + interval '1 second', case
                    when slot.next_at is null then $4::timestamptz
                    else slot.next_at - make_interval(mins => m.lead_minutes) + interval '1 second' end)
         from unnest($1::uuid[], $2::timestamptz[]) as slot (id, next_at) where m.id = slot.id",
        &ids,
        &nexts as _,
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
