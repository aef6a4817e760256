//! Recovery codes: ten at a time, each good once. Their first letters find a code, by a keyed hash; argon2id decides about all
//! of it, so that guessing stays slow for whoever has stolen the database and the key.

use crate::{
    kernel::{
        error::{Code, Result},
        ids::{SessionId, UserId},
        paths,
    },
    modules::auth::{
        model::factors::{FactorAdded, RECOVERY_CODES},
        notices::{self, Notice},
        password,
        store::{
            factors::{self as store, RecoveryCode},
            states::{self, Purpose},
        },
    },
    platform::{
        Scope, Visit, keyed,
        session::{self, Ended},
    },
};
use std::collections::BTreeMap;

/// Letters that are not taken for each other: 30 of them, so that twelve hold 58 bits.
const LETTERS: &[u8; 30] = b"abcdefghjkmnpqrstuvwxyz2345679";
const LENGTH: usize = 12;
/// So many first letters find a code.
const LEAD: usize = 2;
/// Codes from before there were slow hashes; found by all their letters.
const OLD_LENGTH: usize = 10;
/// How long fresh codes wait for the page that shows them.
const SHOWN_MINUTES: i64 = 10;

fn fresh() -> String {
    let letter = || LETTERS.get(rand::random_range(0..LETTERS.len())).copied().map_or('x', char::from);
    (0..LENGTH).map(|_| letter()).collect()
}

/// The part of a code that finds it.
fn lead(code: &str) -> &str {
    code.get(..LEAD).unwrap_or_default()
}

/// Codes that begin differently, so that one slow hash decides about a typed one.
fn fresh_set() -> Vec<String> {
    let mut codes = BTreeMap::new();
    while codes.len() < RECOVERY_CODES {
        let code = fresh();
        codes.entry(lead(&code).to_owned()).or_insert(code);
    }
    codes.into_values().collect()
}

/// As it is shown: three times four letters.
fn spoken(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

fn hash(visit: &Visit, user: UserId, text: &str) -> Vec<u8> {
    keyed::hash(&visit.wires.config.server, "recovery", &format!("{user}:{text}"))
}

/// New codes, which nobody knows yet.
pub struct Made {
    codes: Vec<String>,
    rows: Vec<RecoveryCode>,
}

/// Makes codes, before the transaction that keeps them: hashing must not hold connections.
async fn make(visit: &Visit, user: UserId) -> Result<Made> {
    let codes = fresh_set();
    let slow = password::hash_each(codes.clone()).await?;
    let rows = codes.iter().zip(slow);
    let rows = rows.map(|(code, slow)| RecoveryCode { hash: hash(visit, user, lead(code)), slow: Some(slow) });
    Ok(Made { rows: rows.collect(), codes })
}

/// In place of all others. They also wait, sealed, for the one page that shows them.
async fn keep(scope: &mut Scope, user: UserId, made: Made) -> Result<Vec<String>> {
    store::replace_recovery_codes(scope, user, &made.rows).await?;
    let codes: Vec<String> = made.codes.iter().map(|code| spoken(code)).collect();
    states::keep(scope, Purpose::RecoveryCodes, Some(user), &codes, SHOWN_MINUTES).await?;
    Ok(codes)
}

/// Codes for a first factor, before the transaction that adds it; `None` for people who have some left.
///
/// # Errors
/// `unavailable` when the database is away or too many hashes wait.
pub async fn make_if_none(visit: &Visit, user: UserId) -> Result<Option<Made>> {
    if proofs(visit, user).await?.recovery_codes > 0 { Ok(None) } else { make(visit, user).await.map(Some) }
}

/// Not from a replica: a factor may be a moment old.
async fn proofs(visit: &Visit, user: UserId) -> Result<store::Proofs> {
    let mut scope = Scope::write(visit).await?;
    let proofs = store::proofs(&mut scope, user).await;
    scope.finish(proofs).await
}

/// What follows when a factor was added, in that transaction: with the first one all other sessions end and its codes are
/// kept; the owner is told.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn factor_added(
    scope: &mut Scope,
    visit: &Visit,
    person: (UserId, SessionId),
    first: bool,
    made: Option<Made>,
) -> Result<FactorAdded> {
    let (user, session) = person;
    if first {
        session::end_all(scope, user, Some(session), Ended::FactorChanged).await?;
    }
    notices::tell(scope, user, Notice::FactorAdded, &visit.user_agent, None).await?;
    let has_some = store::proofs(scope, user).await?.recovery_codes > 0;
    match made.filter(|_| !has_some) {
        Some(made) => keep(scope, user, made).await.map(added),
        None => Ok(added(Vec::new())),
    }
}

/// New codes on demand; the old ones are void.
///
/// # Errors
/// `step_up` without a recent proof, `second_factor` for people who have no second factor to recover.
pub async fn remake(visit: &Visit) -> Result<FactorAdded> {
    let user = Scope::read(visit).stepped_up()?.user_id;
    may_have(proofs(visit, user).await?)?;
    let made = make(visit, user).await?;
    let mut scope = Scope::write(visit).await?;
    let kept = keep_again(&mut scope, visit, user, made).await;
    scope.finish(kept).await.map(added)
}

async fn keep_again(scope: &mut Scope, visit: &Visit, user: UserId, made: Made) -> Result<Vec<String>> {
    store::lock(scope, user).await?;
    may_have(store::proofs(scope, user).await?)?;
    notices::tell(scope, user, Notice::RecoveryCodesMade, &visit.user_agent, None).await?;
    keep(scope, user, made).await
}

fn may_have(proofs: store::Proofs) -> Result<()> {
    if proofs.second_factors() > 0 { Ok(()) } else { Err(Code::SecondFactor.into()) }
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

/// The code that somebody has typed, if it is theirs and unspent. Before the transaction that spends it: one slow hash,
/// whether there is such a code or not.
///
/// # Errors
/// `unavailable` when the database is away or too many hashes wait.
pub async fn find(visit: &Visit, user: UserId, typed: &str) -> Result<Option<RecoveryCode>> {
    let code: String = typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let known_by = match code.len() {
        LENGTH => lead(&code),
        OLD_LENGTH => &code,
        _ => return Ok(None),
    };
    let hash = hash(visit, user, known_by);
    let kept = store::recovery_code(visit, user, &hash).await?;
    if code.len() == OLD_LENGTH {
        return Ok(kept.filter(|kept| kept.slow.is_none()));
    }
    let slow = kept.as_ref().and_then(|kept| kept.slow.clone());
    let fits = password::verify(code, slow).await?;
    Ok(kept.filter(|_| fits))
}

/// Spends a code that was found and tells the owner; `false` when somebody was faster.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn spend(scope: &mut Scope, visit: &Visit, user: UserId, code: &RecoveryCode) -> Result<bool> {
    if !store::spend_recovery_code(scope, user, code).await? {
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
        let codes = fresh_set();
        assert_eq!(codes.len(), RECOVERY_CODES);
        let leads: std::collections::BTreeSet<&str> = codes.iter().map(|code| lead(code)).collect();
        assert_eq!(leads.len(), RECOVERY_CODES, "each is found by its beginning");
        assert!(codes.iter().all(|code| code.len() == LENGTH && !code.contains(['0', '1', '8', 'i', 'l', 'o'])));
        assert_eq!(spoken("abcdefghjkmn"), "abcd-efgh-jkmn");
    }
}
