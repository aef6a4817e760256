//! Server functions of guests: a wish without an account, its code, and what comes of it.

use crate::{
    kernel::error::AppError,
    modules::{
        appointments::guests::model::{GuestInput, GuestRestInput, GuestWent},
        auth::model::ways::{Accepted, PhoneCodeInput},
    },
};
use leptos::prelude::*;

/// Keeps what a visitor wants and texts a code to their number. The answer is the same for known and unknown numbers.
#[server(endpoint = "appointments/begin_as_guest")]
pub async fn begin_as_guest(#[server(default)] input: GuestInput) -> Result<Accepted, AppError> {
    use crate::{
        kernel::paths,
        modules::appointments::guests::service,
        platform::{Scope, Visit, reply},
    };
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = service::begin(&mut scope, &visit, &input).await;
    reply::reply(scope.finish(result).await, |_| paths::GUEST_CODE.to_owned())
}

/// Texts another code to the number of this browser's guest.
#[server(endpoint = "appointments/text_guest_again")]
pub async fn text_guest_again() -> Result<Accepted, AppError> {
    use crate::{
        kernel::paths,
        modules::auth::guests,
        platform::{Scope, Visit, reply::reply_noticed},
    };
    let visit = Visit::current()?;
    let mut scope = Scope::write(&visit).await?;
    let result = guests::text_again(&mut scope, &visit).await;
    reply_noticed(scope.finish(result).await, "sms_sent", |_| paths::GUEST_CODE.to_owned())
}

/// Takes the code; for a known number the cookie of the session is in the answer, and the visit is booked where that can be.
#[server(endpoint = "appointments/prove_guest")]
pub async fn prove_guest(input: PhoneCodeInput) -> Result<GuestWent, AppError> {
    use crate::{modules::appointments::guests::service, platform::Visit};
    let visit = Visit::current()?;
    let went = service::prove(&visit, &input).await;
    crate::platform::reply::reply(went, |went| went.place.clone())
}

/// Goes on with what waits, once the number is proved; a newcomer comes in by it.
#[server(endpoint = "appointments/go_on_as_guest")]
pub async fn go_on_as_guest(#[server(default)] input: GuestRestInput) -> Result<GuestWent, AppError> {
    use crate::{modules::appointments::guests::service, platform::Visit};
    let visit = Visit::current()?;
    let went = service::go_on(&visit, &input).await;
    crate::platform::reply::reply(went, |went| went.place.clone())
}
