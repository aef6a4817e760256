//! What the desk sees of somebody's devices and attempts to come in, and what it does when a second factor is lost.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::UserId,
        page::Page,
    },
    modules::{
        auth::store::{
            desk::{self as store, Attempted, Device},
            factors,
        },
        users::{
            self,
            model::desk::{PersonInput, reason, user_id},
        },
    },
    platform::{
        Scope,
        session::{Ended, end_all},
    },
};
use serde_json::json;
use woothee::parser::Parser;

/// Sessions that are open or ended lately, the last seen first.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody without a place at the desk.
pub async fn devices_of(scope: &mut Scope, user: UserId) -> Result<Vec<Device>> {
    users::may_list(&scope.actor)?;
    store::devices(scope, user).await
}

/// Attempts to come in, the newest first; `after` is the number of the last one seen.
///
/// # Errors
/// As [`devices_of`].
pub async fn attempts_of(scope: &mut Scope, user: UserId, after: &str) -> Result<Page<Attempted>> {
    users::may_list(&scope.actor)?;
    store::attempts(scope, user, after).await
}

/// Takes every second factor from a person who can show none of them any more: authenticator, passkeys and recovery codes. Their sessions
/// and half sign-ins end, they are told, and what opens the account from now on is its first factor; roles of the desk stay locked
/// until there is a second one again. Nobody does it for themselves.
///
/// # Errors
/// `invalid` without a reason, `forbidden` for oneself, `step_up`; `not_found` for unknown people and for everybody but admins.
pub async fn reset_factors(scope: &mut Scope, input: &PersonInput) -> Result<()> {
    users::may_decide(&scope.actor)?;
    let me = scope.stepped_up()?.user_id;
    let id = user_id(&input.user_id)?;
    let reason = reason(&input.reason)?;
    if id == me {
        return Err(Code::Forbidden.into());
    }
    let person = users::contact(scope, id).await?.ok_or(Code::NotFound)?;
    factors::lock(scope, id).await?;
    if !store::remove_factors(scope, id).await? {
        return Ok(());
    }
    let ended = end_all(scope, id, None, Ended::FactorChanged).await?;
    let detail = json!({ "name": person.name, "reason": reason, "sessions": ended });
    scope.audit("auth.reset_factors", "user", &id.to_string(), detail).await?;
    users::mails::tell(scope, users::mails::FACTORS_RESET, id, &reason).await
}

/// Browser and system out of a user agent; `None` for clients that say nothing known.
pub fn spoken_agent(agent: &str) -> Option<String> {
    let parser = Parser::new();
    let known = |word: &str| !matches!(word, "" | "UNKNOWN");
    let found = parser.parse(agent)?;
    let words: Vec<&str> = [found.name, found.os].into_iter().filter(|word| known(word)).collect();
    (!words.is_empty()).then(|| words.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::spoken_agent;

    #[test]
    fn agents_are_read_as_people_call_them() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36";
        assert_eq!(spoken_agent(chrome).as_deref(), Some("Chrome · Windows 10"));
        assert_eq!((spoken_agent(""), spoken_agent("<script>")), (None, None));
    }
}
