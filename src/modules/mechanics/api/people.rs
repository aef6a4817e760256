//! Server functions about who works at the cars, and what they and the lifts are fit for; for who runs the workshop.

use crate::{
    kernel::{error::AppError, ids::PersonId},
    modules::mechanics::people::inputs::{AbsenceIdInput, AbsenceInput, BaySkillsInput, WorkerIdInput, WorkerInput},
};
use leptos::prelude::*;

/// Adds somebody, or changes their name, account and skills.
#[server(endpoint = "mechanics/save_person")]
pub async fn save_person(input: WorkerInput) -> Result<PersonId, AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::people::service::save(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::workshop_person(*id))
}

/// Takes somebody out; others do their visits to come.
#[server(endpoint = "mechanics/remove_person")]
pub async fn remove_person(input: WorkerIdInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::people::service::remove(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::WORKSHOP_HOURS.to_owned())
}

/// Days off of somebody.
#[server(endpoint = "mechanics/add_absence")]
pub async fn add_absence(input: AbsenceInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::people::service::add_absence(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "added", |id| paths::workshop_person(*id)).map(drop)
}

/// Takes days off back.
#[server(endpoint = "mechanics/remove_absence")]
pub async fn remove_absence(input: AbsenceIdInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::people::service::remove_absence(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |id| paths::workshop_person(*id)).map(drop)
}

/// What a lift is fit for.
#[server(endpoint = "mechanics/save_bay_skills")]
pub async fn save_bay_skills(input: BaySkillsInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = crate::modules::mechanics::people::service::save_bay_skills(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::workshop_bay(*id)).map(drop)
}
