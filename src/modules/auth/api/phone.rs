//! Server functions of numbers.

use crate::{
    kernel::error::AppError,
    modules::auth::model::{
        Entered,
        ways::{Accepted, PhoneCodeInput, PhoneInput, PhoneSignInInput},
    },
};
use leptos::prelude::*;

/// Texts a code to one's own number. Signed-in people who proved themselves lately.
#[server(endpoint = "auth/begin_phone")]
pub async fn begin_phone() -> Result<Accepted, AppError> {
    use crate::{
        kernel::paths,
        modules::auth::service::phone,
        platform::{Scope, Visit, reply::reply_noticed},
    };
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = phone::begin(&mut scope, &visit).await;
    reply_noticed(scope.finish(result).await, "sms_sent", |_| paths::SECURITY.to_owned())
}

/// Takes the code that was texted to one's own number. Signed-in people who proved themselves lately.
#[server(endpoint = "auth/confirm_phone")]
pub async fn confirm_phone(input: PhoneCodeInput) -> Result<Accepted, AppError> {
    use crate::{
        kernel::paths,
        modules::auth::service::phone,
        platform::{Scope, Visit, reply::reply_noticed},
    };
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = phone::confirm(&mut scope, &visit, &input).await;
    reply_noticed(scope.finish(result).await, "phone_verified", |_| paths::SECURITY.to_owned())
}

/// Asks for a code to sign in with. The answer is the same for known and unknown numbers.
#[server(endpoint = "auth/begin_phone_sign_in")]
pub async fn begin_phone_sign_in(input: PhoneInput) -> Result<Accepted, AppError> {
    use crate::{
        modules::auth::{pages, service::phone},
        platform::{Scope, Visit, reply},
    };
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = phone::begin_sign_in(&mut scope, &visit, &input).await;
    reply(scope.finish(result).await, |_| pages::phone_code_step(&input.next))
}

/// Signs in by number and code; the cookie is in the answer.
#[server(endpoint = "auth/phone_sign_in")]
pub async fn phone_sign_in(input: PhoneSignInInput) -> Result<Entered, AppError> {
    use crate::{
        modules::auth::service::{after, phone},
        platform::{Visit, reply},
    };
    let entered = phone::sign_in(&Visit::current()?, &input).await;
    reply(entered, |entered| after(*entered, &input.next))
}
