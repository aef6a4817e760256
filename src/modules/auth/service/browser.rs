//! Which browser asks: what was asked for in one is finished in no other. A cookie tells them apart; programs with a token have
//! no cookies, so that their session does.

use super::challenge;
use crate::{
    kernel::error::{AppError, Code},
    platform::{Visit, reply::set_cookie, token::Token},
    say,
};

const ASKING: &str = "istek";
/// Longer than anything that is asked for, so that who comes too late is told so.
const SECONDS: i64 = 60 * 60;

/// The hash of this browser's cookie, which it gets now if it has none. One browser may ask for several things at once.
pub fn remember(visit: &Visit) -> Vec<u8> {
    let token = known(visit).unwrap_or_else(Token::fresh);
    set_cookie(&visit.wires.config.server.cookie(ASKING, token.text(), SECONDS));
    token.hash()
}

/// Who asks for a code: this browser, or the session of another client.
pub fn asking(visit: &Visit) -> Vec<u8> {
    session(visit).map_or_else(|| remember(visit), |session| session.hash())
}

/// Who brings something back, if they can have asked for it.
pub fn bringing(visit: &Visit) -> Option<Vec<u8>> {
    session(visit).or_else(|| known(visit)).map(|token| token.hash())
}

/// A code that was asked for in another browser.
pub fn elsewhere(visit: &Visit) -> AppError {
    AppError { message: say!(visit.lang, ways.code_elsewhere).to_owned(), ..AppError::new(Code::Expired) }
}

fn known(visit: &Visit) -> Option<Token> {
    visit.cookie(ASKING).filter(|cookie| cookie.len() == Token::LETTERS).map(Token::sent)
}

fn session(visit: &Visit) -> Option<Token> {
    let person = visit.actor.person().filter(|person| person.proof.by_token)?;
    Some(Token::sent(format!("session:{}", person.session_id)))
}

const _: () = assert!(SECONDS > challenge::MINUTES * 60);
