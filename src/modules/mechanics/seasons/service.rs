//! Use cases of who runs a workshop. Free times follow through `ScheduleChanged`.

use super::{
    checks,
    inputs::{SeasonIdInput, SeasonInput},
    store,
};
use crate::{
    kernel::{error::Result, ids::SeasonId},
    modules::mechanics::workshop::service::{changed, editing, id, too_many},
    platform::Scope,
};

/// Seasons that are not over yet.
const SEASONS_MAX: usize = 8;

/// # Errors
/// `invalid` with the refused fields, also for days that belong to another season; `not_found` for an unknown or foreign one.
pub async fn save(scope: &mut Scope, input: &SeasonInput) -> Result<SeasonId> {
    let owner = editing(scope).await?;
    let today = scope.now.day();
    let line = checks::season(input, today)?;
    let season = if input.season_id.trim().is_empty() {
        if store::of_workshop(scope, owner, today).await?.len() >= SEASONS_MAX {
            return Err(too_many("name", SEASONS_MAX));
        }
        let season = SeasonId::fresh();
        store::insert(scope, owner, season, &line).await?;
        if line.week.is_none() {
            store::copy_usual_week(scope, owner, season).await?;
        }
        season
    } else {
        let season = id(&input.season_id)?;
        store::update(scope, owner, season, &line).await?;
        season
    };
    if let Some(week) = &line.week {
        store::save_week(scope, owner, season, week).await?;
    }
    changed(scope, owner).await?;
    Ok(season)
}

/// The usual week counts again; visits that are booked stay.
///
/// # Errors
/// `not_found` for an unknown or foreign one.
pub async fn remove(scope: &mut Scope, input: &SeasonIdInput) -> Result<()> {
    let owner = editing(scope).await?;
    store::delete(scope, owner, id(&input.season_id)?).await?;
    changed(scope, owner).await
}
