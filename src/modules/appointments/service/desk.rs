//! What the desk sees of somebody's appointments.

use crate::{
    kernel::{
        error::Result,
        ids::{MechanicId, UserId},
    },
    modules::{appointments::store, users},
    platform::Scope,
};
use std::collections::HashMap;

/// How many appointments a person has made, for the desk.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody without a place at the desk.
pub async fn count_of(scope: &mut Scope, user: UserId) -> Result<i64> {
    users::may_list(&scope.actor)?;
    store::count_of(scope, user).await
}

/// How many visits would be called off with a person: those they booked and those at their workshop.
///
/// # Errors
/// As [`count_of`].
pub async fn to_come_of(scope: &mut Scope, user: UserId) -> Result<usize> {
    users::may_list(&scope.actor)?;
    Ok(store::standing_of(scope, user).await?.len())
}

/// How many visits would be called off with each of these workshops.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but admins.
pub async fn to_come_of_each(scope: &mut Scope, mechanics: &[MechanicId]) -> Result<HashMap<MechanicId, i64>> {
    users::may_decide(&scope.actor)?;
    store::to_come_of_each(scope, mechanics).await
}
