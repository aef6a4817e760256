//! Browsers that came in before. A sealed cookie names the accounts that somebody came in to in this browser, whatever the way
//! was; it is what tells a new device from an old one, and what passes the counts that strangers share (`guard`, `phone`).
//! It opens nothing. An account that was taken back knows none of the browsers from before.

use crate::{
    kernel::{error::Result, ids::UserId, time::Instant},
    modules::auth::store::known as store,
    platform::{Visit, keyed, reply::set_cookie, token::Token},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use serde::{Deserialize, Serialize};

const COOKIE: &str = "cihaz";
const SECONDS: i64 = 365 * 24 * 3600;
const SEAL: &str = "device";
/// Accounts that one browser is known to, say of a family; the one that came in longest ago makes place.
pub const ACCOUNTS: usize = 5;

/// That somebody came in to an account here.
#[derive(Serialize, Deserialize)]
struct CameIn {
    user: UserId,
    /// What the browser is called among those of this account. Nobody guesses it.
    name: String,
    at: Instant,
}

impl CameIn {
    fn counts(&self, user: UserId, forgotten_at: Option<Instant>) -> bool {
        self.user == user && forgotten_at.is_none_or(|since| self.at >= since)
    }
}

/// Which account is asked about.
#[derive(Clone, Copy)]
pub enum Account<'a> {
    /// By address, as typed at the door.
    Address(&'a str),
    /// By a number that has proved itself.
    Number(&'a str),
    /// Whose password was right already.
    Of(UserId),
}

/// The newest first; none when the cookie is missing or not ours.
fn read(visit: &Visit) -> Vec<CameIn> {
    let sealed = visit.cookie(COOKIE).and_then(|cookie| BASE64.decode(cookie).ok());
    let text = sealed.and_then(|sealed| keyed::open(&visit.wires.config.server, SEAL, b"", &sealed).ok());
    text.and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default()
}

/// What this browser is called at an account that somebody came in to with it. Only browsers with a cookie cost a question to
/// the database, so that the time tells strangers nothing.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn browser(visit: &Visit, account: Account<'_>) -> Result<Option<String>> {
    let came = read(visit);
    if came.is_empty() {
        return Ok(None);
    }
    let users: Vec<UserId> = came.iter().map(|came| came.user).collect();
    let owners = store::owners(visit, &users).await?;
    let fits = |owner: &store::Owner| match account {
        Account::Address(email) => owner.email == email,
        Account::Number(phone) => owner.phone.as_deref() == Some(phone),
        Account::Of(user) => owner.id == user,
    };
    let owner = owners.iter().find(|owner| fits(owner));
    let known = came.into_iter().find(|came| owner.is_some_and(|owner| came.counts(owner.id, owner.forgotten_at)));
    Ok(known.map(|came| came.name))
}

/// Whether somebody came in to the account of `user` with this browser, since it forgot those from before.
pub fn came_before(visit: &Visit, user: UserId, forgotten_at: Option<Instant>) -> bool {
    read(visit).iter().any(|came| came.counts(user, forgotten_at))
}

/// Knows this browser from now on; what it is called stays while its cookie does.
///
/// # Errors
/// `internal` when the cookie grows absurdly long.
pub fn remember(visit: &Visit, user: UserId) -> Result<()> {
    let (mine, mut came): (Vec<_>, Vec<_>) = read(visit).into_iter().partition(|came| came.user == user);
    let name = mine.into_iter().next().map_or_else(|| Token::fresh().text().to_owned(), |came| came.name);
    came.insert(0, CameIn { user, name, at: visit.now });
    came.truncate(ACCOUNTS);
    let server = &visit.wires.config.server;
    let text = serde_json::to_vec(&came).map_err(|error| crate::platform::db::internal(&error))?;
    let sealed = keyed::seal(server, SEAL, b"", &text)?;
    set_cookie(&server.cookie(COOKIE, &BASE64.encode(sealed), SECONDS));
    Ok(())
}
