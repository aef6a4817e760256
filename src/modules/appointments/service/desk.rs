//! What the desk sees of somebody's appointments.

use crate::{
    kernel::{error::Result, ids::UserId},
    modules::{appointments::store, users},
    platform::Scope,
};

/// How many appointments a person has made, for the desk.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody without a place at the desk.
pub async fn count_of(scope: &mut Scope, user: UserId) -> Result<i64> {
    users::may_list(&scope.actor)?;
    store::count_of(scope, user).await
}
