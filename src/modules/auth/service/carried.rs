//! What a browser carries from one step to the next in cookies that scripts cannot read: the token of an opened link, and,
//! sealed, what was typed a step before.

use crate::{
    kernel::error::Result,
    platform::{Visit, config::ServerConfig, keyed, reply::set_cookie, token::Token},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

const SECONDS: i64 = 15 * 60;
const PURPOSE: &str = "carried";

/// Cookies of links.
pub const VERIFY_LINK: &str = "dogrula";
pub const RESET_LINK: &str = "sifirla";
/// The address a reset was asked for, the number a code was sent to, and an account of a provider that waits to be opened.
pub const RESET_EMAIL: &str = "sifirla_kim";
pub const PHONE: &str = "telefon";
pub const SIGN_UP: &str = "kimlik";

/// The token of a link goes out of the address and into a cookie, so that neither history nor other pages hold it.
pub fn keep_link(visit: &Visit, cookie: &str, token: &str) {
    let is_token = token.len() <= 64 && token.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if is_token {
        set_cookie(&visit.wires.config.server.cookie(cookie, token, SECONDS));
    }
}

/// The token that was sent along, or that of the link this browser opened.
pub fn link(visit: &Visit, cookie: &str, sent: &str) -> Option<Token> {
    let token = if sent.is_empty() { visit.cookie(cookie).unwrap_or_default() } else { sent.to_owned() };
    (!token.is_empty()).then(|| Token::sent(token))
}

pub fn forget(server: &ServerConfig, cookie: &str) {
    set_cookie(&server.cookie(cookie, "", 0));
}

/// Keeps a text, sealed, for a quarter of an hour.
///
/// # Errors
/// `internal` when it is absurdly long.
pub fn keep(server: &ServerConfig, cookie: &'static str, text: &str) -> Result<()> {
    let sealed = keyed::seal(server, PURPOSE, cookie.as_bytes(), text.as_bytes())?;
    set_cookie(&server.cookie(cookie, &URL_SAFE_NO_PAD.encode(sealed), SECONDS));
    Ok(())
}

/// The kept text, if it is there and ours.
pub fn kept(visit: &Visit, cookie: &'static str) -> Option<String> {
    let sealed = URL_SAFE_NO_PAD.decode(visit.cookie(cookie)?).ok()?;
    let text = keyed::open(&visit.wires.config.server, PURPOSE, cookie.as_bytes(), &sealed).ok()?;
    String::from_utf8(text).ok()
}
