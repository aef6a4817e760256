//! Certificates: their owner's side, and the desk's.

use crate::{
    kernel::error::AppError,
    modules::mechanics::certificates::inputs::{CertificateDecisionInput, CertificateIdInput},
};
use leptos::prelude::*;

/// Takes a certificate away, with its paper.
#[server(endpoint = "mechanics/remove_certificate")]
pub async fn remove_certificate(input: CertificateIdInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::certificates::service,
        platform::{Scope, reply::reply_noticed},
    };
    let mut scope = Scope::begin().await?;
    let result = service::remove(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "removed", |()| paths::WORKSHOP_CERTIFICATES.to_owned())
}

/// Checks or refuses a certificate; for admins.
#[server(endpoint = "mechanics/decide_certificate")]
pub async fn decide_certificate(input: CertificateDecisionInput) -> Result<(), AppError> {
    use crate::{
        kernel::paths,
        modules::mechanics::certificates::desk,
        platform::{Scope, reply::reply_noticed},
    };
    let place = paths::own_path(&input.next, paths::ADMIN_MECHANICS);
    let mut scope = Scope::begin().await?;
    let result = desk::decide(&mut scope, &input).await;
    reply_noticed(scope.finish(result).await, "saved", |()| place)
}
