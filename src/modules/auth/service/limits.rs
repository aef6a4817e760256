//! How much the ways in may be asked for, by account, by address of the caller, and in mails and messages altogether.

use super::{
    browser,
    known::{self, Account},
};
use crate::{
    kernel::error::{Code, Result},
    platform::{
        Scope, Visit,
        rate_limit::{self, Limit},
    },
};

/// Mails of this module to one address, and as many again for each browser that came in to its account before: six at once, then
/// one in ten minutes.
pub const MAILS_PER_ADDRESS: Limit = Limit { burst: 6, every_seconds: 600 };
/// Mails of this module to everybody together: about 1200 an hour after a burst of as many.
pub const MAILS_IN_ALL: Limit = Limit { burst: 1200, every_seconds: 3 };
/// New mails that a person, or whoever types an address, may ask for; known browsers have a count of their own here too.
pub const ASK_PER_ACCOUNT: Limit = Limit { burst: 3, every_seconds: 300 };
pub const ASK_PER_ADDRESS: Limit = Limit { burst: 20, every_seconds: 60 };
/// Codes typed in one browser for one address: as many as a challenge has tries, known or unknown. Others cannot use them up.
pub const CODE_PER_ACCOUNT: Limit = Limit { burst: 5, every_seconds: 180 };
pub const PROVE_PER_ADDRESS: Limit = Limit { burst: 60, every_seconds: 10 };

/// Passwords that are weighed: a meter asks at every pause of typing, and refused forms cost the same.
pub const WEIGHINGS_PER_ADDRESS: Limit = Limit { burst: 120, every_seconds: 1 };

/// Counts one password that is to be weighed, which keeps a core busy.
///
/// # Errors
/// `too_many` beyond [`WEIGHINGS_PER_ADDRESS`].
pub async fn spend_weighing(visit: &Visit) -> Result<()> {
    rate_limit::spend(&visit.wires, "weigh_password", &rate_limit::address(visit.ip), WEIGHINGS_PER_ADDRESS).await
}

/// Under which count an address or account stands: everybody's, or that of a browser which came in to its account before (`known`).
pub(super) fn counted(address: &str, known: Option<&str>) -> String {
    known.map_or_else(|| address.to_owned(), |browser| format!("{address}\0{browser}"))
}

/// Spends one mail of the budgets, in the transaction that writes it.
///
/// # Errors
/// `too_many` when one of them is used up.
pub async fn spend_mail(scope: &mut Scope, address: &str) -> Result<()> {
    rate_limit::spend_in(scope, "auth_mail", address, MAILS_PER_ADDRESS).await?;
    rate_limit::spend_in(scope, "auth_mails", "all", MAILS_IN_ALL).await
}

/// The same where nothing fails for want of a mail: may one go out? `known` as [`spend_asking_at_the_door`] gave it.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn may_mail(scope: &mut Scope, address: &str, known: Option<&str>) -> Result<bool> {
    match spend_mail(scope, &counted(address, known)).await {
        Ok(()) => Ok(true),
        Err(error) if error.code == Code::TooMany => Ok(false),
        Err(error) => Err(error),
    }
}

/// Counts one wish for a mail or message; `who` is the account as typed.
///
/// # Errors
/// `too_many` beyond the limits.
pub async fn spend_asking(visit: &Visit, who: &str) -> Result<()> {
    rate_limit::spend(&visit.wires, "ask_address", &rate_limit::address(visit.ip), ASK_PER_ADDRESS).await?;
    rate_limit::spend(&visit.wires, "ask_account", who, ASK_PER_ACCOUNT).await
}

/// The same for an address that anybody may type. A browser that came in to its account before has a count of its own, so that
/// nobody keeps the owner waiting; hands out what that browser is called.
///
/// # Errors
/// `too_many` beyond the limits.
pub async fn spend_asking_at_the_door(visit: &Visit, email: &str) -> Result<Option<String>> {
    let known = known::browser(visit, Account::Address(email)).await?;
    spend_asking(visit, &counted(email, known.as_deref())).await?;
    Ok(known)
}

/// Counts one attempt to prove something; `who` is the address or number as typed.
///
/// # Errors
/// `too_many` beyond the limits.
pub async fn spend_proving(visit: &Visit, who: Option<&str>) -> Result<()> {
    rate_limit::spend(&visit.wires, "prove_address", &rate_limit::address(visit.ip), PROVE_PER_ADDRESS).await?;
    match who {
        Some(who) => {
            let who = format!("{who}\0{:?}", browser::bringing(visit));
            rate_limit::spend(&visit.wires, "prove_account", &who, CODE_PER_ACCOUNT).await
        }
        None => Ok(()),
    }
}
