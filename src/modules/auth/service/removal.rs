//! What follows when a second factor goes, and ways in that go because the account comes back to its owner.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::UserId,
        time::Instant,
    },
    modules::{
        auth::{
            notices::{self, Notice},
            store::{
                factors as store,
                ways::{self, Removed},
            },
        },
        users,
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

/// Takes every way in away but the password that was added since, or ever; a number that opened the account goes altogether.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn take_away(scope: &mut Scope, user: UserId, since: Option<Instant>) -> Result<Removed> {
    let removed = ways::remove(scope, user, since).await?;
    let numbers = users::reach::forget_number(scope, user, since).await?;
    Ok(Removed { numbers, ..removed })
}
