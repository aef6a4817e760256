//! Recovery codes: ten at a time, each good once, kept as keyed hashes.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::UserId,
        paths,
    },
    modules::auth::{
        model::factors::{FactorAdded, RECOVERY_CODES},
        notices::{self, Notice},
        store::{
            factors as store,
            states::{self, Purpose},
        },
    },
    platform::{Scope, Visit, keyed},
};

/// Letters that are not taken for each other: 30 of them, so that ten hold 49 bits.
const LETTERS: &[u8; 30] = b"abcdefghjkmnpqrstuvwxyz2345679";
const LENGTH: usize = 10;
/// How long fresh codes wait for the page that shows them.
const SHOWN_MINUTES: i64 = 10;

fn fresh() -> String {
    let letter = || LETTERS.get(rand::random_range(0..LETTERS.len())).copied().map_or('x', char::from);
    (0..LENGTH).map(|_| letter()).collect()
}

/// As it is shown: in two halves.
fn spoken(code: &str) -> String {
    let (first, second) = code.split_at(LENGTH / 2);
    format!("{first}-{second}")
}

fn hash(scope: &Scope, user: UserId, code: &str) -> Vec<u8> {
    keyed::hash(&scope.wires.config.server, "recovery", &format!("{user}:{code}"))
}

/// New codes in place of all others. They also wait, sealed, for the one page that shows them.
async fn make(scope: &mut Scope, user: UserId) -> Result<Vec<String>> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| fresh()).collect();
    let hashes: Vec<Vec<u8>> = codes.iter().map(|code| hash(scope, user, code)).collect();
    store::replace_recovery_codes(scope, user, &hashes).await?;
    let codes: Vec<String> = codes.iter().map(|code| spoken(code)).collect();
    states::keep(scope, Purpose::RecoveryCodes, Some(user), &codes, SHOWN_MINUTES).await?;
    Ok(codes)
}

/// Codes for somebody's first factor; none when there are some left.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn make_first(scope: &mut Scope, user: UserId) -> Result<FactorAdded> {
    let has_some = store::proofs(scope, user).await?.recovery_codes > 0;
    Ok(added(if has_some { Vec::new() } else { make(scope, user).await? }))
}

/// New codes on demand; the old ones are void.
///
/// # Errors
/// `step_up` without a recent proof, `second_factor` for people who have no second factor to recover.
pub async fn remake(scope: &mut Scope) -> Result<FactorAdded> {
    let user = scope.stepped_up()?.user_id;
    store::lock(scope, user).await?;
    if store::proofs(scope, user).await?.second_factors() == 0 {
        return Err(Code::SecondFactor.into());
    }
    Ok(added(make(scope, user).await?))
}

/// A browser goes on to its codes, when there are new ones.
fn added(recovery_codes: Vec<String>) -> FactorAdded {
    let place = if recovery_codes.is_empty() { paths::SECURITY } else { paths::RECOVERY_CODES };
    FactorAdded { recovery_codes, place: place.to_owned() }
}

/// Fresh codes, once.
///
/// # Errors
/// `unauthenticated` for visitors, `step_up` without a recent proof.
pub async fn show_once(scope: &Scope, visit: &Visit) -> Result<Vec<String>> {
    let user = scope.stepped_up()?.user_id;
    Ok(states::take_newest(visit, Purpose::RecoveryCodes, user).await?.unwrap_or_default())
}

/// Spends a code and tells the owner; `false` when it is none of theirs or was spent before.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn accept(scope: &mut Scope, visit: &Visit, user: UserId, typed: &str) -> Result<bool> {
    let code: String = typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    if code.len() != LENGTH {
        return Ok(false);
    }
    let hash = hash(scope, user, &code);
    if !store::spend_recovery_code(scope, user, &hash).await? {
        return Ok(false);
    }
    notices::tell(scope, user, Notice::RecoveryCodeUsed, &visit.user_agent, None).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_long_distinct_and_easy_to_read() {
        let codes: std::collections::BTreeSet<String> = (0..200).map(|_| fresh()).collect();
        assert_eq!(codes.len(), 200);
        assert!(codes.iter().all(|code| code.len() == LENGTH && !code.contains(['0', '1', '8', 'i', 'l', 'o'])));
        assert_eq!(spoken("abcdefghjk"), "abcde-fghjk");
    }
}
