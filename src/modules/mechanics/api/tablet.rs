//! Server functions of shared tablets.

use crate::{
    kernel::error::AppError,
    modules::mechanics::tablet::model::{EnterInput, PinInput, TabletInput},
};
use leptos::prelude::*;

/// Makes this browser a shared tablet of the workshop; for owners.
#[server(endpoint = "mechanics/make_tablet")]
pub async fn make_tablet(input: TabletInput) -> Result<(), AppError> {
    use crate::{kernel::paths, modules::mechanics::tablet::service, platform::Visit, platform::reply::reply};
    let result = service::make(&Visit::current()?, &input).await;
    reply(result, |()| paths::TABLET.to_owned())
}

/// Somebody of the staff comes in at a tablet by their PIN.
#[server(endpoint = "mechanics/enter_tablet")]
pub async fn enter_tablet(input: EnterInput) -> Result<(), AppError> {
    use crate::{kernel::paths, modules::mechanics::tablet::service, platform::Visit, platform::reply::reply};
    let result = service::enter(&Visit::current()?, input).await;
    reply(result, |()| paths::WORKSHOP.to_owned())
}

/// The tablet asks for a PIN again.
#[server(endpoint = "mechanics/lock_tablet")]
pub async fn lock_tablet() -> Result<(), AppError> {
    use crate::{kernel::paths, modules::mechanics::tablet::service, platform, platform::reply::reply};
    let visit = platform::Visit::current()?;
    let mut scope = platform::Scope::write(&visit).await?;
    let result = service::lock(&mut scope, visit.tablet).await;
    reply(scope.finish(result).await, |()| paths::TABLET.to_owned())
}

/// Sets one's PIN for tablets, after a fresh proof; for who belongs to a workshop.
#[server(endpoint = "mechanics/set_pin")]
pub async fn set_pin(input: PinInput) -> Result<(), AppError> {
    use crate::{kernel::paths, modules::mechanics::tablet::service, platform::Visit, platform::reply::reply_noticed};
    let result = service::set_pin(&Visit::current()?, input).await;
    reply_noticed(result, "saved", |()| paths::SECURITY.to_owned())
}

/// Takes one's PIN away.
#[server(endpoint = "mechanics/remove_pin")]
pub async fn remove_pin() -> Result<(), AppError> {
    use crate::{kernel::paths, modules::mechanics::tablet::service, platform::Scope, platform::reply::reply_noticed};
    let mut scope = Scope::begin().await?;
    let result = service::remove_pin(&mut scope).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::SECURITY.to_owned())
}
