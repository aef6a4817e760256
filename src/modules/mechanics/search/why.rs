//! Why a workshop stands where it stands: how it fits a search, and what its place in "best match" is made of.

use super::{
    asked::Asked,
    facts::facts,
    filter::SearchFilter,
    resolve,
    service::{Hit, among},
    store,
};
use crate::{
    kernel::error::{Checks, Result},
    modules::mechanics::profile::{PublicMechanic, public_by_slug},
    platform::Scope,
};

/// What newcomers stand at until somebody has reviewed them, as `mechanic_rank` has it.
pub const NEWCOMER: f64 = 4.0;

/// The order "best match" as it is for one workshop: `base + experience`, and how many of its province come before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// The published score, or [`NEWCOMER`].
    pub base: f64,
    /// What finished visits add.
    pub experience: f64,
    /// Place in the province, from 1.
    pub place: i64,
    /// How many public workshops the province has.
    pub of: i64,
}

pub struct Why {
    pub mechanic: PublicMechanic,
    pub filter: SearchFilter,
    /// The card of the search; `None` when the workshop does not fit it.
    pub hit: Option<Hit>,
    pub standing: Standing,
}

/// # Errors
/// `not_found` for workshops that are not public. What the search says that nobody understands is left out.
pub async fn why(scope: &mut Scope, slug: &str, asked: &Asked) -> Result<Why> {
    let mechanic = public_by_slug(scope, slug).await?;
    let filter = resolve(scope, asked, &mut Checks::default()).await?;
    let hit = among(scope, &filter, &[mechanic.id]).await?.pop();
    let (rank, before) = store::rank(scope, mechanic.id).await?;
    let base = if mechanic.review_count > 0 { f64::from(mechanic.score) } else { NEWCOMER };
    // The totals are counted once a minute: somebody new may stand behind the last.
    let of = facts(scope).await?.by_province.get(&mechanic.province.id).copied().unwrap_or(0).max(before + 1);
    let standing = Standing { base, experience: (f64::from(rank) - base).max(0.0), place: before + 1, of };
    Ok(Why { mechanic, filter, hit, standing })
}
