//! What follows when a second factor goes.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::UserId,
    },
    modules::auth::{
        notices::{self, Notice},
        store::factors as store,
    },
    platform::{
        Scope, Visit,
        session::{self, Ended},
    },
};

/// Called in the transaction that has taken a factor away, under [`store::lock`]. With the last one its recovery codes go
/// too; all other sessions end, and the owner is told.
///
/// # Errors
/// `factor_needed` when it was the last one and a role needs one: the removal is then rolled back.
pub async fn removed(scope: &mut Scope, visit: &Visit, user: UserId) -> Result<()> {
    let left = store::proofs(scope, user).await?;
    if left.second_factors() == 0 {
        if left.privileged {
            return Err(Code::FactorNeeded.into());
        }
        store::replace_recovery_codes(scope, user, &[]).await?;
    }
    let session = scope.actor.person().map(|person| person.session_id);
    session::end_all(scope, user, session, Ended::FactorChanged).await?;
    notices::tell(scope, user, Notice::FactorRemoved, &visit.user_agent, None).await
}
