//! Server functions of the desk, and of support that acts for somebody.

use crate::{
    kernel::error::AppError,
    modules::users::model::desk::{MergeInput, NoteInput, PersonInput, RoleInput},
};
use leptos::prelude::*;

/// Keeps a person out, with a reason; for admins.
#[server(name = SuspendUser, endpoint = "users/suspend")]
pub async fn suspend(input: PersonInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::admin_user(&input.user_id);
    let mut scope = Scope::begin().await?;
    let result = super::super::service::desk::suspend(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "user_suspended", |()| place)
}

/// Lets a person in again; for admins.
#[server(name = ReinstateUser, endpoint = "users/reinstate")]
pub async fn reinstate(input: PersonInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::admin_user(&input.user_id);
    let mut scope = Scope::begin().await?;
    let result = super::super::service::desk::reinstate(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "user_reinstated", |()| place)
}

/// Ends every session of a person; for admins.
#[server(name = EndUserSessions, endpoint = "users/end_sessions")]
pub async fn end_sessions(input: PersonInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::admin_user(&input.user_id);
    let mut scope = Scope::begin().await?;
    let result = super::super::service::desk::end_sessions(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "sessions_ended", |()| place)
}

/// Gives a person a role; for admins.
#[server(name = GrantRole, endpoint = "users/grant_role")]
pub async fn grant_role(input: RoleInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::admin_user(&input.user_id);
    let mut scope = Scope::begin().await?;
    let result = super::super::service::desk::grant_role(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| place)
}

/// Takes a role from a person; for admins.
#[server(name = RevokeRole, endpoint = "users/revoke_role")]
pub async fn revoke_role(input: RoleInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::admin_user(&input.user_id);
    let mut scope = Scope::begin().await?;
    let result = super::super::service::desk::revoke_role(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| place)
}

/// Writes a note about a person; for admins.
#[server(name = AddUserNote, endpoint = "users/add_note")]
pub async fn add_note(input: NoteInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::admin_user(&input.user_id);
    let mut scope = Scope::begin().await?;
    let result = super::super::service::desk::add_note(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "added", |()| place)
}

/// Empties an account into another one of the same person, for good; for admins.
#[server(name = MergeUsers, endpoint = "users/merge")]
pub async fn merge(input: MergeInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::admin_user(&input.into_id);
    let mut scope = Scope::begin().await?;
    let result = super::super::service::merging::merge(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "users_merged", |()| place)
}

/// Allows support to act for oneself for a day.
#[server(name = AllowSupport, endpoint = "users/allow_support")]
pub async fn allow_support() -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::super::service::support::allow(&mut scope).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::SECURITY.to_owned())
}

/// Takes that permission back.
#[server(name = WithdrawSupport, endpoint = "users/withdraw_support")]
pub async fn withdraw_support() -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::super::service::support::withdraw(&mut scope).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::SECURITY.to_owned())
}

/// Acts for a person who has allowed it; for admins and support.
#[server(name = Impersonate, endpoint = "users/impersonate")]
pub async fn impersonate(input: PersonInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::super::service::support::impersonate(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "acting", |()| paths::ACCOUNT.to_owned())
}

/// Acts for oneself again.
#[server(name = EndImpersonation, endpoint = "users/end_impersonation")]
pub async fn end_impersonation() -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::super::service::support::end_impersonation(&mut scope).await;
    reply_noticed(scope.finish(result).await, "acting_ended", |()| paths::ADMIN_USERS.to_owned())
}

/// Shows initials instead of a photo.
#[server(name = RemovePhoto, endpoint = "users/remove_photo")]
pub async fn remove_photo() -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Visit, reply::reply_noticed},
    };
    let removed = super::super::service::photo::remove(&Visit::current()?).await;
    reply_noticed(removed, "removed", |()| paths::SETTINGS.to_owned())
}
