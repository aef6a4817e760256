//! Server functions of `users`.

pub mod desk;
pub mod privacy;

use super::model::{Settings, SettingsInput};
use crate::kernel::error::AppError;
use leptos::prelude::*;

/// Keeps a person's name, phone, language and theme. Signed-in people.
#[server(endpoint = "users/save_settings")]
pub async fn save_settings(input: SettingsInput) -> Result<Settings, AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::service::save_settings(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |_| paths::SETTINGS.to_owned())
}
