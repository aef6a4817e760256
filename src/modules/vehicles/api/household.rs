//! Server functions about cars that several people share.

use crate::{
    kernel::error::AppError,
    modules::vehicles::household::model::{AnswerInput, ChangeInput, InviteInput, MembershipInput, SharedItem},
};
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// The cars that others share with one.
#[server(endpoint = "vehicles/shared", input = GetUrl)]
pub async fn shared() -> Result<Vec<SharedItem>, AppError> {
    let mut scope = crate::platform::Scope::reading()?;
    crate::modules::vehicles::household::service::shared_items(&mut scope).await
}

/// Asks somebody by mail to share one's cars.
#[server(endpoint = "vehicles/invite_member")]
pub async fn invite_member(input: InviteInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::household::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::invite(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "mail_sent", |()| paths::HOUSEHOLD.to_owned())
}

/// Changes which of one's cars somebody shares, and what for.
#[server(endpoint = "vehicles/change_member")]
pub async fn change_member(input: ChangeInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::household::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::change(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::HOUSEHOLD.to_owned())
}

/// Ends sharing one's cars with somebody, or takes an invitation back.
#[server(endpoint = "vehicles/remove_member")]
pub async fn remove_member(input: MembershipInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::household::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::remove(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::HOUSEHOLD.to_owned())
}

/// Leaves a household.
#[server(endpoint = "vehicles/leave_household")]
pub async fn leave_household(input: MembershipInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::household::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::leave(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "left_household", |()| paths::HOUSEHOLD.to_owned())
}

/// Joins the household that has asked; for who was asked.
#[server(endpoint = "vehicles/join_household")]
pub async fn join_household(input: AnswerInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::household::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::join(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "joined_household", |()| paths::HOUSEHOLD.to_owned())
}

/// Says no to a household; for whoever has the link.
#[server(endpoint = "vehicles/decline_household")]
pub async fn decline_household(input: AnswerInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::household::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::decline(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "declined_household", |()| paths::HOME.to_owned())
}
