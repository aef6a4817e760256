//! What certificates and their states are called.

use super::model::CertificateKind;
use crate::{
    kernel::{ids::BrandId, lang::Lang},
    platform::reference::Reference,
    say,
};

pub fn kind(lang: Lang, kind: CertificateKind) -> &'static str {
    match kind {
        CertificateKind::TseHyb => say!(lang, certificates.kind_tse_hyb),
        CertificateKind::Myk => say!(lang, certificates.kind_myk),
        CertificateKind::HighVoltage => say!(lang, certificates.kind_high_voltage),
        CertificateKind::Lpg => say!(lang, certificates.kind_lpg),
        CertificateKind::Authorised => say!(lang, certificates.kind_authorised),
    }
}

/// The kind, and of an authorisation the brand.
pub fn name(lang: Lang, reference: &Reference, word: &str, brand: Option<BrandId>) -> String {
    if let Some(brand) = brand.and_then(|id| reference.brand(id)) {
        return say!(lang, certificates.authorised_of, brand = brand.name.as_str());
    }
    CertificateKind::parse(word).map(|known| kind(lang, known)).unwrap_or_default().to_owned()
}
