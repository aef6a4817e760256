//! What a workshop offers: services of the taxonomy with its own price and time.

use super::workshop::store;
use crate::{
    kernel::{
        error::Result,
        ids::{MechanicId, ServiceId},
        lang::Lang,
        money::Money,
    },
    platform::Scope,
};

pub use super::model::PriceKind;

/// A service as a workshop offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub service_id: ServiceId,
    pub name_tr: String,
    pub name_en: String,
    pub price: Money,
    pub price_kind: PriceKind,
    /// Work time.
    pub minutes: i32,
}

impl Offer {
    pub fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name_tr, &self.name_en)
    }
}

/// The active offers of a workshop in the order of the taxonomy. Services that were retired from it are left out.
///
/// # Errors
/// `unavailable` when the database is away.
pub async fn offers(scope: &mut Scope, id: MechanicId) -> Result<Vec<Offer>> {
    store::offers(scope, id).await
}
