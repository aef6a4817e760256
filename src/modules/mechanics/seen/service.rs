//! Remembering pages of workshops, and forgetting them.

use super::store;
use crate::{
    kernel::{actor::Duty, error::Result, ids::MechanicId},
    modules::mechanics::{
        policy,
        search::{Hit, SearchFilter, among},
    },
    platform::{Scope, Visit},
};

/// So many are remembered of each customer.
pub const SEEN_MAX: i64 = 20;

/// Remembers that the actor opened the page of this workshop. Nothing is kept of visitors, of pages that a browser fetched ahead,
/// of one's own workshop, of what is not public, and of what support opens for somebody. A page is never lost because it could not be remembered.
pub async fn note(visit: &Visit, workshop: MechanicId) {
    let Ok(keeper) = policy::keeper(&visit.actor) else { return };
    let is_own = visit.actor.workshop_for(Duty::Visits) == Some(workshop);
    if visit.is_ahead || is_own || visit.actor.impersonation().is_some() {
        return;
    }
    let noted = async {
        let mut scope = Scope::write(visit).await?;
        let noted = store::note(&mut scope, keeper, workshop, SEEN_MAX).await;
        scope.finish(noted).await
    };
    if let Err(error) = noted.await {
        tracing::warn!(%error, "a workshop that was seen was not remembered");
    }
}

/// The public ones among the last `limit` that the actor saw, the last first; none for visitors.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn list(scope: &mut Scope, limit: i64) -> Result<Vec<Hit>> {
    let Ok(keeper) = policy::keeper(&scope.actor) else { return Ok(Vec::new()) };
    let ids = store::list(scope, keeper, limit).await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut hits = among(scope, &SearchFilter::default(), &ids).await?;
    hits.sort_by_key(|hit| ids.iter().position(|id| *id == hit.id));
    Ok(hits)
}

/// Forgets all of them.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn forget(scope: &mut Scope) -> Result<()> {
    let keeper = policy::keeper(&scope.actor)?;
    store::delete(scope, keeper).await
}
