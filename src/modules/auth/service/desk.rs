//! What the desk sees of somebody's devices and attempts to come in.

use crate::{
    kernel::{error::Result, ids::UserId, page::Page},
    modules::{
        auth::store::desk::{self as store, Attempted, Device},
        users,
    },
    platform::Scope,
};
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
