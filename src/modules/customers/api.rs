//! Server functions of `customers`.

use super::{
    model::{InvoiceIdInput, InvoiceInput},
    places::inputs::{PlaceIdInput, PlaceInput},
};
use crate::kernel::error::AppError;
use leptos::prelude::*;

/// Makes an invoice profile, or changes the one named by `profile_id`.
#[server(endpoint = "customers/save_invoice_profile")]
pub async fn save_invoice_profile(input: InvoiceInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::service::save_invoice_profile(&mut scope, &input).await.map(drop);
    reply_noticed(scope.finish(result).await, "saved", |()| paths::INVOICES.to_owned())
}

/// Makes an invoice profile the one that is proposed first.
#[server(endpoint = "customers/make_default_invoice_profile")]
pub async fn make_default_invoice_profile(input: InvoiceIdInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::service::make_default_invoice_profile(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| paths::INVOICES.to_owned())
}

/// Removes an invoice profile.
#[server(endpoint = "customers/remove_invoice_profile")]
pub async fn remove_invoice_profile(input: InvoiceIdInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::service::remove_invoice_profile(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::INVOICES.to_owned())
}

/// Makes a place to search from, or changes the one named by `place_id`.
#[server(endpoint = "customers/save_place")]
pub async fn save_place(input: PlaceInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::places::service::save(&mut scope, &input).await.map(drop);
    reply_noticed(scope.finish(result).await, "saved", |()| paths::PLACES.to_owned())
}

/// Removes a place.
#[server(endpoint = "customers/remove_place")]
pub async fn remove_place(input: PlaceIdInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = super::places::service::remove(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::PLACES.to_owned())
}
