//! People who leave: every visit to come is called off in their name, and the other side hears of it.

use super::close;
use crate::{
    kernel::{error::Result, lang::Lang},
    modules::{
        appointments::{policy, status::Side, store},
        mechanics, users,
    },
    platform::Scope,
    say,
};

/// # Errors
/// `unavailable` when the database is away.
pub async fn call_off(scope: &mut Scope, event: &users::PersonLeaves) -> Result<()> {
    for (id, is_customer) in store::standing_of(scope, event.user_id).await? {
        let side = if is_customer { Side::Customer } else { Side::Mechanic };
        let permit = policy::leaving(&scope.actor, side)?;
        let found = store::get(scope, id).await?;
        mechanics::lock(scope, &[found.mechanic_id]).await?;
        let appointment = store::lock(scope, id).await?;
        let Some(state) = appointment.state(scope.now).called_off() else { continue };
        let reason = match side {
            Side::Mechanic => say!(Lang::Tr, privacy.workshop_closed),
            Side::Customer | Side::System => "",
        };
        close::save(scope, &appointment, permit, state, reason).await?;
    }
    Ok(())
}
