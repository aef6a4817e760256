//! How much the ways in may be asked for, by account, by address of the caller, and in mails and messages altogether.

use super::browser;
use crate::{
    kernel::error::Result,
    platform::{
        Visit, Wires,
        rate_limit::{self, Limit},
    },
};

/// Mails of this module to one address: six at once, then one in ten minutes.
pub const MAILS_PER_ADDRESS: Limit = Limit { burst: 6, every_seconds: 600 };
/// Mails of this module to everybody together: about 1200 an hour after a burst of as many.
pub const MAILS_IN_ALL: Limit = Limit { burst: 1200, every_seconds: 3 };
/// New mails that a person, or whoever types an address, may ask for.
pub const ASK_PER_ACCOUNT: Limit = Limit { burst: 3, every_seconds: 300 };
pub const ASK_PER_ADDRESS: Limit = Limit { burst: 20, every_seconds: 60 };
/// Codes typed in one browser for one address: as many as a challenge has tries, known or unknown. Others cannot use them up.
pub const CODE_PER_ACCOUNT: Limit = Limit { burst: 5, every_seconds: 180 };
pub const PROVE_PER_ADDRESS: Limit = Limit { burst: 60, every_seconds: 10 };

/// Spends one mail of the budgets.
///
/// # Errors
/// `too_many` when one of them is used up.
pub async fn spend_mail(wires: &Wires, address: &str) -> Result<()> {
    rate_limit::spend(wires, "auth_mail", address, MAILS_PER_ADDRESS).await?;
    rate_limit::spend(wires, "auth_mails", "all", MAILS_IN_ALL).await
}

/// Counts one wish for a mail or message; `who` is the account as typed.
///
/// # Errors
/// `too_many` beyond the limits.
pub async fn spend_asking(visit: &Visit, who: &str) -> Result<()> {
    rate_limit::spend(&visit.wires, "ask_address", &rate_limit::address(visit.ip), ASK_PER_ADDRESS).await?;
    rate_limit::spend(&visit.wires, "ask_account", who, ASK_PER_ACCOUNT).await
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
