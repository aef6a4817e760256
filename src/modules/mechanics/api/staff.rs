//! Server functions about staff.

use crate::{
    kernel::error::AppError,
    modules::mechanics::staff::model::{AcceptInput, InvitationInput, InviteInput, MemberInput, PostInput},
};
use leptos::prelude::*;

/// Asks somebody by mail to join the workshop, or sends them a new link; for owners.
#[server(endpoint = "mechanics/invite_staff")]
pub async fn invite_staff(input: InviteInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::staff::service::invite(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "mail_sent", |()| paths::WORKSHOP_TEAM.to_owned())
}

/// Sends an invitation again; for owners.
#[server(endpoint = "mechanics/resend_invitation")]
pub async fn resend_invitation(input: InvitationInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::staff::service::resend(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "mail_sent", |()| paths::WORKSHOP_TEAM.to_owned())
}

/// Takes an invitation back; for owners.
#[server(endpoint = "mechanics/withdraw_invitation")]
pub async fn withdraw_invitation(input: InvitationInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::staff::service::withdraw(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::WORKSHOP_TEAM.to_owned())
}

/// Joins the workshop that has asked; for who was asked.
#[server(endpoint = "mechanics/accept_invitation")]
pub async fn accept_invitation(input: AcceptInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::staff::service::accept(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "joined", |()| paths::WORKSHOP.to_owned())
}

/// Gives a member of the staff another post; for owners.
#[server(endpoint = "mechanics/set_post")]
pub async fn set_post(input: PostInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::staff::service::set_post(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::WORKSHOP_TEAM.to_owned())
}

/// Takes somebody out of the staff; for owners.
#[server(endpoint = "mechanics/remove_staff")]
pub async fn remove_staff(input: MemberInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::staff::service::remove(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::WORKSHOP_TEAM.to_owned())
}

/// Leaves the workshop one works for.
#[server(endpoint = "mechanics/leave_staff")]
pub async fn leave_staff() -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::staff::service::leave(&mut scope).await;
    reply_noticed(scope.finish(result).await, "left_staff", |()| paths::ACCOUNT.to_owned())
}
