//! Server functions of `auth`.

pub mod desk;
pub mod email;
pub mod factors;
pub mod oidc;
pub mod passkeys;
pub mod phone;
pub mod sessions;

use super::model::{Entered, RegisterInput, Registered, SignInInput, SignedIn};
use crate::kernel::error::AppError;
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// Registers a customer or mechanic. The answer is the same for known and unknown addresses.
#[server(endpoint = "auth/register")]
pub async fn register(input: RegisterInput) -> Result<Registered, AppError> {
    use crate::platform::{Visit, reply};
    let visit = Visit::current()?;
    let place = super::service::after_registering(&input.next);
    reply::carry("auth/sign_in", "email");
    reply(super::service::register(&visit, input).await, |_| place)
}

/// Starts a session; the cookie is in the answer.
#[server(endpoint = "auth/sign_in")]
pub async fn sign_in(input: SignInInput) -> Result<Entered, AppError> {
    use crate::platform::{Scope, Visit, reply};
    let visit = Visit::current()?;
    let next = input.next.clone();
    let mut scope = Scope::read(&visit);
    let entered = super::service::sign_in(&mut scope, &visit, input).await;
    reply(entered, |entered| super::service::after(*entered, &next))
}

/// Ends the session of this device.
#[server(endpoint = "auth/sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Visit, reply},
    };
    reply(super::service::sign_out(&Visit::current()?).await, |()| paths::HOME.to_owned())
}

/// Who is signed in.
#[server(endpoint = "auth/me", input = GetUrl)]
pub async fn me() -> Result<SignedIn, AppError> {
    super::service::me(&crate::platform::Scope::reading()?)
}
