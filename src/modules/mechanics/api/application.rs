//! How a workshop comes to be verified: its owner's side, and the desk's.

use crate::{
    kernel::error::AppError,
    modules::mechanics::{
        application::model::{DocumentIdInput, IdentityInput, SeenInput, SendInput},
        workshop::model::DecisionInput,
    },
};
use leptos::prelude::*;

/// Says who trades there.
#[server(endpoint = "mechanics/save_identity")]
pub async fn save_identity(input: IdentityInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::application::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::save_identity(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::WORKSHOP_APPLICATION.to_owned())
}

/// Takes a paper back.
#[server(endpoint = "mechanics/remove_document")]
pub async fn remove_document(input: DocumentIdInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::application::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::remove_document(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::WORKSHOP_APPLICATION.to_owned())
}

/// Lays the application before the desk, or answers what it asked.
#[server(endpoint = "mechanics/send_application")]
pub async fn send_application(#[server(default)] input: SendInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::application::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::send(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "application_sent", |()| paths::WORKSHOP_APPLICATION.to_owned())
}

/// Asks the owner for more; for admins.
#[server(endpoint = "mechanics/ask_more")]
pub async fn ask_more(input: DecisionInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::application::desk,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::own_path(&input.next, paths::ADMIN_MECHANICS);
    let mut scope = Scope::begin().await?;
    let result = desk::ask_more(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "application_asked", |()| place)
}

/// Refuses an application, with a reason; for admins.
#[server(name = RefuseApplication, endpoint = "mechanics/refuse")]
pub async fn refuse(input: DecisionInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::application::desk,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::own_path(&input.next, paths::ADMIN_MECHANICS);
    let mut scope = Scope::begin().await?;
    let result = desk::refuse(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "application_refused", |()| place)
}

/// Takes a change back.
#[server(endpoint = "mechanics/withdraw_change")]
pub async fn withdraw_change() -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::application::changes,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = changes::withdraw(&mut scope).await;
    reply_noticed(scope.finish(result).await, "change_withdrawn", |()| paths::WORKSHOP_APPLICATION.to_owned())
}

/// Puts what is new in the place of what was checked; for admins.
#[server(endpoint = "mechanics/approve_change")]
pub async fn approve_change(input: SeenInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::application::changes,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::own_path(&input.next, paths::ADMIN_MECHANICS);
    let mut scope = Scope::begin().await?;
    let result = changes::approve(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "change_approved", |()| place)
}

/// Notes that the desk has looked at another name or address; for admins.
#[server(endpoint = "mechanics/acknowledge_change")]
pub async fn acknowledge_change(input: SeenInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::application::changes,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::own_path(&input.next, paths::ADMIN_MECHANICS);
    let mut scope = Scope::begin().await?;
    let result = changes::acknowledge(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| place)
}
