//! What the desk does about somebody's ways in.

use crate::{kernel::error::AppError, modules::users::model::desk::PersonInput};
use leptos::prelude::*;

/// Takes every second factor from a person who has lost theirs, with a reason; for admins.
#[server(endpoint = "auth/reset_factors")]
pub async fn reset_factors(input: PersonInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::auth::service::desk,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::admin_user(&input.user_id);
    let mut scope = Scope::begin().await?;
    let result = desk::reset_factors(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "factors_reset", |()| place)
}
