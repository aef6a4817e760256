//! "This wasn't me": the answer to a notice of safety, which gives the account back to the mailbox that the notice went to.
//!
//! The link knows that mailbox and its own moment. What was added since then goes: passkeys, providers, the authenticator, the
//! number. An address that took the place of the mailbox's gives way again. Everything ends, nothing opens the account any more
//! but a new password, and who holds the link goes on to set it. The earliest link is the strongest: it voids the later ones,
//! which may lie in the mailbox of whoever took the account.

use super::{
    browser, carried,
    challenge::{self, Purpose},
    removal,
};
use crate::{
    kernel::{
        error::{Code, Result},
        ids::UserId,
    },
    modules::{
        auth::{
            model::sessions::NotMeInput,
            notices::{self, Left, Notice},
            password, store,
        },
        users,
    },
    platform::{
        Scope, Visit,
        rate_limit::{self, Limit},
        session::{self, Ended},
        token::Token,
    },
};
use serde_json::json;

const PER_ADDRESS: Limit = Limit { burst: 30, every_seconds: 20 };

/// What a link is about; looking changes nothing, so that mail scanners may.
///
/// # Errors
/// `expired` when the link was used, is too old or never was.
pub async fn look(scope: &mut Scope, token: String) -> Result<store::not_me::Alarm> {
    store::not_me::find(scope, &Token::sent(token).hash()).await?.ok_or_else(|| Code::Expired.into())
}

/// Takes the account back; this browser may set its new password.
///
/// # Errors
/// `expired` when the link was used, is too old or never was.
pub async fn act(visit: &Visit, input: NotMeInput) -> Result<()> {
    rate_limit::spend(&visit.wires, "not_me", &rate_limit::address(visit.ip), PER_ADDRESS).await?;
    let hash = Token::sent(input.token.0).hash();
    store::not_me::find(&mut Scope::read_fresh(visit).await?, &hash).await?.ok_or(Code::Expired)?;
    // For accounts without a password: one that nobody knows. Hashed before the transaction, for a queue must not hold it.
    let nobodys = password::hash(Token::fresh().text().to_owned()).await?;
    let mut scope = Scope::write(visit).await?;
    let taken = take_back(&mut scope, visit, &hash, &nobodys).await;
    scope.finish(taken).await
}

async fn take_back(scope: &mut Scope, visit: &Visit, hash: &[u8], nobodys: &str) -> Result<()> {
    let (user, alarm) = store::not_me::spend(scope, hash).await?.ok_or(Code::Expired)?;
    session::end_all(scope, user, None, Ended::NotMe).await?;
    let removed = removal::take_away(scope, user, Some(alarm.created_at)).await?;
    store::not_me::close(scope, user, nobodys).await?;
    let restored = restore(scope, visit, user, &alarm.email).await?;
    // Closes what was mailed before, wherever it went.
    store::challenge::replace_all(scope, user).await?;
    // Whoever reads the account's mailbox may set its password at once; anybody else has to ask for a mail there.
    let holder = users::contact(scope, user).await?.filter(|contact| contact.email == alarm.email);
    if let Some(contact) = holder {
        let asked = challenge::ask(scope, user, Purpose::Reset, &contact.email, &browser::asking(visit)).await?;
        carried::keep_link(visit, carried::RESET_LINK, asked.token.text());
    }
    let detail = json!({ "notice": alarm.notice, "removed": removed, "address_restored": restored });
    scope.audit("auth.not_me", "user", &user.to_string(), detail).await
}

/// The mailbox of the link is the account's again; the address that took its place is told.
async fn restore(scope: &mut Scope, visit: &Visit, user: UserId, email: &str) -> Result<bool> {
    if email.is_empty() {
        return Ok(false);
    }
    let Some(left) = users::reach::restore_email(scope, user, email).await? else { return Ok(false) };
    notices::tell(scope, user, Notice::EmailRestored, &visit.user_agent, Some(Left { email: &left, proved: true }))
        .await?;
    Ok(true)
}
