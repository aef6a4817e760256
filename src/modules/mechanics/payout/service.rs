//! Setting the account, and looking at it.

use super::{inputs::PayoutInput, mails, store};
use crate::{
    kernel::{
        error::{AppError, Checks, Code, Result, Rule},
        text::Iban,
    },
    modules::mechanics::{contact, policy},
    platform::Scope,
    say,
};
use serde_json::json;

/// As banks write names of firms.
pub const HOLDER_MAX: usize = 140;

/// An account as pages may show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// As [`masked`] leaves it.
    pub masked: String,
    pub holder: String,
}

/// Only the ends, in the groups that banks write: `TR18 •••• •••• •••• •••• ••23 15`. It says which account it is, and serves nobody else.
pub fn masked(iban: &str) -> String {
    let hidden: String = iban.chars().zip(0..).map(|(c, at)| if (4..22).contains(&at) { '•' } else { c }).collect();
    let letters: Vec<char> = hidden.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The owner's account, if one is set.
///
/// # Errors
/// `unauthenticated` for visitors, `not_found` for everybody but owners.
pub async fn mine(scope: &mut Scope) -> Result<Option<Account>> {
    let owner = policy::owner(&scope.actor)?;
    let kept = store::get(scope, owner).await?;
    Ok(kept.map(|kept| Account { masked: masked(&kept.iban), holder: kept.holder }))
}

/// Sets the account; the owner is told by mail.
///
/// # Errors
/// `invalid` with the refused fields (`check_digits` for what is no Turkish IBAN), `forbidden` for who came in with one factor
/// or acts for another, `step_up` when the last proof is too old, `not_found` for everybody but owners.
pub async fn save(scope: &mut Scope, input: &PayoutInput) -> Result<()> {
    let owner = policy::owner(&scope.actor)?;
    proved(scope)?;
    let mut checks = Checks::default();
    let iban = match input.iban.trim() {
        "" => Err(Rule::Required),
        typed => Iban::parse(typed).map_err(|_| Rule::CheckDigits),
    };
    let iban = checks.keep("iban", iban);
    let holder = checks.text("holder", &input.holder, 2, HOLDER_MAX);
    checks.done()?;
    let Some(iban) = iban else { return Err(Code::Invalid.into()) };
    if !store::save(scope, owner, iban.as_str(), &holder).await? {
        return Ok(());
    }
    let shown = masked(iban.as_str());
    scope.audit("mechanic.save_payout", "mechanic", &owner.id().to_string(), json!({ "iban": shown })).await?;
    let contact = contact(scope, owner.id()).await?;
    mails::changed(scope, &contact, owner.id(), &shown).await
}

/// Takes the account away; the owner is told by mail.
///
/// # Errors
/// As [`save`].
pub async fn remove(scope: &mut Scope) -> Result<()> {
    let owner = policy::owner(&scope.actor)?;
    proved(scope)?;
    if !store::delete(scope, owner).await? {
        return Ok(());
    }
    scope.audit("mechanic.remove_payout", "mechanic", &owner.id().to_string(), json!({})).await?;
    let contact = contact(scope, owner.id()).await?;
    mails::changed(scope, &contact, owner.id(), "").await
}

/// Money goes nowhere on a password alone.
fn proved(scope: &Scope) -> Result<()> {
    let level = scope.actor.person().map_or(0, |person| person.proof.level);
    if level < 2 {
        let message = say!(scope.lang, payout.needs_factor).to_owned();
        return Err(AppError { message, ..AppError::new(Code::Forbidden) });
    }
    scope.stepped_up().map(drop)
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_the_ends_of_an_account_are_shown() {
        assert_eq!(super::masked("TR180006200119000006672315"), "TR18 •••• •••• •••• •••• ••23 15");
    }
}
