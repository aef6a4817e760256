//! What certificates announce: whoever brings it to workshops listens. Listeners run in the same transaction.

use super::store::{Decided, Expiring};
use crate::{kernel::ids::CertificateId, platform::events::Event};

/// The desk has checked a certificate, or refused it.
#[derive(Clone, Debug)]
pub struct CertificateDecided {
    pub id: CertificateId,
    /// As it was before.
    pub certificate: Decided,
    /// `checked` or `refused`.
    pub state: &'static str,
    /// Empty for what was checked.
    pub reason: String,
}
impl Event for CertificateDecided {}

/// A certificate runs out soon; once for each step of warning.
#[derive(Clone, Debug)]
pub struct CertificateExpiring(pub Expiring);
impl Event for CertificateExpiring {}
