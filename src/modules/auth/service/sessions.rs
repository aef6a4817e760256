//! Looking over one's sessions and ending them.

use super::devices::{Client, place_of};
use crate::{
    kernel::{
        error::{Code, Result},
        ids::SessionId,
        time::Instant,
    },
    modules::auth::{
        model::sessions::{Device, EndSessionInput},
        store::{self, sessions::Kept},
    },
    platform::{
        Scope,
        session::{self, Ended},
    },
};

/// One's sessions, the asking one first, then the others as they were last seen; those that ended within thirty days too.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn list(scope: &mut Scope) -> Result<Vec<(Kept, bool)>> {
    let person = scope.actor.person().ok_or(Code::Unauthenticated)?;
    let (user, own) = (person.user_id, person.session_id);
    let mut kept: Vec<_> =
        store::sessions::list(scope, user).await?.into_iter().map(|kept| (kept.id == own, kept)).collect();
    kept.sort_by_key(|(is_own, _)| !is_own);
    Ok(kept.into_iter().map(|(is_own, kept)| (kept, is_own)).collect())
}

/// The same for other clients.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn devices(scope: &mut Scope) -> Result<Vec<Device>> {
    let device = |(kept, current): (Kept, bool)| {
        let client = Client::read(&kept.user_agent);
        Device {
            id: kept.id,
            browser: client.browser,
            system: client.system,
            place: place_of(&kept.ip),
            ip: kept.ip,
            by_token: kept.by_token,
            methods: kept.methods,
            since: kept.created_at.rfc3339(),
            last_seen: kept.last_seen_at.rfc3339(),
            current,
            ended: kept.ended_at.map(Instant::rfc3339),
            ended_why: kept.ended_why,
        }
    };
    Ok(list(scope).await?.into_iter().map(device).collect())
}

/// Ends one of one's own sessions; a stranger's is not found. Whoever sits down at an open browser must not throw its owner out
/// elsewhere, so that all but the asking one want a recent proof.
///
/// # Errors
/// `unauthenticated` for visitors, `step_up` without a recent proof, `not_found`.
pub async fn end(scope: &mut Scope, input: &EndSessionInput) -> Result<()> {
    let person = scope.actor.person().ok_or(Code::Unauthenticated)?;
    let (user, own) = (person.user_id, person.session_id);
    let session: SessionId = input.session_id.parse().map_err(|_| Code::NotFound)?;
    if session != own {
        scope.stepped_up()?;
    }
    if session::end(scope, user, session, Ended::ByOwner).await? { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// Ends all but the asking session. How many ended.
///
/// # Errors
/// `unauthenticated` for visitors, `step_up` without a recent proof.
pub async fn end_others(scope: &mut Scope) -> Result<u64> {
    let person = scope.stepped_up()?;
    let (user, own) = (person.user_id, person.session_id);
    session::end_all(scope, user, Some(own), Ended::ByOwner).await
}
