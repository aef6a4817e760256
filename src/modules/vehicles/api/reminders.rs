//! Server functions about what comes due for one's own cars.

use crate::{
    kernel::error::AppError,
    modules::vehicles::{
        model::CarInput,
        reminders::inputs::{DoneInput, OneReminderInput, ReminderInput, SnoozeInput, SwitchInput},
    },
};
use leptos::prelude::*;

/// Gives a car the reminders that the law and its age name.
#[server(endpoint = "vehicles/set_reminders")]
pub async fn set_reminders(input: CarInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::reminders::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::set_up(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::car_reminders(*id)).map(drop)
}

/// Adds a reminder of one's own.
#[server(endpoint = "vehicles/add_reminder")]
pub async fn add_reminder(input: ReminderInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::reminders::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::add(&mut scope, input).await;
    reply_noticed(scope.finish(result).await, "added", |id| paths::car_reminders(*id)).map(drop)
}

/// It was done; it comes again as its rule says.
#[server(endpoint = "vehicles/finish_reminder")]
pub async fn finish_reminder(input: DoneInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::reminders::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::done(&mut scope, input).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::car_reminders(*id)).map(drop)
}

/// Quiet for some days.
#[server(endpoint = "vehicles/snooze_reminder")]
pub async fn snooze_reminder(input: SnoozeInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::reminders::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::snooze(&mut scope, input).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::car_reminders(*id)).map(drop)
}

/// Comes no more.
#[server(endpoint = "vehicles/close_reminder")]
pub async fn close_reminder(input: OneReminderInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::reminders::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::close(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |id| paths::car_reminders(*id)).map(drop)
}

/// Reminds of what a rule advises, counted from when it was done last.
#[server(endpoint = "vehicles/switch_on_reminder")]
pub async fn switch_on_reminder(input: SwitchInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::vehicles::reminders::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::switch_on(&mut scope, input).await;
    reply_noticed(scope.finish(result).await, "saved", |id| paths::car_reminders(*id)).map(drop)
}
