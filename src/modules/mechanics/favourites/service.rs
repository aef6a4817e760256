//! Keeping workshops and letting them go.

use super::{
    model::FavouriteInput,
    store::{self, Favourite},
};
use crate::{
    kernel::{
        error::{AppError, Result, Rule},
        ids::MechanicId,
    },
    modules::mechanics::policy,
    platform::Scope,
};

/// More than anybody looks through.
pub const FAVOURITES_MAX: i64 = 100;

/// Keeps a public workshop; keeping it twice is keeping it once.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for unknown workshops and those that are not public, `invalid` with `too_many`
/// when [`FAVOURITES_MAX`] are kept already.
pub async fn add(scope: &mut Scope, input: &FavouriteInput) -> Result<()> {
    let keeper = policy::keeper(&scope.actor)?;
    let mechanic = input.mechanic()?;
    store::lock_public(scope, mechanic).await?;
    if store::count(scope, keeper).await? >= FAVOURITES_MAX && !store::is_kept(scope, keeper, mechanic).await? {
        return Err(AppError::field_with("mechanic_id", Rule::TooMany, Some(FAVOURITES_MAX)));
    }
    store::insert(scope, keeper, mechanic).await
}

/// Lets a workshop go; one that was not kept is let go already.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn remove(scope: &mut Scope, input: &FavouriteInput) -> Result<()> {
    let keeper = policy::keeper(&scope.actor)?;
    let mechanic = input.mechanic()?;
    store::delete(scope, keeper, mechanic).await
}

/// The actor's favourites, the last kept first.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn list(scope: &mut Scope) -> Result<Vec<Favourite>> {
    let keeper = policy::keeper(&scope.actor)?;
    store::list(scope, keeper, FAVOURITES_MAX).await
}

/// Whether the actor keeps this workshop; `None` for those who keep nothing: visitors.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn is_kept(scope: &mut Scope, mechanic: MechanicId) -> Result<Option<bool>> {
    match policy::keeper(&scope.actor) {
        Ok(keeper) => store::is_kept(scope, keeper, mechanic).await.map(Some),
        Err(_) => Ok(None),
    }
}
