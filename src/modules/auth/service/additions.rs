//! What must hold before a way in is added.

use crate::{
    kernel::{
        actor::Person,
        error::{AppError, Code, Result},
    },
    platform::Scope,
    say,
};

/// Who may add a way into their account: whoever proved themselves lately, and whose address is proved to be theirs. Else
/// whoever registers a stranger's address could stay in the account when its owner comes.
///
/// # Errors
/// `unauthenticated`, `step_up`; `wrong_status` while the address has not proved itself.
pub fn may_add(scope: &Scope) -> Result<&Person> {
    let person = scope.stepped_up()?;
    if is_settled(person) {
        return Ok(person);
    }
    Err(AppError { message: say!(scope.lang, ways.address_first).to_owned(), ..AppError::new(Code::WrongStatus) })
}

/// Who came by a number alone has no address to prove.
pub const fn is_settled(person: &Person) -> bool {
    person.email_verified || person.email.is_empty()
}
