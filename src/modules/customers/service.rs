//! Keeping invoice profiles.

use super::{
    model::{InvoiceIdInput, InvoiceInput, profile_id},
    policy,
    store::{
        self,
        invoices::{self, InvoiceProfile},
    },
};
use crate::{
    kernel::{
        error::{AppError, Code, Result, Rule},
        ids::InvoiceProfileId,
    },
    modules::users,
    platform::Scope,
    say,
};

/// One's own, a spouse's and a few companies' are far fewer.
pub const PROFILES_MAX: usize = 20;

/// The actor's profiles, the default first.
///
/// # Errors
/// `unauthenticated` for visitors.
pub async fn invoice_profiles(scope: &mut Scope) -> Result<Vec<InvoiceProfile>> {
    let own = policy::own(&scope.actor)?;
    invoices::list(scope, own).await
}

/// Makes a profile or changes one. The first one becomes the default.
///
/// # Errors
/// `invalid` with the refused fields (`taken` for a number that another profile has, `too_many` beyond
/// [`PROFILES_MAX`]), `not_found` for profiles of others.
pub async fn save_invoice_profile(scope: &mut Scope, input: &InvoiceInput) -> Result<InvoiceProfileId> {
    let own = policy::own(&scope.actor)?;
    let known = if input.profile_id.is_empty() { None } else { Some(profile_id(&input.profile_id)?) };
    invoices::lock(scope, own).await?;
    let before = invoices::list(scope, own).await?;
    if let Some(id) = known {
        invoices::get(scope, own, id).await?;
    }
    let profile = input.check()?;
    if before.iter().any(|other| Some(other.id) != known && other.tax_number == profile.tax_number) {
        return Err(AppError::field("tax_number", Rule::Taken));
    }
    match known {
        Some(id) => invoices::save(scope, own, id, &profile).await.map(|()| id),
        None if before.len() >= PROFILES_MAX => {
            Err(AppError::field_with("title", Rule::TooMany, i64::try_from(PROFILES_MAX).ok()))
        }
        None => invoices::insert(scope, own, &profile, before.is_empty()).await,
    }
}

/// # Errors
/// `not_found` for profiles of others.
pub async fn make_default_invoice_profile(scope: &mut Scope, input: &InvoiceIdInput) -> Result<()> {
    let own = policy::own(&scope.actor)?;
    let id = profile_id(&input.profile_id)?;
    invoices::lock(scope, own).await?;
    invoices::get(scope, own, id).await?;
    invoices::make_default(scope, own, id).await
}

/// Removes a profile; a removed default passes to the newest other one.
///
/// # Errors
/// `not_found` for profiles of others.
pub async fn remove_invoice_profile(scope: &mut Scope, input: &InvoiceIdInput) -> Result<()> {
    let own = policy::own(&scope.actor)?;
    let id = profile_id(&input.profile_id)?;
    invoices::lock(scope, own).await?;
    let removed = invoices::get(scope, own, id).await?;
    invoices::delete(scope, own, id).await?;
    if removed.is_default
        && let Some(next) = invoices::list(scope, own).await?.first()
    {
        invoices::make_default(scope, own, next.id).await?;
    }
    Ok(())
}

/// Before two accounts become one: whatever is being written for either is seen, and what comes later finds no customer.
///
/// # Errors
/// `wrong_status` when one of them has no customer's side.
pub async fn hold_both(scope: &mut Scope, event: &users::AccountsMerge) -> Result<()> {
    if store::lock_both(scope, event.merging).await? == 2 {
        return Ok(());
    }
    let message = say!(scope.lang, merging.refused_no_customer).to_owned();
    Err(AppError { message, ..AppError::new(Code::WrongStatus) })
}
