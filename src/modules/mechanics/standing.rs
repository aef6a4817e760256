//! Facts about a workshop that other modules compute and that search orders by: next free slot, score, completed visits.

use super::workshop::store;
use crate::{
    kernel::{
        error::{Code, Result},
        ids::MechanicId,
        time::Instant,
    },
    platform::Scope,
};

/// Times that a card of a list can show.
pub const SLOTS_KEPT: usize = 3;
/// A calendar without a free slot is looked at again after this many hours.
pub const LOOK_AGAIN_HOURS: i64 = 6;

/// Keeps the next free times of a workshop, soonest first and at most [`SLOTS_KEPT`], and with them when it has to be computed again.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn set_next_slot(scope: &mut Scope, id: MechanicId, next: Vec<Instant>) -> Result<()> {
    set_next_slots(scope, &[(id, next)]).await
}

/// [`set_next_slot`] for a batch, by one query.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn set_next_slots(scope: &mut Scope, slots: &[(MechanicId, Vec<Instant>)]) -> Result<()> {
    store::set_next_slots(scope, slots).await
}

/// Public workshops whose next slot was never computed, has become too close to book, or is worth another look;
/// longest due first. Each one that [`set_next_slots`] was told about leaves the list, so batches come to an end.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn due_for_next_slot(scope: &mut Scope, limit: i64) -> Result<Vec<MechanicId>> {
    store::due_for_next_slot(scope, limit).await
}

/// Keeps the score from the sum and number of all published reviews.
///
/// # Errors
/// `not_found` when there is no such workshop.
pub async fn save_score(scope: &mut Scope, id: MechanicId, review_sum: f64, review_count: i32) -> Result<()> {
    store::save_score(scope, id, review_sum, review_count).await
}

/// Counts one more completed visit.
///
/// # Errors
/// `not_found` when there is no such workshop.
pub async fn note_completed(scope: &mut Scope, id: MechanicId) -> Result<()> {
    store::note_completed(scope, id).await
}

/// Locks workshops until the end of the transaction. Everything that decides about a calendar (booking, moving, computing
/// the next free slot) takes this lock first and appointments after it: one order, so nobody waits in a circle.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn lock(scope: &mut Scope, ids: &[MechanicId]) -> Result<()> {
    store::lock(scope, ids).await
}

/// [`lock`] for who books: the workshop may have been closed since it was looked at.
///
/// # Errors
/// `not_found` when it is not public any more.
pub async fn lock_public(scope: &mut Scope, id: MechanicId) -> Result<()> {
    if store::lock_public(scope, id).await? { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// The workshop with this slug, public or not.
///
/// # Errors
/// `not_found` when there is none.
pub async fn id_of_slug(scope: &mut Scope, slug: &str) -> Result<MechanicId> {
    store::id_of_slug(scope, slug).await
}
