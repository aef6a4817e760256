//! What the forms of certificates send, as typed.

use serde::{Deserialize, Serialize};

/// The certificate that a button speaks of.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CertificateIdInput {
    pub certificate_id: String,
}

/// An admin's decision about a certificate.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CertificateDecisionInput {
    pub certificate_id: String,
    /// `check` or `refuse`.
    pub decision: String,
    /// Why it is refused.
    pub reason: String,
    /// Where a plain form goes on to; a path of this site.
    pub next: String,
}
