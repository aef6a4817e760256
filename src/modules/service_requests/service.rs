//! Use cases of the taxonomy desk.

use super::{
    model::{CategoryInput, RemoveInput, Saved, ServiceInput},
    policy, store,
};
use crate::{
    kernel::{
        error::{AppError, Result, Rule},
        ids::{CategoryId, ServiceId},
    },
    platform::Scope,
};
use serde_json::json;

/// Adds or changes a category.
///
/// # Errors
/// `invalid`, `slug_taken`, `not_found` for an unknown category.
pub async fn save_category(scope: &mut Scope, input: &CategoryInput) -> Result<Saved<CategoryId>> {
    let permit = policy::may_edit(&scope.actor)?;
    let draft = input.check()?;
    if let Some(parent) = draft.parent_id {
        // Locked, so that two moves at once cannot close a ring of parents.
        store::lock_tree(scope, &permit).await?;
        let under = store::path_to_root(scope, parent).await?;
        let closes_a_ring = draft.id.is_some_and(|id| under.contains(&id));
        if under.is_empty() || closes_a_ring {
            return Err(AppError::field("parent_id", Rule::UnknownChoice));
        }
    }
    let id = store::save_category(scope, &permit, &draft).await?;
    let detail =
        json!({ "slug": draft.slug, "name_tr": draft.name_tr, "active": draft.is_active, "new": draft.id.is_none() });
    scope.audit("service_requests.save_category", "category", &id.to_string(), detail).await?;
    store::announce(scope, &permit).await?;
    Ok(Saved { id, category: Some(id) })
}

/// Removes a category without services or categories below it.
///
/// # Errors
/// `in_use`, `not_found`.
pub async fn remove_category(scope: &mut Scope, input: &RemoveInput) -> Result<Saved<CategoryId>> {
    let permit = policy::may_edit(&scope.actor)?;
    let id: CategoryId = input.target()?;
    let gone = store::delete_category(scope, &permit, id).await?;
    scope.audit("service_requests.remove_category", "category", &id.to_string(), json!({ "slug": gone.slug })).await?;
    store::announce(scope, &permit).await?;
    Ok(Saved { id, category: gone.parent })
}

/// Adds or changes a service.
///
/// # Errors
/// `invalid`, `slug_taken`, `not_found` for an unknown service.
pub async fn save_service(scope: &mut Scope, input: &ServiceInput) -> Result<Saved<ServiceId>> {
    let permit = policy::may_edit(&scope.actor)?;
    let draft = input.check()?;
    let id = store::save_service(scope, &permit, &draft).await?;
    let detail =
        json!({ "slug": draft.slug, "name_tr": draft.name_tr, "active": draft.is_active, "new": draft.id.is_none() });
    scope.audit("service_requests.save_service", "service", &id.to_string(), detail).await?;
    store::announce(scope, &permit).await?;
    Ok(Saved { id, category: Some(draft.category_id) })
}

/// Removes a service that nobody offers and no appointment names.
///
/// # Errors
/// `in_use`, `not_found`.
pub async fn remove_service(scope: &mut Scope, input: &RemoveInput) -> Result<Saved<ServiceId>> {
    let permit = policy::may_edit(&scope.actor)?;
    let id: ServiceId = input.target()?;
    let gone = store::delete_service(scope, &permit, id).await?;
    scope.audit("service_requests.remove_service", "service", &id.to_string(), json!({ "slug": gone.slug })).await?;
    store::announce(scope, &permit).await?;
    Ok(Saved { id, category: gone.parent })
}

/// The taxonomy for the desk: read from the database, because another process may have changed it just now.
///
/// # Errors
/// `unauthenticated` or `not_found` for everybody but admins.
pub async fn taxonomy(scope: &mut Scope) -> Result<(Vec<store::CategoryRow>, Vec<store::ServiceRow>)> {
    let permit = policy::may_edit(&scope.actor)?;
    Ok((store::categories(scope, &permit).await?, store::services(scope, &permit).await?))
}
