//! Server functions of `reviews`.

use super::model::{ModerateInput, PublicReview, ReplyInput, WriteInput, Written};
use crate::kernel::{error::AppError, page::Page};
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// Reviews a finished visit, once, within 90 days. Its customer.
#[server(endpoint = "reviews/write")]
pub async fn write(input: WriteInput) -> Result<Written, AppError> {
    use super::status::Status;
    use crate::platform::{Scope, reply::reply_noticed};
    let place = super::pages::write_path(&input.appointment_id);
    let mut scope = Scope::begin().await?;
    let result = super::service::write(&mut scope, &input).await;
    let result = scope.finish(result).await;
    let notice = match &result {
        Ok(Written { status: Status::Published, .. }) => "review_published",
        _ => "review_pending",
    };
    reply_noticed(result, notice, |_| place)
}

/// The workshop's one answer to a published review. Its owner.
#[server(endpoint = "reviews/reply")]
pub async fn reply(input: ReplyInput) -> Result<Written, AppError> {
    use super::status::Status;
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::service::reply(&mut scope, &input).await;
    let result = scope.finish(result).await;
    let notice = match &result {
        Ok(Written { status: Status::Published, .. }) => "replied",
        _ => "reply_pending",
    };
    reply_noticed(result, notice, |written| format!("{}#y-{}", paths::WORKSHOP_REVIEWS, written.id))
}

/// Approves or hides a review; hiding names a rule. Moderators and admins.
#[server(endpoint = "reviews/moderate")]
pub async fn moderate(input: ModerateInput) -> Result<Written, AppError> {
    use super::status::Status;
    use crate::platform::{Scope, reply::reply_noticed};
    let back = input.back.clone();
    let mut scope = Scope::begin().await?;
    let result = super::service::moderate(&mut scope, &input).await;
    let result = scope.finish(result).await;
    let notice = match &result {
        Ok(Written { status: Status::Published, .. }) => "approved",
        _ => "hidden",
    };
    reply_noticed(result, notice, |decided| super::pages::after_decision(&back, decided.id))
}

/// Approves or hides a workshop's answer; hiding names a rule. Moderators and admins.
#[server(endpoint = "reviews/moderate_reply")]
pub async fn moderate_reply(input: ModerateInput) -> Result<Written, AppError> {
    use super::status::Status;
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let back = paths::own_path(&input.back, paths::ADMIN_REVIEWS);
    let mut scope = Scope::begin().await?;
    let result = super::service::moderate_reply(&mut scope, &input).await;
    let result = scope.finish(result).await;
    let notice = match &result {
        Ok(Written { status: Status::Published, .. }) => "reply_approved",
        _ => "reply_hidden",
    };
    reply_noticed(result, notice, |_| back)
}

/// Published reviews of a public workshop (id or slug), newest first.
#[server(endpoint = "reviews/of", input = GetUrl)]
pub async fn of(mechanic: String, #[server(default)] after: String) -> Result<Page<PublicReview>, AppError> {
    let mut scope = crate::platform::Scope::reading()?;
    super::service::of(&mut scope, &mechanic, &after).await
}
