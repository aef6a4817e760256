//! Round numbers about the whole marketplace, read about once a minute: for pages that count, and for [`plan`](super::plan).

use super::{filter::SearchFilter, plan::Mark, store};
use crate::{
    kernel::{error::Result, ids::ServiceId},
    modules::mechanics::certificates::model::CertificateKind,
    platform::{Scope, kept::Kept},
};
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
    time::Duration,
};

/// Offers of a service are counted up to here; more is "many".
pub const FEW: i64 = 1000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServiceFact {
    /// Workshops that offer it, at most [`FEW`].
    pub offering: i64,
    /// The lowest price of a public workshop.
    pub from_kurus: Option<i64>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Public workshops.
    pub total: i64,
    pub by_province: HashMap<i16, i64>,
    pub by_district: HashMap<i32, i64>,
    pub services: HashMap<ServiceId, ServiceFact>,
    /// Workshops with a checked certificate of a kind, at most [`FEW`].
    pub certified: HashMap<CertificateKind, i64>,
    /// Workshops that drive to a car, at most [`FEW`].
    pub visiting: i64,
    /// Fewer than one workshop in [`Facts::ONE_IN_OPEN`] is open now by its hours of the week.
    pub mostly_closed: bool,
}

impl Facts {
    pub const ONE_IN_OPEN: i64 = 20;

    /// Offers of these services together; anything from [`FEW`] on means many.
    pub fn offering(&self, services: &[ServiceId]) -> i64 {
        services.iter().map(|id| self.services.get(id).map_or(0, |fact| fact.offering)).sum()
    }

    /// A mark of this search that so few workshops carry that it starts with them.
    pub fn few_carry(&self, filter: &SearchFilter) -> Option<Mark> {
        let certified = |kind| self.certified.get(&kind).copied().unwrap_or_default();
        if filter.certificate.is_some_and(|kind| certified(kind) < FEW) {
            Some(Mark::Certificate)
        } else if filter.comes && self.visiting < FEW {
            Some(Mark::Comes)
        } else {
            (filter.open_now && self.mostly_closed).then_some(Mark::Open)
        }
    }

    pub fn in_area(&self, province: Option<i16>, district: Option<i32>) -> i64 {
        match (province, district) {
            (_, Some(district)) => self.by_district.get(&district).copied().unwrap_or_default(),
            (Some(province), None) => self.by_province.get(&province).copied().unwrap_or_default(),
            (None, None) => self.total,
        }
    }
}

/// One for each database that this process serves.
static FACTS: LazyLock<Kept<Facts>> = LazyLock::new(|| Kept::new(64, Duration::from_mins(1), Duration::from_hours(1)));

/// # Errors
/// `unavailable` when the database is away.
pub async fn facts(scope: &mut Scope) -> Result<Arc<Facts>> {
    FACTS.get(scope, "", |mut scope| async move { store::facts(&mut scope).await }).await
}
