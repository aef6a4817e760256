//! Warning owners before a certificate runs out. May run twice, at once, or after a long stop, and tells each step once.

use super::{events::CertificateExpiring, store};
use crate::{
    kernel::error::Result,
    platform::{Scope, Wires, jobs::in_batches},
};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

/// Every morning at 09.20 in Istanbul; the crontab counts in UTC. It also runs once at start.
pub const CRONTAB: [&str; 1] = ["20 6 * * * warn_certificates {}"];
const BATCH: i64 = 100;

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct WarnCertificates {}

impl TaskHandler for WarnCertificates {
    const IDENTIFIER: &'static str = "warn_certificates";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let wires = context.get_ext::<Wires>().ok_or_else(|| String::from("no wires"))?;
        warn(wires).await.map(drop).map_err(|error| error.to_string())
    }
}

/// Returns how many were told of.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn warn(wires: &Wires) -> Result<usize> {
    in_batches(wires, warn_some).await
}

async fn warn_some(scope: &mut Scope) -> Result<usize> {
    let expiring = store::expiring(scope, BATCH).await?;
    let mut told = Vec::with_capacity(expiring.len());
    for certificate in expiring {
        told.push((certificate.id, certificate.step));
        scope.publish(&CertificateExpiring(certificate)).await?;
    }
    store::note_warned(scope, &told).await?;
    Ok(told.len())
}
